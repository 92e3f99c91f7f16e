import { blockCovers, type CidrBlock } from '../../../ground/ip.ts'
import type { Endpoint } from '../../../model/endpoint.ts'
import type { BlockMatcher } from '../../../policy/form.ts'
import { matchesBlock } from '../../../policy/match.ts'
import type { ClusterNetwork } from '../../../sim/cni/network.ts'
import type { ClusterFacts } from '../cluster-facts.ts'
import type { Finding } from '../finding.ts'
import type { PluginView } from './plugin-view.ts'

/**
 * Blocks that hold only addresses of pods or nodes, where the plugin knows these by identity: no address outside is in
 * them, and those inside are not compared.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/#ip-cidr-based
 */
export function blockFitsNobodyFindings(view: PluginView): readonly Finding[] {
  return view.policies.flatMap(({ object, rules }) =>
    rules.flatMap((rule) =>
      rule.peers.flatMap((matcher, peer): Finding[] => {
        const held = matcher.kind === 'block' ? heldByNobody(matcher, view) : null
        return held
          ? [
              {
                facts: { code: 'block-fits-nobody', section: rule.section, rule: rule.index, peer, ...held },
                severity: 'warning',
                object,
                path: [...matcher.path, 'ipBlock', 'cidr'],
                part: 'value',
                fixes: [],
              },
            ]
          : []
      }),
    ),
  )
}

/**
 * How many pods and nodes have all the addresses that a block holds, none of which is compared with it; null: some is,
 * or somebody outside may have one.
 */
export function heldByNobody(
  matcher: BlockMatcher,
  { facts, set: { profile }, network }: PluginView,
): { readonly cidr: string; readonly pods: number; readonly nodes: number } | null {
  if (!isInside(matcher.block, network)) return null
  const pods = podsIn(matcher, facts)
  const nodes = facts.cluster.nodes.filter(({ addresses }) =>
    addresses.some((address) => matchesBlock(matcher, address)),
  )
  const holders: readonly Endpoint[] = [...pods, ...nodes.map(({ endpoint }) => endpoint)]
  return holders.length === 0 || holders.some((endpoint) => profile.view.blocksFit(endpoint))
    ? null
    : { cidr: matcher.block.text, pods: pods.length, nodes: nodes.length }
}

function podsIn(matcher: BlockMatcher, facts: ClusterFacts): readonly Endpoint[] {
  return facts.podsAtAddress(matcher).flatMap(({ endpoint }) => (endpoint ? [endpoint] : []))
}

/** Nobody outside can have an address of it: it is a single one, or of the pods' or the nodes' range. */
function isInside(block: CidrBlock, { podRange, nodes }: ClusterNetwork): boolean {
  return (
    block.first === block.last ||
    blockCovers(podRange, block) ||
    [...nodes.values()].some(({ subnet }) => blockCovers(subnet, block))
  )
}
