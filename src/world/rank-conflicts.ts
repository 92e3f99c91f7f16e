import { matchesDomain, exampleOf } from '../ground/domain-name.ts'
import { blocksOverlap } from '../ground/ip.ts'
import { matcherKey } from '../engine/matcher-key.ts'
import { podGroups, type PodGroups } from '../engine/pod-groups.ts'
import type { PolicySet } from '../engine/policy-set.ts'
import type { Cluster } from '../model/cluster.ts'
import type { ClusterRemark } from '../model/remark.ts'
import {
  isForPods,
  type BlockMatcher,
  type CompiledPolicy,
  type NameMatcher,
  type PeerMatcher,
  type PodsMatcher,
  type PortMatcher,
  type Rule,
} from '../policy/form.ts'
import { matchesBlock, matchesNode } from '../policy/match.ts'

/**
 * Policies of one tier and priority of which two rules with different actions could fit the same connection. The API
 * leaves open which one counts; the remark stands at the one that is asked later here. "Could" errs on the side of a
 * warning: names of ports are taken to stand for any port. Where the enforcer's own API says which counts, nothing is
 * left open.
 * Source: clusternetworkpolicy_types.go of v1alpha2, Priority.
 */
export function rankConflicts(cluster: Cluster, { tiers, profile }: PolicySet): readonly ClusterRemark[] {
  const overlap = new Overlap(cluster)
  return tiers
    .filter(({ isOrdered }) => isOrdered)
    .flatMap(({ id, policies }) =>
      policies.flatMap((second, index): ClusterRemark[] => {
        if (profile.settlesTies?.(second)) return []
        const first = policies
          .slice(0, index)
          .find(
            (other) =>
              other.rank.priority === second.rank.priority &&
              other.direction === second.direction &&
              other.object !== second.object &&
              overlap.conflict(other, second),
          )
        if (!first) return []
        return [
          {
            object: second.object,
            severity: 'warning',
            path: ['spec', 'priority'],
            facts: {
              code: 'same-priority',
              tier: id,
              priority: second.rank.priority,
              first: first.name,
              second: second.name,
            },
          },
        ]
      }),
    )
    .filter(({ object }, index, all) => all.findIndex((other) => other.object === object) === index)
}

/** Whether things that policies speak of have something in common in this cluster. */
class Overlap {
  readonly #groups: PodGroups

  constructor(private readonly cluster: Cluster) {
    this.#groups = podGroups(cluster)
  }

  conflict(a: CompiledPolicy, b: CompiledPolicy): boolean {
    return (
      isForPods(a) &&
      isForPods(b) &&
      this.#haveCommonPod(a.subject, b.subject) &&
      a.rules.some((one) => b.rules.some((other) => one.action !== other.action && this.#canBothFit(one, other)))
    )
  }

  #canBothFit(a: Rule, b: Rule): boolean {
    return a.when.every((one) =>
      b.when.every((other) => {
        if (one.aspect === 'port' && other.aspect === 'port')
          return one.anyOf.some((port) => other.anyOf.some((each) => portsOverlap(port, each)))
        if (one.aspect === 'peer' && other.aspect === 'peer')
          return one.anyOf.some((peer) => other.anyOf.some((each) => this.#peersOverlap(peer, each)))
        return true
      }),
    )
  }

  #peersOverlap(a: PeerMatcher, b: PeerMatcher): boolean {
    if (matcherKey(a) === matcherKey(b)) return true
    if (a.kind === 'pods' && b.kind === 'pods') return this.#haveCommonPod(a, b)
    if (a.kind === 'block' && b.kind === 'block') return blocksOverlap(a.block, b.block)
    if (a.kind === 'name' && b.kind === 'name') return namesOverlap(a, b)
    if (a.kind === 'block') return this.#blockHolds(a, b)
    if (b.kind === 'block') return this.#blockHolds(b, a)
    return (
      a.kind === 'nodes' &&
      b.kind === 'nodes' &&
      this.cluster.nodes.some(({ endpoint }) => matchesNode(a, endpoint) && matchesNode(b, endpoint))
    )
  }

  /** Any address may be known under any name. */
  #blockHolds(block: BlockMatcher, other: PeerMatcher): boolean {
    switch (other.kind) {
      case 'name':
        return true
      case 'nodes':
        return this.cluster.nodes.some(
          ({ endpoint, addresses }) =>
            matchesNode(other, endpoint) && addresses.some((address) => matchesBlock(block, address)),
        )
      case 'pods': {
        const groups = new Set(this.#groups.fitting(other))
        return this.cluster.pods.some(
          ({ endpoint, addresses }) =>
            endpoint?.kind === 'pod' &&
            groups.has(this.#groups.of(endpoint)) &&
            addresses.some((address) => matchesBlock(block, address)),
        )
      }
      case 'block':
        return blocksOverlap(block.block, other.block)
      // The APIs that leave the order of policies open have no others.
      case 'fqdn':
      case 'identity':
      case 'service':
      case 'group':
      case 'expression':
      case 'nobody':
        return false
    }
  }

  #haveCommonPod(a: PodsMatcher, b: PodsMatcher): boolean {
    const others = new Set(this.#groups.fitting(b))
    return this.#groups.fitting(a).some((group) => others.has(group))
  }
}

function portsOverlap(a: PortMatcher, b: PortMatcher): boolean {
  if (a.protocol !== null && b.protocol !== null && a.protocol !== b.protocol) return false
  return !a.range || !b.range || (a.range.from <= b.range.to && b.range.from <= a.range.to)
}

function namesOverlap(a: NameMatcher, b: NameMatcher): boolean {
  return matchesDomain(a.domain, exampleOf(b.domain, [])) || matchesDomain(b.domain, exampleOf(a.domain, []))
}
