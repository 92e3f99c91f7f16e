import type { Tier } from '../../../engine/profile.ts'
import type { CompiledPolicy, Rule } from '../../../policy/form.ts'

/**
 * A tier of ClusterNetworkPolicy as Cilium asks it. A rule ranks by its policy's priority and its own place in it
 * (priority + index / 100), so that policies of one priority are asked rule by rule and not one after another; of what
 * ranks alike a denial counts first, then what allows, then what passes on.
 * Source: pkg/policy/k8s/cluster_network_policy.go, pkg/policy/types (PolicyEntry.Priority)
 */
export function byLevel(tier: Tier): Tier {
  const groups = new Map<string, CompiledPolicy[]>()
  for (const policy of tier.policies) {
    const key = `${policy.rank.priority} ${policy.direction}`
    const tied = groups.get(key)
    if (tied) tied.push(policy)
    else groups.set(key, [policy])
  }
  if ([...groups.values()].every(({ length }) => length === 1)) return tier
  return { ...tier, policies: [...groups.values()].flatMap((tied) => (tied.length === 1 ? tied : ruleByRule(tied))) }
}

/**
 * Each rule as a policy of its own, in the order in which they are asked. Those without rules stay, as they may select
 * somebody.
 */
function ruleByRule(tied: readonly CompiledPolicy[]): readonly CompiledPolicy[] {
  return tied
    .flatMap(singles)
    .sort(
      (a, b) =>
        (a.rules[0]?.index ?? 0) - (b.rules[0]?.index ?? 0) ||
        WEIGHT[a.rules[0]?.action ?? 'log'] - WEIGHT[b.rules[0]?.action ?? 'log'],
    )
}

/** The same objects each time: a policy that nobody edits stays what it was. */
const singlesOf = new WeakMap<CompiledPolicy, readonly CompiledPolicy[]>()

function singles(policy: CompiledPolicy): readonly CompiledPolicy[] {
  let single = singlesOf.get(policy)
  if (!single)
    singlesOf.set(
      policy,
      (single = policy.rules.length <= 1 ? [policy] : policy.rules.map((rule) => ({ ...policy, rules: [rule] }))),
    )
  return single
}

const WEIGHT: Readonly<Record<Rule['action'], number>> = { deny: 0, allow: 1, pass: 2, log: 3 }
