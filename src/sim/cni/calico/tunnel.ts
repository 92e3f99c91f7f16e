import { blockContains } from '../../../ground/ip.ts'
import type { Crossing } from '../ends.ts'
import { cross, inTunnel, NODE_DEVICE } from '../ends.ts'
import type { Visit } from '../itinerary.ts'
import { sharesSubnet, type NodeNetwork } from '../network.ts'
import { routeTable } from '../routes.ts'
import type { Stop } from '../stop.ts'
import { familyOf, nodeAddress, tunnelAddress, underlayFamily, type Trip } from '../trip.ts'
import { ETHERNET_MTU, tunnelMtu, TUNNELS, type Tunnel } from '../tunnels.ts'
import type { LookupTable } from '../walk.ts'
import { isWrapped } from './wrapped.ts'

/**
 * The tunnel from one node's pods to the other's; null: they are reached as they are. IP in IP carries IPv4 only.
 * Source: https://docs.tigera.io/calico/latest/reference/resources/ippool (ipipMode, vxlanMode: Always, CrossSubnet)
 */
function tunnelFor(trip: Trip, from: NodeNetwork, to: NodeNetwork): Tunnel | null {
  const { mode } = trip.network.setting
  if (!isWrapped(mode, from, to)) return null
  if (mode.startsWith('ipip')) return familyOf(trip) === 4 ? TUNNELS['calico-ipip'] : null
  return TUNNELS['calico-vxlan']
}

/**
 * The address that a process of the node speaks with: its tunnel's where the way leads through it. To a Service that is
 * translated later it first speaks with the node's own.
 */
export function sourceOf(trip: Trip): string {
  const {
    from,
    to,
    service,
    network: { setting },
  } = trip
  if (
    from.in !== 'host' ||
    to.in !== 'pod' ||
    from.node === to.node ||
    (service && setting.options.dataplane === 'iptables')
  )
    return from.address.text
  return tunnelFor(trip, from.node, to.node) ? tunnelAddress(trip, from.node) : from.address.text
}

/** The address of the device that leads to the next node's pods, or outside. */
export function outgoingAddress(trip: Trip, visit: Visit): string {
  const { node } = visit
  return tunnelOn(trip, visit) ? tunnelAddress(trip, node) : nodeAddress(trip, node, familyOf(trip))
}

/** The tunnel in which the packet goes on to the next node; null: in none. */
export function tunnelOn(trip: Trip, { node, next, leadsToPod }: Visit): Tunnel | null {
  return next && leadsToPod ? tunnelFor(trip, node, next) : null
}

/** To the next node, in the tunnel where there is one. */
export function toNextNode(
  trip: Trip,
  visit: Visit & { readonly next: NodeNetwork },
  facts: NonNullable<Crossing['facts']>,
): readonly Stop[] {
  const { node, next } = visit
  const tunnel = tunnelOn(trip, visit)
  return cross({
    from: node,
    to: next,
    mtu: ETHERNET_MTU,
    tunnel: tunnel && inTunnel(trip, tunnel, node, next, tunnelMtu(tunnel, ETHERNET_MTU, underlayFamily(trip))),
    facts,
  })
}

/**
 * The node's routes as far as they matter: the pod's own, the next node's block, and the default one. `device`: of the
 * pod's link where the packet stays.
 */
export function routes(trip: Trip, visit: Visit, device: string | null): LookupTable {
  const { node, departs, next, leadsToPod } = visit
  const { to } = trip
  const block =
    next && leadsToPod
      ? (next.ranges.find((range) => blockContains(range, to.address))?.canonical ?? to.address.text)
      : null
  const tunnel = tunnelOn(trip, visit)
  const via =
    next &&
    (tunnel
      ? `via ${tunnel.layer === 'VXLAN' ? tunnelAddress(trip, next) : nodeAddress(trip, next, familyOf(trip))} dev ${tunnel.device} onlink`
      : `via ${sharesSubnet(node, next) ? nodeAddress(trip, next, familyOf(trip)) : node.gateway.text} dev ${NODE_DEVICE}`)
  const specific =
    departs === 'pod' && device
      ? ([to.address.text, `dev ${device} scope link`] as const)
      : block !== null
        ? ([block, via!] as const)
        : next
          ? ([
              next.subnet.canonical,
              sharesSubnet(node, next) ? `dev ${NODE_DEVICE}` : `via ${node.gateway.text}`,
            ] as const)
          : null
  const rows = [
    ...(specific ? [specific] : []),
    ...node.ranges.map((range) => [`blackhole ${range.canonical}`, ''] as const),
    ['default', `via ${node.gateway.text} dev ${NODE_DEVICE}`] as const,
  ]
  return routeTable(rows, specific ? 0 : rows.length - 1)
}
