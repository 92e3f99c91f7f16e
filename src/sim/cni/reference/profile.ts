import type { EnforcementProfile, Exemption } from '../../../engine/profile.ts'
import { compareText } from '../../../model/build.ts'
import type { CompiledPolicy, TierName } from '../../../policy/form.ts'

/**
 * Each API exactly as its own text says, enforced by nobody in particular.
 *
 * The Admin tier is asked first, NetworkPolicy next and the Baseline tier last, each policy by its priority. Two policies of
 * one tier and priority could be asked in any order; here the name decides, then the kind, never the place in the text.
 * Source: https://github.com/kubernetes-sigs/network-policy-api/blob/main/apis/v1alpha2/clusternetworkpolicy_types.go (Tier,
 * Priority).
 *
 * What NetworkPolicy leaves to the plugin is decided as nearly all plugins do: hosts (and pods on the host network) are not
 * policed, a pod and its own node always reach each other, a pod always reaches itself. That a node reaches its pods is a rule
 * of NetworkPolicy alone: the cluster-wide APIs can keep a pod from its own node, and have no words for the way back.
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/ ("traffic to and from the node where a
 * Pod is running is always allowed", "a Pod cannot block access to itself"),
 * https://github.com/kubernetes-sigs/network-policy-api/issues/314.
 */
export const REFERENCE_PROFILE: EnforcementProfile = {
  name: 'reference',
  fallback: 'allow',
  arrange(policies) {
    const tier = (name: TierName) => policies.filter(({ rank }) => rank.tier === name).sort(byRank)
    return [
      { id: 'Admin', unmatched: 'pass', isOrdered: true, policies: tier('Admin') },
      { id: 'NetworkPolicy', unmatched: 'deny', isOrdered: false, policies: policies.filter(({ rank }) => rank.tier === 'NetworkPolicy') },
      { id: 'Baseline', unmatched: 'pass', isOrdered: true, policies: tier('Baseline') },
    ]
  },
  exemption(_direction, subject, peer): Exemption | null {
    if (subject.kind === 'external') return { why: 'outside', tier: null }
    if (subject.kind === 'host') return { why: 'host-network', tier: null }
    if (peer.kind === 'pod' && peer.pod === subject.pod) return { why: 'same-pod', tier: null }
    if (peer.kind === 'host' && subject.node !== null && peer.node === subject.node) return { why: 'own-node', tier: 'NetworkPolicy' }
    return null
  },
}

function byRank(a: CompiledPolicy, b: CompiledPolicy): number {
  return (a.rank.priority ?? LAST) - (b.rank.priority ?? LAST) || compareText(a.name, b.name) || compareText(a.kind, b.kind)
}

/** After every priority that can be written, which end at 1000. */
const LAST = 1001
