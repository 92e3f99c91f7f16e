import { blockContains, type CidrBlock, type IpAddress } from '../../ground/ip.ts'
import type { PlannedNode } from '../../model/address-plan.ts'
import type { Cluster, Node } from '../../model/cluster.ts'
import { addressAt, blockAround, blockOf } from './address-range.ts'

/** The subnets that nodes stand in: one for each zone, /24 each, in order of the zones' names. */
export interface Underlay {
  /** The address for a node of our making. */
  address(node: string, taken: ReadonlySet<string>): IpAddress
  subnet(node: string): CidrBlock
}

const ZONE = 'topology.kubernetes.io/zone'

/** Nodes get .11, .12, …: the first ten are for routers and whatever else a network has. */
const FIRST_NODE = 11

/**
 * Where the nodes stand. Manifests hardly ever say it: nodes that carry different zone labels are taken to be in
 * different subnets, and others to share one. `subnetAt` gives the subnet of the zone with this number.
 */
export function underlayOf(
  nodes: readonly Pick<PlannedNode, 'name' | 'labels'>[],
  subnetAt: (zone: number) => CidrBlock,
): Underlay {
  const zones = [...new Set(nodes.map(({ labels }) => labels[ZONE] ?? ''))].sort()
  const zoneOf = new Map(nodes.map(({ name, labels }) => [name, zones.indexOf(labels[ZONE] ?? '')]))
  const subnet = (node: string) => subnetAt(zoneOf.get(node) ?? 0)
  return {
    subnet,
    address(node, taken) {
      const block = subnet(node)
      for (let offset = FIRST_NODE; ; offset++) {
        const address = addressAt(block, offset)
        if (!taken.has(address.text)) return address
      }
    },
  }
}

/** The subnets of a network of machines, as kind and kubeadm have them: 172.18.0.0/24, 172.18.1.0/24, … */
export function machineSubnet(zone: number): CidrBlock {
  return blockOf(`172.18.${zone % 256}.0/24`)
}

/**
 * Where a built node stands: the address that it is known by, the subnet around it, and that subnet's router, which has
 * its first address.
 */
export function standing(
  { name, addresses }: Node,
  underlay: Underlay,
): { readonly node: string; readonly address: IpAddress; readonly subnet: CidrBlock; readonly gateway: IpAddress } {
  const address = addresses.find(({ family }) => family === 4) ?? addresses[0]!
  const planned = underlay.subnet(name)
  const subnet = blockContains(planned, address) ? planned : blockAround(address, address.family === 4 ? 24 : 64)
  return { node: name, address, subnet, gateway: addressAt(subnet, 1) }
}

/** The nodes as a plan sees them, so that what was planned can be found again. */
export function plannedNodes({ nodes }: Cluster): readonly PlannedNode[] {
  return nodes.map(({ name, labels, addresses, podRange, podCapacity }) => ({
    name,
    labels,
    reported: addresses,
    podRange,
    podCapacity,
  }))
}
