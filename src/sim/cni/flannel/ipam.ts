import type { AddressPlanner } from '../../../model/address-plan.ts'
import type { Cluster } from '../../../model/cluster.ts'
import { addressAt, blockOf } from '../address-range.ts'
import type { CniSetting } from '../choice.ts'
import type { ClusterNetwork, NodeNetwork } from '../network.ts'
import { nodeRangePlanner, nodeRanges, SERVICE_RANGE, type NodeRangePlan } from '../node-ranges.ts'
import { machineSubnet, plannedNodes, standing, underlayOf } from '../underlay.ts'

/**
 * Each node has a /24 of 10.244.0.0/16, its `spec.podCIDR`; host-local hands out all of it but the network's address,
 * the bridge's and the last: 253 pods.
 * Source: https://github.com/flannel-io/flannel/blob/master/Documentation/kubernetes.md,
 * https://www.cni.dev/plugins/current/ipam/host-local/
 */
export const PLAN: NodeRangePlan = { pool: blockOf('10.244.0.0/16'), prefix: 24, first: 2 }

/** Who gets which address: pods from the range of their node. */
export const flannelAddresses: AddressPlanner = nodeRangePlanner(PLAN)

/**
 * The tunnel device has the first address of the node's range, `x.y.z.0`; with host-gw there is none. The bridge cni0
 * has the second.
 */
export function flannelNetwork(setting: CniSetting, cluster: Cluster): ClusterNetwork {
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
        const tunnel = range && setting.mode !== 'host-gw' ? addressAt(range, 0) : null
        const device = setting.mode === 'wireguard' ? 'flannel-wg' : 'flannel.1'
        return [
          node.name,
          {
            ...standing(node, underlay),
            ranges: range ? [range] : [],
            tunnel,
            reserved: range
              ? [
                  ...(tunnel ? [{ address: tunnel, holder: device }] : []),
                  { address: addressAt(range, 1), holder: 'cni0' },
                ]
              : [],
          },
        ]
      }),
    ),
  }
}
