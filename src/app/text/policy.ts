import type { PolicyRef, RuleRef } from '../../engine/explanation.ts'
import { assertNever } from '../../ground/result.ts'
import { VERDICT } from './catalogue/en/verdict.ts'

/** `shop/allow-web`; a policy of the cluster has only a name. */
export function policyName({ namespace, name }: Pick<PolicyRef, 'namespace' | 'name'>): string {
  return namespace === null ? name : `${namespace}/${name}`
}

/**
 * Where it ranks: `Admin tier, priority 10`, `security tier, order 20`. Empty where rules add up, as those of
 * Kubernetes’ NetworkPolicy and of Cilium do, and for what was never ranked.
 */
export function rankText({ group, kind, rank }: Pick<PolicyRef, 'group' | 'kind' | 'rank'>): string {
  if (rank === null || group === 'cilium.io' || isKubernetesOwn({ group, kind })) return ''
  return VERDICT.rank(rank.tier, rank.priority, group.endsWith('projectcalico.org'))
}

/** Kubernetes’ NetworkPolicy, whose rules can only admit. */
export function isKubernetesOwn({ group, kind }: Pick<PolicyRef, 'group' | 'kind'>): boolean {
  return group === 'networking.k8s.io' && kind === 'NetworkPolicy'
}

/**
 * What the rule does with a flow that it fits, in the word of its API: `accepts it`, `denies it`,
 * `hands it on to NetworkPolicy`.
 */
export function ruleVerb({ action, policy }: RuleRef): string {
  switch (action) {
    case 'allow':
      return VERDICT.verbs[ALLOWS[policy.kind] ?? 'admits']
    case 'deny':
      return VERDICT.verbs.denies
    case 'log':
      return VERDICT.verbs.log
    case 'pass':
      return policy.rank?.tier === 'Admin' ? VERDICT.verbs.pass : VERDICT.verbs.passTier
    default:
      return assertNever(action)
  }
}

const ALLOWS: Readonly<Record<string, 'accepts' | 'allows'>> = {
  ClusterNetworkPolicy: 'accepts',
  AdminNetworkPolicy: 'allows',
  BaselineAdminNetworkPolicy: 'allows',
}

/** The same for the same policy in the same tier: what Cilium’s denies is asked before what it allows. */
export function policyKey({ group, kind, namespace, name, rank }: PolicyRef): string {
  return `${group}/${kind} ${namespace ?? ''}/${name} ${rank?.tier ?? ''}`
}
