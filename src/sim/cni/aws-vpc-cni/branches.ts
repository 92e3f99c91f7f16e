import { blockContains, type CidrBlock } from '../../../ground/ip.ts'
import type { PlannedNode } from '../../../model/address-plan.ts'
import type { Cluster, Pod } from '../../../model/cluster.ts'
import type { CniSetting } from '../choice.ts'
import { podsWithAddresses } from '../node-addresses.ts'
import { plannedNodes } from '../underlay.ts'
import { limitsOf } from './instances.ts'
import { machinesOf, podSubnets } from './subnets.ts'

/** A network interface of one pod, which comes to its node as a VLAN on the node's trunk interface. */
export interface BranchInterface {
  readonly vlan: number
  /** As `ip link` names it. */
  readonly device: string
  /** The routing table of its own. */
  readonly table: number
}

/** How many pods of a node can have a branch interface; 0: it is switched off, or the node offers none. */
export function mostBranches(node: Pick<PlannedNode, 'labels' | 'podCapacity'>, { options }: CniSetting): number {
  return options.podSecurityGroups === 'off' ? 0 : (limitsOf(node).branches ?? 0)
}

/**
 * Which of a node's pods have one. Which pods have security groups of their own, SecurityGroupPolicies say; here all do
 * while the node takes more of them: first those whose addresses are among those of machines, as our plan gives them,
 * then the others in their order.
 */
export function branchPods(pods: readonly Pod[], most: number, subnet: CidrBlock): readonly Pod[] {
  const machines = machinesOf(subnet)
  const isPlanned = ({ addresses }: Pod) => addresses.some((address) => blockContains(machines, address))
  return [...pods.filter(isPlanned), ...pods.filter((pod) => !isPlanned(pod))].slice(0, most)
}

/**
 * The branch interface of a pod; null: it has none. VLANs are counted on each node.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html, amazon-vpc-cni-k8s
 * cmd/routed-eni-cni-plugin/driver/driver.go (rtTable := vlanID + 100)
 */
export function branchOf(pod: Pod, setting: CniSetting, cluster: Cluster): BranchInterface | null {
  const node = cluster.nodes.find(({ name }) => name === pod.node)
  const most = node ? mostBranches(node, setting) : 0
  if (!node || most === 0) return null
  const subnet = podSubnets(plannedNodes(cluster), setting.mode).subnet(node.name)
  const vlan = branchPods(podsWithAddresses(cluster).get(node.name) ?? [], most, subnet).indexOf(pod) + 1
  return vlan === 0 ? null : { vlan, device: `vlan.eth.${vlan}`, table: vlan + 100 }
}
