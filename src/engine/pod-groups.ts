import type { Cluster, Pod } from '../model/cluster.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { ExpressionMatcher, IdentityMatcher, PodsMatcher } from '../policy/form.ts'
import { matchesSubject, PLAIN_VIEW, type Viewpoint } from '../policy/match.ts'
import { matcherKey } from './matcher-key.ts'

/**
 * Pods that no selector can tell apart, whatever it says: same namespace, same labels, same service account, same named
 * ports.
 */
export interface PodGroup {
  readonly index: number
  readonly pod: Pod
  /** The named ports, as text; equal when each name stands for the same numbers. */
  readonly namedPorts: string
}

/** More selectors than this are not remembered at a time: they come from somebody typing. */
const REMEMBERED = 20_000

/**
 * The pods of a cluster, grouped once. Which groups a selector fits is found once for each selector, and kept as long
 * as the cluster: editing one policy costs only what its own selectors are new.
 */
export class PodGroups {
  readonly groups: readonly PodGroup[]
  readonly #of = new Map<Endpoint, PodGroup>()
  readonly #members: Pod[][] = []
  readonly #byNamespace = new Map<string, PodGroup[]>()
  readonly #fitting = new Map<string, readonly number[]>()

  constructor(pods: readonly Pod[]) {
    const known = new Map<string, PodGroup>()
    for (const pod of pods) {
      if (pod.endpoint?.kind !== 'pod') continue
      const namedPorts = pod.ports
        .filter(({ name }) => name !== null)
        .map(({ name, protocol, port }) => `${name}/${protocol}/${port}`)
        .sort()
        .join()
      const key = JSON.stringify([
        pod.namespace.name,
        Object.entries(pod.labels).sort(),
        pod.serviceAccount,
        namedPorts,
      ])
      let group = known.get(key)
      if (!group) known.set(key, (group = { index: known.size, pod, namedPorts }))
      this.#of.set(pod.endpoint, group)
      const members = (this.#members[group.index] ??= [])
      members.push(pod)
    }
    this.groups = [...known.values()]
    for (const group of this.groups) {
      const local = this.#byNamespace.get(group.pod.namespace.name)
      if (local) local.push(group)
      else this.#byNamespace.set(group.pod.namespace.name, [group])
    }
  }

  /** -1: no pod. */
  of(endpoint: Endpoint): number {
    return this.#of.get(endpoint)?.index ?? -1
  }

  /** The pods that the matcher fits, group by group. */
  pods(matcher: PodsMatcher | IdentityMatcher | ExpressionMatcher, view: Viewpoint): readonly Pod[] {
    return this.fitting(matcher, view).flatMap((index) => this.#members[index]!)
  }

  /** The indices of the groups that the matcher fits, ascending. A cluster is always looked at with the same `view`. */
  fitting(matcher: PodsMatcher | IdentityMatcher | ExpressionMatcher, view: Viewpoint = PLAIN_VIEW): readonly number[] {
    const key = matcherKey(matcher)
    const known = this.#fitting.get(key)
    if (known) return known
    if (this.#fitting.size >= REMEMBERED) this.#fitting.clear()
    const candidates = matcher.namespace === null ? this.groups : (this.#byNamespace.get(matcher.namespace) ?? [])
    const fitting = candidates
      .filter(({ pod }) => pod.endpoint !== null && matchesSubject(matcher, pod.endpoint, view))
      .map(({ index }) => index)
    this.#fitting.set(key, fitting)
    return fitting
  }
}

const groupsOf = new WeakMap<Cluster, PodGroups>()

/** The cluster's pods by what can be told of them; computed once for a cluster. */
export function podGroups(cluster: Cluster): PodGroups {
  let groups = groupsOf.get(cluster)
  if (!groups) groupsOf.set(cluster, (groups = new PodGroups(cluster.pods)))
  return groups
}
