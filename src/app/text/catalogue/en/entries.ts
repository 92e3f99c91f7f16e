import { part } from '../part.ts'
import { code, say, type Sentence } from '../../sentence.ts'

/** The ways in from outside. */
export const ENTRIES = part('entries', {
  note: say`The controller’s own pods make the connection to the Service’s pods. Policies see them as the source, never the client outside, so ask with one of them as the source.`,
  /** Source: https://docs.cilium.io/en/stable/network/servicemesh/ingress/ */
  byCilium: say`Of class ${code('cilium')} Cilium itself is the controller, and has no pods for it: the Envoy of each node makes the connection, as the entity ${code('ingress')}. Ask both parts of the way. Whom ${code('ingress')} lets in and where it may go is said by a CiliumClusterwideNetworkPolicy that selects it, by ${code('reserved:ingress')} or by an empty ${code('endpointSelector')}; whether the pods take it, by ${code('fromEntities: [ingress]')} or ${code('[cluster]')}. No block of addresses does.`,
  ask: 'Ask',
  entry: 'Entry',
  requests: 'Requests',
  servedBy: 'Served by',
  toService: 'To Service',
  notSaid: 'not said',
  anyHost: say`any host`,
  hosts: (amount: number, names: Sentence) => say`${amount === 1 ? 'host' : 'hosts'} ${names}`,
  anyPath: say`any path`,
  paths: (amount: number, names: Sentence) => say`${amount === 1 ? 'path' : 'paths'} ${names}`,
  narrowed: say`with certain headers, parameters or methods only`,
  through: (isIngress: boolean, amount: number, names: Sentence) =>
    say`${isIngress ? 'class' : amount === 1 ? 'Gateway' : 'Gateways'} ${names}`,
  more: (amount: number) => say`${amount} more`,
  and: 'and',
})
