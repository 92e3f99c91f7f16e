import type { RuleAction } from '../policy/form.ts'
import type { SetAlgebra } from './set-algebra.ts'

/** A rule as far as weighing goes: network policies and those of meshes have different ones. */
export interface WeighableRule {
  readonly action: RuleAction
}

/**
 * Policies of one rank. `unmatched`: what happens to what no rule fits, where some policy isolates the subject: it is
 * denied, or passed to the next tier. `answers`: a proxy that was handed a connection refuses what no request of any
 * rule fits, also where the rest goes on; absent: it lets that go on as well.
 */
export interface WeighableTier<Weighable extends WeighableRule> {
  readonly unmatched: 'deny' | 'pass'
  readonly answers?: boolean
  readonly policies: readonly { readonly isolates: boolean; readonly rules: readonly Weighable[] }[]
}

/**
 * What passes a gate: `allowed` whatever is said on the connection, `possible` with the right words too. Of what
 * passes, `undecided` is the part that no rule decided: it passes because the fallback allows it.
 */
export interface Weighed<Set> {
  readonly allowed: Set
  readonly possible: Set
  readonly undecided: Set
}

/**
 * The atoms that a rule fits: `sure` whatever is said on the connection, `possible` with the right words too, `taken`
 * with any words, because a proxy is handed it; absent: no proxy is.
 */
export interface RuleFit<Set> {
  readonly sure: Set
  readonly possible: Set
  readonly taken?: Set
}

/**
 * Which atoms pass one gate. The only place where policies are weighed against each other:
 *
 * - Tiers in order; a tier in which no policy selects the subject is skipped.
 * - In a tier the first rule that fits decides: `allow` passes, `deny` drops, `pass` hands the atom to the next tier.
 * - What no rule fits is dropped when the tier says so and one of its policies isolates; otherwise it goes on, but for
 *   what a proxy of a tier that `answers` was handed and refuses.
 * - What the last tier lets go on takes the `fallback`.
 *
 * Where it depends on what is said whether a rule fits, both go on: the atom counts as decided by it and as still open.
 * What can come out either way is possible and not allowed.
 *
 * NetworkPolicy's union is a case of it: with allow rules only, the order decides nothing. `onHit` is told, rule by
 * rule, the atoms that the rule may decide.
 */
export function combine<Set, Weighable extends WeighableRule>(
  algebra: SetAlgebra<Set>,
  tiers: readonly WeighableTier<Weighable>[],
  fallback: 'allow' | 'deny',
  fits: (rule: Weighable) => RuleFit<Set>,
  onHit?: (rule: Weighable, atoms: Set) => void,
): Weighed<Set> {
  let canPass = algebra.none
  let canDrop = algebra.none
  let open = algebra.all
  for (const { policies, unmatched, answers } of tiers) {
    if (policies.length === 0) continue
    let passedOn = algebra.none
    let taken = algebra.none
    for (const policy of policies) {
      for (const rule of policy.rules) {
        if (rule.action === 'log') continue
        const fit = fits(rule)
        const { sure } = fit
        const hit = algebra.intersect(open, fit.possible)
        onHit?.(rule, hit)
        if (answers && rule.action === 'allow' && fit.taken !== undefined) taken = algebra.union(taken, fit.taken)
        if (rule.action === 'allow') canPass = algebra.union(canPass, hit)
        else if (rule.action === 'pass') passedOn = algebra.union(passedOn, hit)
        else canDrop = algebra.union(canDrop, hit)
        open = algebra.subtract(open, sure)
      }
    }
    const dropped = unmatched === 'deny' && policies.some((policy) => policy.isolates)
    const refused = dropped ? open : answers ? algebra.intersect(open, taken) : algebra.none
    canDrop = algebra.union(canDrop, refused)
    open = algebra.union(passedOn, dropped ? algebra.none : algebra.subtract(open, refused))
  }
  if (fallback === 'deny')
    return {
      allowed: algebra.subtract(canPass, algebra.union(canDrop, open)),
      possible: canPass,
      undecided: algebra.none,
    }
  const possible = algebra.union(canPass, open)
  return { allowed: algebra.subtract(possible, canDrop), possible, undecided: open }
}
