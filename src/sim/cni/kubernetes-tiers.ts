import type { Tier } from '../../engine/profile.ts'
import { compareText } from '../../model/build.ts'
import type { CompiledPolicy, TierName } from '../../policy/form.ts'

/**
 * The tiers of the Kubernetes APIs. The Admin tier is asked first, NetworkPolicy next and the Baseline tier last, each
 * policy by its priority. Two policies of one tier and priority could be asked in any order; here the name decides,
 * then the kind, never the place in the text.
 * Source: https://github.com/kubernetes-sigs/network-policy-api/blob/main/apis/v1alpha2/clusternetworkpolicy_types.go
 * (Tier, Priority).
 */
export function kubernetesTiers(policies: readonly CompiledPolicy[]): readonly Tier[] {
  const tier = (name: TierName) => policies.filter(({ rank }) => rank.tier === name)
  return [
    { id: 'Admin', unmatched: 'pass', isOrdered: true, policies: [...tier('Admin')].sort(byRank) },
    { id: 'NetworkPolicy', unmatched: 'deny', isOrdered: false, policies: tier('NetworkPolicy') },
    { id: 'Baseline', unmatched: 'pass', isOrdered: true, policies: [...tier('Baseline')].sort(byRank) },
  ]
}

function byRank(a: CompiledPolicy, b: CompiledPolicy): number {
  return (
    (a.rank.priority ?? LAST) - (b.rank.priority ?? LAST) || compareText(a.name, b.name) || compareText(a.kind, b.kind)
  )
}

/** After every priority that can be written, which end at 1000. */
const LAST = 1001
