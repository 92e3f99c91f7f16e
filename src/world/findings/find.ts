import { EXTRAS } from '#extras'
import type { PolicySet } from '../../engine/policy-set.ts'
import type { Tier } from '../../engine/profile.ts'
import { need } from '../../ground/part.ts'
import { isSameList } from '../../ground/same-list.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import { compareText } from '../../model/build.ts'
import type { Cluster } from '../../model/cluster.ts'
import { isForPods, type CompiledPolicy, type PodPolicy } from '../../policy/form.ts'
import { clusterFacts, type ClusterFacts } from './cluster-facts.ts'
import type { Finding } from './finding.ts'
import { NamespaceView } from './namespace-view.ts'
import { isContradicted } from './plugins/contradicted.ts'
import { policyView, type PolicyView } from './policy-view.ts'
import { NAMESPACE_FINDERS, POLICY_FINDERS, TIER_FINDERS, type TierFinder } from './registry.ts'
import type { ClusterNetwork } from '../../sim/cni/network.ts'
import { workloadFindings } from './workload-findings.ts'

/**
 * The findings about all policies and workloads of a cluster, policy by policy, whatever the order of the documents:
 * first those whose order decides, as they are asked; then NetworkPolicies by namespace and name; then what the network
 * plugin makes of them; then those about workloads, by namespace and name.
 */
export function findingsOf(cluster: Cluster, set: PolicySet, network: ClusterNetwork): readonly Finding[] {
  let finder = finders.get(cluster)
  if (!finder) finders.set(cluster, (finder = new Finder(clusterFacts(cluster))))
  return finder.find(set, network)
}

const finders = new WeakMap<Cluster, Finder>()

/** What was found about a namespace, and the policies that were looked at for it. */
interface Found {
  readonly findings: readonly Finding[]
  readonly consulted: ReadonlyMap<string, readonly PodPolicy[]>
}

/** What was found about a tier, the policies that it had, and the finders that know them. */
interface FoundInTier {
  readonly findings: readonly Finding[]
  readonly policies: readonly CompiledPolicy[]
  readonly finders: readonly TierFinder[]
}

/** Finds, and remembers by the identity of policies: an edit costs what it changed. */
class Finder {
  readonly #views = new WeakMap<KubernetesObject, PolicyView>()
  readonly #alone = new WeakMap<KubernetesObject, readonly Finding[]>()
  readonly #together = new Map<string, Found>()
  readonly #tiers = new Map<string, FoundInTier>()
  #policies: ReadonlyMap<string, readonly PodPolicy[]> = new Map()
  #above: readonly CompiledPolicy[] = []
  #workloads: readonly Finding[] | null = null

  constructor(private readonly facts: ClusterFacts) {}

  find(set: PolicySet, network: ClusterNetwork): readonly Finding[] {
    const above = set.policies.filter(({ namespace }) => namespace === null)
    if (!isSameList(above, this.#above)) this.#together.clear()
    this.#above = above
    this.#policies = kept(byNamespace(set.policies), this.#policies)
    const inNamespaces = [...this.#policies.keys()].sort(compareText).flatMap((namespace) => {
      const policies = this.#policies.get(namespace)!
      const objects = new Set(policies.map(({ object }) => object))
      return byPolicy(policies, [
        ...[...objects].flatMap((object) => this.#policy(object, policies)),
        ...this.#namespace(namespace, set).findings,
      ]).filter((finding) => !isContradicted(finding, set.profile))
    })
    return [
      ...set.tiers
        .filter(
          ({ isOrdered, policies }) =>
            isOrdered && policies.every((policy) => isForPods(policy) && policy.namespace === null),
        )
        .flatMap((tier) => this.#tier(tier)),
      ...inNamespaces,
      ...this.#plugin(set, network),
      ...(this.#workloads ??= workloadFindings(this.facts.cluster)),
    ]
  }

  #plugin(set: PolicySet, network: ClusterNetwork): readonly Finding[] {
    if (set.profile.speaksFor === 'api') return []
    const { facts } = this
    const policies = [...this.#policies.keys()].sort(compareText).flatMap((namespace) => {
      const all = this.#policies.get(namespace)!
      return [...new Set(all.map(({ object }) => object))].map((object) => this.#view(object, all))
    })
    return need(EXTRAS.pluginFinders, 'what network plugins are found to do').flatMap((find) =>
      find({ facts, set, network, policies }),
    )
  }

  #tier(tier: Tier): readonly Finding[] {
    const { id, policies } = tier
    const known = this.#tiers.get(id)
    if (known && isSameList(known.policies, policies)) return known.findings
    const finders = known?.finders ?? TIER_FINDERS.map((make) => make())
    const findings = byPolicy(
      policies,
      finders.flatMap((find) => find(tier)),
    )
    this.#tiers.set(id, { policies, finders, findings })
    return findings
  }

  #policy(object: KubernetesObject, policies: readonly PodPolicy[]): readonly Finding[] {
    let findings = this.#alone.get(object)
    if (!findings) {
      const view = this.#view(object, policies)
      this.#alone.set(object, (findings = POLICY_FINDERS.flatMap((find) => find(view))))
    }
    return findings
  }

  /** `policies`: those of its namespace. */
  #view(object: KubernetesObject, policies: readonly PodPolicy[]): PolicyView {
    let view = this.#views.get(object)
    if (!view)
      this.#views.set(
        object,
        (view = policyView(
          policies.filter((policy) => policy.object === object),
          this.facts,
        )),
      )
    return view
  }

  #namespace(namespace: string, set: PolicySet): Found {
    const known = this.#together.get(namespace)
    if (known && [...known.consulted].every(([name, policies]) => policies === (this.#policies.get(name) ?? NONE)))
      return known
    const consulted = new Map<string, readonly PodPolicy[]>()
    const views = new Map<string, NamespaceView>()
    const viewOf = (name: string): NamespaceView => {
      const policies = this.#policies.get(name) ?? NONE
      consulted.set(name, policies)
      let view = views.get(name)
      if (!view) views.set(name, (view = new NamespaceView(name, policies, this.facts, set, viewOf)))
      return view
    }
    const view = viewOf(namespace)
    const found = { findings: NAMESPACE_FINDERS.flatMap((find) => find(view)), consulted }
    this.#together.set(namespace, found)
    return found
  }
}

const NONE: readonly PodPolicy[] = []

/** What was found about each policy together, in the order of the policies. */
function byPolicy(policies: readonly CompiledPolicy[], findings: readonly Finding[]): readonly Finding[] {
  const of = new Map<KubernetesObject, Finding[]>(policies.map(({ object }) => [object, []]))
  for (const finding of findings) of.get(finding.object)!.push(finding)
  return [...of.values()].flat()
}

/** Sorted by name, so that the order of documents decides nothing. */
function byNamespace(policies: readonly CompiledPolicy[]): ReadonlyMap<string, readonly PodPolicy[]> {
  const groups = new Map<string, PodPolicy[]>()
  for (const policy of policies) {
    if (policy.object.apiVersion !== 'networking.k8s.io/v1' || policy.namespace === null || !isForPods(policy)) continue
    const group = groups.get(policy.namespace)
    if (group) group.push(policy)
    else groups.set(policy.namespace, [policy])
  }
  for (const group of groups.values()) group.sort((a, b) => compareText(a.name, b.name))
  return groups
}

/** The lists that did not change are those of before, so that one comparison tells. */
function kept(
  now: ReadonlyMap<string, readonly PodPolicy[]>,
  before: ReadonlyMap<string, readonly PodPolicy[]>,
): ReadonlyMap<string, readonly PodPolicy[]> {
  return new Map(
    [...now].map(([name, policies]) => {
      const old = before.get(name)
      return [name, old && isSameList(old, policies) ? old : policies]
    }),
  )
}
