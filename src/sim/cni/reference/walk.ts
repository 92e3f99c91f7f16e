import { arrive, beyond, cross, enterCluster, leaveCluster, onLoopback, setOut } from '../ends.ts'
import { gate } from '../gates.ts'
import { itineraryOf, type Visit } from '../itinerary.ts'
import { serviceTable } from '../kube-proxy.ts'
import { dropped, NO_TRACE } from '../drops.ts'
import { stop, type Road, type Stop } from '../stop.ts'
import { atNode, translated, type Trip } from '../trip.ts'
import { ETHERNET_MTU } from '../tunnels.ts'

/**
 * The way as the API's own text has it, of no plugin in particular: a pod, its gate, its node, the wire, and the same
 * from the other end. Services are translated where the packet first meets a node, so that both gates see the pods;
 * nothing is wrapped and nobody is hidden.
 * Source: https://kubernetes.io/docs/concepts/cluster-administration/networking/ ("all pods can communicate with all
 * other pods without NAT"), https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function referenceRoad(trip: Trip): Road {
  return { stops: onLoopback(trip) ?? beyond(trip) ?? throughNodes(trip), podMtu: ETHERNET_MTU }
}

function throughNodes(trip: Trip): readonly Stop[] {
  const visits = itineraryOf(trip, { throughEntry: false })
  const [first] = visits
  return [
    ...setOut(trip, ETHERNET_MTU),
    ...(trip.from.in === 'outside' && first ? enterCluster(trip, first.node, ETHERNET_MTU) : []),
    ...visits.flatMap((visit) => stay(trip, visit)),
    ...arrive(trip, ETHERNET_MTU),
  ]
}

function stay(trip: Trip, visit: Visit): readonly Stop[] {
  const { node, arrives, departs, translates, next } = visit
  return [
    ...(translates ? [translate(trip, visit)] : []),
    ...(arrives === 'wire' ? [] : gate(trip, 'egress', atNode(node), { traces: NO_TRACE })),
    ...(departs === 'wire' ? [stop('route', atNode(node))] : gate(trip, 'ingress', atNode(node), { traces: NO_TRACE })),
    ...(departs !== 'wire'
      ? []
      : next
        ? cross({ from: node, to: next, mtu: ETHERNET_MTU, tunnel: null })
        : leaveCluster(node, ETHERNET_MTU)),
  ]
}

function translate(trip: Trip, { node }: Visit): Stop {
  const {
    service,
    flow: { protocol },
    dialled: { host, port },
  } = trip
  const blocked = service?.blocked ?? null
  return stop('translate', atNode(node), {
    table: service && serviceTable(service),
    change: translated(trip),
    drop:
      blocked &&
      dropped(blocked, blocked === 'no-endpoints' ? 'refused' : 'timeout', { host, port, protocol }, NO_TRACE),
  })
}
