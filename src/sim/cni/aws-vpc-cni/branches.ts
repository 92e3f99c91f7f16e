import type { Cluster, Pod } from '../../../model/cluster.ts'
import type { CniSetting } from '../choice.ts'
import { limitsOf } from './instances.ts'

/** A network interface of one pod, which comes to its node as a VLAN on the node's trunk interface. */
export interface BranchInterface {
  readonly vlan: number
  /** As `ip link` names it. */
  readonly device: string
  /** The routing table of its own. */
  readonly table: number
}

/**
 * The branch interface of a pod; null: it has none. Which pods have security groups of their own, SecurityGroupPolicies say; here all do while the node takes
 * more of them, in order of namespace, workload and name. VLANs are counted on each node.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html, amazon-vpc-cni-k8s cmd/routed-eni-cni-plugin/driver/driver.go (rtTable := vlanID + 100)
 */
export function branchOf(pod: Pod, { options }: CniSetting, { nodes, pods }: Cluster): BranchInterface | null {
  const node = nodes.find(({ name }) => name === pod.node), most = node ? limitsOf(node).branches : null
  if (options.podSecurityGroups === 'off' || most === null) return null
  const vlan = pods.filter((other) => other.node === pod.node && !other.hostNetwork && other.endpoint).indexOf(pod) + 1
  return vlan === 0 || vlan > most ? null : { vlan, device: `vlan.eth.${vlan}`, table: vlan + 100 }
}
