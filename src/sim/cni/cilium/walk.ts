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
  type Crossing,
} from '../ends.ts'
import { withField } from '../headers.ts'
import { ciliumInterface } from '../interfaces.ts'
import { itineraryOf, type Visit } from '../itinerary.ts'
import { gate } from '../gates.ts'
import type { NodeNetwork } from '../network.ts'
import { stop, type Road, type Stop } from '../stop.ts'
import { atNode, atPod, familyOf, nodeAddress, underlayFamily, type Trip } from '../trip.ts'
import { ETHERNET_MTU, tunnelMtu, TUNNELS, type Tunnel } from '../tunnels.ts'
import type { LookupTable } from '../walk.ts'
import { RESERVED } from './identity.ts'
import { hubbleEnd, seenBy, senderAt, type SeenIdentity } from './seen.ts'
import {
  atSocket,
  GENEVE_OPTION,
  goesInTunnel,
  handsOn,
  hide,
  inServiceName,
  keepsClient,
  onTheWay,
  replacesKubeProxy,
  towardsPods,
  translator,
  withoutOption,
} from './services.ts'

/**
 * Cilium's way: a program at each end of a pod's link does everything, and asks who the other end is. Between nodes a
 * tunnel carries the sender's identity in its header, or the network knows the way to pods' addresses, which stand for
 * their identities.
 * Source: https://docs.cilium.io/en/stable/network/ebpf/lifeofapacket/,
 * https://docs.cilium.io/en/stable/network/concepts/routing/, bpf/bpf_lxc.c, bpf/bpf_overlay.c, bpf/bpf_host.c,
 * https://github.com/cilium/cilium/blob/main/pkg/mtu/mtu.go (DsrTunnelOverhead: 12)
 */
export function ciliumRoad(trip: Trip): Road {
  const tunnel = tunnelOf(trip)
  const { to } = trip
  const option = tunnel?.layer === 'Geneve' && replacesKubeProxy(trip) && keepsClient(trip) ? GENEVE_OPTION.bytes : 0
  const podMtu = (tunnel ? tunnelMtu(tunnel, ETHERNET_MTU, underlayFamily(trip)) : ETHERNET_MTU) - option
  const answers = String(seenBy(null, to).number)
  return {
    stops: onLoopback(trip) ?? beyond(trip) ?? throughNodes(trip, podMtu),
    podMtu,
    source: sourceOf(trip),
    turn: (header) =>
      header.layer === 'VXLAN' || header.layer === 'Geneve' ? withField(header, 'VNI', answers) : header,
  }
}

function tunnelOf({ network: { setting } }: Trip): Tunnel | null {
  return setting.mode === 'native' ? null : TUNNELS[setting.mode === 'geneve' ? 'cilium-geneve' : 'cilium-vxlan']
}

/**
 * A node's processes speak to pods with the address of cilium_host. What kube-proxy will translate goes out with the
 * node's own first.
 */
function sourceOf(trip: Trip): string {
  const { from, to } = trip
  if (from.in !== 'host' || to.in !== 'pod' || translator(trip) === 'kube-proxy') return from.address.text
  return towardsPods(trip, from.node, from.node === to.node ? null : to.node)
}

function throughNodes(trip: Trip, podMtu: number): readonly Stop[] {
  const { from, to, flow } = trip
  if (flow.hairpin && translator(trip) === 'socket' && from.in === 'pod')
    return [
      ...setOut(trip, podMtu, atSocket(trip)).filter(({ kind }) => kind !== 'leave-pod'),
      stop('route', atPod(from), { device: 'lo' }),
      stop('socket', atPod(from)),
    ]
  const visits = itineraryOf(trip, { throughEntry: !replacesKubeProxy(trip) })
  const [first] = visits
  const isDirect = visits.some((visit) => handsOn(trip, visit))
  const inside = visits
    .flatMap((visit) => stay(trip, visit))
    .map((each) => (isDirect ? { ...each, way: 'there' as const } : each))
  const setsOut = [
    ...setOut(trip, podMtu, atSocket(trip)),
    ...(from.in === 'outside' && first
      ? enterCluster(trip, first.node, ETHERNET_MTU, {
          'enter-node': { hook: 'cil_from_netdev', way: isDirect ? 'there' : 'both' },
        })
      : []),
  ]
  const last = visits.at(-1)!
  return [
    ...setsOut,
    ...inside,
    ...(isDirect && to.node ? [directAnswer(trip, to.node)] : []),
    ...(last.departs === 'wire' ? [] : guard(trip, last.node, 'ingress', visits)),
    ...arrive(trip, podMtu),
  ]
}

/**
 * With DSR the backend's node answers itself: the client's packets come in by one node and their answers leave by
 * another.
 */
function directAnswer(trip: Trip, node: NodeNetwork): Stop {
  return stop('enter-node', atNode(node), {
    device: NODE_DEVICE,
    mtu: ETHERNET_MTU,
    hook: 'cil_to_netdev',
    way: 'back',
    change: inServiceName(trip),
  })
}

function stay(trip: Trip, visit: Visit): readonly Stop[] {
  const { node, arrives, departs, next } = visit
  const { from } = trip
  const device = from.in === 'pod' && arrives === 'pod' ? ciliumInterface(from.pod).name : NODE_DEVICE
  const isEntry = from.in === 'outside' && visit.translates
  return [
    ...(translator(trip) === 'kube-proxy' && arrives === 'pod' ? [] : onTheWay(trip, visit, device)),
    ...(arrives === 'wire' ? [] : guard(trip, node, 'egress', [visit])),
    ...(translator(trip) === 'kube-proxy' && arrives === 'pod' ? onTheWay(trip, visit, device) : []),
    ...(departs === 'process' || (departs === 'pod' && arrives === 'wire' && !isEntry) ? [] : [lookUp(trip, visit)]),
    ...hide(trip, visit),
    ...(departs !== 'wire'
      ? []
      : next
        ? onward(trip, { ...visit, next })
        : leaveCluster(node, ETHERNET_MTU, { 'leave-node': { hook: 'cil_to_netdev' } })),
  ]
}

/** Who has the destination's address, and where: the program's own table, which the agents of all nodes keep alike. */
function lookUp(trip: Trip, visit: Visit): Stop {
  const { node, arrives, departs, next } = visit
  const { to } = trip
  const tunnel = goesInTunnel(trip, visit) ? tunnelOf(trip) : null
  const device = departs === 'pod' && to.in === 'pod' ? ciliumInterface(to.pod) : null
  const identity = seenBy(node, to)
  const here = nodeAddress(trip, next ?? node, underlayFamily(trip))
  const table: LookupTable = device
    ? { title: 'forwarding', rows: [{ cells: [to.address.text, device.name], matched: true }] }
    : {
        title: 'ipcache',
        rows: [
          {
            cells: [
              `${to.address.text}/${to.address.family === 4 ? 32 : 128}`,
              `identity=${identity.number}`,
              `tunnelendpoint=${tunnel ? here : '0.0.0.0'}`,
            ],
            matched: true,
          },
        ],
      }
  return stop('route', atNode(node), {
    device: device?.name ?? tunnel?.device ?? NODE_DEVICE,
    hook:
      translator(trip) === 'kube-proxy' && arrives === 'wire'
        ? null
        : arrives === 'pod'
          ? 'cil_from_container'
          : arrives === 'process'
            ? 'cil_from_host'
            : 'cil_from_netdev',
    table,
    believed: device?.isMadeUp ?? false,
    command: device
      ? `${node.node}$ cilium-dbg bpf endpoint list`
      : `${node.node}$ cilium-dbg bpf ipcache get ${to.address.text}`,
  })
}

function onward(trip: Trip, visit: Visit & { readonly next: NodeNetwork }): readonly Stop[] {
  const { node, next, leadsToPod } = visit
  const isHandedOn = handsOn(trip, visit)
  const tunnel = goesInTunnel(trip, visit) ? tunnelOf(trip) : null
  const facts: NonNullable<Crossing['facts']> = {
    wrap: { hook: 'cil_to_overlay' },
    unwrap: { hook: 'cil_from_overlay' },
    'leave-node': { hook: 'cil_to_netdev' },
    router: { believed: leadsToPod && !tunnel },
    'enter-node': {
      hook: 'cil_from_netdev',
      ...(tunnel || !leadsToPod ? {} : { table: sourceIdentity(trip, visit), change: withoutOption }),
    },
  }
  return cross({
    from: node,
    to: next,
    mtu: ETHERNET_MTU,
    facts,
    tunnel:
      tunnel &&
      inTunnel(trip, tunnel, node, next, ETHERNET_MTU, {
        vni: String(carried(trip, visit)),
        ...(isHandedOn && { option: GENEVE_OPTION }),
      }),
  })
}

/**
 * The identity that the tunnel's header carries: the pod's, that of a client outside, or that of a node for whatever
 * the node itself sends.
 */
function carried(trip: Trip, { arrives }: Visit): number {
  const { from } = trip
  if (arrives === 'pod' && from.in === 'pod') return seenBy(null, from).number
  return from.in === 'outside' && replacesKubeProxy(trip) ? RESERVED.world : RESERVED['remote-node']
}

/** In native routing nobody sends identities along: the sender's address says it. */
function sourceIdentity(trip: Trip, visit: Visit): LookupTable {
  const hiding = hidingNode(trip, [visit])
  return {
    title: 'ipcache',
    rows: [
      {
        cells: [
          hiding ? nodeAddress(trip, hiding, familyOf(trip)) : trip.from.address.text,
          `identity=${senderAt(trip, hiding).number}`,
        ],
        matched: true,
      },
    ],
  }
}

/**
 * The node whose address stands in the client's place at the ingress gate, as far as an identity follows from it; null:
 * none.
 */
function hidingNode(trip: Trip, visits: readonly Visit[]): NodeNetwork | null {
  const entry = visits.find(({ translates }) => translates)
  if (!entry || translator(trip) === 'socket' || translator(trip) === 'link') return null
  const isHidden = hide(trip, entry).length > 0
  return isHidden && (translator(trip) === 'kube-proxy' || trip.network.setting.mode === 'native') ? entry.node : null
}

function guard(trip: Trip, node: NodeNetwork, at: 'egress' | 'ingress', visits: readonly Visit[]): readonly Stop[] {
  const { from, to, flow } = trip
  const end = at === 'egress' ? from : to
  const check = trip.gates[at]?.check
  const link = end.in === 'pod' ? ciliumInterface(end.pod) : null
  const sender = at === 'egress' ? seenBy(node, from) : senderAt(trip, hidingNode(trip, visits))
  const receiver = at === 'egress' ? receiverSeen(trip, node) : seenBy(node, to)
  const isDenied =
    check?.steps.some((step) => step.step === 'rule-matched' && step.trial.rule.action === 'deny') ?? false
  const reason = isDenied ? 'Policy denied by denylist' : 'Policy denied'
  return gate(trip, at, atNode(node), {
    device: link?.name ?? NODE_DEVICE,
    believed: link?.isMadeUp ?? false,
    hook:
      end.in === 'pod'
        ? at === 'egress'
          ? 'cil_from_container'
          : 'cil_lxc_policy'
        : at === 'egress'
          ? 'cil_from_host'
          : 'cil_to_host',
    table: policyMap(
      at,
      at === 'egress' ? receiver : sender,
      `${flow.port ?? '0'}/${flow.protocol}`,
      check?.outcome ?? 'none',
      isDenied,
    ),
    command: `${node.node}$ cilium-dbg monitor --type drop --type policy-verdict`,
    traces: {
      counter: `cilium_drop_count_total{direction="${at.toUpperCase()}",reason="${reason}"}`,
      log: `${hubbleEnd(trip, 'from', sender)} <> ${hubbleEnd(trip, 'to', receiver)} ${reason} DROPPED (${summary(trip)})`,
    },
  })
}

/** What kube-proxy translates elsewhere is still for that node when it leaves the pod. */
function receiverSeen(trip: Trip, node: NodeNetwork): SeenIdentity {
  const { service, to } = trip
  return service?.entry && translator(trip) === 'kube-proxy'
    ? seenBy(node, { in: 'host', process: null, node: service.entry, address: trip.dialled.address })
    : seenBy(node, to)
}

function policyMap(
  at: 'egress' | 'ingress',
  { number }: SeenIdentity,
  port: string,
  outcome: string,
  isDenied: boolean,
): LookupTable {
  const direction = at === 'egress' ? 'Egress' : 'Ingress'
  return {
    title: 'policy-map',
    rows: [
      {
        cells: [direction, String(number), port, outcome === 'denied' ? (isDenied ? 'Deny' : '-') : 'Allow'],
        matched: outcome !== 'denied' || isDenied,
      },
    ],
  }
}

/** Source: https://docs.cilium.io/en/stable/observability/hubble/ (compact output) */
function summary({ flow: { protocol } }: Trip): string {
  return protocol === 'TCP'
    ? 'TCP Flags: SYN'
    : protocol === 'ICMP'
      ? 'ICMPv4 EchoRequest'
      : protocol === 'ICMPv6'
        ? 'ICMPv6 EchoRequest'
        : String(protocol)
}
