import { blockContains, type CidrBlock, type IpAddress } from '../../../ground/ip.ts'
import type { Cluster, Node, Pod } from '../../../model/cluster.ts'
import { blockAround, freeAddress } from '../address-range.ts'
import type { CniSetting } from '../choice.ts'
import type { ClusterNetwork } from '../network.ts'
import { podsWithAddresses } from '../node-addresses.ts'
import { plannedNodes, underlayOf, type Underlay } from '../underlay.ts'
import { branchPods, mostBranches } from './branches.ts'
import { limitsOf, podInterfaces, usesPrefixes, type InstanceLimits } from './instances.ts'
import { PREFIX_LENGTH, PrefixClaims, prefixRoom } from './prefixes.ts'
import { KEPT_FIRST, machinesOf, podSubnets, subnetOf, VPC } from './subnets.ts'

/** One network interface (ENI) of a node. */
export interface ElasticInterface {
  /** Its device number: 0 is the one that the machine came with. */
  readonly number: number
  /** As `ip link` of the node names it. */
  readonly device: string
  /** Its own address, which no pod gets; null: it is not attached yet, and EC2 will choose one. */
  readonly address: IpAddress | null
  /** False: with custom networking the first interface has no pods. */
  readonly takesPods: boolean
  /** Places for an address, or for a prefix, besides its own. */
  readonly places: number
  /** Prefixes that it holds, in the order in which it got them; empty where places hold single addresses. */
  readonly prefixes: readonly CidrBlock[]
  /** The pods whose addresses it has. */
  readonly pods: readonly Pod[]
}

/**
 * The interfaces of every node, those that are not attached yet at the end. Which pod is on which interface, nobody
 * could tell from manifests: pods fill the places in order of their names, in prefix mode the interfaces fill with
 * prefixes. The plugin keeps interfaces in stock: it attaches another one as long as fewer addresses are free than an
 * interface has (WARM_ENI_TARGET=1), or takes prefixes until one is unused (WARM_PREFIX_TARGET=1).
 * Source: https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/eni-and-ip-target.md, docs/prefix-and-ip-target.md
 */
export function elasticInterfaces(
  { setting, setting: { mode } }: ClusterNetwork,
  cluster: Cluster,
): ReadonlyMap<string, readonly ElasticInterface[]> {
  const planned = plannedNodes(cluster)
  const subnets = podSubnets(planned, mode)
  const machines = underlayOf(planned, subnetOf(VPC))
  const podsOn = podsInPlaces(cluster, setting, subnets)
  const claims = heldPrefixes(cluster, podsOn, mode)
  const taken = new Set([...cluster.byAddress.keys(), ...cluster.serviceAddresses])
  return new Map(
    cluster.nodes.map((node): readonly [string, readonly ElasticInterface[]] => {
      const limits = limitsOf(node)
      const pods = podsOn.get(node.name) ?? []
      const filled = usesPrefixes(limits, mode)
        ? withPrefixes(node, limits, mode, pods, claims, subnets.subnet(node.name))
        : withAddresses(limits, mode, pods)
      return [
        node.name,
        filled.map((each, number): ElasticInterface => ({
          ...each,
          number,
          device: `eth${number}`,
          address: !each.attached
            ? null
            : number === 0
              ? (node.addresses.find(({ family }) => family === 4) ?? node.addresses[0] ?? null)
              : ownAddress(
                  each.takesPods ? subnets.subnet(node.name) : machines.subnet(node.name),
                  `${node.name}/eth${number}`,
                  taken,
                ),
        })),
      ]
    }),
  )
}

/** Pods whose addresses are in places of interfaces, by node: those with a branch interface of their own are not. */
function podsInPlaces(cluster: Cluster, setting: CniSetting, subnets: Underlay): ReadonlyMap<string, readonly Pod[]> {
  const all = podsWithAddresses(cluster)
  return new Map(
    cluster.nodes.map((node) => {
      const pods = all.get(node.name) ?? []
      const most = mostBranches(node, setting)
      const branches = new Set(most === 0 ? [] : branchPods(pods, most, subnets.subnet(node.name)))
      return [node.name, pods.filter((pod) => !branches.has(pod))]
    }),
  )
}

/** The interface that has the pod's address: the first that takes pods where that is nobody's. */
export function interfaceOf(pod: Pod, interfaces: readonly ElasticInterface[]): ElasticInterface | null {
  return interfaces.find(({ pods }) => pods.includes(pod)) ?? interfaces.find(({ takesPods }) => takesPods) ?? null
}

type Filled = Pick<ElasticInterface, 'takesPods' | 'places' | 'prefixes' | 'pods'> & { readonly attached: boolean }

function withAddresses(limits: InstanceLimits, mode: string, pods: readonly Pod[]): readonly Filled[] {
  const places = limits.addressesPerInterface - 1
  const skipped = limits.interfaces - podInterfaces(limits, mode)
  const attached = skipped + attachedFor(pods.length, places, limits.interfaces - skipped)
  return Array.from({ length: limits.interfaces }, (_, number): Filled => {
    const from = (number - skipped) * places
    return {
      takesPods: number >= skipped,
      places,
      prefixes: [],
      attached: number < attached,
      pods: number < skipped ? [] : pods.slice(from, from + places),
    }
  })
}

/** How many interfaces are attached: as few as leave a whole interface of addresses free. At least one is. */
export function attachedFor(pods: number, places: number, most: number): number {
  return Math.min(most, Math.max(1, Math.ceil((pods + places) / places)))
}

function withPrefixes(
  { name }: Node,
  limits: InstanceLimits,
  mode: string,
  pods: readonly Pod[],
  claims: PrefixClaims,
  subnet: CidrBlock,
): readonly Filled[] {
  const places = limits.addressesPerInterface - 1
  const skipped = limits.interfaces - podInterfaces(limits, mode)
  const isUnused = (prefix: CidrBlock) => !pods.some((pod) => isIn(pod, prefix))
  if (!claims.of(name).some(isUnused) && claims.of(name).length < prefixRoom(limits, mode)) claims.claim(name, subnet)
  const prefixes = claims.of(name)
  return Array.from({ length: limits.interfaces }, (_, number): Filled => {
    const own = number < skipped ? [] : prefixes.slice((number - skipped) * places, (number - skipped + 1) * places)
    return {
      takesPods: number >= skipped,
      places,
      prefixes: own,
      attached: number <= skipped || own.length > 0,
      pods: pods.filter((pod) => own.some((prefix) => isIn(pod, prefix))),
    }
  })
}

/** The first prefix of each node, and every other one that a pod of it has its address in. */
function heldPrefixes(cluster: Cluster, podsOn: ReadonlyMap<string, readonly Pod[]>, mode: string): PrefixClaims {
  const planned = plannedNodes(cluster)
  const claims = PrefixClaims.first(planned, mode)
  const subnets = podSubnets(planned, mode)
  for (const node of cluster.nodes) {
    if (!usesPrefixes(limitsOf(node), mode)) continue
    const subnet = subnets.subnet(node.name)
    for (const { addresses } of podsOn.get(node.name) ?? []) {
      const address = addresses.find((each) => each.family === 4 && blockContains(subnet, each))
      if (address) claims.hold(node.name, blockAround(address, PREFIX_LENGTH))
    }
  }
  return claims
}

function isIn({ addresses }: Pod, prefix: CidrBlock): boolean {
  return addresses.some((address) => blockContains(prefix, address))
}

/** From the low addresses of the subnet, where no pod is. Null: they are used up. */
function ownAddress(subnet: CidrBlock, name: string, taken: Set<string>): IpAddress | null {
  const address = freeAddress(machinesOf(subnet), name, taken, KEPT_FIRST, 0)
  if (address) taken.add(address.text)
  return address
}
