import type { Pod } from '../../model/cluster.ts'
import { hashedInterface } from '../architecture/host-interface.ts'
import { madeUpFor } from '../architecture/identifiers.ts'

/**
 * The node's end of a pod's link, as `ip link` names it. `isMadeUp`: a real one is picked at random, or from something
 * that we cannot know.
 */
export interface HostInterface {
  readonly name: string
  readonly isMadeUp: boolean
}

type NamedPod = Pick<Pod, 'namespace' | 'name'>

/** Calico: `cali` and 11 digits of a hash of the pod's name. */
export function calicoInterface({ namespace, name }: NamedPod): string {
  return hashedInterface('cali', namespace.name, name)
}

/**
 * Amazon VPC CNI: `eni`, or `vlan` for a pod on a branch network interface in strict mode, and the same 11 digits.
 * Source: amazon-vpc-cni-k8s cmd/routed-eni-cni-plugin/cni.go
 */
export function awsInterface({ namespace, name }: NamedPod, prefix: 'eni' | 'vlan' = 'eni'): string {
  return hashedInterface(prefix, namespace.name, name)
}

/**
 * Flannel, by way of the plugin `bridge`: `veth` and eight random digits. Source:
 * https://github.com/containernetworking/plugins/blob/main/pkg/ip/link_linux.go (RandomVethName)
 */
export function bridgePort({ namespace, name }: NamedPod): HostInterface {
  return { name: `veth${madeUpFor(namespace.name, name).digits('veth', 8)}`, isMadeUp: true }
}

/**
 * Cilium: `lxc` and digits of a hash of the endpoint's id. Source:
 * https://github.com/cilium/cilium/blob/main/pkg/datapath/connector/name.go (Endpoint2IfName)
 */
export function ciliumInterface({ namespace, name }: NamedPod): HostInterface {
  return { name: `lxc${madeUpFor(namespace.name, name).digits('lxc', 12)}`, isMadeUp: true }
}
