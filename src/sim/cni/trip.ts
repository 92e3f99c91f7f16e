import type { Refusal } from '../../engine/evaluate.ts'
import type { CheckpointId } from '../../engine/explanation.ts'
import type { IpAddress, IpFamily } from '../../ground/ip.ts'
import type { Cluster, Pod } from '../../model/cluster.ts'
import { namespacedName } from '../../model/namespaced-name.ts'
import type { Flow } from '../../policy/match.ts'
import { rewritten } from './headers.ts'
import type { ClusterNetwork, NodeNetwork } from './network.ts'
import type { Drop, HopCheck, HopPlace, Packet } from './walk.ts'

/**
 * One end of a trip, with the address that it has there. `process`: the pod on the host network that speaks, where it
 * is known.
 */
export type TripEnd =
  | { readonly in: 'pod'; readonly pod: Pod; readonly node: NodeNetwork; readonly address: IpAddress }
  | { readonly in: 'host'; readonly process: Pod | null; readonly node: NodeNetwork; readonly address: IpAddress }
  | { readonly in: 'outside'; readonly label: string; readonly node: null; readonly address: IpAddress }

/** An end that is a pod. */
export type PodEnd = Extract<TripEnd, { in: 'pod' }>

/** One of those who may answer for a Service. */
export interface TripBackend {
  /** `10.244.2.7:8080`. */
  readonly target: string
  readonly isChosen: boolean
}

/** The Service that was dialled, and how. */
export interface TripService {
  /** As kube-proxy writes it into comments: `shop/web`, `shop/web:http`. */
  readonly portName: string
  readonly dials: 'cluster-ip' | 'node-port' | 'load-balancer'
  /** The port that every node opened for it; where the text gives it none, one of those that the API server gives. */
  readonly nodePort: number
  /**
   * The node whose port was dialled, or that the load balancer chose; null: it is translated where the connection
   * starts.
   */
  readonly entry: NodeNetwork | null
  /** Its `externalTrafficPolicy`. */
  readonly traffic: 'Cluster' | 'Local'
  readonly backends: readonly TripBackend[]
  /** Why nobody can take the connection; null: somebody does. */
  readonly blocked: Extract<Drop['by'], 'no-endpoints' | 'no-local-endpoints'> | null
}

/**
 * The lookup of a name before anything is sent. `server`: the address that the pod's resolver asks. `drop`: it gave no
 * address.
 */
export interface TripName {
  readonly name: string
  readonly server: string
  /** The server's address is not in the manifests; it is the one that kubeadm gives it. */
  readonly isServerAssumed: boolean
  readonly drop: Drop | null
  readonly check: HopCheck | null
}

/**
 * What one gate said. `refusal`: the packet passes and a proxy refuses what is said on the connection; null: it is the
 * packet that was judged.
 */
export interface TripGate {
  readonly check: HopCheck
  readonly refusal: Refusal
  /** A denial is told to whoever sent the packet; absent: it is silent. */
  readonly answered?: true
}

/**
 * Everything that a plugin needs to know of a connection to say how it goes. The verdict is in `gates` and `connected`,
 * and decides where it ends; a plugin only places it.
 */
export interface Trip {
  readonly network: ClusterNetwork
  readonly cluster: Cluster
  readonly flow: Flow
  readonly from: TripEnd
  /** After the Service is translated. */
  readonly to: TripEnd
  /** What the caller sends to. `host`: as it writes it. */
  readonly dialled: { readonly host: string; readonly address: IpAddress; readonly port: number | null }
  /** The port that the caller sends from, until somebody rewrites it. */
  readonly sourcePort: number
  /** Null: it was opened to the endpoint itself, or to a headless Service, which translates nothing. */
  readonly service: TripService | null
  readonly name: TripName | null
  /** What each gate said; null: nobody is judged there. */
  readonly gates: Readonly<Record<CheckpointId, TripGate | null>>
  /** Whether the plugin carries packets from one end to the other at all. */
  readonly connected: boolean
}

/** Between the machines. */
export const WIRE: HopPlace = { in: 'wire' }

/** On this node, outside of its pods. */
export function atNode({ node }: NodeNetwork): HopPlace {
  return { in: 'node', node }
}

/** In the network namespace of this pod. */
export function atPod({ pod, node }: PodEnd): HopPlace {
  return { in: 'pod', pod: namespacedName(pod), node: node.node }
}

/** The family of the connection's addresses. */
export function familyOf({ from }: Trip): IpFamily {
  return from.address.family
}

/**
 * The family in which nodes send each other tunnels' packets: the connection's own where all of them speak it, else
 * IPv4 where they do.
 */
export function underlayFamily(trip: Trip): IpFamily {
  const own = familyOf(trip)
  const speak = (family: IpFamily) =>
    trip.cluster.nodes.every(({ addresses }) => addresses.some((address) => address.family === family))
  return speak(own) ? own : speak(4) ? 4 : 6
}

/** The node's own address of the family; the one that it is known by where it has none of it. */
export function nodeAddress({ cluster }: Trip, node: NodeNetwork, family: IpFamily): string {
  const addresses = cluster.nodes.find(({ name }) => name === node.node)?.addresses ?? []
  return (addresses.find((address) => address.family === family) ?? node.address).text
}

/** The address that the node speaks with through its tunnel; its own where it has none, or none of the family. */
export function tunnelAddress(trip: Trip, node: NodeNetwork): string {
  const family = familyOf(trip)
  return node.tunnel?.family === family ? node.tunnel.text : nodeAddress(trip, node, family)
}

/** Whether both ends are one pod, or one node's own processes: what goes between them stays on the loopback device. */
export function isLoopback({ from, to, service }: Trip): boolean {
  if (service) return false
  return from.in === 'pod' && to.in === 'pod'
    ? from.pod === to.pod
    : from.in === 'host' && to.in === 'host' && from.node === to.node
}

/** What the caller's packet becomes when its Service is translated. */
export function translated({ to, flow }: Trip): (packet: Packet) => Packet {
  return (packet) => rewritten(packet, { dst: to.address.text, dstPort: flow.port })
}
