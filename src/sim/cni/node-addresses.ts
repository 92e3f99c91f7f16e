import type { CidrBlock, IpAddress } from '../../ground/ip.ts'
import { blockContains } from '../../ground/ip.ts'
import type { Cluster, Node, Pod } from '../../model/cluster.ts'
import { namespacedName } from '../../model/namespaced-name.ts'

/**
 * Who has an address. `pod`: `namespace/name`, and its node where that is another one than the range's. `device`: an
 * interface of the node. `kept`: nobody, by a rule of the network or of what hands addresses out.
 */
export type Holder =
  | { readonly kind: 'pod'; readonly pod: string; readonly node: string | null }
  | { readonly kind: 'device'; readonly device: string }
  | { readonly kind: 'kept'; readonly why: 'network' | 'first' | 'last' }

/**
 * An address of a range that is not free. `place`: how many addresses after the first; of an interface which of its
 * places.
 */
export interface HeldPlace {
  readonly place: number
  readonly address: string
  readonly holder: Holder
}

/**
 * Addresses that a node can give to pods. `pod-range`: its pod CIDR. `block`: a block of a pool that it has claimed, or
 * of which it borrows. `interface`: the places of a network interface; its addresses do not follow each other.
 * `prefix`: a /28 in one such place. `branch`: interfaces of single pods.
 */
export interface AddressRange {
  readonly kind: 'pod-range' | 'block' | 'interface' | 'prefix' | 'branch'
  /** Null: the addresses have nothing in common but their subnet. */
  readonly cidr: string | null
  /** The number of the network interface that holds it; null: none does. */
  readonly interface: number | null
  /** So many addresses are in it, held or not. */
  readonly size: number
  /** In order of their places; every other place is free. */
  readonly held: readonly HeldPlace[]
  /** The node that the block belongs to, when it is another one; null: its own. */
  readonly borrowedFrom: string | null
}

/** One network interface that a cloud gave the node. `places`: for addresses, or for prefixes. */
export interface NodeInterface {
  readonly number: number
  readonly device: string
  /** Its own address; null: it is not attached yet. */
  readonly address: string | null
  readonly takesPods: boolean
  readonly places: number
  readonly usedPlaces: number
}

/**
 * Something that bounds the pods of a node, with the numbers it is made of. `kubelet`: what the kubelet takes, pods on
 * the host network too; `system` pods of these are there whatever the documents say. All others count pods with an
 * address of their own.
 */
export type PodLimit =
  | { readonly by: 'kubelet'; readonly pods: number; readonly written: boolean; readonly system: number }
  | {
      readonly by: 'range'
      readonly pods: number
      readonly prefix: number
      readonly bits: number
      readonly kept: number
    }
  | {
      readonly by: 'blocks'
      readonly pods: number
      readonly blocks: number
      readonly perBlock: number
      readonly kept: number
    }
  | {
      readonly by: 'interfaces'
      readonly pods: number
      readonly interfaces: number
      readonly addresses: number
      readonly type: string
      readonly typeWritten: string | null
    }
  | {
      readonly by: 'prefixes'
      readonly pods: number
      readonly interfaces: number
      readonly addresses: number
      readonly type: string
      readonly typeWritten: string | null
    }
  | { readonly by: 'no-range'; readonly pods: 0 }

/** The addresses of one node: where they come from, who has them, and how many more pods can get one. */
export interface NodeAddresses {
  readonly node: string
  readonly ranges: readonly AddressRange[]
  readonly interfaces: readonly NodeInterface[]
  /**
   * Pods on it: with an address of one of the ranges, on the host network, and with an address from somewhere else, by
   * name.
   */
  readonly pods: { readonly addressed: number; readonly onHostNetwork: number; readonly elsewhere: readonly string[] }
  /** The tightest first: the first is what binds. */
  readonly limits: readonly PodLimit[]
  /** How many more pods fit. */
  readonly room: number
}

/** Pods with an address of their own, by node, in order of namespace, workload and name. */
export function podsWithAddresses({ pods }: Cluster): ReadonlyMap<string, readonly Pod[]> {
  const byNode = new Map<string, Pod[]>()
  for (const pod of pods) {
    if (pod.node === null || pod.hostNetwork || !pod.endpoint) continue
    const others = byNode.get(pod.node)
    if (others) others.push(pod)
    else byNode.set(pod.node, [pod])
  }
  return byNode
}

/**
 * Who has an address of a block: the pods that are in it and what is `reserved`, in order of the addresses. Where the
 * documents give a pod a reserved one, it has it.
 */
export function heldIn(
  block: CidrBlock,
  node: string,
  pods: Iterable<Pod>,
  reserved: readonly { readonly address: IpAddress; readonly holder: Holder }[],
): readonly HeldPlace[] {
  const held = new Map<bigint, HeldPlace>()
  const hold = ({ value, text }: IpAddress, holder: Holder) =>
    held.set(value, { place: Number(value - block.first), address: text, holder })
  for (const { address, holder } of reserved) if (blockContains(block, address)) hold(address, holder)
  for (const pod of pods) {
    const address = pod.addresses.find((each) => blockContains(block, each))
    if (address) hold(address, podHolder(pod, node))
  }
  return [...held.values()].sort((a, b) => a.place - b.place)
}

/** The pod as a holder, as seen from a node. */
export function podHolder({ namespace, name, node: own }: Pod, node: string): Holder {
  return { kind: 'pod', pod: `${namespace.name}/${name}`, node: own === node ? null : own }
}

/** How many places of the range that holds this address nobody has, besides its own. Null: no range holds it. */
export function freeBeside(node: NodeAddresses | null, address: string): number | null {
  const range = node?.ranges.find(({ held }) => held.some((place) => place.address === address))
  return range ? range.size - range.held.length : null
}

/**
 * Counts the pods of a node and finds what binds. `limits` in any order; `everywhere`: workloads on the host network
 * that limits have counted.
 */
export function nodeAddresses(
  node: Node,
  cluster: Cluster,
  found: Pick<NodeAddresses, 'ranges' | 'interfaces'> & { readonly limits: readonly PodLimit[] },
  everywhere: ReadonlySet<string> = new Set(),
): NodeAddresses {
  const podsIn = (ranges: readonly AddressRange[]) =>
    new Set(ranges.flatMap(({ held }) => held.flatMap(({ holder }) => (holder.kind === 'pod' ? [holder.pod] : []))))
  const inRange = podsIn(found.ranges)
  const inBranch = podsIn(found.ranges.filter(({ kind }) => kind === 'branch'))
  const own = cluster.pods.filter((pod) => pod.node === node.name && !pod.finished)
  const onHostNetwork = own.filter(({ hostNetwork }) => hostNetwork).length
  const names = own.filter(({ hostNetwork, endpoint }) => !hostNetwork && endpoint).map(namespacedName)
  const addressed = names.filter((name) => inRange.has(name)).length
  const counted = own.filter(({ hostNetwork, workload }) => hostNetwork && everywhere.has(workload.name)).length
  const left = (limit: PodLimit) =>
    limit.pods - (limit.by === 'kubelet' ? limit.system + own.length - counted : addressed - inBranch.size)
  const limits = [...found.limits].sort((a, b) => left(a) - left(b))
  return {
    ...found,
    node: node.name,
    pods: { addressed, onHostNetwork, elsewhere: names.filter((name) => !inRange.has(name)) },
    limits,
    room: Math.max(0, limits[0] ? left(limits[0]) : 0),
  }
}
