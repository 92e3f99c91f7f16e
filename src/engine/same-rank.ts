import type { CompiledPolicy, TierName } from '../policy/form.ts'
import { matchesSubject, type Flow } from '../policy/match.ts'
import { decidingRules, type GateVerdict } from './evaluate.ts'
import { fitsSightings } from './fits.ts'
import type { PolicySet } from './policy-set.ts'
import { isExemptFromAll } from './profile.ts'

/** Policies of one tier and priority that all fit a flow, with different actions; the first one was asked first. */
export interface Tie {
  readonly tier: TierName
  readonly priority: number | null
  readonly policies: readonly CompiledPolicy[]
}

/**
 * The ties at one gate. The API lets any of the tied policies count, so that a cluster may decide otherwise than we do;
 * where the enforcer's own API says which of them comes first there is none.
 * Source: clusternetworkpolicy_types.go of v1alpha2, Priority.
 */
export function tiesAt(gate: GateVerdict, flow: Flow, policies: PolicySet): readonly Tie[] {
  const subject = gate.at === 'egress' ? flow.source : flow.destination
  if (subject.kind === 'external' || isExemptFromAll(gate.exempt)) return []
  const deciding = decidingRules(gate, subject, policies)
  const isSettled = (policy: CompiledPolicy) => policies.profile.settlesTies?.(policy) ?? false
  return policies
    .candidates(subject)
    .filter(({ isOrdered }) => isOrdered)
    .flatMap((tier): Tie[] => {
      const winner = tier.policies.find(({ rules }) => rules.some((rule) => deciding.has(rule)))
      if (!winner || isSettled(winner)) return []
      const action = winner.rules.find((rule) => deciding.has(rule))!.action
      const rivals = tier.policies.filter(
        (policy) =>
          policy !== winner &&
          !policy.staged &&
          !isSettled(policy) &&
          policy.direction === gate.at &&
          policy.rank.priority === winner.rank.priority &&
          matchesSubject(policy.subject, subject, policies.profile.view) &&
          (policy.rules.find((rule) => fitsSightings(rule, gate.sightings, policies.profile.view))?.action ??
            action) !== action,
      )
      return rivals.length === 0 ? [] : [{ ...winner.rank, policies: [winner, ...rivals] }]
    })
}
