import type { Direction, Rule } from '../policy/form.ts'
import { matchesPeer, matchesPort, type Flow } from '../policy/match.ts'
import { combine } from './combine.ts'
import type { CheckpointId, ExemptReason } from './explanation.ts'
import type { PolicySet } from './policy-set.ts'
import { POINT } from './set-algebra.ts'

/** What one gate says to a flow. `isolated`: some policy closes the subject in this direction. */
export interface GateVerdict {
  readonly at: CheckpointId
  readonly allowed: boolean
  readonly exempt: ExemptReason | null
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
  const exempt = reason === 'same-pod' && flow.hairpin ? null : reason
  if (exempt || subject.kind !== 'pod') return { at: direction, allowed: true, exempt, isolated: false }
  const tiers = policies.applicable(direction, subject.pod)
  return {
    at: direction, exempt,
    isolated: tiers.some((tier) => tier.policies.some((policy) => policy.isolates)),
    allowed: combine(POINT, tiers, policies.profile.fallback, (rule) => fitsFlow(rule, flow)),
  }
}

/** Whether all conditions of the rule hold for the flow. */
export function fitsFlow(rule: Rule, flow: Flow): boolean {
  const [peer, address] = rule.section === 'egress' ? [flow.destination, flow.destinationAddress] : [flow.source, flow.sourceAddress]
  return rule.when.every((condition) => {
    switch (condition.aspect) {
      case 'peer': return condition.anyOf.some((matcher) => matchesPeer(matcher, peer, address))
      case 'port': return condition.anyOf.some((matcher) => matchesPort(matcher, flow))
    }
  })
}
