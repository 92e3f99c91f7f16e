import { sha1 } from '../../ground/sha1.ts'
import { assertNever } from '../../ground/result.ts'
import type { CniName } from '../cni/choice.ts'

/**
 * The node's end of a pod's pair. `believed`: only how the name begins is known for sure. `unknown`: no plugin is
 * named.
 */
export type HostEnd =
  | { readonly named: 'exact'; readonly name: string }
  | { readonly named: 'random'; readonly prefix: string; readonly digits: number }
  | { readonly named: 'believed'; readonly prefix: string }
  | { readonly named: 'unknown' }

/**
 * How a pod's own network hangs on its node. `bridge`: the node's pods share one Ethernet segment; `routed`: each has
 * the node alone at the other end of its wire; `depends`: on the plugin, and none is named.
 */
export interface PodLink {
  /** The pod's end. */
  readonly inside: 'eth0'
  /** Bits of the prefix that the pod's IPv4 address has inside; null: it depends on the plugin. */
  readonly prefixLength: 24 | 32 | null
  readonly host: HostEnd
  readonly segment: 'bridge' | 'routed' | 'depends'
  /**
   * What the pod sends everything to that leaves it: an address, or the device of the node that has it; null: it
   * depends.
   */
  readonly gateway: string | null
}

/** Hexadecimal digits of the hash that a name keeps. */
const DIGITS = 11

/**
 * The link of a pod under a plugin.
 * Source: Flannel: https://github.com/containernetworking/plugins/tree/main/plugins/main/bridge and ip.RandomVethName;
 * Calico: https://github.com/projectcalico/calico, cni-plugin, `cali` and a hash of `namespace.name`; AWS:
 * https://github.com/aws/amazon-vpc-cni-k8s, the same with `eni`; Cilium: `lxc` and a hash whose input is not looked up
 * here.
 */
export function podLink(cni: CniName, namespace: string, name: string): PodLink {
  const hash = () => sha1(`${namespace}.${name}`).slice(0, DIGITS)
  switch (cni) {
    case 'reference':
      return { inside: 'eth0', prefixLength: null, host: { named: 'unknown' }, segment: 'depends', gateway: null }
    case 'flannel':
      return {
        inside: 'eth0',
        prefixLength: 24,
        host: { named: 'random', prefix: 'veth', digits: 8 },
        segment: 'bridge',
        gateway: 'cni0',
      }
    case 'calico':
      return {
        inside: 'eth0',
        prefixLength: 32,
        host: { named: 'exact', name: `cali${hash()}` },
        segment: 'routed',
        gateway: '169.254.1.1',
      }
    case 'cilium':
      return {
        inside: 'eth0',
        prefixLength: 32,
        host: { named: 'believed', prefix: 'lxc' },
        segment: 'routed',
        gateway: 'cilium_host',
      }
    case 'aws-vpc-cni':
      return {
        inside: 'eth0',
        prefixLength: 32,
        host: { named: 'exact', name: `eni${hash()}` },
        segment: 'routed',
        gateway: '169.254.1.1',
      }
    default:
      return assertNever(cni)
  }
}
