import type { CompiledPolicy, Rule } from '../policy/form.ts'
import type { SetAlgebra } from './set-algebra.ts'

/** The policies of one rank that select the subject in the direction being judged. `unmatched`: what befalls the rest of an isolated subject. */
export interface ApplicableTier {
  readonly unmatched: 'deny' | 'pass'
  readonly policies: readonly CompiledPolicy[]
}

/** What passes a gate, and of that the part that no rule decided: it passes because the fallback allows it. */
export interface Weighed<Set> {
  readonly allowed: Set
  readonly undecided: Set
}

/**
 * Which atoms pass one gate. The only place where policies are weighed against each other:
 *
 * - Tiers in order; a tier in which no policy selects the subject is skipped.
 * - In a tier the first rule that fits decides: `allow` passes, `deny` drops, `pass` hands the atom to the next tier.
 * - What no rule fits is dropped when the tier says so and one of its policies isolates; otherwise it goes on.
 * - What the last tier lets go on takes the `fallback`.
 *
 * NetworkPolicy's union is a case of it: with allow rules only, the order decides nothing. `onHit` is told, rule by rule,
 * the atoms that the rule decides.
 */
export function combine<Set>(
  algebra: SetAlgebra<Set>, tiers: readonly ApplicableTier[], fallback: 'allow' | 'deny', fits: (rule: Rule) => Set, onHit?: (rule: Rule, atoms: Set) => void,
): Weighed<Set> {
  let allowed = algebra.none
  let open = algebra.all
  for (const { policies, unmatched } of tiers) {
    if (policies.length === 0) continue
    let passedOn = algebra.none
    for (const policy of policies) {
      for (const rule of policy.rules) {
        const hit = algebra.intersect(open, fits(rule))
        onHit?.(rule, hit)
        if (rule.action === 'allow') allowed = algebra.union(allowed, hit)
        if (rule.action === 'pass') passedOn = algebra.union(passedOn, hit)
        open = algebra.subtract(open, hit)
      }
    }
    const dropped = unmatched === 'deny' && policies.some((policy) => policy.isolates)
    open = dropped ? passedOn : algebra.union(passedOn, open)
  }
  return fallback === 'allow' ? { allowed: algebra.union(allowed, open), undecided: open } : { allowed, undecided: algebra.none }
}
