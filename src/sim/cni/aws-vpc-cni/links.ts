import { awsInterface } from '../interfaces.ts'
import type { PodEnd, Trip } from '../trip.ts'
import { branchOf } from './branches.ts'
import { elasticInterfaces, interfaceOf } from './interfaces.ts'

/**
 * How a pod is tied to the VPC. `hostDevice`: the node's end of its link. `device`: the network interface that has its
 * address. `table`: the routes that its packets take; null: the main ones.
 */
export interface PodLink {
  readonly hostDevice: string
  readonly device: string
  readonly table: number | null
  /** It has a network interface of its own, and all it sends goes out by it, whoever it is for. */
  readonly isStrict: boolean
  readonly isBranch: boolean
}

/**
 * Source: https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/cni-proposal.md (routing tables), README.md
 * (POD_SECURITY_GROUP_ENFORCING_MODE)
 */
export function linkOf({ network, cluster }: Trip, { pod, node }: PodEnd): PodLink {
  const branch = branchOf(pod, network.setting, cluster)
  const isStrict = branch !== null && network.setting.options.podSecurityGroups === 'strict'
  if (branch)
    return {
      hostDevice: awsInterface(pod, isStrict ? 'vlan' : 'eni'),
      device: branch.device,
      table: branch.table,
      isStrict,
      isBranch: true,
    }
  const elastic = interfaceOf(pod, elasticInterfaces(network, cluster).get(node.node) ?? [])
  return {
    hostDevice: awsInterface(pod),
    device: elastic?.device ?? 'eth0',
    table: elastic && elastic.number > 0 ? elastic.number + 1 : null,
    isStrict: false,
    isBranch: false,
  }
}
