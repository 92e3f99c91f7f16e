import { blockContains } from '../../../ground/ip.ts'
import type { Cluster, Service } from '../../../model/cluster.ts'
import type { BlockMatcher } from '../../../policy/form.ts'
import { matchesBlock } from '../../../policy/match.ts'

/**
 * The Services whose addresses a block stands for: a single address, or a range in which all Services are and nothing
 * else is. Empty: it is meant for others.
 */
export function servicesMeant(matcher: BlockMatcher, { services, nodes, pods }: Cluster): readonly Service[] {
  const { block } = matcher
  const isOne = block.first === block.last
  const held = services.filter(({ clusterAddresses }) =>
    clusterAddresses.some((address) => matchesBlock(matcher, address)),
  )
  if (held.length === 0 || nodes.some(({ addresses }) => addresses.some((address) => blockContains(block, address))))
    return []
  if (isOne) return held
  const isRange = services.every(({ clusterAddresses }) =>
    clusterAddresses.every((address) => address.family !== block.family || blockContains(block, address)),
  )
  return isRange && !pods.some(({ addresses }) => addresses.some((address) => blockContains(block, address)))
    ? held
    : []
}
