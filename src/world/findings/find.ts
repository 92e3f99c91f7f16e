import type { PolicySet } from '../../engine/policy-set.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import { compareText } from '../../model/build.ts'
import type { Cluster } from '../../model/cluster.ts'
import type { CompiledPolicy } from '../../policy/form.ts'
import { clusterFacts, type ClusterFacts } from './cluster-facts.ts'
import type { Finding } from './finding.ts'
import { NamespaceView } from './namespace-view.ts'
import { policyView } from './policy-view.ts'
import { NAMESPACE_FINDERS, POLICY_FINDERS } from './registry.ts'

/** The findings about all NetworkPolicies of a cluster, policy by policy in order of namespace and name, whatever the order of the documents. */
export function findingsOf(cluster: Cluster, set: PolicySet): readonly Finding[] {
  let finder = finders.get(cluster)
  if (!finder) finders.set(cluster, (finder = new Finder(clusterFacts(cluster))))
  return finder.find(set)
}

const finders = new WeakMap<Cluster, Finder>()

/** What was found about a namespace, and the policies that were looked at for it. */
interface Found {
  readonly findings: readonly Finding[]
  readonly consulted: ReadonlyMap<string, readonly CompiledPolicy[]>
}

/** Finds, and remembers by the identity of policies: an edit costs what it changed. */
class Finder {
  readonly #alone = new WeakMap<KubernetesObject, readonly Finding[]>()
  readonly #together = new Map<string, Found>()
  #policies: ReadonlyMap<string, readonly CompiledPolicy[]> = new Map()
  #above: readonly CompiledPolicy[] = []

  constructor(private readonly facts: ClusterFacts) {}

  find(set: PolicySet): readonly Finding[] {
    const above = set.policies.filter(({ namespace }) => namespace === null)
    if (!isSame(above, this.#above)) this.#together.clear()
    this.#above = above
    this.#policies = kept(byNamespace(set.policies), this.#policies)
    return [...this.#policies.keys()].sort(compareText).flatMap((namespace) => {
      const policies = this.#policies.get(namespace)!
      const { findings } = this.#namespace(namespace, set)
      const of = new Map<KubernetesObject, Finding[]>()
      for (const { object } of policies) of.set(object, [...this.#policy(object, policies)])
      for (const finding of findings) of.get(finding.object)!.push(finding)
      return [...of.values()].flat()
    })
  }

  #policy(object: KubernetesObject, policies: readonly CompiledPolicy[]): readonly Finding[] {
    let findings = this.#alone.get(object)
    if (!findings) {
      const view = policyView(policies.filter((policy) => policy.object === object), this.facts)
      this.#alone.set(object, (findings = POLICY_FINDERS.flatMap((find) => find(view))))
    }
    return findings
  }

  #namespace(namespace: string, set: PolicySet): Found {
    const known = this.#together.get(namespace)
    if (known && [...known.consulted].every(([name, policies]) => policies === (this.#policies.get(name) ?? NONE))) return known
    const consulted = new Map<string, readonly CompiledPolicy[]>()
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

const NONE: readonly CompiledPolicy[] = []

/** Sorted by name, so that the order of documents decides nothing. */
function byNamespace(policies: readonly CompiledPolicy[]): ReadonlyMap<string, readonly CompiledPolicy[]> {
  const groups = new Map<string, CompiledPolicy[]>()
  for (const policy of policies) {
    if (policy.kind !== 'NetworkPolicy' || policy.namespace === null) continue
    const group = groups.get(policy.namespace)
    if (group) group.push(policy)
    else groups.set(policy.namespace, [policy])
  }
  for (const group of groups.values()) group.sort((a, b) => compareText(a.name, b.name))
  return groups
}

/** The lists that did not change are those of before, so that one comparison tells. */
function kept(now: ReadonlyMap<string, readonly CompiledPolicy[]>, before: ReadonlyMap<string, readonly CompiledPolicy[]>): ReadonlyMap<string, readonly CompiledPolicy[]> {
  return new Map([...now].map(([name, policies]) => {
    const old = before.get(name)
    return [name, old && isSame(old, policies) ? old : policies]
  }))
}

function isSame(a: readonly CompiledPolicy[], b: readonly CompiledPolicy[]): boolean {
  return a.length === b.length && a.every((policy, index) => policy === b[index])
}
