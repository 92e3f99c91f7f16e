import { podGroups, type PodGroups } from '../../engine/pod-groups.ts'
import type { CidrBlock, IpAddress, IpFamily } from '../../ground/ip.ts'
import type { ContainerPort } from '../../ground/ports.ts'
import type { Cluster, Pod, Service } from '../../model/cluster.ts'
import type { BlockMatcher, PodsMatcher } from '../../policy/form.ts'
import { matchesBlock, matchesPod } from '../../policy/match.ts'
import { isDnsServer } from '../name-lookup.ts'

/**
 * `listens`: what its containers declare, and whatever number a Service sends to it; empty: nothing is declared, so it
 * may be anything.
 */
export interface Listener {
  readonly declared: readonly ContainerPort[]
  readonly listens: readonly ContainerPort[]
  readonly services: readonly Service[]
}

/**
 * A cluster as the finders look at it: what policies can hold, what they cannot, and who has which address. Each part
 * is made at its first use.
 */
export class ClusterFacts {
  readonly groups: PodGroups
  #members: readonly (readonly Pod[])[] | null = null
  #byNamespace: ReadonlyMap<string, readonly Pod[]> | null = null
  #addresses: Readonly<Record<IpFamily, readonly Owned[]>> | null = null
  #servicesOf: ReadonlyMap<Pod, readonly Service[]> | null = null
  #dnsServers: readonly Pod[] | null = null
  readonly #listeners = new Map<number, readonly Listener[]>()

  constructor(readonly cluster: Cluster) {
    this.groups = podGroups(cluster)
  }

  /** The groups that the matcher fits: pods that nothing tells apart are one. */
  groupsOf(matcher: PodsMatcher): readonly number[] {
    return this.groups.fitting(matcher)
  }

  /** The pods that policies can hold and that the matcher fits. */
  podsOf(matcher: PodsMatcher): readonly Pod[] {
    const groups = this.groupsOf(matcher)
    return groups.length === 1 ? this.members(groups[0]!) : groups.flatMap((group) => this.members(group))
  }

  /** How many these are. */
  countOf(matcher: PodsMatcher): number {
    return this.groupsOf(matcher).reduce((sum, group) => sum + this.members(group).length, 0)
  }

  members(group: number): readonly Pod[] {
    this.#members ??= this.#findMembers()
    return this.#members[group]!
  }

  /** Every pod of a namespace, also those that no policy can hold. */
  podsIn(namespace: string): readonly Pod[] {
    this.#byNamespace ??= grouped(this.cluster.pods, ({ namespace: { name } }) => name)
    return this.#byNamespace.get(namespace) ?? []
  }

  /**
   * Pods that the matcher's selectors fit although no policy can hold them: finished ones, and those on the host
   * network.
   */
  outOfReach(matcher: PodsMatcher): readonly Pod[] {
    const candidates = matcher.namespace === null ? this.cluster.pods : this.podsIn(matcher.namespace)
    return candidates.filter((pod) => pod.endpoint?.kind !== 'pod' && matchesPod(matcher, pod))
  }

  /** Pods with an address that the block holds. */
  podsAtAddress(matcher: BlockMatcher): readonly Pod[] {
    return this.#within(matcher.block)
      .filter(({ address }) => matchesBlock(matcher, address))
      .map(({ pod }) => pod)
  }

  /** Whether the block holds the address of any pod. */
  holdsPods(matcher: BlockMatcher): boolean {
    return this.#within(matcher.block).some(({ address }) => matchesBlock(matcher, address))
  }

  /** The Services that lead to the pod. */
  servicesOf(pod: Pod): readonly Service[] {
    this.#servicesOf ??= servicesByPod(this.cluster.services)
    return this.#servicesOf.get(pod) ?? []
  }

  /** What the pods of a group listen on; pods that listen alike are one. */
  listeners(group: number): readonly Listener[] {
    let listeners = this.#listeners.get(group)
    if (!listeners) this.#listeners.set(group, (listeners = this.#findListeners(group)))
    return listeners
  }

  /** The cluster's DNS, as far as the manifests hold it and policies can. */
  get dnsServers(): readonly Pod[] {
    return (this.#dnsServers ??= this.podsIn('kube-system').filter(
      (pod) => pod.endpoint?.kind === 'pod' && isDnsServer(pod),
    ))
  }

  #findListeners(group: number): readonly Listener[] {
    const distinct = new Map<string, Listener>()
    for (const pod of this.members(group)) {
      const services = this.servicesOf(pod)
      const key = JSON.stringify([pod.ports, services.map(({ name }) => name)])
      if (distinct.has(key)) continue
      const targets = services.flatMap(({ ports, headless }) =>
        ports.flatMap(({ targetPort, protocol }) =>
          typeof targetPort === 'number' && !headless ? [{ name: null, port: targetPort, protocol }] : [],
        ),
      )
      distinct.set(key, {
        declared: pod.ports,
        listens: pod.ports.length === 0 ? [] : [...pod.ports, ...targets],
        services,
      })
    }
    return [...distinct.values()]
  }

  #findMembers(): readonly (readonly Pod[])[] {
    const members: Pod[][] = this.groups.groups.map(() => [])
    for (const pod of this.cluster.pods)
      if (pod.endpoint?.kind === 'pod') members[this.groups.of(pod.endpoint)]!.push(pod)
    return members
  }

  #within({ family, first, last }: CidrBlock): readonly Owned[] {
    this.#addresses ??= { 4: ownedAddresses(this.cluster, 4), 6: ownedAddresses(this.cluster, 6) }
    const sorted = this.#addresses[family]
    return sorted.slice(firstFrom(sorted, first), firstFrom(sorted, last + 1n))
  }
}

/** An address and the pod that has it. */
interface Owned {
  readonly address: IpAddress
  readonly pod: Pod
}

function ownedAddresses({ pods }: Cluster, family: IpFamily): readonly Owned[] {
  return pods
    .flatMap((pod) =>
      pod.endpoint?.kind === 'pod'
        ? pod.addresses.filter((address) => address.family === family).map((address) => ({ address, pod }))
        : [],
    )
    .sort((a, b) => (a.address.value < b.address.value ? -1 : a.address.value > b.address.value ? 1 : 0))
}

/** Index of the first address that is not below `value`. */
function firstFrom(sorted: readonly Owned[], value: bigint): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]!.address.value < value) low = middle + 1
    else high = middle
  }
  return low
}

function servicesByPod(services: readonly Service[]): ReadonlyMap<Pod, readonly Service[]> {
  const found = new Map<Pod, Service[]>()
  for (const service of services) {
    for (const { endpoint } of service.backends) {
      if (endpoint.kind !== 'pod') continue
      const known = found.get(endpoint.pod)
      if (!known) found.set(endpoint.pod, [service])
      else if (!known.includes(service)) known.push(service)
    }
  }
  return found
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const known = groups.get(keyOf(item))
    if (known) known.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

const known = new WeakMap<Cluster, ClusterFacts>()

/** Made once for each cluster. */
export function clusterFacts(cluster: Cluster): ClusterFacts {
  let facts = known.get(cluster)
  if (!facts) known.set(cluster, (facts = new ClusterFacts(cluster)))
  return facts
}
