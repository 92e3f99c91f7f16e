import type { MeshFact } from '../../../../engine/mesh-fact.ts'
import { code, list, say, type Sentence } from '../../sentence.ts'
import { part } from '../part.ts'

type MeshFactTexts = { readonly [Fact in MeshFact as Fact['fact']]: (fact: Fact) => Sentence }

/** Whose word a mode is. */
const BY = {
  default: 'the default',
  mesh: 'for the whole mesh',
  namespace: 'for the namespace',
  workload: 'for the workload',
  port: 'for this port',
} as const

/** Why a waypoint is not on the way. */
const PAST = {
  sidecar: 'clients with a sidecar go past it',
  gateway: 'gateways at the edge go past it unless they are told',
  'no-proxy': 'the caller has no proxy that would go there',
} as const

const TOKEN = {
  expired: 'it has expired',
  malformed: 'it is malformed',
  'unknown-issuer': 'no rule names its issuer',
  audience: 'its audience is none of those that are taken',
} as const

/** What each word of a default policy admits. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'all-unauthenticated': 'everybody comes in',
  'all-authenticated': 'everybody comes in who has proven a name',
  'cluster-unauthenticated': 'everybody in the networks of the cluster comes in',
  'cluster-authenticated': 'whoever has proven a name and is in the networks of the cluster comes in',
  deny: 'nobody comes in but probes',
  audit: 'everybody comes in, and is written down',
}

function lateText(late: readonly string[]): Sentence {
  return late.length === 0
    ? []
    : say` ${list(late.map((name) => say`${code(name)}`))} would be for it too, and came later: nobody looks at ${late.length === 1 ? 'it' : 'them'}.`
}

function egress({ network, traffic, route }: Extract<MeshFact, { readonly fact: 'linkerd-egress' }>): Sentence {
  if (route !== null) return say`It takes the route ${code(route)} of EgressNetwork ${code(network)}.`
  return traffic === 'Allow'
    ? say`EgressNetwork ${code(network)} lets out what takes none of its routes.`
    : say`EgressNetwork ${code(network)} lets nothing out but what takes one of its routes. The caller’s own proxy ends it.`
}

/** What a proxy found, or what makes a connection what it is: one or two sentences. */
export const MESH_FACTS = part('meshFacts', {
  'no-proxy': (fact) =>
    fact.end === 'source'
      ? say`The caller has no proxy: it speaks plainly, and has no identity.`
      : say`The other end has no proxy: what is sent is plain.`,
  'given-identity': () => say`The question gives the caller an identity of the mesh.`,
  'mutual-by-itself': () => say`Both ends have proxies, and nothing says otherwise: mutual TLS.`,
  tunnelled: (fact) =>
    say`Mutual TLS inside a tunnel to port ${fact.port}. Network policies see that port, and not the one that was asked for.`,
  'port-excluded': (fact) =>
    say`The sidecar of the ${fact.end === 'source' ? 'caller' : 'server'} leaves port ${fact.port} alone: it sees nothing of it, and asks no policy.`,
  'ingress-listener': (fact) =>
    say`A Sidecar says what the server’s proxy takes on port ${fact.port}${fact.protocol === '' ? '' : say`: ${code(fact.protocol)}, whatever its Services say`}.${fact.to === null ? '' : say` It hands it to ${code(fact.to)}.`}`,
  'ingress-unlisted': (fact) =>
    say`The server’s Sidecar does not list port ${fact.port}. That closes nothing: its proxy takes the connection, asks its policies, and looks at the first bytes for what is spoken.`,
  'capture-bypassed': () =>
    say`The node’s proxy catches no plain connection to this pod, and so asks no policy about it.`,
  'dialled-by-address': () =>
    say`An address was dialled of which the caller’s proxy knows no Service: it sends what it gets, plainly. Ask for ${code('svc:…')} to go through a Service.`,
  'unread-sent': (fact) =>
    say`Port ${fact.port} is declared to carry HTTP, and what the caller sends is none. Its proxy takes that for something unknown, and sends ${fact.isSent ? 'it on as it is, without mutual TLS' : say`nothing to the unknown (${code('REGISTRY_ONLY')})`}.`,
  'not-http': (fact) =>
    say`The port is declared to carry HTTP, and what comes is ${fact.spoken === 'tls' ? 'TLS' : 'something else'}: ${fact.isAnswered ? 'the proxy answers 400' : 'the proxy has no place for it, and ends the connection'}.`,
  'client-tls': (fact) => say`A DestinationRule has the caller’s proxy speak ${code(fact.mode)}.`,
  'server-mode': (fact) =>
    say`The server takes ${fact.mode === 'STRICT' ? 'mutual TLS only' : fact.mode === 'PERMISSIVE' ? 'mutual TLS and plain connections' : 'plain connections only'} (${code(fact.mode)}, ${BY[fact.by]}).`,
  'plain-at-strict': (fact) =>
    say`What comes is plain, and the server takes mutual TLS only (${code('STRICT')}, ${BY[fact.by]}): it resets the connection.`,
  'tls-at-plain': (fact) =>
    fact.why === 'excluded'
      ? say`What comes is the mesh’s TLS, and the sidecar that speaks it leaves this port alone. Callers are not told of that: a DestinationRule with ${code('DISABLE')} has them speak plainly.`
      : fact.why === 'no-proxy'
        ? say`What comes is the mesh’s TLS, and nobody there speaks it.`
        : say`What comes is the mesh’s TLS, which the server has turned off.`,
  'own-tls-at-strict': () => say`What comes is TLS of one’s own, and the server takes the mesh’s only.`,
  'from-own-node': () =>
    say`The pod’s own node reaches it past the node’s proxy, so that probes do. It comes from 169.254.7.127, which Cilium takes for somebody outside: where a policy closes the pod, it takes one that lets that block in.`,
  'probe-rewritten': (fact) =>
    fact.isThis
      ? say`This is a probe of the kubelet’s. Istio turned it to port ${fact.port} when the pod was made: an agent answers there, past the proxy, and neither ${code('STRICT')} nor a policy of the mesh is in its way. Whatever else on the node asks the port itself is no probe.`
      : say`The kubelet’s probes of this port go to the agent on port ${fact.port}, past the proxy. This is none of them.`,
  routed: (fact) =>
    say`A route sends it to ${code(fact.host)}${fact.subset === null ? '' : say`, subset ${code(fact.subset)}`}.`,
  'no-route': (fact) =>
    say`No route takes the request${fact.host === null ? '' : say` for ${code(fact.host)}`}: the proxy answers 404.`,
  'no-stream-route': (fact) =>
    say`Nothing on this port takes what is sent${fact.host === null ? '' : say` for ${code(fact.host)}`}: the proxy ends the connection.`,
  answered: (fact) => say`A route has the proxy answer ${fact.status} by itself.`,
  'port-unrouted': (fact) =>
    say`A server for bytes on port ${fact.port} has no route to send them by, so istiod gives the proxy no listener for it: nobody listens there.`,
  'port-unserved': (fact) => say`No Gateway has this proxy listen on port ${fact.port}, so nobody does.`,
  'unknown-host': (fact) =>
    say`The caller’s sidecar knows no ${code(fact.host)}, and sends nothing to what it does not know (${code('REGISTRY_ONLY')}).`,
  'no-subset': (fact) =>
    fact.isDefined
      ? say`No pod is in the subset ${code(fact.subset)}.`
      : say`No DestinationRule defines the subset ${code(fact.subset)}.`,
  'no-backend': (fact) => say`There is nobody behind ${code(fact.host)}.`,
  'behind-waypoint': (fact) =>
    say`It goes through the waypoint ${code(fact.waypoint)}, which reads requests. The server sees the waypoint’s identity and address.`,
  'past-waypoint': (fact) =>
    say`There is a waypoint, ${code(fact.waypoint)}, and it is not on the way: ${PAST[fact.why]}. What is attached to it is not asked.`,
  'token-refused': (fact) =>
    say`The token${fact.issuer === '' ? '' : say` of ${code(fact.issuer)}`} is not taken: ${TOKEN[fact.why]}.`,
  'token-verified': (fact) => say`The token of ${code(fact.principal)} is good.`,
  'path-refused': (fact) => say`The proxy does not take the path ${code(fact.path)}.`,
  'skipped-port': (fact) =>
    say`Port ${fact.port} passes by the proxy of the ${fact.end === 'source' ? 'caller' : 'server'}: no mutual TLS, and no policy.`,
  'skipped-caller': () =>
    say`Connections from this address pass by the proxy of the server, as ${code('skip-subnets')} says: no policy.`,
  'expects-plain': (fact) =>
    say`A route sends it to ${code(fact.service)}, whose port is named ${code(fact.port)}: what listens there speaks plain HTTP, and nobody answers the caller’s TLS.`,
  'linkerd-server': (fact) =>
    say`Server ${code(fact.server)} is for this port: ${fact.access === 'deny' ? 'nobody comes in whom nothing authorizes' : say`without any authorization ${DEFAULTS[fact.access] ?? ''} (${code(`accessPolicy: ${fact.access}`)})`}.${lateText(fact.late)}`,
  'linkerd-default-policy': (fact) =>
    say`No Server is for this port, so the default policy ${code(fact.policy)} holds: ${DEFAULTS[fact.policy] ?? 'what it says'}.${fact.protocol === 'opaque' ? ' The port is opaque: the proxy reads nothing of what is said.' : ''}`,
  'linkerd-not-spoken': (fact) =>
    say`Server ${code(fact.server)} says ${code(fact.protocol)}, and the proxy takes it at its word: ${fact.spoken === 'tls' ? 'TLS' : 'bytes that are no HTTP'} from the caller ${fact.spoken === 'tls' ? 'is' : 'are'} no request to it.`,
  'linkerd-sent-opaque': (fact) =>
    say`Port ${fact.port} is opaque by the pod’s annotation, so the caller’s proxy sends bytes and says nothing of requests. Server ${code(fact.server)} ${fact.protocol === 'unknown' ? 'is asked about the connection alone, and its routes are not' : say`says ${code(fact.protocol)}, and lets no such connection in, whoever is authorized: write ${code('proxyProtocol: opaque')}, or take the annotation away`}.`,
  'linkerd-route': (fact) =>
    say`The request takes ${fact.kind} ${code(fact.route)}: what opens this route or the whole Server is asked.`,
  'linkerd-no-route': (fact) =>
    say`The Server has ${fact.routes.length === 1 ? 'a route' : 'routes'}, ${list(fact.routes.map((name) => say`${code(name)}`))}, and the request takes none: 404, whoever asks. The kubelet’s probes are no exception.`,
  'linkerd-reference-missing': (fact) =>
    say`AuthorizationPolicy ${code(fact.policy)} counts for nothing: it refers to ${code(fact.missing)}, which is not there.`,
  'linkerd-rate-limit': (fact) =>
    say`HTTPLocalRateLimitPolicy ${code(fact.policy)} counts requests. One too many in a second is answered 429; how many there are is not simulated.`,
  'linkerd-concurrency-limit': (fact) =>
    say`HTTPLocalConcurrencyLimitPolicy ${code(fact.policy)} has the proxy take ${fact.most} requests at once. One too many is answered 503; how many there are is not simulated.`,
  'linkerd-egress': egress,
  'linkerd-egress-unread': (fact) =>
    say`EgressNetwork ${code(fact.network)} has a ${fact.kind} on this port, so the caller’s proxy expects nothing else there and gives up.`,
  'linkerd-service-route': (fact) =>
    fact.route === null
      ? say`Service ${code(fact.service)} has a ${fact.kind} on this port. What takes no such route goes nowhere: the caller’s proxy ends it.`
      : say`The caller’s proxy knows routes of Service ${code(fact.service)}, and this takes ${fact.kind} ${code(fact.route)}.`,
  'linkerd-sent-to': (fact) =>
    fact.found
      ? say`The route sends it to ${code(fact.backend)} in place of where it was going.`
      : say`The route sends it to ${code(fact.backend)}, which is not there.`,
} satisfies MeshFactTexts)
