import type { CompiledPolicy } from '../../policy/form.ts'
import { coversPeer, coversRule } from './covering.ts'
import { compareRules, isAskedBefore, isReadable, orderedRules, type OrderedRule } from './ordered-rules.ts'
import { RuleIndex } from './rule-index.ts'

/**
 * Which rules of some policies are shadowed, and by which: the first that is asked before and covers all they fit. The
 * policies are of one kind and direction in one tier. An edit costs what it changed.
 */
export class Shadows {
  #policies: ReadonlySet<CompiledPolicy> = new Set()
  readonly #by = new Map<OrderedRule, OrderedRule>()
  /** The rules that nothing shadows. They are enough: what covers a rule covers all that this one covers. */
  readonly #open = new RuleIndex()

  /** Each rule that is shadowed and what shadows it, in order. */
  of(policies: readonly CompiledPolicy[]): readonly (readonly [rule: OrderedRule, by: OrderedRule])[] {
    const before = this.#policies
    const now = new Set(policies)
    const come = policies.filter((policy) => !before.has(policy))
    const stayed = policies.filter((policy) => before.has(policy))
    this.#policies = now
    const uncovered = this.#forget(new Set([...before].filter((policy) => !now.has(policy))))
    for (const rule of [...uncovered, ...come.flatMap(orderedRules)].sort(compareRules)) this.#place(rule)
    for (const policy of come) this.#cover(policy, stayed)
    return [...this.#by].sort(([a], [b]) => compareRules(a, b))
  }

  /** The rules of other policies that were shadowed by one of these. */
  #forget(policies: ReadonlySet<CompiledPolicy>): readonly OrderedRule[] {
    for (const rule of [...policies].flatMap(orderedRules)) if (!this.#by.delete(rule)) this.#open.remove(rule)
    const uncovered = [...this.#by].flatMap(([rule, by]) => (policies.has(by.policy) ? [rule] : []))
    for (const rule of uncovered) this.#by.delete(rule)
    return uncovered
  }

  /** Of the rules that are asked before it, all that have a place are in it. */
  #place(rule: OrderedRule): void {
    const isCompared = isReadable(rule.policy.subject)
    const by = (isCompared ? this.#open.firstCovering(rule) : null) ?? rule.coveredBy
    if (by) this.#by.set(rule, by)
    else if (isCompared) this.#open.add(rule)
  }

  /** What rules of a policy shadow in others that have their place. */
  #cover(policy: CompiledPolicy, others: readonly CompiledPolicy[]): void {
    const open = orderedRules(policy).filter((rule) => !this.#by.has(rule))
    if (!isReadable(policy.subject)) return
    for (const other of others) {
      if (!isAskedBefore(policy, other) || !isReadable(other.subject) || !coversPeer(policy.subject, other.subject))
        continue
      for (const rule of orderedRules(other)) {
        const by = this.#by.get(rule)
        const first = open.find((each) => coversRule(each, rule))
        if (!first || (by && compareRules(by, first) < 0)) continue
        if (!by) this.#open.remove(rule)
        this.#by.set(rule, first)
      }
    }
  }
}
