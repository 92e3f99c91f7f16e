import { code, say } from '../sentence.ts'
import type { FindingPage } from './page.ts'

/** Findings about both ends of a flow together. */
export const END_PAGES = {
  'dns-closed': {
    title: 'DNS is closed',
    why: say`A pod that is isolated for egress asks nobody, not even DNS, unless a rule says so. Every name fails before any connection is tried.`,
    example: 'policyTypes: [Egress]\negress:\n- to: [{podSelector: {matchLabels: {app: api}}}]',
    todo: say`Allow port 53 over UDP and TCP to the DNS pods in ${code('kube-system')}.`,
  },
  'one-end-opened': {
    title: 'Only one end is opened',
    why: say`A flow passes when the source's egress and the destination's ingress both let it pass. This rule opens one end; a policy at the other keeps all of these flows shut.`,
    example: '# ingress of api admits web,\n# and egress of web lets it reach cache only',
    todo: say`Add a rule at the other end, or take this one out.`,
  },
  'front-door-closed': {
    title: 'A Service to the outside, and nobody gets in',
    why: say`Clients and health checks of a load balancer stand outside the cluster. Selectors never match them; only a rule without peers, or with an ${code('ipBlock')}, does.`,
    example: '# Service web: type LoadBalancer\ningress:\n- from: [{namespaceSelector: {}}]',
    todo: say`Add a rule for the port, without ${code('from')} or with the clients' addresses.`,
  },
} satisfies Record<string, FindingPage>
