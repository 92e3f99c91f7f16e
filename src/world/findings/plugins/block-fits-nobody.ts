import type { CidrBlock } from '../../../ground/ip.ts'
import type { Endpoint } from '../../../model/endpoint.ts'
import type { BlockMatcher } from '../../../policy/form.ts'
import { matchesBlock } from '../../../policy/match.ts'
import type { ClusterNetwork } from '../../../sim/cni/network.ts'
import type { ClusterFacts } from '../cluster-facts.ts'
import type { Finding } from '../finding.ts'
import type { PluginView } from './plugin-view.ts'

/**
 * Blocks that hold only addresses of pods or nodes, where the plugin knows these by identity: no address outside is in them, and those inside are not compared.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/#ip-cidr-based
 */
export function blockFitsNobodyFindings({ facts, set: { profile }, network, policies }: PluginView): readonly Finding[] {
  return policies.flatMap(({ object, rules }) => rules.flatMap(({ section, index, peers }) => peers.flatMap((matcher, peer): Finding[] => {
    if (matcher.kind !== 'block' || !isInside(matcher.block, network)) return []
    const pods = podsIn(matcher, facts), nodes = facts.cluster.nodes.filter(({ addresses }) => addresses.some((address) => matchesBlock(matcher, address)))
    const holders: readonly Endpoint[] = [...pods, ...nodes.map(({ endpoint }) => endpoint)]
    if (holders.length === 0 || holders.some((endpoint) => profile.view.blocksFit(endpoint))) return []
    return [{ facts: { code: 'block-fits-nobody', section, rule: index, peer, cidr: matcher.block.text, pods: pods.length, nodes: nodes.length }, severity: 'warning', object, path: [...matcher.path, 'ipBlock', 'cidr'], part: 'value', fixes: [] }]
  })))
}

function podsIn(matcher: BlockMatcher, facts: ClusterFacts): readonly Endpoint[] {
  return facts.podsAtAddress(matcher).flatMap(({ endpoint }) => (endpoint ? [endpoint] : []))
}

/** Nobody outside can have an address of it: it is a single one, or of the pods' or the nodes' range. */
function isInside(block: CidrBlock, { podRange, nodes }: ClusterNetwork): boolean {
  const holds = (range: CidrBlock) => range.family === block.family && range.first <= block.first && block.last <= range.last
  return block.first === block.last || holds(podRange) || [...nodes.values()].some(({ subnet }) => holds(subnet))
}
