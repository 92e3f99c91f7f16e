import { dropped } from '../drops.ts'
import { arrive, cross, enterCluster, inTunnel, leaveCluster, NODE_DEVICE, setOut } from '../ends.ts'
import { gate } from '../gates.ts'
import { calicoInterface } from '../interfaces.ts'
import { itineraryOf, type Visit } from '../itinerary.ts'
import { masquerade, serviceTable } from '../kube-proxy.ts'
import type { NodeNetwork } from '../network.ts'
import { stop, type Stop } from '../stop.ts'
import { atNode, atPod, familyOf, nodeAddress, translated, underlayFamily, type Trip } from '../trip.ts'
import { ETHERNET_MTU, tunnelMtu, TUNNELS } from '../tunnels.ts'
import type { Drop, HopPlace } from '../walk.ts'
import { routes, toNextNode, tunnelOn } from './tunnel.ts'

/**
 * Calico with eBPF: no kube-proxy. TCP to a Service is rewritten when the program connects, other protocols at the
 * pod's link; what comes from outside for a backend on another node is wrapped as it is and translated there, so that
 * the client's address stays. The answer takes the same way back (BPFExternalServiceMode Tunnel, the default).
 * Source: https://github.com/projectcalico/calico/blob/master/felix/bpf-gpl/tc.c, felix/bpf-gpl/connect.h,
 * https://docs.tigera.io/calico/latest/operations/ebpf/use-cases-ebpf,
 * https://docs.tigera.io/calico/latest/reference/felix/configuration (BPFConnectTimeLoadBalancing: TCP)
 */
export function ebpfStops(trip: Trip, podMtu: number): readonly Stop[] {
  const { from, flow } = trip
  if (flow.hairpin && atConnect(trip) && from.in === 'pod') return ownService(trip, podMtu)
  const visits = itineraryOf(trip, { throughEntry: false })
  const [first] = visits
  const early =
    atConnect(trip) && from.in !== 'outside'
      ? [translateAt(trip, from.in === 'pod' ? atPod(from) : atNode(from.node), null, 'connect4 (cgroup)')]
      : []
  return [
    ...setOut(trip, podMtu, early),
    ...(from.in === 'outside' && first ? enterCluster(trip, first.node, ETHERNET_MTU) : []),
    ...visits.flatMap((visit, index) => stay(trip, visit, index > 0 && isForwarded(trip, visits[index - 1]!))),
    ...arrive(trip, podMtu),
  ]
}

/** Whether the Service becomes a backend before a packet exists. */
function atConnect({ service, flow }: Trip): boolean {
  return service !== null && flow.protocol === 'TCP'
}

/**
 * A pod that gets itself connects to its own address: nothing leaves it. Source: felix/docs (pod-service-self, "No
 * packet is ever emitted on the network")
 */
function ownService(trip: Trip, mtu: number): readonly Stop[] {
  if (trip.from.in !== 'pod') return []
  const place = atPod(trip.from)
  return [
    ...setOut(trip, mtu, [translateAt(trip, place, null, 'connect4 (cgroup)')]).filter(
      ({ kind }) => kind !== 'leave-pod',
    ),
    stop('route', place, { device: 'lo' }),
    stop('socket', place),
  ]
}

function translateAt(trip: Trip, place: HopPlace, device: string | null, hook: string): Stop {
  const { service } = trip
  const machine = place.in === 'node' ? place.node : place.in === 'pod' ? place.node : ''
  return stop('translate', place, {
    device,
    hook,
    table: service && serviceTable(service),
    command: `${machine}$ calico-node -bpf nat dump`,
    change: translated(trip),
    drop: blockedDrop(trip, place),
  })
}

/**
 * Source: felix/bpf-gpl/connect.h (NAT_NO_BACKEND makes connect() fail), felix/bpf-gpl/tc.c (else an ICMP port
 * unreachable comes back)
 */
function blockedDrop({ service, dialled: { host, port }, flow: { protocol } }: Trip, place: HopPlace): Drop | null {
  const called = { host, port, protocol }
  switch (service?.blocked) {
    case 'no-endpoints':
      return dropped(
        'no-endpoints',
        'refused',
        place.in === 'pod' || (protocol === 'TCP' && place.in === 'node' && !service.entry)
          ? { ...called, error: 'Operation not permitted' }
          : called,
        { counter: null, log: null },
      )
    case 'no-local-endpoints':
      return dropped('no-local-endpoints', 'timeout', called, { counter: null, log: null })
    default:
      return null
  }
}

/** Whether this node only hands on what was sent to its port: the node of the backend translates it. */
function isForwarded({ from }: Trip, { translates, next }: Visit): boolean {
  return translates && from.in === 'outside' && next !== null
}

/** `wasForwarded`: the packet comes wrapped from the node whose port was dialled. */
function stay(trip: Trip, visit: Visit, wasForwarded: boolean): readonly Stop[] {
  const { node, arrives, departs, translates, next, leadsToPod } = visit
  const { from, to } = trip
  const isLate = !(atConnect(trip) && from.in !== 'outside')
  const link = from.in === 'pod' && arrives === 'pod' ? calicoInterface(from.pod) : null
  const isMasqueraded = arrives === 'pod' && departs === 'wire' && !leadsToPod
  return [
    ...(wasForwarded || (translates && isLate && !isForwarded(trip, visit))
      ? [translateAt(trip, atNode(node), link ?? (arrives === 'process' ? 'bpfin.cali' : NODE_DEVICE), 'tc ingress')]
      : []),
    ...(arrives === 'wire' ? [] : guard(trip, visit, 'egress')),
    ...(departs === 'process' ? [] : [lookUpRoute(trip, visit)]),
    ...(departs === 'wire' ? [] : guard(trip, visit, 'ingress')),
    ...(isMasqueraded
      ? masquerade(visit, nodeAddress(trip, node, familyOf(trip)), 'cali-nat-outgoing (nat POSTROUTING)', {
          believed: to.in !== 'outside',
        })
      : []),
    ...(departs === 'pod' && trip.flow.hairpin
      ? masquerade(visit, nodeAddress(trip, node, familyOf(trip)), 'cali-POSTROUTING (nat POSTROUTING)', {
          believed: true,
        })
      : []),
    ...(departs !== 'wire' ? [] : next ? onward(trip, { ...visit, next }) : leaveCluster(node, ETHERNET_MTU)),
  ]
}

function lookUpRoute(trip: Trip, visit: Visit): Stop {
  const { node, departs } = visit
  const { to } = trip
  const device = departs === 'pod' && to.in === 'pod' ? calicoInterface(to.pod) : null
  const out = isForwarded(trip, visit)
    ? TUNNELS['calico-node-port'].device
    : (tunnelOn(trip, visit)?.device ?? NODE_DEVICE)
  return stop('route', atNode(node), {
    // With which address a node's process speaks to pods elsewhere nobody states.
    device: device ?? out,
    believed: visit.arrives === 'process' && visit.next !== null,
    hook: isForwarded(trip, visit)
      ? 'tc ingress (NAT lookup)'
      : visit.arrives === 'process'
        ? null
        : 'tc ingress (FIB lookup)',
    table: isForwarded(trip, visit) && trip.service ? serviceTable(trip.service) : routes(trip, visit, device),
    command: `${node.node}$ calico-node -bpf routes dump`,
  })
}

function onward(trip: Trip, visit: Visit & { readonly next: NodeNetwork }): readonly Stop[] {
  const { node, next } = visit
  if (!isForwarded(trip, visit)) return toNextNode(trip, visit, {})
  const tunnel = TUNNELS['calico-node-port']
  return cross({
    from: node,
    to: next,
    mtu: ETHERNET_MTU,
    tunnel: inTunnel(trip, tunnel, node, next, tunnelMtu(tunnel, ETHERNET_MTU, underlayFamily(trip))),
  })
}

function guard(trip: Trip, { node, departs }: Visit, at: 'egress' | 'ingress'): readonly Stop[] {
  const end = at === 'egress' ? trip.from : trip.to
  const device = end.in === 'pod' ? calicoInterface(end.pod) : NODE_DEVICE
  return gate(trip, at, atNode(node), {
    device,
    believed: at === 'egress' && departs === 'process',
    hook: at === 'egress' ? 'tc ingress (from workload)' : 'tc egress (to workload)',
    command: `${node.node}$ calico-node -bpf policy dump ${device} ${at}`,
    traces: { counter: `${device}: DROPPED_BY_POLICY`, log: null },
  })
}
