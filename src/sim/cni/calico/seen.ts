import type { EnforcementProfile } from '../../../engine/profile.ts'
import type { CniSetting } from '../choice.ts'
import { comingFrom, hidingNode, isMasqueraded, isToOwnNode, leaving, nodeOf, type Hosts } from '../hosts.ts'
import type { Wraps } from './wrapped.ts'

/**
 * As whom gates see the other end. With iptables that is before this node's masquerade and after that of others, so that
 * a client from outside keeps its address only when its backend is on the node it came in by; with eBPF it always does.
 * A node that speaks through the tunnel has the tunnel's address (with eBPF nobody states it; we take it to be the same).
 * Source: felix/rules/static.go (cali-OUTPUT),
 * https://docs.tigera.io/calico/latest/operations/ebpf/use-cases-ebpf#preserve-client-source-ip
 */
export function calicoSight(
  hosts: Hosts,
  { mode, options }: CniSetting,
  isWrapped: Wraps,
): Pick<EnforcementProfile, 'seen' | 'guises' | 'sightings'> {
  const isIptables = options.dataplane === 'iptables'
  const seen: EnforcementProfile['seen'] = (direction, subject, peer) =>
    direction === 'ingress' &&
    subject.kind === 'pod' &&
    peer.kind === 'host' &&
    subject.node !== peer.node &&
    isWrapped(peer.node, nodeOf(subject))
      ? (hosts.tunnelled(peer) ?? peer)
      : peer
  return {
    seen,
    guises(endpoint) {
      const guise = endpoint.kind === 'host' && mode !== 'bgp' ? hosts.tunnelled(endpoint) : null
      return guise ? [guise] : []
    },
    sightings(direction, flow) {
      const { source, destination, service } = flow
      if (direction === 'egress') return [isIptables ? leaving(flow, hosts) : { flow, by: 'any', as: null }]
      const isHidden = isIptables && isMasqueraded(flow) && service!.entryNode !== nodeOf(destination)
      const entry = isHidden ? hosts.named(service!.entryNode!) : null
      const hiding = hosts.named(hidingNode(isIptables ? flow : { ...flow, service: null }) ?? '')
      if (hiding) return [{ flow: comingFrom(flow, hiding), by: 'any', as: 'node-address' }]
      // What dials a port of another node goes to that node, not through the tunnel to the pod behind it.
      const dialled = service?.entryNode ?? flow.hostPort?.node ?? null
      if (!entry && dialled !== null && dialled === nodeOf(destination)) return [{ flow, by: 'any', as: null }]
      const shown = !entry && isToOwnNode(flow) ? source : seen('ingress', destination, entry ?? source)
      return [
        shown === source
          ? { flow, by: 'any', as: null }
          : { flow: comingFrom(flow, shown), by: 'any', as: entry ? 'node-address' : 'tunnel-address' },
      ]
    },
  }
}
