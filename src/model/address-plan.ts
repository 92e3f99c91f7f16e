import type { CidrBlock, IpAddress } from '../ground/ip.ts'
import type { Labels } from '../ground/labels.ts'

/**
 * A node, before it has an address: `reported` are those that its status gives; empty, the plan gives it one.
 * `podRange` is its `spec.podCIDR`; null: the plan decides. `podCapacity` is how many pods its status says that the
 * kubelet takes; null: it does not say.
 */
export interface PlannedNode {
  readonly name: string
  readonly labels: Labels
  readonly reported: readonly IpAddress[]
  readonly podRange: CidrBlock | null
  readonly podCapacity: number | null
}

/** A pod that needs an address. `node` null: nothing says where it runs. */
export interface PlannedPod {
  readonly namespace: string
  readonly name: string
  readonly node: string | null
}

/**
 * Gives addresses to what the manifests leave without one, for one cluster. It must be deterministic: the same nodes
 * and pods, asked for in the same order, get the same addresses. `taken` holds canonical addresses.
 */
export interface AddressPlan {
  /**
   * How many pods a node takes. Null: pods need no node to have an address, so only those that name one have one.
   * Not null: every pod gets a node, and one for which no node has room gets none.
   */
  readonly podsPerNode: ((node: string) => number) | null
  /** Workloads on the host network that every node runs, so that `podsPerNode` leaves them out; absent: none. */
  readonly everywhere?: ReadonlySet<string>
  /**
   * No network plugin is installed: no pod gets an address, and the scheduler places none, because every node is
   * NotReady.
   */
  readonly isUnplugged?: true
  nodeAddress(name: string, taken: ReadonlySet<string>): IpAddress
  /** Null: no address is left for it. */
  podAddress(pod: PlannedPod, taken: ReadonlySet<string>): IpAddress | null
  serviceAddress(namespace: string, name: string, taken: ReadonlySet<string>): IpAddress
}

/** The network plugin decides the ranges, so `buildCluster` is given how to plan. Nodes in order of name. */
export type AddressPlanner = (nodes: readonly PlannedNode[]) => AddressPlan
