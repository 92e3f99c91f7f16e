import type { CompiledPolicy, Rule } from '../../policy/form.ts'

/**
 * Policies as an enforcer reads them: with the rules that `rules` makes of one, and the policy itself where those are
 * its own. A policy that was read before is the same object again, so that what is known of it stays known from one key
 * press to the next. `rules` may depend on nothing that changes.
 */
export function readAs(rules: (policy: CompiledPolicy) => readonly Rule[]): (policy: CompiledPolicy) => CompiledPolicy {
  const known = new WeakMap<CompiledPolicy, CompiledPolicy>()
  return (policy) => {
    let read = known.get(policy)
    if (!read) known.set(policy, (read = withRules(policy, rules(policy))))
    return read
  }
}

function withRules(policy: CompiledPolicy, rules: readonly Rule[]): CompiledPolicy {
  return rules.length === policy.rules.length && rules.every((rule, index) => rule === policy.rules[index])
    ? policy
    : { ...policy, rules }
}
