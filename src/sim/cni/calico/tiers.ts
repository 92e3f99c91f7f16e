import type { Tier } from '../../../engine/profile.ts'
import { fieldAt, numberAt, textAt } from '../../../manifests/fields.ts'
import { compareText } from '../../../model/build.ts'
import type { Cluster } from '../../../model/cluster.ts'
import type { CompiledPolicy } from '../../../policy/form.ts'
import type { Felix } from './felix.ts'
import type { CalicoHosts } from './host-endpoints.ts'
import { failsafeTier, profilesTier } from './host-tiers.ts'

interface TierOrder {
  readonly order: number
  readonly unmatched: Tier['unmatched']
}

/**
 * Made by Calico itself. Source: https://docs.tigera.io/calico/latest/reference/resources/tier,
 * libcalico-go/lib/apis/v3/constants.go
 */
const BUILT_IN: readonly (readonly [string, TierOrder])[] = [
  ['kube-admin', { order: 1_000, unmatched: 'pass' }],
  ['default', { order: 1_000_000, unmatched: 'deny' }],
  ['kube-baseline', { order: 10_000_000, unmatched: 'pass' }],
]

/** Where the Kubernetes APIs' policies are put. NetworkPolicy has this order among Calico's own. */
const HOME: Readonly<Record<string, string>> = {
  Admin: 'kube-admin',
  NetworkPolicy: 'default',
  Baseline: 'kube-baseline',
}
const NETWORK_POLICY_ORDER = 1_000

/**
 * Tiers by order, then by name; in each the policies by order, and equal ones by the bytes of `name/namespace/kind`.
 * One without an order comes last. A policy whose tier nobody has made comes after all others. Host endpoints are asked
 * three times over: before tracking, before translation, and with all others; the first two drop nothing by themselves.
 * Source: felix/calc/policy_sorter.go, felix/rules/endpoints.go (endpointIptablesChain)
 */
export function calicoTiers(
  policies: readonly CompiledPolicy[],
  cluster: Cluster,
  hosts: CalicoHosts,
  felix: Felix,
): readonly Tier[] {
  if (hosts.all.length === 0)
    return ordered(
      policies.filter(({ lane }) => lane === undefined),
      cluster,
    )
  const early = (['untracked', 'pre-dnat'] as const).flatMap((lane) =>
    ordered(
      policies.filter((policy) => policy.lane === lane),
      cluster,
    )
      .filter((tier) => tier.policies.length > 0)
      .map((tier): Tier => ({ ...tier, id: `${tier.id} (${LANES[lane]})`, unmatched: 'pass' })),
  )
  return [
    failsafeTier(hosts, felix),
    ...early,
    ...ordered(
      policies.filter(({ lane }) => lane === undefined),
      cluster,
    ),
    profilesTier(hosts),
  ]
}

const LANES = { untracked: 'doNotTrack', 'pre-dnat': 'preDNAT' } as const

function ordered(policies: readonly CompiledPolicy[], cluster: Cluster): readonly Tier[] {
  const orders = new Map<string, TierOrder>(BUILT_IN)
  for (const { kind, name, value } of cluster.definitions) {
    if (kind !== 'Tier' || orders.has(name)) continue
    orders.set(name, {
      order: numberAt(value, 'spec', 'order') ?? Infinity,
      unmatched: textAt(fieldAt(value, 'spec'), 'defaultAction') === 'Pass' ? 'pass' : 'deny',
    })
  }
  const byTier = new Map<string, CompiledPolicy[]>()
  for (const policy of policies) {
    const tier = tierOf(policy)
    if (!orders.has(tier)) orders.set(tier, { order: Infinity, unmatched: 'deny' })
    const inTier = byTier.get(tier)
    if (inTier) inTier.push(policy)
    else byTier.set(tier, [policy])
  }
  return [...orders]
    .sort(([a, { order: first }], [b, { order: second }]) => byNumber(first, second) || compareText(a, b))
    .map(([id, { unmatched }]): Tier => ({
      id,
      unmatched,
      isOrdered: true,
      policies: (byTier.get(id) ?? []).sort(byOrder),
    }))
}

/** Whether the policy is of an API of Kubernetes, and not of Calico's own. */
export function isOfKubernetes({ object }: CompiledPolicy): boolean {
  return object.group.endsWith('k8s.io')
}

function tierOf(policy: CompiledPolicy): string {
  return isOfKubernetes(policy) ? (HOME[policy.rank.tier] ?? 'default') : policy.rank.tier
}

function orderOf(policy: CompiledPolicy): number {
  return policy.rank.priority ?? (policy.object.group === 'networking.k8s.io' ? NETWORK_POLICY_ORDER : Infinity)
}

function byOrder(a: CompiledPolicy, b: CompiledPolicy): number {
  return byNumber(orderOf(a), orderOf(b)) || compareText(tieBreak(a), tieBreak(b))
}

/** Two absent orders are equal, and their difference is no number. */
function byNumber(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function tieBreak(policy: CompiledPolicy): string {
  const kind = !isOfKubernetes(policy)
    ? policy.kind
    : policy.object.group === 'networking.k8s.io'
      ? 'KubernetesNetworkPolicy'
      : 'KubernetesClusterNetworkPolicy'
  return `${policy.name}/${policy.namespace ?? ''}/${kind}`
}
