import type { MeshFact } from '../../../engine/mesh-fact.ts'
import { code, say, type Sentence } from '../sentence.ts'
import { linkerdFactText } from './linkerd-fact.ts'

/** Whose word a mode is. */
const BY = { default: 'the default', mesh: 'for the whole mesh', namespace: 'for the namespace', workload: 'for the workload', port: 'for this port' } as const

/** Why a waypoint is not on the way. */
const PAST = { sidecar: 'clients with a sidecar go past it', gateway: 'gateways at the edge go past it unless they are told', 'no-proxy': 'the caller has no proxy that would go there' } as const

const TOKEN = { expired: 'it has expired', malformed: 'it is malformed', 'unknown-issuer': 'no rule names its issuer', audience: 'its audience is none of those that are taken' } as const

/** What a proxy found, or what makes a connection what it is: one or two sentences. */
export function factText(fact: MeshFact): Sentence {
  switch (fact.fact) {
    case 'no-proxy': return fact.end === 'source' ? say`The caller has no proxy: it speaks plainly, and has no identity.` : say`The other end has no proxy: what is sent is plain.`
    case 'given-identity': return say`The question gives the caller an identity of the mesh.`
    case 'mutual-by-itself': return say`Both ends have proxies, and nothing says otherwise: mutual TLS.`
    case 'tunnelled': return say`Mutual TLS inside a tunnel to port ${fact.port}. Network policies see that port, and not the one that was asked for.`
    case 'port-excluded': return say`The sidecar of the ${fact.end === 'source' ? 'caller' : 'server'} leaves port ${fact.port} alone: it sees nothing of it, and asks no policy.`
    case 'capture-bypassed': return say`The node’s proxy catches no plain connection to this pod, and so asks no policy about it.`
    case 'dialled-by-address': return say`A pod was dialled by its address, of which the caller’s sidecar knows no Service: it sends what it gets, plainly. Ask for ${code('svc:…')} to go through a Service.`
    case 'client-tls': return say`A DestinationRule has the caller’s proxy speak ${code(fact.mode)}.`
    case 'server-mode': return say`The server takes ${fact.mode === 'STRICT' ? 'mutual TLS only' : fact.mode === 'PERMISSIVE' ? 'mutual TLS and plain connections' : 'plain connections only'} (${code(fact.mode)}, ${BY[fact.by]}).`
    case 'plain-at-strict': return say`What comes is plain, and the server takes mutual TLS only (${code('STRICT')}, ${BY[fact.by]}): it resets the connection.`
    case 'tls-at-plain': return fact.why === 'excluded' ? say`What comes is the mesh’s TLS, and the sidecar that speaks it leaves this port alone. Callers are not told of that: a DestinationRule with ${code('DISABLE')} has them speak plainly.` : fact.why === 'no-proxy' ? say`What comes is the mesh’s TLS, and nobody there speaks it.` : say`What comes is the mesh’s TLS, which the server has turned off.`
    case 'own-tls-at-strict': return say`What comes is TLS of one’s own, and the server takes the mesh’s only.`
    case 'from-own-node': return say`The pod’s own node reaches it past the node’s proxy, so that probes do. It comes from 169.254.7.127, which Cilium takes for somebody outside: where a policy closes the pod, it takes one that lets that block in.`
    case 'probe-rewritten': return fact.isThis ? say`This is a probe of the kubelet’s. Istio turned it to port ${fact.port} when the pod was made: an agent answers there, past the proxy, and neither ${code('STRICT')} nor a policy of the mesh is in its way. Whatever else on the node asks the port itself is no probe.`
      : say`The kubelet’s probes of this port go to the agent on port ${fact.port}, past the proxy. This is none of them.`
    case 'routed': return say`A route sends it to ${code(fact.host)}${fact.subset === null ? '' : say`, subset ${code(fact.subset)}`}.`
    case 'no-route': return say`No route takes the request${fact.host === null ? '' : say` for ${code(fact.host)}`}: the proxy answers 404.`
    case 'answered': return say`A route has the proxy answer ${fact.status} by itself.`
    case 'unknown-host': return say`The caller’s sidecar knows no ${code(fact.host)}, and sends nothing to what it does not know (${code('REGISTRY_ONLY')}).`
    case 'no-subset': return fact.isDefined ? say`No pod is in the subset ${code(fact.subset)}.` : say`No DestinationRule defines the subset ${code(fact.subset)}.`
    case 'no-backend': return say`There is nobody behind ${code(fact.host)}.`
    case 'behind-waypoint': return say`It goes through the waypoint ${code(fact.waypoint)}, which reads requests. The server sees the waypoint’s identity and address.`
    case 'past-waypoint': return say`There is a waypoint, ${code(fact.waypoint)}, and it is not on the way: ${PAST[fact.why]}. What is attached to it is not asked.`
    case 'token-refused': return say`The token${fact.issuer === '' ? '' : say` of ${code(fact.issuer)}`} is not taken: ${TOKEN[fact.why]}.`
    case 'token-verified': return say`The token of ${code(fact.principal)} is good.`
    case 'path-refused': return say`The proxy does not take the path ${code(fact.path)}.`
    default: return linkerdFactText(fact)
  }
}
