import { code, say } from '../sentence.ts'
import type { FindingPage } from './page.ts'

/** Findings about address blocks. */
export const BLOCK_PAGES = {
  'block-is-service': {
    title: 'A block that is the address of a Service',
    why: say`The address of a Service is replaced by that of a pod before policies look, so the block matches nothing. For the API server that means the nodes of the control plane, port 6443.`,
    example: 'to:\n- ipBlock:\n    cidr: 10.96.0.10/32',
    todo: say`Select the pods behind the Service by their labels, and write the pods' port.`,
  },
  'block-is-pod': {
    title: 'A block that is the address of a pod',
    why: say`A pod that is replaced gets another address; then the rule admits nobody, or a stranger. Some network plugins never compare blocks with pods.`,
    example: 'from:\n- ipBlock:\n    cidr: 10.244.1.17/32',
    todo: say`Select the pod by its labels.`,
  },
  'block-holds-pods': {
    title: 'A block that holds addresses of pods',
    why: say`Blocks are meant for what is outside. Most enforcers compare the addresses of pods too, others never do, so the same text means two things.`,
    example: 'to:\n- ipBlock:\n    cidr: 10.0.0.0/8',
    todo: say`Use selectors for pods, and take their range out with ${code('except')}.`,
  },
  'except-covers-block': {
    title: 'Exceptions that leave nothing of a block',
    why: say`Together they cover the whole block, so the peer matches no address.`,
    example: 'ipBlock:\n  cidr: 10.0.0.0/24\n  except: [10.0.0.0/25, 10.0.0.128/25]',
    todo: say`Take out an exception, or the peer.`,
  },
  'except-undone': {
    title: 'An exception that another rule takes back',
    why: say`${code('except')} narrows its own peer. It denies nothing: what another rule or policy allows stays open.`,
    example: '- to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}]\n- to: [{ipBlock: {cidr: 10.1.0.0/16}}]',
    todo: say`Narrow the other rule as well.`,
  },
  'one-family-only': {
    title: 'Everybody, but of one address family',
    why: say`${code('0.0.0.0/0')} holds no IPv6 address and ${code('::/0')} no IPv4 one. Pods of a dual-stack cluster speak both.`,
    example: 'to:\n- ipBlock: {cidr: 0.0.0.0/0}',
    todo: say`Add the other one.`,
  },
  'node-block-for-probes': {
    title: 'A rule for the probes of a kubelet',
    why: say`Traffic between a pod and its own node is always allowed: no policy breaks a probe. Health checks of a load balancer come from elsewhere and do need a rule.`,
    example: 'from:\n- ipBlock: {cidr: 172.18.0.2/32}    # a node',
    todo: say`Delete the peer, unless others behind that node's address are meant.`,
  },
  'client-address-hidden': {
    title: 'Clients that come with a node’s address',
    why: say`A Service with ${code('externalTrafficPolicy: Cluster')} may put a node's address in place of the client's, so a block of clients matches only some of the time.`,
    example: 'from:\n- ipBlock: {cidr: 203.0.113.0/24}    # behind a LoadBalancer',
    todo: say`Set ${code('externalTrafficPolicy: Local')} on the Service.`,
  },
} satisfies Record<string, FindingPage>
