import type { PolicyRef, RuleRef } from '../../engine/explanation.ts'
import { assertNever } from '../../ground/result.ts'

/** `shop/allow-web`; a policy of the cluster has only a name. */
export function policyName({ namespace, name }: Pick<PolicyRef, 'namespace' | 'name'>): string {
  return namespace === null ? name : `${namespace}/${name}`
}

/** Where it ranks: `Admin tier, priority 10`, `Baseline tier`. Empty for NetworkPolicy, which has no ranks, and for what was never ranked. */
export function rankText({ kind, namespace, rank }: PolicyRef): string {
  if (namespace !== null || rank === null) return ''
  return rank.priority === null ? `${rank.tier} tier` : `${rank.tier} tier, ${RANKS[kind] ?? 'priority'} ${rank.priority}`
}

/** Calico counts by `order`, the others by `priority`. */
const RANKS: Readonly<Record<string, string>> = { GlobalNetworkPolicy: 'order', StagedGlobalNetworkPolicy: 'order' }

/** What the rule does with a flow that it fits, in the word of its API: `accepts it`, `denies it`, `hands it on to NetworkPolicy`. */
export function ruleVerb({ action, policy }: RuleRef): string {
  switch (action) {
    case 'allow': return ALLOWS[policy.kind] ?? 'admits it'
    case 'deny': return 'denies it'
    case 'log': return 'writes it down and goes on'
    case 'pass': return policy.rank?.tier === 'Admin' ? 'hands it on to NetworkPolicy' : 'hands it on, past this tier'
    default: return assertNever(action)
  }
}

const ALLOWS: Readonly<Record<string, string>> = { ClusterNetworkPolicy: 'accepts it', AdminNetworkPolicy: 'allows it', BaselineAdminNetworkPolicy: 'allows it' }

/** Whether both name the same policy. */
export function isSamePolicy(a: PolicyRef, b: PolicyRef): boolean {
  return a.kind === b.kind && a.namespace === b.namespace && a.name === b.name
}
