import type { CompiledPolicy, Direction, RequestMatcher, Rule } from '../policy/form.ts'
import type { Flow, Viewpoint } from '../policy/match.ts'
import { fitsRequest, refusedAs } from '../policy/request.ts'
import type { Endpoint } from '../model/endpoint.ts'
import { combine, type RuleFit } from './combine.ts'
import type { CheckpointId } from './explanation.ts'
import { fitsSighting } from './fits.ts'
import type { PolicySet } from './policy-set.ts'
import { isExemptFromAll, type Exemption, type Sighting, type Tier } from './profile.ts'
import { POINT } from './set-algebra.ts'
import { passesWayGate, type WayGate } from './way.ts'

/** How a gate or a flow comes out. `depends`: on what is said on the connection, which the question leaves open. */
export type Passage = 'allowed' | 'denied' | 'depends'

/** What a proxy read when it refused: `http`, `dns`, `sni`, or another protocol; null: no proxy had a say. */
export type Refusal = RequestMatcher['kind'] | 'authentication' | null

/**
 * What one gate says to a flow, and how it saw it. `isolated`: some policy that applies closes the subject in this
 * direction.
 */
export interface GateVerdict {
  readonly at: CheckpointId
  readonly passage: Passage
  /** Why no policy was asked; null: they were. */
  readonly exempt: Exemption | null
  readonly isolated: boolean
  readonly sightings: readonly Sighting[]
  /** The packet passes, and what is said on the connection does not; `depends`: what would be asked about. */
  readonly refusal: Refusal
  /** Policy would drop it, and only writes that down. */
  readonly audited: boolean
}

/** A gate between the ends, and whether it lets the flow pass. */
export interface WayVerdict {
  readonly gate: WayGate
  readonly passes: boolean
}

/**
 * Both gates are always judged, and those on the way, so that an explanation can show them; the flow passes when all
 * let it pass and the network carries it (`connected`).
 */
export interface Verdict {
  readonly passage: Passage
  readonly allowed: boolean
  readonly connected: boolean
  /** The first gate that stops it, in the packet's order; where it depends, the first gate at which it does. */
  readonly deniedAt: CheckpointId | null
  readonly gates: readonly GateVerdict[]
  /** In the packet's order; empty where nothing between the ends is policed. */
  readonly way: readonly WayVerdict[]
}

/** The decision: may this flow pass? Everything that shows a verdict asks here, or is proven to agree with it. */
export function evaluateFlow(flow: Flow, policies: PolicySet): Verdict {
  const gates = (['egress', 'ingress'] as const).map((direction) => evaluateGate(direction, flow, policies))
  const way = judgeWay(flow, policies)
  const stopping = firstStop(gates, way) ?? gates.find(({ passage }) => passage === 'depends')
  const connected = policies.profile.connects(flow.source, flow.destination)
  const passage = connected ? (stopping?.passage ?? 'allowed') : 'denied'
  return { passage, allowed: passage === 'allowed', connected, deniedAt: stopping?.at ?? null, gates, way }
}

/** What the gates between the ends say. */
export function judgeWay(flow: Flow, { way, profile }: PolicySet): readonly WayVerdict[] {
  return way ? way.gatesOf(flow).map((gate) => ({ gate, passes: passesWayGate(gate, profile.view) })) : []
}

/** A packet leaves by its source's gate first and enters by its destination's last. */
function firstStop(
  [egress, ingress]: readonly GateVerdict[],
  way: readonly WayVerdict[],
): { readonly at: CheckpointId; readonly passage: Passage } | undefined {
  const between = way.filter(({ passes }) => !passes).map(({ gate }) => ({ at: gate.at, passage: 'denied' as const }))
  return [
    egress!,
    ...between.filter(({ at }) => at === 'egress'),
    ...between.filter(({ at }) => at === 'ingress'),
    ingress!,
  ].find(({ passage }) => passage === 'denied')
}

function evaluateGate(direction: Direction, flow: Flow, policies: PolicySet): GateVerdict {
  const { profile } = policies
  const sightings = profile.sightings(direction, flow)
  const seen = sightings[0]!.flow
  const [subject, peer] = direction === 'egress' ? [seen.source, seen.destination] : [seen.destination, seen.source]
  const exempt = profile.exemption(direction, subject, peer, flow)
  if (subject.kind === 'external' || isExemptFromAll(exempt))
    return { at: direction, passage: 'allowed', exempt, isolated: false, sightings, refusal: null, audited: false }
  const { tiers, fallback } = judging(direction, subject, exempt, policies)
  const { allowed, possible } = combine(POINT, tiers, fallback, (rule) => fitOf(rule, sightings, profile.view))
  const judged = allowed ? 'allowed' : possible ? 'depends' : 'denied'
  const refusal = judged === 'allowed' ? null : refusalOf(judged, tiers, sightings, profile.view)
  // What a proxy refuses is refused all the same. Source: https://github.com/cilium/cilium/issues/30073
  const isProxy = refusal !== null || subject.kind === 'entry'
  const audited = profile.auditsDrops === true && judged === 'denied' && !isProxy
  return {
    at: direction,
    exempt,
    sightings,
    refusal,
    audited,
    passage: audited ? 'allowed' : judged,
    isolated: profile.fallback === 'deny' || tiers.some((tier) => tier.policies.some((policy) => policy.isolates)),
  }
}

/** A rule that lets the packet in, and asks for other words (or for words that are not known). */
function refusalOf(passage: Passage, tiers: readonly Tier[], sightings: readonly Sighting[], view: Viewpoint): Refusal {
  const rules = tiers.flatMap((tier) => tier.policies.flatMap((policy) => policy.rules))
  const fits = (rule: Rule) => sightings.some((sighting) => fitsSighting(rule, sighting, view))
  if (passage === 'denied' && rules.some((rule) => rule.action === 'deny' && fits(rule))) return null
  const asking = rules.find((rule) => rule.action === 'allow' && (rule.request || rule.authentication) && fits(rule))
  if (!asking) return null
  return asking.request ? refusedAs(asking.request, sightings[0]!.flow.said, sightings[0]!.flow.name) : 'authentication'
}

/** The tiers that judge the subject, without one that it is exempt from, and what happens to a flow that no rule fits. */
function judging(
  direction: Direction,
  subject: Endpoint,
  exempt: Exemption | null,
  policies: PolicySet,
): { readonly tiers: readonly Tier[]; readonly fallback: 'allow' | 'deny' } {
  const tiers = policies.applicable(direction, subject)
  const { fallback } = policies.profile
  if (exempt?.onlyDefault)
    return { tiers: tiers.map((tier) => withoutDefault(tier, tier.policies, fallback)), fallback: 'allow' }
  return { tiers: tiers.filter(({ id }) => id !== exempt?.tier), fallback }
}

/**
 * The tier for whoever is exempt from its default: what no rule fits goes on, and proxies still answer where
 * `policies`, those that select the subject, or the `fallback` would have closed it to others.
 */
export function withoutDefault<T extends Pick<Tier, 'unmatched' | 'answers'>>(
  tier: T,
  policies: readonly CompiledPolicy[],
  fallback: 'allow' | 'deny',
): T {
  return {
    ...tier,
    unmatched: 'pass',
    answers: tier.answers === true || fallback === 'deny' || policies.some(({ isolates }) => isolates),
  }
}

/**
 * The rules that decide at one gate, in the order of the tiers: those that pass the flow on, and the one that ends it,
 * if any.
 */
export function decidingRules(
  { at, exempt, sightings }: GateVerdict,
  subject: Endpoint,
  policies: PolicySet,
): ReadonlySet<Rule> {
  const { profile } = policies
  const deciding = new Set<Rule>()
  const { tiers, fallback } = judging(at, subject, exempt, policies)
  combine(
    POINT,
    tiers,
    fallback,
    (rule) => fitOf(rule, sightings, profile.view),
    (rule, hit) => {
      if (hit) deciding.add(rule)
    },
  )
  return deciding
}

const NEVER: RuleFit<boolean> = { sure: false, possible: false }
const ALWAYS: RuleFit<boolean> = { sure: true, possible: true }
const PERHAPS: RuleFit<boolean> = { sure: false, possible: true, taken: true }
const OTHER_WORDS: RuleFit<boolean> = { sure: false, possible: false, taken: true }

/** Whether the rule fits in one of the ways in which a gate sees the flow, and whether that depends on what is said. */
export function fitOf(rule: Rule, sightings: readonly Sighting[], view: Viewpoint): RuleFit<boolean> {
  const sighting = sightings.find((each) => fitsSighting(rule, each, view))
  if (!sighting || rule.authentication === 'always-fails') return NEVER
  if (!rule.request) return ALWAYS
  const said = fitsRequest(rule.request, sighting.flow.said, sighting.flow.name)
  return said === 'yes' ? ALWAYS : said === 'no' ? OTHER_WORDS : PERHAPS
}
