import { assertNever } from '../../ground/result.ts'
import type { CniSetting } from '../cni/choice.ts'
import type { NetworkCapability } from './capabilities.ts'

/**
 * What somebody who took over a container can do with a capability.
 *
 * - `listen-pod`, `listen-node`: read every packet of the pod's network, or of the node's.
 * - `arp-spoofing`: have the pods on the same bridge send their packets here. `dns-spoofing`: answer their questions
 *   for names then.
 * - `forge-source`: send packets that say they come from another pod. `speak-as-node`: from the node.
 * - `rewire-pod`, `rewire-node`: change addresses, routes and packet filters of the pod's network, or of the node's.
 * - `take-address`: put a neighbour's address on its own interface.
 * - `low-ports`, `node-low-ports`: listen below 1024, in the pod's network or on the node's addresses.
 */
export type PowerKind =
  | 'listen-pod'
  | 'listen-node'
  | 'arp-spoofing'
  | 'dns-spoofing'
  | 'forge-source'
  | 'speak-as-node'
  | 'rewire-pod'
  | 'rewire-node'
  | 'take-address'
  | 'low-ports'
  | 'node-low-ports'

/**
 * What stops it. `routed-link`: the node alone is at the other end of the wire. The others look at the source of what a
 * pod sends.
 */
export type Stopper = 'routed-link' | 'reverse-path' | 'ebpf-source' | 'cilium-source' | 'host-reverse-path'

/**
 * `works`: `depends` on the plugin, or on the node. `believed`: it follows from how the plugin is built, and no source
 * says it.
 */
export interface Power {
  readonly kind: PowerKind
  readonly works: 'yes' | 'no' | 'depends'
  readonly stopper: Stopper | null
  readonly believed: boolean
}

const always = (kind: PowerKind): Power => ({ kind, works: 'yes', stopper: null, believed: false })

/**
 * What a capability is good for, in a network of the pod's own or in the node's, under a plugin. It is about what may
 * be tried; no NetworkPolicy sees ARP, and policies that go by addresses believe a forged one.
 * Source: https://man7.org/linux/man-pages/man7/capabilities.7.html; ARP and DNS:
 * https://www.tigera.io/blog/prevent-dns-and-other-spoofing-with-calico/ and
 * https://www.alcide.io/insecure-by-default-kubernetes-networking/ (tried on the clusters of several clouds in 2020; it
 * failed on the VPC CNI).
 */
export function powersOf(
  capability: NetworkCapability,
  isOnHostNetwork: boolean,
  setting: CniSetting,
): readonly Power[] {
  switch (capability) {
    case 'NET_RAW':
      return isOnHostNetwork
        ? [always('listen-node'), always('speak-as-node')]
        : [
            arpSpoofing(setting),
            { ...arpSpoofing(setting), kind: 'dns-spoofing' },
            forgedSource(setting),
            always('listen-pod'),
          ]
    case 'NET_ADMIN':
      return isOnHostNetwork
        ? [always('rewire-node')]
        : [always('rewire-pod'), { ...arpSpoofing(setting), kind: 'take-address', believed: true }]
    case 'NET_BIND_SERVICE':
      return [always(isOnHostNetwork ? 'node-low-ports' : 'low-ports')]
    default:
      return assertNever(capability)
  }
}

/** Only who shares an Ethernet segment can be lied to about who has which address on it. */
function arpSpoofing({ name }: CniSetting): Power {
  switch (name) {
    case 'reference':
      return { kind: 'arp-spoofing', works: 'depends', stopper: null, believed: false }
    case 'flannel':
      return always('arp-spoofing')
    case 'calico':
    case 'cilium':
    case 'aws-vpc-cni':
      return { kind: 'arp-spoofing', works: 'no', stopper: 'routed-link', believed: false }
    default:
      return assertNever(name)
  }
}

/**
 * Source: Calico: felix, raw table, reverse-path check on `cali+`, and the counter UNAUTH_SOURCE of its eBPF programs;
 * Cilium: bpf_lxc.c, drop reason 132, “Invalid source ip”. The bridge plugin checks nothing unless `macspoofchk` is
 * set.
 */
function forgedSource({ name, options }: CniSetting): Power {
  const kind = 'forge-source'
  switch (name) {
    case 'reference':
      return { kind, works: 'depends', stopper: null, believed: false }
    case 'flannel':
      return { kind, works: 'yes', stopper: null, believed: true }
    case 'calico':
      return {
        kind,
        works: 'no',
        stopper: options['dataplane'] === 'ebpf' ? 'ebpf-source' : 'reverse-path',
        believed: false,
      }
    case 'cilium':
      return { kind, works: 'no', stopper: 'cilium-source', believed: false }
    case 'aws-vpc-cni':
      return { kind, works: 'depends', stopper: 'host-reverse-path', believed: true }
    default:
      return assertNever(name)
  }
}
