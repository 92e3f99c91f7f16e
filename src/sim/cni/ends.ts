import { namespacedName } from '../../model/namespaced-name.ts'
import type { FlowProtocol } from '../../policy/match.ts'
import { rewritten } from './headers.ts'
import type { NodeNetwork } from './network.ts'
import { sharesSubnet } from './network.ts'
import { stop, type Stop } from './stop.ts'
import { atNode, atPod, isLoopback, nodeAddress, underlayFamily, WIRE, type PodEnd, type Trip } from './trip.ts'
import { unwrapped, wrapped, type Tunnel, type Wrapping } from './tunnels.ts'
import type { Hop } from './walk.ts'

/**
 * The pod's end of its link, whichever plugin made it. Source: https://www.cni.dev/docs/spec/ (CNI_IFNAME; container
 * runtimes say `eth0`)
 */
const POD_DEVICE = 'eth0'
/** The node's own link; its name varies from machine to machine, this is the usual one in examples. */
export const NODE_DEVICE = 'eth0'

/**
 * How the caller's packet sets out; its answer ends where it began. `mtu`: of the pod's link. `first`: what happens
 * before it leaves its pod.
 */
export function setOut(trip: Trip, mtu: number, first: readonly Stop[] = []): readonly Stop[] {
  const { from } = trip
  switch (from.in) {
    case 'pod':
      return [stop('socket', atPod(from), { way: 'back' }), ...lookUp(trip), ...first, leavePod(from, mtu)]
    case 'host':
      return [stop('socket', atNode(from.node)), ...lookUp(trip), ...first]
    case 'outside':
      return [stop('outside', { in: 'outside', label: from.label }), ...lookUp(trip)]
  }
}

/** Through the pod's link to its node. */
function leavePod(from: PodEnd, mtu: number): Stop {
  return stop('leave-pod', atPod(from), { device: POD_DEVICE, mtu, command: `${namespacedName(from.pod)}$ ip route` })
}

/** What the caller's resolver asks first when a name was dialled; empty: none was. */
function lookUp(trip: Trip): readonly Stop[] {
  const { name, from, dialled, flow } = trip
  if (!name) return []
  const place =
    from.in === 'pod'
      ? atPod(from)
      : from.in === 'host'
        ? atNode(from.node)
        : { in: 'outside' as const, label: from.label }
  return [
    stop('ask-dns', place, {
      device: from.in === 'pod' ? POD_DEVICE : null,
      hook: `nameserver ${name.server}`,
      way: 'there',
      drop: name.drop,
      check: name.check,
      believed: name.isServerAssumed,
      table: {
        title: 'names',
        rows: [
          {
            cells: [name.name, dialled.address.family === 4 ? 'A' : 'AAAA', name.drop ? '' : dialled.address.text],
            matched: !name.drop,
          },
        ],
      },
      command:
        from.in === 'outside'
          ? null
          : `${from.in === 'pod' ? namespacedName(from.pod) : from.node.node}$ nslookup ${name.name} ${name.server}`,
      change: (packet) => rewritten(packet, { dst: dialled.address.text, dstPort: dialled.port ?? flow.port }),
    }),
  ]
}

/** Where the packet ends. `mtu`: of the pod's link. */
export function arrive({ to, flow: { protocol } }: Trip, mtu: number): readonly Stop[] {
  switch (to.in) {
    case 'pod':
      return [
        stop('enter-pod', atPod(to), {
          device: POD_DEVICE,
          mtu,
          command: `${namespacedName(to.pod)}$ tcpdump -ni ${POD_DEVICE}`,
        }),
        stop('socket', atPod(to), { command: listeners(namespacedName(to.pod), protocol) }),
      ]
    case 'host':
      return [stop('socket', atNode(to.node), { command: listeners(to.node.node, protocol) })]
    case 'outside':
      return [stop('outside', { in: 'outside', label: to.label })]
  }
}

/** Who listens. Source: https://man7.org/linux/man-pages/man8/ss.8.html */
function listeners(machine: string, protocol: FlowProtocol): string | null {
  const letter = protocol === 'TCP' ? 't' : protocol === 'UDP' ? 'u' : protocol === 'SCTP' ? 'S' : null
  return letter && `${machine}$ ss -ln${letter}`
}

/**
 * A pod that calls itself, or a node: the packet never leaves the loopback device, and so passes no gate. Null: it is
 * none of these.
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/ ("a Pod cannot block access to
 * itself").
 */
export function onLoopback(trip: Trip): readonly Stop[] | null {
  if (!isLoopback(trip)) return null
  const { from, to } = trip
  if (from.in === 'pod' && to.in === 'pod') {
    return [
      stop('socket', atPod(from), { way: 'back' }),
      ...lookUp(trip),
      stop('route', atPod(from), {
        device: 'lo',
        table: { title: 'routes', rows: [{ cells: [`local ${to.address.text}`, 'dev lo'], matched: true }] },
      }),
      stop('socket', atPod(to)),
    ]
  }
  return from.in === 'host'
    ? [
        stop('socket', atNode(from.node)),
        stop('route', atNode(from.node), { device: 'lo' }),
        stop('socket', atNode(from.node)),
      ]
    : null
}

/** Between two places outside: nothing of the cluster takes part. Null: one of them is inside. */
export function beyond(trip: Trip): readonly Stop[] | null {
  const { from, to, service } = trip
  return !service && from.in === 'outside' && to.in === 'outside'
    ? [
        stop('outside', { in: 'outside', label: from.label }),
        ...lookUp(trip),
        stop('router', WIRE),
        stop('outside', { in: 'outside', label: to.label }),
      ]
    : null
}

/**
 * How a packet gets from one node to another. `mtu`: of the wire. `tunnel` null: as it is. `facts`: what is more to say
 * of a stop of this kind.
 */
export interface Crossing {
  readonly from: NodeNetwork
  readonly to: NodeNetwork
  readonly mtu: number
  readonly tunnel: { readonly tunnel: Tunnel; readonly mtu: number; readonly wrapping: Wrapping } | null
  readonly facts?: Partial<Readonly<Record<Hop['kind'], Partial<Stop>>>>
}

/** Over the wire from node to node, through a router where they stand in different subnets. */
export function cross({ from, to, mtu, tunnel, facts = {} }: Crossing): readonly Stop[] {
  const capture = tunnel ? tunnelFilter(tunnel.tunnel) : 'ip'
  return [
    ...(tunnel
      ? [
          stop('wrap', atNode(from), {
            device: tunnel.tunnel.device,
            mtu: tunnel.mtu,
            command: `${from.node}$ ip -d link show ${tunnel.tunnel.device}`,
            change: (packet) => wrapped(packet, tunnel.tunnel, tunnel.wrapping),
            ...facts.wrap,
          }),
        ]
      : []),
    stop('leave-node', atNode(from), {
      device: NODE_DEVICE,
      mtu,
      command: `${from.node}$ tcpdump -ni ${NODE_DEVICE} ${capture}`,
      ...facts['leave-node'],
    }),
    ...(sharesSubnet(from, to) ? [] : [stop('router', WIRE, { mtu, ...facts.router })]),
    stop('enter-node', atNode(to), {
      device: NODE_DEVICE,
      mtu,
      command: `${to.node}$ tcpdump -ni ${NODE_DEVICE} ${capture}`,
      ...facts['enter-node'],
    }),
    ...(tunnel
      ? [
          stop('unwrap', atNode(to), {
            device: tunnel.tunnel.device,
            mtu: tunnel.mtu,
            command: `${to.node}$ tcpdump -ni ${tunnel.tunnel.device}`,
            change: unwrapped,
            ...facts.unwrap,
          }),
        ]
      : []),
  ]
}

function tunnelFilter({ port }: Tunnel): string {
  return port === null ? 'ip proto 4' : `udp port ${port}`
}

/** The tunnel between two nodes, with what its outer header says. */
export function inTunnel(
  trip: Trip,
  tunnel: Tunnel,
  from: NodeNetwork,
  to: NodeNetwork,
  mtu: number,
  more: Pick<Wrapping, 'vni' | 'option'> = {},
): NonNullable<Crossing['tunnel']> {
  const family = underlayFamily(trip)
  return {
    tunnel,
    mtu,
    wrapping: { family, src: nodeAddress(trip, from, family), dst: nodeAddress(trip, to, family), ...more },
  }
}

/** From a node to what lies beyond its router. */
export function leaveCluster(node: NodeNetwork, mtu: number, facts: Crossing['facts'] = {}): readonly Stop[] {
  return [
    stop('leave-node', atNode(node), {
      device: NODE_DEVICE,
      mtu,
      command: `${node.node}$ tcpdump -ni ${NODE_DEVICE}`,
      ...facts['leave-node'],
    }),
    stop('router', WIRE, { ...facts.router }),
  ]
}

/** From outside to a node. A load balancer, where one was dialled, is the last thing before it. */
export function enterCluster(
  { service }: Trip,
  node: NodeNetwork,
  mtu: number,
  facts: Crossing['facts'] = {},
): readonly Stop[] {
  return [
    stop('router', WIRE, { hook: service?.dials === 'load-balancer' ? 'load balancer' : null, ...facts.router }),
    stop('enter-node', atNode(node), {
      device: NODE_DEVICE,
      mtu,
      command: `${node.node}$ tcpdump -ni ${NODE_DEVICE}`,
      ...facts['enter-node'],
    }),
  ]
}
