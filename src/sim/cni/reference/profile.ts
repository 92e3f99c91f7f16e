import type { EnforcementProfile, Exemption } from '../../../engine/profile.ts'
import { PLAIN_VIEW } from '../../../policy/match.ts'
import { kubernetesTiers } from '../kubernetes-tiers.ts'

/**
 * Each API exactly as its own text says, enforced by nobody in particular.
 *
 * What NetworkPolicy leaves to the plugin is decided as nearly all plugins do: hosts (and pods on the host network) are
 * not policed, a pod and its own node always reach each other, a pod always reaches itself. That a node reaches its
 * pods is a rule of NetworkPolicy alone: the cluster-wide APIs can keep a pod from its own node, and have no words for
 * the way back.
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/ ("traffic to and from the node
 * where a Pod is running is always allowed", "a Pod cannot block access to itself"),
 * https://github.com/kubernetes-sigs/network-policy-api/issues/314.
 */
export const REFERENCE_PROFILE: EnforcementProfile = {
  name: 'reference',
  speaksFor: 'api',
  fallback: 'allow',
  view: PLAIN_VIEW,
  // The APIs of single plugins mean nothing without their plugin.
  enforces: ({ object }) => object.group.endsWith('k8s.io'),
  arrange: (policies) => kubernetesTiers(policies),
  exemption(_direction, subject, peer, { hairpin }): Exemption | null {
    if (subject.kind === 'external') return { why: 'outside', tier: null }
    if (subject.kind === 'host') return { why: 'host-network', tier: null }
    if (peer.kind === 'pod' && subject.kind === 'pod' && peer.pod === subject.pod)
      return hairpin ? null : { why: 'same-pod', tier: null }
    if (peer.kind === 'host' && subject.node !== null && peer.node === subject.node)
      return { why: 'own-node', tier: 'NetworkPolicy' }
    return null
  },
  seen: (_direction, _subject, peer) => peer,
  guises: () => [],
  sightings: (_direction, flow) => [{ flow, by: 'any', as: null }],
  names: 'dialled',
  entryMatters: false,
  serviceProxy: 'kube-proxy',
  remarks: () => [],
  hasGaps: false,
  connects: () => true,
}

/** Whatever the API server has taken, nobody acts on it. */
export const NOBODY_ENFORCES: EnforcementProfile = { ...REFERENCE_PROFILE, enforces: () => false }
