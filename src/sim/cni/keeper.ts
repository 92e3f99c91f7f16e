import type { Cluster, Node } from '../../model/cluster.ts'
import type { CniSetting } from './choice.ts'
import type { FabricCount, FabricScale } from './fabric.ts'
import type { ClusterNetwork } from './network.ts'
import type { NodeAddresses } from './node-addresses.ts'

/**
 * The range that a plugin cuts up for nodes. `parts` and `taken`: pieces of this prefix length; null: it hands out
 * single addresses.
 */
export interface PoolSummary {
  readonly cidr: string
  /** The prefix length of a piece; null: there are no pieces. */
  readonly partPrefix: number | null
  readonly parts: number
  readonly taken: number
}

/** What a plugin answers when it has no address for a pod, word for word. */
export interface Exhausted {
  /** The plugin's type, and the name of the network configuration that it stands in. */
  readonly plugin: string
  readonly network: string
  readonly message: string
  /** Written down by people who met it, not in the project's own text. */
  readonly believed: boolean
}

/** When an address that a pod has given back is given again. */
export interface AddressReuse {
  /** Seconds for which nobody gets it. */
  readonly rest: number
  /** So many other pods of the node come first; null: as chance will have it, perhaps the next one has it. */
  readonly after: number | null
  readonly believed: boolean
  readonly source: string
}

/** The books that a plugin keeps about addresses. */
export interface AddressKeeper {
  /** What each of these nodes has, in the order given. */
  nodes(network: ClusterNetwork, cluster: Cluster, nodes: readonly Node[]): readonly NodeAddresses[]
  /** Null: there is none to speak of. */
  pool(network: ClusterNetwork, cluster: Cluster): PoolSummary | null
  exhausted(node: NodeAddresses): Exhausted
  /** Of an address of this node. Null node: nobody knows where it is. */
  reuse(node: NodeAddresses | null, address: string): AddressReuse
  /** What the nodes' kernels, and whoever speaks BGP, have to know so that packets find their way. */
  fabric(setting: CniSetting, scale: FabricScale): readonly FabricCount[]
}
