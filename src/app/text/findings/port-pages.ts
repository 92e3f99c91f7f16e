import { code, say } from '../sentence.ts'
import type { FindingPage } from './page.ts'

/** Findings about ports. */
export const PORT_PAGES = {
  'port-not-listened': {
    title: 'A port that nobody listens on',
    why: say`The rule opens a port that none of its pods declares. What they do listen on stays closed.`,
    example: 'ports:\n- port: 808    # the pods listen on 8080',
    todo: say`Write a port that the pods declare. Pods may listen on more than they declare; then leave it.`,
  },
  'service-port-used': {
    title: 'The port of a Service where the pod’s is needed',
    why: say`Policies see the connection after the Service has sent it to a pod: with the pod's address and the ${code('targetPort')}.`,
    example: 'ports:\n- port: 80    # the Service leads to 8080',
    todo: say`Write the number, or the name, that the pods listen on.`,
  },
  'port-name-unknown': {
    title: 'A port name that no pod declares',
    why: say`A name is looked up among the ports that the destination's containers declare, together with the protocol. Without a match it opens nothing there.`,
    example: 'ports:\n- port: htpp',
    todo: say`Use a declared name, or a number.`,
  },
  'port-name-on-block': {
    title: 'A port name for addresses of a block',
    why: say`Names come from container ports. What is outside declares none, so the rule opens nothing.`,
    example: 'to:\n- ipBlock: {cidr: 203.0.113.0/24}\nports:\n- port: https',
    todo: say`Write the number.`,
  },
  'port-name-differs': {
    title: 'A port name that means several numbers',
    why: say`The name is looked up on each pod by itself: one rule opens 9090 on one and 9187 on another.`,
    example: 'ports:\n- port: metrics',
    todo: say`Nothing, if that is meant. It is what names are for.`,
  },
  'dns-protocol-missing': {
    title: 'DNS over one protocol only',
    why: say`Queries go over UDP; an answer that is too long is fetched over TCP. A port without a protocol is TCP.`,
    example: 'ports:\n- port: 53',
    todo: say`Open port 53 twice: UDP and TCP.`,
  },
} satisfies Record<string, FindingPage>
