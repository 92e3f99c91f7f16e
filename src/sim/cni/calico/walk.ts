import { beyond, onLoopback } from '../ends.ts'
import type { Road } from '../stop.ts'
import { underlayFamily, type Trip } from '../trip.ts'
import { ETHERNET_MTU, tunnelMtu, TUNNELS } from '../tunnels.ts'
import { ebpfStops } from './ebpf-walk.ts'
import { iptablesStops } from './iptables-walk.ts'
import { sourceOf } from './tunnel.ts'

/**
 * Calico's way: every pod's link ends in the node's own routing, and blocks of other nodes are reached through a tunnel
 * or as they are. What judges stands in the rules of the node, or with eBPF in programs at the links, which also do
 * kube-proxy's work.
 * Source: https://docs.tigera.io/calico/latest/reference/architecture/data-path,
 * https://docs.tigera.io/calico/latest/networking/determine-best-networking,
 * https://docs.tigera.io/calico/latest/networking/configuring/mtu (pods get the smallest MTU of what is in use; eBPF
 * wraps node ports in VXLAN whatever else is in use).
 */
export function calicoRoad(trip: Trip): Road {
  const { mode, options } = trip.network.setting
  const isEbpf = options.dataplane === 'ebpf'
  const tunnel = mode.startsWith('ipip')
    ? TUNNELS['calico-ipip']
    : mode.startsWith('vxlan')
      ? TUNNELS['calico-vxlan']
      : null
  const family = underlayFamily(trip)
  const podMtu = Math.min(
    tunnel ? tunnelMtu(tunnel, ETHERNET_MTU, family) : ETHERNET_MTU,
    isEbpf ? tunnelMtu(TUNNELS['calico-node-port'], ETHERNET_MTU, family) : ETHERNET_MTU,
  )
  const stops = onLoopback(trip) ?? beyond(trip) ?? (isEbpf ? ebpfStops : iptablesStops)(trip, podMtu)
  return { stops, podMtu, source: sourceOf(trip) }
}
