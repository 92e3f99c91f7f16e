import {
  arrive,
  beyond,
  cross,
  enterCluster,
  inTunnel,
  leaveCluster,
  NODE_DEVICE,
  onLoopback,
  setOut,
} from '../ends.ts'
import { gate, unguarded } from '../gates.ts'
import { bridgePort } from '../interfaces.ts'
import { itineraryOf, type Visit } from '../itinerary.ts'
import { dropped, NO_TRACE, type Traces } from '../drops.ts'
import { isMarked, KUBE_MASQUERADE, masquerade, translate } from '../kube-proxy.ts'
import type { NodeNetwork } from '../network.ts'
import { routeTable } from '../routes.ts'
import { stop, type Road, type Stop } from '../stop.ts'
import { atNode, familyOf, nodeAddress, tunnelAddress, underlayFamily, WIRE, type PodEnd, type Trip } from '../trip.ts'
import { ETHERNET_MTU, TUNNELS, tunnelMtu, type Tunnel } from '../tunnels.ts'
import type { Hop, LookupTable } from '../walk.ts'

/**
 * Flannel's way. Pods of a node are ports of the bridge cni0; one route for each other node leads into the tunnel, or
 * with host-gw to that node; what is for no pod gets the node's address. kube-network-policies, where it runs, queues
 * packets of selected pods at the end of the way through the node, before that.
 * Source: https://github.com/flannel-io/flannel/blob/master/Documentation/backends.md,
 * pkg/trafficmngr/iptables/iptables.go (FLANNEL-POSTRTG, FLANNEL-FWD),
 * https://www.cni.dev/plugins/current/main/bridge/,
 * https://github.com/kubernetes-sigs/kube-network-policies/blob/main/pkg/dataplane/controller.go
 */
export function flannelRoad(trip: Trip): Road {
  const podMtu = tunnelOf(trip) ? tunnelMtu(tunnelOf(trip)!, ETHERNET_MTU, underlayFamily(trip)) : ETHERNET_MTU
  const stops = onLoopback(trip) ?? beyond(trip) ?? roundTrip(trip, podMtu)
  return { stops, podMtu, source: sourceOf(trip) }
}

function roundTrip(trip: Trip, podMtu: number): readonly Stop[] {
  const visits = itineraryOf(trip, { throughEntry: true })
  const [first] = visits
  return [
    ...setOut(trip, podMtu),
    ...(trip.from.in === 'outside' && first ? enterCluster(trip, first.node, ETHERNET_MTU) : []),
    ...visits.flatMap((visit) => stay(trip, visit, podMtu)),
    ...arrive(trip, podMtu),
  ]
}

/** Everything that a node does with the packet, and the way to the next one. */
function stay(trip: Trip, visit: Visit, podMtu: number): readonly Stop[] {
  const { arrives, departs, translates } = visit
  const { from, to } = trip
  const isBridged = arrives === 'pod' && departs === 'pod' && !translates
  return [
    ...(from.in === 'pod' && arrives === 'pod' ? [bridge(from, visit, podMtu, isBridged ? to : null)] : []),
    ...(translates ? translate(trip, visit) : []),
    ...(isBridged || departs === 'process' ? [] : [route(trip, visit)]),
    ...(arrives === 'pod' ? guard(trip, visit, 'egress') : []),
    ...(departs === 'pod' ? guard(trip, visit, 'ingress') : []),
    ...hide(trip, visit),
    ...(to.in === 'pod' && departs === 'pod' && !isBridged ? [bridge(to, visit, podMtu, to)] : []),
    ...(departs === 'wire' ? depart(trip, visit) : []),
  ]
}

/** Which tunnel leads to other nodes' pods; null: none. */
function tunnelOf({ network: { setting } }: Trip): Tunnel | null {
  return setting.mode === 'host-gw'
    ? null
    : TUNNELS[setting.mode === 'wireguard' ? 'flannel-wireguard' : 'flannel-vxlan']
}

/** The bridge's own address, which the node speaks with on it. */
function bridgeAddress(trip: Trip, node: NodeNetwork): string {
  return familyOf(trip) === 4
    ? (node.reserved.find(({ holder }) => holder === 'cni0')?.address.text ?? node.address.text)
    : nodeAddress(trip, node, 6)
}

/**
 * A process of the node speaks with the address of the device that its packet leaves by. A Service's address leads to
 * no device of Flannel's, so to one it first speaks with the node's own.
 */
function sourceOf(trip: Trip): string {
  const { from, to, service } = trip
  if (from.in !== 'host' || to.in !== 'pod' || service) return from.address.text
  return from.node === to.node ? bridgeAddress(trip, from.node) : tunnelAddress(trip, from.node)
}

function bridge({ pod }: PodEnd, { node }: Visit, mtu: number, to: Trip['to'] | null): Stop {
  const { name, isMadeUp } = bridgePort(pod)
  const target = to?.in === 'pod' ? bridgePort(to.pod).name : null
  const table: LookupTable = {
    title: 'forwarding',
    rows: [
      { cells: [target ? to!.address.text : 'cni0', target ? `dev ${target} master cni0` : 'local'], matched: true },
    ],
  }
  return stop('bridge', atNode(node), {
    device: name,
    hook: 'cni0',
    mtu,
    table,
    command: `${node.node}$ bridge fdb show br cni0`,
    believed: isMadeUp,
  })
}

function route(trip: Trip, visit: Visit): Stop {
  const { node, departs, next } = visit
  const { to } = trip
  const own = node.ranges.map((range) => [range.canonical, 'dev cni0'] as const)
  const tunnel = tunnelOf(trip)
  const far =
    next && visit.leadsToPod ? next.ranges.map((range) => [range.canonical, wayTo(trip, next, tunnel)] as const) : []
  const link =
    next && !visit.leadsToPod
      ? [
          [
            next.subnet.canonical,
            next.subnet.canonical === node.subnet.canonical ? `dev ${NODE_DEVICE}` : `via ${node.gateway.text}`,
          ] as const,
        ]
      : []
  const rows = [
    ...own,
    ...(trip.connected ? far : []),
    ...link,
    ['default', `via ${node.gateway.text} dev ${NODE_DEVICE}`] as const,
  ]
  const matched = departs === 'pod' ? 0 : next && trip.connected ? own.length : rows.length - 1
  return stop('route', atNode(node), {
    device: departs === 'pod' ? 'cni0' : visit.leadsToPod && tunnel && trip.connected ? tunnel.device : NODE_DEVICE,
    hook: visit.arrives === 'process' ? null : 'FLANNEL-FWD (filter FORWARD)',
    table: routeTable(rows, matched),
    command: `${node.node}$ ip route get ${to.address.text}`,
  })
}

function wayTo(trip: Trip, next: NodeNetwork, tunnel: Tunnel | null): string {
  if (!tunnel) return `via ${nodeAddress(trip, next, familyOf(trip))} dev ${NODE_DEVICE}`
  return tunnel.layer === 'WireGuard'
    ? `dev ${tunnel.device} scope link`
    : `via ${tunnelAddress(trip, next)} dev ${tunnel.device} onlink`
}

function guard(trip: Trip, { node, departs }: Visit, at: 'egress' | 'ingress'): readonly Stop[] {
  const {
    network: { setting },
    from,
    to,
  } = trip
  const end = at === 'egress' ? from : to
  if (setting.options.networkPolicy === 'off')
    return unguarded(trip, at, atNode(node), end.in === 'pod' ? bridgePort(end.pod).name : null)
  const isLocal = departs === 'process'
  return gate(trip, at, atNode(node), {
    hook: `nft inet kube-network-policies ${isLocal ? 'input' : 'postrouting'} → NFQUEUE 100`,
    command: `${node.node}$ nft list table inet kube-network-policies`,
    traces: queueTraces(trip),
    // That bridged packets come here takes br_netfilter, which nobody states for it.
    believed: from.node === to.node && !isLocal,
  })
}

/** Source: pkg/dataplane/metrics.go (packet_count), controller.go ("Finished syncing packet", at verbosity 2). */
function queueTraces(trip: Trip): Traces {
  return {
    counter: `kube_network_policies_packet_count{protocol="${trip.flow.protocol}",family="IPv${familyOf(trip)}",verdict="drop"}`,
    log: '"Finished syncing packet" verdict="drop"',
  }
}

/** Whose address takes the sender's place at the end of the way through this node; empty: nobody's. */
function hide(trip: Trip, visit: Visit): readonly Stop[] {
  const { node, arrives, departs, translates } = visit
  const { from, to } = trip
  if (departs === 'process') return []
  if (translates && isMarked(trip)) {
    const address =
      departs === 'pod'
        ? bridgeAddress(trip, node)
        : visit.leadsToPod
          ? tunnelAddress(trip, node)
          : nodeAddress(trip, node, familyOf(trip))
    return address === from.address.text ? [] : masquerade(visit, address, KUBE_MASQUERADE)
  }
  const leavesPods = arrives === 'pod' && departs === 'wire' && !visit.leadsToPod
  return leavesPods && trip.connected
    ? masquerade(visit, nodeAddress(trip, node, familyOf(trip)), 'FLANNEL-POSTRTG (nat POSTROUTING)', {
        believed: to.in !== 'outside',
      })
    : []
}

function depart(trip: Trip, visit: Visit): readonly Stop[] {
  const { node, next } = visit
  if (!next) return leaveCluster(node, ETHERNET_MTU)
  if (!trip.connected) {
    const {
      dialled: { host, port },
      flow: { protocol },
    } = trip
    const leaving: Stop = stop('leave-node', atNode(node), { device: NODE_DEVICE, mtu: ETHERNET_MTU })
    return [
      leaving,
      stop('router', WIRE, {
        drop: dropped('no-route', 'unreachable', { host, port, protocol }, NO_TRACE),
        believed: true,
      }),
    ]
  }
  const tunnel = visit.leadsToPod ? tunnelOf(trip) : null
  const facts: Partial<Readonly<Record<Hop['kind'], Partial<Stop>>>> = tunnel
    ? { wrap: { table: neighbours(trip, tunnel, next) } }
    : {}
  return cross({
    from: node,
    to: next,
    mtu: ETHERNET_MTU,
    facts,
    tunnel: tunnel && inTunnel(trip, tunnel, node, next, tunnelMtu(tunnel, ETHERNET_MTU, underlayFamily(trip))),
  })
}

/**
 * What the tunnel's device knows of the other node: its own tables say where each end of the tunnel is, and learn
 * nothing.
 */
function neighbours(trip: Trip, tunnel: Tunnel, next: NodeNetwork): LookupTable {
  const node = nodeAddress(trip, next, underlayFamily(trip))
  return {
    title: 'forwarding',
    rows: [
      {
        cells:
          tunnel.layer === 'WireGuard'
            ? [
                `allowed ips: ${next.ranges.map(({ canonical }) => canonical).join(', ')}`,
                `endpoint: ${node}:${tunnel.port}`,
              ]
            : [tunnelAddress(trip, next), `dst ${node} permanent`],
        matched: true,
      },
    ],
  }
}
