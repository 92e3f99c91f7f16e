import type { CidrBlock } from '../../../ground/ip.ts'
import type { AddressPlanner } from '../../../model/address-plan.ts'
import type { Cluster } from '../../../model/cluster.ts'
import { blockOf, freeAddress } from '../address-range.ts'
import type { CniSetting } from '../choice.ts'
import type { ClusterNetwork, NodeNetwork } from '../network.ts'
import { plannedNodes, standing, underlayOf } from '../underlay.ts'
import { mostBranches } from './branches.ts'
import { addressRoom, limitsOf, maxPods, SYSTEM_PODS, usesPrefixes } from './instances.ts'
import { PrefixClaims, prefixRoom } from './prefixes.ts'
import { FOR_MACHINES, KEPT_FIRST, KEPT_LAST, machinesOf, podSubnets, POD_VPC, subnetOf, VPC } from './subnets.ts'

/** What EKS takes when the VPC is in 10.0.0.0/8 is 172.20.0.0/16. Source: EKS user guide, "serviceIpv4Cidr". */
const SERVICES = blockOf('172.20.0.0/16')

/**
 * Pods have addresses of the VPC, from the subnet of their node; with custom networking from a subnet of their own, in
 * prefix mode from the prefixes of their node.
 */
export function awsAddresses(setting: CniSetting): AddressPlanner {
  const { mode } = setting
  return (nodes) => {
    const underlay = underlayOf(nodes, subnetOf(VPC))
    const pods = podSubnets(nodes, mode)
    const limits = new Map(nodes.map((node) => [node.name, limitsOf(node)]))
    const claims = PrefixClaims.first(nodes, mode)
    const full = new Set<CidrBlock>()
    const given = new Map<string, number>()
    const kubelet = new Map(nodes.map((node) => [node.name, node.podCapacity ?? maxPods(limitsOf(node), mode)]))
    const branches = new Map(nodes.map((node) => [node.name, mostBranches(node, setting)]))
    const pick = (node: string, pod: string, taken: ReadonlySet<string>, isBranch: boolean) => {
      const each = limits.get(node)!
      // A branch interface is a machine's, so its address is among those of machines.
      const own = isBranch ? freeAddress(machinesOf(pods.subnet(node)), pod, taken, KEPT_FIRST, 0) : null
      if (own) return own
      if (!usesPrefixes(each, mode)) return freeAddress(pods.subnet(node), pod, taken, FOR_MACHINES, KEPT_LAST)
      for (const prefix of claims.of(node)) {
        const address = full.has(prefix) ? null : freeAddress(prefix, pod, taken, 0, 0)
        if (address) return address
        full.add(prefix)
      }
      const next = claims.of(node).length < prefixRoom(each, mode) ? claims.claim(node, pods.subnet(node)) : null
      return next && freeAddress(next, pod, taken, 0, 0)
    }
    return {
      // The two that every node runs are there whether the documents show them or not.
      podsPerNode: (node) => Math.max(0, (kubelet.get(node) ?? 0) - SYSTEM_PODS.size),
      everywhere: SYSTEM_PODS,
      nodeAddress: underlay.address,
      podAddress({ namespace, name, node }, taken) {
        const count = given.get(node ?? '') ?? 0
        const first = branches.get(node ?? '') ?? 0
        if (node === null || !limits.has(node) || count >= first + addressRoom(limits.get(node)!, mode)) return null
        given.set(node, count + 1)
        return pick(node, `${namespace}/${name}`, taken, count < first)
      },
      serviceAddress: (namespace, name, taken) => freeAddress(SERVICES, `${namespace}/${name}`, taken, 16, 1)!,
    }
  }
}

/** Ranges, subnets and gateways of the cluster's network. Pods have addresses of the VPC, without a tunnel. */
export function awsNetwork(setting: CniSetting, cluster: Cluster): ClusterNetwork {
  const planned = plannedNodes(cluster)
  const underlay = underlayOf(planned, subnetOf(VPC))
  const pods = podSubnets(planned, setting.mode)
  return {
    setting,
    podRange: setting.mode === 'custom-networking' ? POD_VPC : VPC,
    serviceRange: SERVICES,
    nodes: new Map(
      cluster.nodes.map((node): readonly [string, NodeNetwork] => [
        node.name,
        { ...standing(node, underlay), ranges: [pods.subnet(node.name)], tunnel: null, reserved: [] },
      ]),
    ),
  }
}
