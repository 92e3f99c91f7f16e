import type { EnforcementProfile } from '../../../engine/profile.ts'

/**
 * Each API exactly as its own text says, enforced by nobody in particular. What NetworkPolicy leaves to the plugin is
 * decided as nearly all plugins do: hosts (and pods on the host network) are not policed, a pod and its own node always
 * reach each other, a pod always reaches itself.
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/ ("traffic to and from the node where a
 * Pod is running is always allowed", "a Pod cannot block access to itself").
 */
export const REFERENCE_PROFILE: EnforcementProfile = {
  name: 'reference',
  fallback: 'allow',
  arrange: (policies) => [{ id: 'networkpolicy', unmatched: 'deny', policies }],
  exemption(_direction, subject, peer) {
    if (subject.kind === 'external') return 'outside'
    if (subject.kind === 'host') return 'host-network'
    if (peer.kind === 'pod' && peer.pod === subject.pod) return 'same-pod'
    if (peer.kind === 'host' && subject.node !== null && peer.node === subject.node) return 'own-node'
    return null
  },
}
