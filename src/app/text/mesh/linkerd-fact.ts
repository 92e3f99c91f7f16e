import type { MeshFact } from '../../../engine/mesh-fact.ts'
import { assertNever } from '../../../ground/result.ts'
import { code, list, say, type Sentence } from '../sentence.ts'

/** What Linkerd alone finds, and what came with it. */
export type LinkerdFact = Extract<MeshFact, { readonly fact: `linkerd-${string}` | 'skipped-port' | 'skipped-caller' | 'expects-plain' }>

/** What a proxy of Linkerd's found, or what makes a connection what it is: one or two sentences. */
export function linkerdFactText(fact: LinkerdFact): Sentence {
  switch (fact.fact) {
    case 'skipped-port': return say`Port ${fact.port} passes by the proxy of the ${fact.end === 'source' ? 'caller' : 'server'}: no mutual TLS, and no policy.`
    case 'skipped-caller': return say`Connections from this address pass by the proxy of the server, as ${code('skip-subnets')} says: no policy.`
    case 'expects-plain': return say`A route sends it to ${code(fact.service)}, whose port is named ${code(fact.port)}: what listens there speaks plain HTTP, and nobody answers the caller’s TLS.`
    case 'linkerd-server': return say`Server ${code(fact.server)} is for this port: ${fact.access === 'deny' ? 'nobody comes in whom nothing authorizes' : say`without any authorization ${DEFAULTS[fact.access] ?? ''} (${code(`accessPolicy: ${fact.access}`)})`}.${lateText(fact.late)}`
    case 'linkerd-default-policy': return say`No Server is for this port, so the default policy ${code(fact.policy)} holds: ${DEFAULTS[fact.policy] ?? 'what it says'}.${fact.protocol === 'opaque' ? ' The port is opaque: the proxy reads nothing of what is said.' : ''}`
    case 'linkerd-not-spoken': return say`Server ${code(fact.server)} says ${code(fact.protocol)}, and the proxy takes it at its word: ${fact.spoken === 'tls' ? 'TLS' : 'bytes that are no HTTP'} from the caller ${fact.spoken === 'tls' ? 'is' : 'are'} no request to it.`
    case 'linkerd-route': return say`The request takes ${fact.kind} ${code(fact.route)}: what opens this route or the whole Server is asked.`
    case 'linkerd-no-route': return say`The Server has ${fact.routes.length === 1 ? 'a route' : 'routes'}, ${list(fact.routes.map((name) => say`${code(name)}`))}, and the request takes none: 404, whoever asks. The kubelet’s probes are no exception.`
    case 'linkerd-reference-missing': return say`AuthorizationPolicy ${code(fact.policy)} counts for nothing: it refers to ${code(fact.missing)}, which is not there.`
    case 'linkerd-rate-limit': return say`HTTPLocalRateLimitPolicy ${code(fact.policy)} counts requests. One too many in a second is answered 429; how many there are is not simulated.`
    case 'linkerd-egress': return egressText(fact)
    case 'linkerd-egress-unread': return say`EgressNetwork ${code(fact.network)} has a ${fact.kind} on this port, so the caller’s proxy expects nothing else there and gives up.`
    case 'linkerd-sent-to': return fact.found ? say`The route sends it to ${code(fact.backend)} in place of where it was going.` : say`The route sends it to ${code(fact.backend)}, which is not there.`
    default: return assertNever(fact)
  }
}

function lateText(late: readonly string[]): Sentence {
  return late.length === 0 ? [] : say` ${list(late.map((name) => say`${code(name)}`))} would be for it too, and came later: nobody looks at ${late.length === 1 ? 'it' : 'them'}.`
}

function egressText({ network, traffic, route }: Extract<LinkerdFact, { readonly fact: 'linkerd-egress' }>): Sentence {
  if (route !== null) return say`It takes the route ${code(route)} of EgressNetwork ${code(network)}.`
  return traffic === 'Allow' ? say`EgressNetwork ${code(network)} lets out what takes none of its routes.` : say`EgressNetwork ${code(network)} lets nothing out but what takes one of its routes. The caller’s own proxy ends it.`
}

/** What each word of a default policy admits. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'all-unauthenticated': 'everybody comes in', 'all-authenticated': 'everybody comes in who has proven a name', 'cluster-unauthenticated': 'everybody in the networks of the cluster comes in',
  'cluster-authenticated': 'whoever has proven a name and is in the networks of the cluster comes in', deny: 'nobody comes in but probes', audit: 'everybody comes in, and is written down',
}
