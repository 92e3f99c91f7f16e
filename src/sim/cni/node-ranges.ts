import type { CidrBlock } from '../../ground/ip.ts'
import type { AddressPlanner, PlannedNode } from '../../model/address-plan.ts'
import type { Node } from '../../model/cluster.ts'
import { blockAround, addressAt, blockOf, freeAddress, sizeOf } from './address-range.ts'
import type { PodLimit } from './node-addresses.ts'
import { machineSubnet, underlayOf } from './underlay.ts'

/**
 * How a plugin that gives each node one range of its own hands addresses out. `first` addresses of a range and the last
 * are never a pod's.
 */
export interface NodeRangePlan {
  readonly pool: CidrBlock
  /** Prefix length of one node's range. */
  readonly prefix: number
  readonly first: number
}

/**
 * The kubelet's default for `maxPods`. Source: https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
 */
const KUBELET_MAX_PODS = 110

/** How many pods each node's kubelet takes: as many as its status says, else the default. */
export function kubeletLimits(nodes: readonly PlannedNode[]): (node: string) => number {
  const limits = new Map(nodes.map(({ name, podCapacity }) => [name, podCapacity ?? KUBELET_MAX_PODS]))
  return (node) => limits.get(node) ?? 0
}

/** The kubelet's limit of one node, as one of the things that bound its pods. */
export function kubeletLimit({ podCapacity }: Pick<Node, 'podCapacity'>): PodLimit {
  return { by: 'kubelet', pods: podCapacity ?? KUBELET_MAX_PODS, written: podCapacity !== null, system: 0 }
}

/**
 * Of kubeadm. Source: https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-init/ (service-cidr; we use the
 * first /16 of its /12)
 */
export const SERVICE_RANGE = blockOf('10.96.0.0/16')

/**
 * The range of each node: its `spec.podCIDR`, else the next of the pool in order of the nodes' names. Null: the pool is
 * used up.
 */
export function nodeRanges(
  nodes: readonly PlannedNode[],
  { pool, prefix }: NodeRangePlan,
): ReadonlyMap<string, CidrBlock | null> {
  const taken = new Set(nodes.flatMap(({ podRange }) => (podRange ? [podRange.canonical] : [])))
  const size = 2 ** (32 - prefix)
  let next = 0
  return new Map(
    nodes.map(({ name, podRange }) => {
      if (podRange) return [name, podRange]
      for (; next * size < sizeOf(pool); next++) {
        const range = blockAround(addressAt(pool, next * size), prefix)
        if (!taken.has(range.canonical)) {
          next++
          return [name, range]
        }
      }
      return [name, null]
    }),
  )
}

/** Addresses for plugins that give each node a range. A pod has none where it runs nowhere or the range is used up. */
export function nodeRangePlanner(plan: NodeRangePlan): AddressPlanner {
  return (nodes) => {
    const ranges = nodeRanges(nodes, plan)
    const underlay = underlayOf(nodes, machineSubnet)
    return {
      podsPerNode: kubeletLimits(nodes),
      nodeAddress: underlay.address,
      podAddress({ namespace, name, node }, taken) {
        const range = node === null ? null : (ranges.get(node) ?? null)
        return range && freeAddress(range, `${namespace}/${name}`, taken, plan.first, 1)
      },
      serviceAddress: (namespace, name, taken) => freeAddress(SERVICE_RANGE, `${namespace}/${name}`, taken, 16, 1)!,
    }
  }
}
