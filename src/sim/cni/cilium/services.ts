import { dropped } from '../drops.ts'
import { rewritten, withField } from '../headers.ts'
import type { Visit } from '../itinerary.ts'
import { isMarked, KUBE_MASQUERADE, masquerade, serviceTable, translate as byKubeProxy } from '../kube-proxy.ts'
import type { NodeNetwork } from '../network.ts'
import { stop, type Stop } from '../stop.ts'
import { atNode, atPod, familyOf, nodeAddress, translated, type Trip } from '../trip.ts'
import type { Drop, HopPlace, Packet } from '../walk.ts'

/** Whether Cilium does kube-proxy's work. */
export function replacesKubeProxy({ network: { setting } }: Trip): boolean {
  return setting.options.kubeProxyReplacement === 'on'
}

/**
 * Whether what goes on to the next node is put into the tunnel: what is for pods, and with the host firewall also what
 * a pod sends to the node itself, so that its identity comes with it.
 * Source: https://github.com/cilium/cilium/blob/main/pkg/node/manager/manager.go (nodeAddressHasTunnelIP)
 */
export function goesInTunnel(
  {
    network: {
      setting: { mode, options },
    },
  }: Trip,
  { arrives, leadsToPod, next }: Visit,
): boolean {
  return mode !== 'native' && next !== null && (leadsToPod || (arrives === 'pod' && options.hostFirewall === 'on'))
}

/**
 * Whether the node that takes a connection in hands the client's address on. Not over VXLAN, which has no place for it;
 * there SNAT is used.
 */
export function keepsClient({
  network: {
    setting: { mode, options },
  },
}: Trip): boolean {
  return options.loadBalancer === 'dsr' && mode !== 'vxlan'
}

/**
 * Where a Service becomes a backend: when the program connects, at the pod's link, or on the node whose port was
 * dialled; null: none was dialled.
 */
export function translator(trip: Trip): 'socket' | 'link' | 'node' | 'kube-proxy' | null {
  const {
    service,
    from,
    flow: { protocol },
  } = trip
  if (!service) return null
  if (!replacesKubeProxy(trip)) return from.in === 'pod' && service.dials === 'cluster-ip' ? 'link' : 'kube-proxy'
  if (from.in === 'outside') return 'node'
  return protocol === 'TCP' || protocol === 'UDP' ? 'socket' : 'link'
}

/**
 * Before there is a packet: the program's connect() or sendmsg() is given a backend's address.
 * Source:
 * https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/#socket-loadbalancer-bypass-in-pod-namespace,
 * bpf/bpf_sock.c
 */
export function atSocket(trip: Trip): readonly Stop[] {
  const {
    from,
    flow: { protocol },
  } = trip
  if (translator(trip) !== 'socket' || from.in === 'outside') return []
  return [
    translateAt(
      trip,
      from.in === 'pod' ? atPod(from) : atNode(from.node),
      null,
      protocol === 'TCP' ? 'cil_sock4_connect (cgroup connect4)' : 'cil_sock4_sendmsg (cgroup sendmsg4)',
    ),
  ]
}

/** Of the packet, where it passes a program on its way; `device`: of the pod's link, or of the node. */
export function onTheWay(trip: Trip, visit: Visit, device: string): readonly Stop[] {
  const { node, translates, arrives } = visit
  switch (translator(trip)) {
    case 'link':
      return arrives === 'pod'
        ? [translateAt(trip, atNode(node), device, 'cil_from_container (service lookup)')]
        : translates
          ? [translateAt(trip, atNode(node), null, 'cil_from_host (service lookup)')]
          : []
    case 'node':
      return translates
        ? [translateAt(trip, atNode(node), device, 'cil_from_netdev (service lookup)', handsOn(trip, visit))]
        : []
    case 'kube-proxy':
      return translates ? byKubeProxy(trip, visit) : []
    default:
      return []
  }
}

function translateAt(trip: Trip, place: HopPlace, device: string | null, hook: string, isDirect = false): Stop {
  const { service } = trip
  const machine = place.in === 'pod' || place.in === 'node' ? place.node : ''
  return stop('translate', place, {
    device,
    hook,
    table: service && serviceTable(service),
    command: `${machine}$ cilium-dbg bpf lb list`,
    change: isDirect ? withOption(trip) : translated(trip),
    drop: blockedDrop(trip, place),
  })
}

/**
 * Source: https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/ (service-no-backend-response: reject, the
 * default, sends an ICMP port unreachable), bpf/bpf_sock.c (connect() fails with EHOSTUNREACH), bpf/lib/drop_reasons.h
 * (158, Service backend not found).
 */
function blockedDrop({ service, dialled: { host, port }, flow: { protocol } }: Trip, place: HopPlace): Drop | null {
  const called = { host, port, protocol }
  const traces = { counter: 'cilium_drop_count_total{reason="Service backend not found"}', log: null }
  switch (service?.blocked) {
    case 'no-endpoints':
      return place.in === 'pod'
        ? dropped('no-endpoints', 'unreachable', called, { counter: null, log: null })
        : dropped('no-endpoints', 'refused', called, traces)
    case 'no-local-endpoints':
      return dropped('no-local-endpoints', 'timeout', called, traces)
    default:
      return null
  }
}

/** Whether this node hands the client on to another node with the client's address. */
export function handsOn(trip: Trip, { translates, next }: Visit): boolean {
  return (
    translates &&
    translator(trip) === 'node' &&
    next !== null &&
    trip.service?.traffic === 'Cluster' &&
    keepsClient(trip)
  )
}

/**
 * Bytes of the option that carries the Service's address to the backend's node. Source: bpf/lib/nodeport.h (struct
 * dsr_opt_v4, struct geneve_dsr_opt4)
 */
const IP_OPTION = 8
/** The same option in the header of a Geneve tunnel. `text`: as a header shows it. */
export const GENEVE_OPTION = { text: 'DSR', bytes: 12 }

/** In native routing the address header grows by an option; in Geneve the tunnel's does. */
function withOption(trip: Trip): (packet: Packet) => Packet {
  const toBackend = translated(trip)
  return (packet) => {
    const [ip, ...rest] = toBackend(packet)
    return trip.network.setting.mode !== 'native' || !ip
      ? [ip!, ...rest]
      : [
          {
            ...ip,
            bytes: ip.bytes + IP_OPTION,
            fields: [
              ...ip.fields,
              { name: 'option', value: `DSR ${trip.dialled.address.text}:${trip.dialled.port ?? ''}` },
            ],
          },
          ...rest,
        ]
  }
}

/** The backend's node takes the option out and remembers it, so that it can answer in the Service's name itself. */
export function withoutOption(packet: Packet): Packet {
  const [ip, ...rest] = packet
  return ip?.fields.some(({ name }) => name === 'option')
    ? [{ ...ip, bytes: ip.bytes - IP_OPTION, fields: ip.fields.filter(({ name }) => name !== 'option') }, ...rest]
    : packet
}

/** The backend's answer, in the name of what the client dialled. */
export function inServiceName({ dialled }: Trip): (packet: Packet) => Packet {
  return (packet) => {
    const [ip, transport] = packet
    return ip && transport && dialled.port !== null
      ? rewritten(packet, { src: dialled.address.text, srcPort: dialled.port })
      : ip
        ? [withField(ip, 'src', dialled.address.text), ...packet.slice(1)]
        : packet
  }
}

/** What a node has on cilium_host, which it speaks with to pods. */
function hostAddress(trip: Trip, node: NodeNetwork): string {
  return familyOf(trip) === 4
    ? (node.reserved.find(({ holder }) => holder === 'cilium_host')?.address.text ?? node.address.text)
    : nodeAddress(trip, node, 6)
}

/** The address that a node's own packets to pods have: towards other nodes' pods in native routing its own. */
export function towardsPods(trip: Trip, node: NodeNetwork, next: NodeNetwork | null): string {
  return next && trip.network.setting.mode === 'native'
    ? nodeAddress(trip, node, familyOf(trip))
    : hostAddress(trip, node)
}

/**
 * In whose name a pod gets what it sent to itself through its Service. Source: bpf/lib/lb.h (IPV4_LOOPBACK),
 * pkg/defaults (LoopbackIPv4)
 */
const LOOPBACK = '169.254.42.1'

/**
 * Whose address takes the sender's place when the packet leaves this node; empty: nobody's.
 * Source: https://docs.cilium.io/en/stable/network/concepts/masquerading/, bpf/lib/nodeport.h (IPV4_GATEWAY in a
 * tunnel), pkg/option/config.go (NodeIpsetNeeded: other nodes are left out in native routing only)
 */
export function hide(trip: Trip, visit: Visit): readonly Stop[] {
  const { node, arrives, departs, translates, next, leadsToPod } = visit
  const {
    to,
    service,
    flow,
    network: { setting },
  } = trip
  if (departs === 'process') return []
  if (departs === 'pod' && flow.hairpin && translator(trip) === 'link')
    return to.address.family === 4
      ? masquerade(visit, LOOPBACK, 'cil_from_container (hairpin)', { believed: true })
      : []
  if (translates && translator(trip) === 'kube-proxy') {
    return isMarked(trip)
      ? masquerade(
          visit,
          leadsToPod || departs === 'pod' ? towardsPods(trip, node, next) : nodeAddress(trip, node, familyOf(trip)),
          KUBE_MASQUERADE,
          { believed: true },
        )
      : []
  }
  if (translates && translator(trip) === 'node' && departs === 'wire') {
    return service!.traffic === 'Cluster' && !handsOn(trip, visit)
      ? masquerade(
          visit,
          leadsToPod ? towardsPods(trip, node, next) : nodeAddress(trip, node, familyOf(trip)),
          'cil_from_netdev (SNAT)',
          { command: `${node.node}$ cilium-dbg bpf nat list` },
        )
      : []
  }
  const leavesPods = arrives === 'pod' && departs === 'wire' && !leadsToPod && !goesInTunnel(trip, visit)
  return leavesPods && ((to.in === 'outside' && !next) || setting.mode !== 'native')
    ? masquerade(visit, nodeAddress(trip, node, familyOf(trip)), 'CILIUM_POST_nat (nat POSTROUTING)', {
        believed: next !== null,
      })
    : []
}
