import type { CidrBlock, IpAddress } from '../../ground/ip.ts'
import type { CniSetting } from './choice.ts'

/** What a plugin gave one node. */
export interface NodeNetwork {
  readonly node: string
  /** The address that other nodes know it by, and the subnet that it lies in, with the router of that subnet. */
  readonly address: IpAddress
  readonly subnet: CidrBlock
  readonly gateway: IpAddress
  /** Where its pods have their addresses from, in the order in which the node got them. */
  readonly ranges: readonly CidrBlock[]
  /**
   * The address that the node itself speaks with when it goes through its tunnel; null: it has no tunnel, and speaks
   * with its own.
   */
  readonly tunnel: IpAddress | null
  /** Addresses of the ranges that no pod can get, with what has them. */
  readonly reserved: readonly { readonly address: IpAddress; readonly holder: string }[]
}

/** The addresses of a cluster under one plugin. Everything follows from the cluster and the setting. */
export interface ClusterNetwork {
  readonly setting: CniSetting
  readonly nodes: ReadonlyMap<string, NodeNetwork>
  /** All pods' addresses lie in it, unless the manifests say otherwise. */
  readonly podRange: CidrBlock
  readonly serviceRange: CidrBlock
}

/** Whether a packet gets from one node to the other without a router between. */
export function sharesSubnet(a: NodeNetwork | undefined, b: NodeNetwork | undefined): boolean {
  return a !== undefined && b !== undefined && a.subnet.canonical === b.subnet.canonical
}
