import type { AddressPlanner } from '../../../model/address-plan.ts'
import type { Cluster } from '../../../model/cluster.ts'
import { addressAt, blockOf } from '../address-range.ts'
import type { CniSetting } from '../choice.ts'
import type { ClusterNetwork, NodeNetwork } from '../network.ts'
import { nodeRangePlanner, nodeRanges, SERVICE_RANGE, type NodeRangePlan } from '../node-ranges.ts'
import { machineSubnet, plannedNodes, standing, underlayOf } from '../underlay.ts'

/**
 * IPAM mode cluster-pool: the operator gives each node a /24 of 10.0.0.0/8. The agent keeps two addresses of it, for
 * the router (on cilium_host) and for the health endpoint; which ones it takes varies, we take the first two.
 * Source: https://docs.cilium.io/en/stable/network/concepts/ipam/cluster-pool/
 */
export const PLAN: NodeRangePlan = { pool: blockOf('10.0.0.0/8'), prefix: 24, first: 3 }

/** Who gets which address: pods from the range of their node. */
export const ciliumAddresses: AddressPlanner = nodeRangePlanner(PLAN)

/** The agents know nodes by identity, so no tunnel address ever stands for one. */
export function ciliumNetwork(setting: CniSetting, cluster: Cluster): ClusterNetwork {
  const planned = plannedNodes(cluster)
  const ranges = nodeRanges(planned, PLAN)
  const underlay = underlayOf(planned, machineSubnet)
  return {
    setting,
    podRange: PLAN.pool,
    serviceRange: SERVICE_RANGE,
    nodes: new Map(
      cluster.nodes.map((node): readonly [string, NodeNetwork] => {
        const range = ranges.get(node.name) ?? null
        return [
          node.name,
          {
            ...standing(node, underlay),
            ranges: range ? [range] : [],
            tunnel: null,
            reserved: range
              ? [
                  { address: addressAt(range, 1), holder: 'cilium_host' },
                  { address: addressAt(range, 2), holder: 'health' },
                ]
              : [],
          },
        ]
      }),
    ),
  }
}
