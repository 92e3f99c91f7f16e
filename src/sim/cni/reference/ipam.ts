import type { AddressPlanner } from '../../../model/address-plan.ts'
import type { Cluster } from '../../../model/cluster.ts'
import { addressAt, blockOf, freeAddress, hashOf } from '../address-range.ts'
import type { CniSetting } from '../choice.ts'
import type { ClusterNetwork } from '../network.ts'
import { standing, underlayOf } from '../underlay.ts'

const PODS = blockOf('10.244.0.0/16')
const SERVICES = blockOf('10.96.0.0/16')
const NODES = blockOf('172.18.0.0/16')

/**
 * Addresses of a kubeadm cluster with its usual ranges: pods 10.244.0.0/16, Services 10.96.0.0/16, nodes 172.18.0.0/16.
 * Wherever a pod runs, its address comes from a hash of its name. A range that is full has no room anyway, so there two
 * names share an address.
 */
export const REFERENCE_ADDRESSES: AddressPlanner = () => {
  const pick = (range: typeof PODS, name: string, taken: ReadonlySet<string>) =>
    freeAddress(range, name, taken, 2, 1) ?? addressAt(range, 2 + (hashOf(name) % 65_533))
  return {
    podsPerNode: null,
    podAddress: ({ namespace, name }, taken) => pick(PODS, `${namespace}/${name}`, taken),
    serviceAddress: (namespace, name, taken) => pick(SERVICES, `${namespace}/${name}`, taken),
    nodeAddress: (name, taken) => pick(NODES, name, taken),
  }
}

/**
 * Without a plugin a node has no way to give a pod a network: the runtime finds no file in /etc/cni/net.d and says so,
 * the kubelet reports the node NotReady, and a taint keeps pods off it. Pods that name their node wait there in
 * ContainerCreating; those on the node's own network run.
 * Source:
 * https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/troubleshooting-kubeadm/#coredns-is-stuck-in-the-pending-state,
 * https://kubernetes.io/docs/reference/labels-annotations-taints/#node-kubernetes-io-not-ready,
 * https://www.cni.dev/docs/spec/
 */
export const NO_ADDRESSES: AddressPlanner = (nodes) => ({
  ...REFERENCE_ADDRESSES(nodes),
  isUnplugged: true,
  podAddress: () => null,
})

/** A network without ranges of nodes and without tunnels: no API says anything of them. */
export function referenceNetwork(setting: CniSetting, { nodes }: Cluster): ClusterNetwork {
  const underlay = underlayOf(nodes, () => NODES)
  return {
    setting,
    podRange: PODS,
    serviceRange: SERVICES,
    nodes: new Map(
      nodes.map((node) => [node.name, { ...standing(node, underlay), ranges: [], tunnel: null, reserved: [] }]),
    ),
  }
}
