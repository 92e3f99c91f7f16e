import type { CidrBlock } from '../../../ground/ip.ts'
import type { PlannedNode } from '../../../model/address-plan.ts'
import { addressAt, blockAround, hashOf, sizeOf } from '../address-range.ts'
import { limitsOf, podInterfaces, PREFIX_SIZE, usesPrefixes, type InstanceLimits } from './instances.ts'
import { FOR_MACHINES, podSubnets } from './subnets.ts'

/** Prefix length of what one place of an interface holds in prefix mode. */
export const PREFIX_LENGTH = 28

/** How many prefixes a node can have: one for each place of an interface that takes pods. */
export function prefixRoom(limits: InstanceLimits, mode: string): number {
  return podInterfaces(limits, mode) * (limits.addressesPerInterface - 1)
}

/**
 * The /28 prefixes that nodes take from their subnets. EC2 picks any that is wholly free; here the place comes from a
 * hash of the node's name. The low addresses of a subnet are for machines and their interfaces, and the last prefix
 * holds an address that AWS keeps, so nobody gets those.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-prefix-eni.html
 */
export class PrefixClaims {
  readonly #taken = new Set<string>()
  readonly #of = new Map<string, CidrBlock[]>()

  /** Every node that works with prefixes has one before its first pod: WARM_PREFIX_TARGET is 1. */
  static first(nodes: readonly Pick<PlannedNode, 'name' | 'labels' | 'podCapacity'>[], mode: string): PrefixClaims {
    const claims = new PrefixClaims()
    const subnets = podSubnets(nodes, mode)
    for (const node of nodes) if (usesPrefixes(limitsOf(node), mode)) claims.claim(node.name, subnets.subnet(node.name))
    return claims
  }

  /** In the order in which the node got them. */
  of(node: string): readonly CidrBlock[] {
    return this.#of.get(node) ?? []
  }

  /** The node has this prefix, whoever says so. */
  hold(node: string, prefix: CidrBlock): void {
    const own = this.of(node)
    this.#taken.add(prefix.canonical)
    if (!own.some(({ canonical }) => canonical === prefix.canonical)) this.#of.set(node, [...own, prefix])
  }

  /** One more prefix for the node; null: the subnet has none left. */
  claim(node: string, subnet: CidrBlock): CidrBlock | null {
    const first = FOR_MACHINES / PREFIX_SIZE
    const count = sizeOf(subnet) / PREFIX_SIZE - first - 1
    const start = hashOf(`${node}/${this.of(node).length}`) % count
    for (let step = 0; step < count; step++) {
      const prefix = blockAround(addressAt(subnet, (first + ((start + step) % count)) * PREFIX_SIZE), PREFIX_LENGTH)
      if (this.#taken.has(prefix.canonical)) continue
      this.hold(node, prefix)
      return prefix
    }
    return null
  }
}
