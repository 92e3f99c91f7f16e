import { assertNever } from '../../ground/result.ts'
import type { Note } from '../../world/answer.ts'
import { endpointName } from './endpoint.ts'
import { remarkText } from './plugin-remark.ts'
import { code, list, say, type Sentence } from './sentence.ts'

/** What is worth knowing beside a verdict, one sentence each. */
export function noteText(note: Note): Sentence {
  switch (note.note) {
    case 'port-not-declared': return say`No container of ${code(endpointName(note.endpoint))} declares ${note.port}/${note.protocol}. Policies do not care; probably nobody listens.`
    case 'address-assumed': return say`The text gives ${code(endpointName(note.endpoint))} no address; ${code(note.address)} is assumed.`
    case 'no-road': return say`host-gw writes routes only: the next node has to be in the same subnet, and these two are not. Policies were not asked.`
    case 'hairpin-undefined': return say`A pod that reaches itself through its Service: NetworkPolicy leaves open what happens then.`
    case 'protocol-undefined': return say`NetworkPolicy speaks of TCP, UDP and SCTP. What happens to ${note.protocol} is left to the network plugin.`
    case 'through-service': return say`Through ${code(endpointName(note.service))}: port ${note.servicePort} leads to ${note.port} of ${code(endpointName(note.endpoint))}. ${note.seenAs === 'service' ? 'What this pod sends is judged before that: blocks are compared with the Service’s address and port.' : 'Policies see the pod and its port, not the Service.'}`
    case 'source-may-be-node': return say`${code(endpointName(note.service))} forwards from any node, so the packet may arrive with the address of a node instead of the caller's. Blocks then match the node.`
    case 'service-not-exposed': return say`${code(endpointName(note.service))} has an address inside the cluster only. From outside, something else has to lead there.`
    case 'lookup-not-modelled': return say`The lookup of ${code(note.name)} is not judged here: without DNS, the caller would not get this far.`
    case 'node-unknown': return say`The text does not say which node runs ${code(endpointName(note.endpoint))}. Its own node always reaches it; others are judged by policy.`
    case 'no-ready-endpoints': return say`${code(endpointName(note.service))} has no ready endpoints.`
    case 'no-local-endpoints': return say`${code(endpointName(note.service))} has ready endpoints, and none on ${code(note.node)}. With externalTrafficPolicy Local a node uses its own only.`
    case 'authorizer-assumed': return say`${code(note.authorizer)} is taken for Istio’s sample because of its name: it lets pass what carries ${code('x-ext-authz: allow')}.`
    case 'service-port-undeclared': return say`${code(endpointName(note.service))} declares no port ${note.servicePort}. The proxy beside the caller knows the Service, and ends what is meant for another port of it; whether a pod behind it listens there makes no difference.`
    case 'same-priority': return say`${list([note.first, ...note.others].map((name) => say`${code(name)}`))} share the ${note.tier} tier${note.priority === null ? '' : ` and priority ${note.priority}`}, and their rules disagree here. The API lets either count; here the name that sorts first does.`
    case 'matched-by-name': return say`${code(note.name)} is matched by the addresses that this pod got when it looked the name up. One that it dials without a lookup may be dropped.`
    case 'plugin-remark': return remarkText(note)
    default: return assertNever(note)
  }
}
