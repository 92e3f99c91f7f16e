import type { FindingFacts } from '../../../ground/finding.ts'
import { assertNever } from '../../../ground/result.ts'
import type { FindingText } from '../finding.ts'
import { code, count, list, say, type Sentence } from '../sentence.ts'

export type IstioFindingFacts = Extract<FindingFacts, { readonly code: `istio-${string}` }>

/** The sentence for a finding about what Istio makes of it. */
export function istioFindingText(facts: IstioFindingFacts): FindingText {
  switch (facts.code) {
    case 'istio-lets-nobody-in': return { message: say`Allows nothing: ${count(facts.pods, 'pod')} ${facts.pods === 1 ? 'takes' : 'take'} no request at all`, advice: facts.pods < facts.of ? say`${count(facts.of - facts.pods, 'other pod')} ${facts.of - facts.pods === 1 ? 'is' : 'are'} opened by another policy.` : say`An ALLOW policy without rules matches nothing; one with the empty rule ${code('{}')} matches everything.` }
    case 'istio-selects-nobody': return { message: say`Selects no pod: none in ${code(facts.namespace)} has ${list(facts.labels.map((label) => [code(label)]))}`, advice: say`${code('istioctl analyze')} calls it IST0127.` }
    case 'istio-no-proxy': return { message: say`${names(facts.pods, facts.count)} ${facts.count === 1 ? 'is' : 'are'} not in the mesh: ${facts.count === facts.of ? 'this policy does nothing' : 'there this policy does nothing'}`, advice: say`It is a proxy that asks: the pod’s own, or its node’s.` }
    case 'istio-target-unused': return { message: facts.why === 'missing' ? say`Does nothing: there is no ${code(facts.target)} in ${code(facts.namespace)}` : facts.why === 'no-waypoint' ? say`Does nothing: no waypoint stands before ${code(facts.target)}` : say`Does nothing: of classes only ${code('istio-waypoint')} counts, in the root namespace`, advice: facts.why === 'no-waypoint' ? say`What is attached to a Service is asked by its waypoint and by nobody else.` : facts.why === 'missing' ? say`A policy and what it is attached to share a namespace.` : say`Attach it to a Gateway or a Service.` }
    case 'istio-selector-ignored': return { message: say`Is passed over: in ${code(facts.namespace)} a PeerAuthentication with a selector counts for nobody`, advice: say`There it is for the whole mesh, without a selector; one for some pods stands in their namespace.` }
    case 'istio-policy-late': return { message: say`Does not count: ${code(facts.by)} is older, or comes first by its name`, advice: facts.isWide ? say`One PeerAuthentication without a selector counts for a namespace.` : say`One PeerAuthentication counts for the same pods.` }
    case 'istio-needs-waypoint': return needsWaypoint(facts)
    case 'istio-requests-on-bytes': return { message: say`Port ${code(String(facts.port))} carries no requests, as Service ${code(facts.service)} has it: ${fields(facts.fields)} cannot be read there`, advice: BYTES[facts.effect] }
    case 'istio-service-port': return { message: say`${code(String(facts.port))} is the port of Service ${code(facts.service)}; its pods listen on ${code(String(facts.target))}`, advice: say`The proxy beside the pod knows the pod’s ports: write that one.` }
    case 'istio-token-not-required': return { message: say`A request without a token still reaches ${count(facts.pods, 'pod')}`, advice: say`A RequestAuthentication refuses bad tokens. To ask for one takes an AuthorizationPolicy with ${code('requestPrincipals')}.` }
    case 'istio-waypoint-not-allowed': return { message: say`Shuts out the waypoint ${code(facts.waypoint)}, through which everybody comes to Service ${code(facts.service)}`, advice: say`Behind it the pod sees the waypoint: allow ${code(facts.identity)} here, and tell clients apart in a policy attached to the Service.` }
    case 'istio-mutual-without-proxy': return { message: say`${code('ISTIO_MUTUAL')} towards ${count(facts.pods, 'pod')} of Service ${code(facts.service)} without a proxy: nobody there speaks it`, advice: say`Without ${code('tls')} in it, the proxy finds out by itself who does.` }
    case 'istio-tunnel-port-closed': return { message: say`Callers in the mesh do not reach ${count(facts.pods, 'pod')}: port ${code(String(facts.port))} is closed`, advice: say`The proxies of nodes call each other there, whatever port is meant: open it as well.` }
    default: return assertNever(facts)
  }
}

type NeedsWaypoint = Extract<IstioFindingFacts, { readonly code: 'istio-needs-waypoint' }>

/** Source: istiod writes the same into the policy's status, pilot/pkg/serviceregistry/ambient/policies.go */
function needsWaypoint({ action, fields: written, effect, pods }: NeedsWaypoint): FindingText {
  const asks = say`Only the node’s proxy asks for ${count(pods, 'pod')}`
  switch (effect) {
    case 'not-asked': return { message: say`${asks}, and it knows no ${code(action)}: this policy does nothing`, advice: say`It takes a waypoint, and ${code('targetRefs')} to hang the policy on it.` }
    case 'allows-nothing': return { message: say`${asks}, and it cannot read ${fields(written)}: this rule allows nothing`, advice: say`It takes a waypoint, and ${code('targetRefs')} to hang the policy on it.` }
    case 'denies-nothing': return { message: say`${asks}, and it cannot read ${fields(written)}: this rule denies nothing`, advice: say`It takes a waypoint, and ${code('targetRefs')} to hang the policy on it. At a sidecar the same rule would deny more than is written.` }
    case 'denies-more': return { message: say`${asks}, and it cannot read ${fields(written)}: this rule denies more than is written`, advice: say`It takes a waypoint, and ${code('targetRefs')} to hang the policy on it.` }
    default: return assertNever(effect)
  }
}

const BYTES: Readonly<Record<Extract<IstioFindingFacts, { readonly code: 'istio-requests-on-bytes' }>['effect'], Sentence>> = {
  'allows-nothing': say`A rule that asks for them allows nothing on it.`,
  'denies-all': say`Without them this rule fits every connection, and denies all of them.`,
  'denies-more': say`Without them this rule denies more than is written.`,
}

const fields = (written: readonly string[]): Sentence => list(written.map((field) => [code(field)]))

function names(pods: readonly string[], all: number): Sentence {
  return list([...pods.map((name): Sentence => [code(name)]), ...(all > pods.length ? [say`${all - pods.length} more`] : [])])
}
