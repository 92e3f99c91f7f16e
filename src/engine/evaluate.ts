import type { Direction, Rule } from '../policy/form.ts'
import { matchesPeer, matchesPort, peerOf, type Flow } from '../policy/match.ts'
import type { PodEndpoint } from '../model/endpoint.ts'
import { combine } from './combine.ts'
import type { CheckpointId } from './explanation.ts'
import type { PolicySet } from './policy-set.ts'
import type { Exemption, Tier } from './profile.ts'
import { POINT } from './set-algebra.ts'

/** What one gate says to a flow. `isolated`: some policy that applies closes the subject in this direction. */
export interface GateVerdict {
  readonly at: CheckpointId
  readonly allowed: boolean
  readonly exempt: Exemption | null
  readonly isolated: boolean
}

/** Both gates are always judged, so that an explanation can show both; the flow passes when both let it pass. */
export interface Verdict {
  readonly allowed: boolean
  /** The first gate that stops it, in the packet's order. */
  readonly deniedAt: CheckpointId | null
  readonly gates: readonly GateVerdict[]
}

/** The decision: may this flow pass? Everything that shows a verdict asks here, or is proven to agree with it. */
export function evaluateFlow(flow: Flow, policies: PolicySet): Verdict {
  const gates = (['egress', 'ingress'] as const).map((direction) => evaluateGate(direction, flow, policies))
  const deniedAt = gates.find((gate) => !gate.allowed)?.at ?? null
  return { allowed: deniedAt === null, deniedAt, gates }
}

function evaluateGate(direction: Direction, flow: Flow, policies: PolicySet): GateVerdict {
  const [subject, peer] = direction === 'egress' ? [flow.source, flow.destination] : [flow.destination, flow.source]
  const reason = policies.profile.exemption(direction, subject, peer)
  const exempt = reason?.why === 'same-pod' && flow.hairpin ? null : reason
  if (subject.kind !== 'pod' || (exempt && exempt.tier === null)) return { at: direction, allowed: true, exempt, isolated: false }
  const tiers = tiersAt(direction, subject, exempt, policies)
  return {
    at: direction, exempt,
    isolated: tiers.some((tier) => tier.policies.some((policy) => policy.isolates)),
    allowed: combine(POINT, tiers, policies.profile.fallback, (rule) => fitsFlow(rule, flow)).allowed,
  }
}

/** The tiers that judge the subject, without one that an exemption takes out. */
function tiersAt(direction: Direction, subject: PodEndpoint, exempt: Exemption | null, policies: PolicySet): readonly Tier[] {
  return policies.applicable(direction, subject.pod).filter(({ id }) => id !== exempt?.tier)
}

/** The rules that decide at one gate, in the order of the tiers: those that pass the flow on, and the one that ends it, if any. */
export function decidingRules({ at, exempt }: GateVerdict, subject: PodEndpoint, flow: Flow, policies: PolicySet): ReadonlySet<Rule> {
  const deciding = new Set<Rule>()
  combine(POINT, tiersAt(at, subject, exempt, policies), policies.profile.fallback, (rule) => fitsFlow(rule, flow), (rule, hit) => { if (hit) deciding.add(rule) })
  return deciding
}

/** Whether all conditions of the rule hold for the flow. */
export function fitsFlow(rule: Rule, flow: Flow): boolean {
  return rule.when.every((condition) => {
    switch (condition.aspect) {
      case 'peer': { const peer = peerOf(flow, rule.section); return condition.anyOf.some((matcher) => matchesPeer(matcher, peer)) }
      case 'port': return condition.anyOf.some((matcher) => matchesPort(matcher, flow))
    }
  })
}
