import type { CidrBlock } from '../../ground/ip.ts'
import type { Cluster, Node } from '../../model/cluster.ts'
import { addressAt, sizeOf } from './address-range.ts'
import type { PoolSummary } from './keeper.ts'
import type { ClusterNetwork } from './network.ts'
import {
  heldIn,
  nodeAddresses,
  type AddressRange,
  type Holder,
  type NodeAddresses,
  type PodLimit,
} from './node-addresses.ts'
import { kubeletLimit, type NodeRangePlan } from './node-ranges.ts'

/** The addresses of nodes that have one range each, whose first few and last are never a pod's. */
export function rangeAddresses(
  { first }: NodeRangePlan,
  network: ClusterNetwork,
  cluster: Cluster,
  nodes: readonly Node[],
): readonly NodeAddresses[] {
  return nodes.map((node) => {
    const own = network.nodes.get(node.name)
    const range = own?.ranges[0]
    if (!own || !range)
      return nodeAddresses(node, cluster, {
        ranges: [],
        interfaces: [],
        limits: [kubeletLimit(node), { by: 'no-range', pods: 0 }],
      })
    const devices = own.reserved.map(({ address, holder }) => ({
      address,
      holder: { kind: 'device', device: holder } as Holder,
    }))
    const kept = keptPlaces(range, first).filter(
      ({ address }) => !devices.some((device) => device.address.text === address.text),
    )
    const ranges: readonly AddressRange[] = [
      {
        kind: 'pod-range',
        cidr: range.canonical,
        interface: null,
        size: sizeOf(range),
        borrowedFrom: null,
        held: heldIn(
          range,
          node.name,
          cluster.pods.filter(({ hostNetwork, endpoint }) => !hostNetwork && endpoint),
          [...devices, ...kept],
        ),
      },
    ]
    return nodeAddresses(node, cluster, {
      ranges,
      interfaces: [],
      limits: [kubeletLimit(node), rangeLimit(range, first + 1)],
    })
  })
}

/** The pool, and how many ranges of it nodes have. Ranges that nodes bring themselves lie anywhere. */
export function rangePool({ pool, prefix }: NodeRangePlan, { nodes }: ClusterNetwork): PoolSummary {
  const ranges = [...nodes.values()].flatMap((node) => node.ranges)
  return {
    cidr: pool.canonical,
    partPrefix: prefix,
    parts: 2 ** (prefix - pool.prefix),
    taken: ranges.filter(({ first, last }) => pool.first <= first && last <= pool.last).length,
  }
}

function keptPlaces(range: CidrBlock, first: number) {
  const places = [
    ...Array.from({ length: first }, (_, place) => ({
      place,
      why: place === 0 ? ('network' as const) : ('first' as const),
    })),
    { place: sizeOf(range) - 1, why: 'last' as const },
  ]
  return places
    .filter(({ place }) => place >= 0 && place < sizeOf(range))
    .map(({ place, why }) => ({ address: addressAt(range, place), holder: { kind: 'kept', why } as Holder }))
}

function rangeLimit(range: CidrBlock, kept: number): PodLimit {
  return {
    by: 'range',
    pods: Math.max(0, sizeOf(range) - kept),
    prefix: range.prefix,
    bits: range.family === 4 ? 32 : 128,
    kept,
  }
}
