import type { CidrBlock, IpAddress } from '../../../ground/ip.ts'
import type { AddressPlanner } from '../../../model/address-plan.ts'
import type { Cluster } from '../../../model/cluster.ts'
import { addressAt, blockAround, blockOf, freeAddress, hashOf } from '../address-range.ts'
import type { CniSetting } from '../choice.ts'
import type { ClusterNetwork, NodeNetwork } from '../network.ts'
import { kubeletLimits, SERVICE_RANGE } from '../node-ranges.ts'
import { machineSubnet, plannedNodes, standing, underlayOf } from '../underlay.ts'

/** The pool of addresses for pods, as Calico's own manifests have it. */
export const POOL = blockOf('192.168.0.0/16')
/** A block is a /26: 64 addresses, all of them usable on Linux. */
export const PREFIX = 26
/** So many blocks are in the pool. */
export const BLOCKS = 2 ** (PREFIX - 16)
/**
 * A node may claim so many blocks. Source: https://docs.tigera.io/calico/latest/reference/resources/ipamconfig
 * (MaxBlocksPerHost)
 */
export const BLOCKS_PER_NODE = 20

/**
 * Nodes claim blocks of the pool: the first at a place that comes from a hash of their name, the next free one after it
 * when theirs are full. In the first block the first address is the tunnel's, which Calico takes from the same pool (at
 * which place varies).
 * Source: https://docs.tigera.io/calico/latest/reference/configure-calico-cni-plugins, libcalico-go/lib/ipam
 */
class BlockClaims {
  readonly #owner = new Map<number, string>()
  readonly #of = new Map<string, CidrBlock[]>()

  constructor(nodes: readonly { readonly name: string }[]) {
    for (const { name } of nodes) this.claim(name)
  }

  of(node: string): readonly CidrBlock[] {
    return this.#of.get(node) ?? []
  }

  /** One more block for the node; null: it has as many as it may, or all are claimed. */
  claim(node: string): CidrBlock | null {
    const own = this.#of.get(node) ?? []
    if (own.length >= BLOCKS_PER_NODE || this.#owner.size >= BLOCKS) return null
    let number = own.length === 0 ? hashOf(node) % BLOCKS : Number((own.at(-1)!.first - POOL.first) >> 6n) + 1
    while (this.#owner.has(number % BLOCKS)) number++
    this.#owner.set(number % BLOCKS, node)
    const block = blockAround(addressAt(POOL, (number % BLOCKS) * 2 ** (32 - PREFIX)), PREFIX)
    this.#of.set(node, [...own, block])
    return block
  }
}

/** Who gets which address: pods from blocks that their node claims, machines from their subnet. */
export const calicoAddresses: AddressPlanner = (nodes) => {
  const claims = new BlockClaims(nodes)
  const underlay = underlayOf(nodes, machineSubnet)
  const full = new Set<CidrBlock>()
  return {
    podsPerNode: kubeletLimits(nodes),
    nodeAddress: underlay.address,
    podAddress({ namespace, name, node }, taken) {
      if (node === null) return null
      for (const [index, block] of claims.of(node).entries()) {
        if (full.has(block)) continue
        const address = freeAddress(block, `${namespace}/${name}`, taken, index === 0 ? 1 : 0, 0)
        if (address) return address
        full.add(block)
      }
      const block = claims.claim(node)
      return block && freeAddress(block, `${namespace}/${name}`, taken, 0, 0)
    },
    serviceAddress: (namespace, name, taken) => freeAddress(SERVICE_RANGE, `${namespace}/${name}`, taken, 16, 1)!,
  }
}

/** A node's blocks are its first one and every other one of the pool in which a pod of it has its address. */
export function calicoNetwork(setting: CniSetting, cluster: Cluster): ClusterNetwork {
  const planned = plannedNodes(cluster)
  const claims = new BlockClaims(planned)
  const underlay = underlayOf(planned, machineSubnet)
  const used = usedBlocks(cluster)
  const device = setting.mode.startsWith('ipip') ? 'tunl0' : setting.mode.startsWith('vxlan') ? 'vxlan.calico' : null
  return {
    setting,
    podRange: POOL,
    serviceRange: SERVICE_RANGE,
    nodes: new Map(
      cluster.nodes.map((node): readonly [string, NodeNetwork] => {
        const [first] = claims.of(node.name)
        const ranges = [
          ...new Map(
            [...(first ? [first] : []), ...(used.get(node.name) ?? [])].map((block) => [block.canonical, block]),
          ).values(),
        ]
        const tunnel = device && first ? addressAt(first, 0) : null
        return [
          node.name,
          {
            ...standing(node, underlay),
            ranges,
            tunnel,
            reserved: tunnel && device ? [{ address: tunnel, holder: device }] : [],
          },
        ]
      }),
    ),
  }
}

function usedBlocks({ pods }: Cluster): ReadonlyMap<string, readonly CidrBlock[]> {
  const used = new Map<string, Map<string, CidrBlock>>()
  for (const { node, addresses, hostNetwork } of pods) {
    const address = addresses.find(isOfPool)
    if (node === null || hostNetwork || !address) continue
    const block = blockAround(address, PREFIX)
    used.set(node, (used.get(node) ?? new Map<string, CidrBlock>()).set(block.canonical, block))
  }
  return new Map(
    [...used].map(([node, blocks]) => [node, [...blocks.values()].sort((a, b) => (a.first < b.first ? -1 : 1))]),
  )
}

function isOfPool({ family, value }: IpAddress): boolean {
  return family === 4 && POOL.first <= value && value <= POOL.last
}
