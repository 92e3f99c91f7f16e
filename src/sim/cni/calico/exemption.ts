import type { EnforcementProfile } from '../../../engine/profile.ts'
import type { CniSetting } from '../choice.ts'
import type { CalicoHosts } from './host-endpoints.ts'
import type { Wraps } from './wrapped.ts'

/**
 * Whom gates do not judge. A node always reaches its own pods; what a pod sends to its node is judged.
 * Source: https://docs.tigera.io/calico/latest/network-policy/hosts/protect-hosts, felix/rules/static.go
 * (cali-wl-to-host)
 */
export function calicoExemption(
  policed: CalicoHosts,
  { options }: CniSetting,
  throughTunnel: Wraps,
): EnforcementProfile['exemption'] {
  return (direction, subject, peer, { hairpin, protocol }) => {
    if (subject.kind === 'external') return { why: 'outside', tier: null }
    // What a node exchanges with its own pods and with itself, the manifest's defaults let through.
    if (subject.kind === 'host') {
      const facing = policed.facing(subject.node)
      if (!facing || (peer.kind !== 'external' && peer.node === subject.node))
        return { why: 'host-network', tier: null }
      // A named interface is not the tunnel's.
      return !facing.isForAll && peer.kind === 'pod' && direction === 'egress' && throughTunnel(subject.node, peer.node)
        ? { why: 'host-network', tier: null }
        : null
    }
    // Who connects to itself is given its own address before there is a packet. Source: felix/bpf-gpl/connect.h
    if (peer.kind === 'pod' && subject.kind === 'pod' && peer.pod === subject.pod)
      return !hairpin
        ? { why: 'same-pod', tier: null }
        : options.dataplane === 'ebpf' && protocol === 'TCP'
          ? { why: 'own-service', tier: null }
          : null
    if (direction === 'ingress' && peer.kind === 'host' && peer.node === subject.node)
      return { why: 'own-node', tier: null }
    return null
  }
}
