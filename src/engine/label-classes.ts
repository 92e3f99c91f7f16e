import type { Cluster } from '../model/cluster.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { CompiledPolicy, ExpressionMatcher, IdentityMatcher, PodsMatcher } from '../policy/form.ts'
import type { Viewpoint } from '../policy/match.ts'
import { matcherKey } from './matcher-key.ts'
import { podGroups, type PodGroups } from './pod-groups.ts'
import { portMatchersOf, usedPortNames } from './port-atoms.ts'

/**
 * Groups of pods merged into one class when every selector of every policy treats them alike and used port names mean
 * the same.
 */
export class LabelClasses {
  readonly portNames: string[] = []
  readonly #groups: PodGroups
  readonly #classOfGroup: Int32Array
  readonly #hits = new Map<string, ReadonlySet<number>>()

  constructor(cluster: Cluster, policies: readonly CompiledPolicy[], view: Viewpoint) {
    this.#groups = podGroups(cluster)
    const { groups } = this.#groups
    const marks: number[][] = groups.map(() => [])
    const matchers = distinctMatchers(policies)
    let number = 0
    for (const matcher of matchers.values()) {
      for (const group of this.#groups.fitting(matcher, view)) marks[group]!.push(number)
      number++
    }
    const names = usedPortNames(portMatchersOf(policies))
    const merged = new Map<string, number>()
    this.#classOfGroup = Int32Array.from(groups, ({ index, pod, namedPorts }) => {
      const portNames =
        names.size === 0 || namedPorts === ''
          ? ''
          : pod.ports
              .filter(({ name }) => name !== null && names.has(name))
              .map(({ name, protocol, port }) => `${name}/${protocol}/${port}`)
              .sort()
              .join()
      const key = `${marks[index]!.join()}|${portNames}`
      const known = merged.get(key)
      if (known !== undefined) return known
      merged.set(key, merged.size)
      this.portNames.push(portNames)
      return merged.size - 1
    })
    for (const [key, matcher] of matchers)
      this.#hits.set(key, new Set(this.#groups.fitting(matcher, view).map((group) => this.#classOfGroup[group]!)))
  }

  /** -1: no pod, so that no selector ever fits. */
  of(endpoint: Endpoint): number {
    const group = this.#groups.of(endpoint)
    return group < 0 ? -1 : this.#classOfGroup[group]!
  }

  /** The classes that a matcher of the policies fits, each once. */
  matching(matcher: LabelMatcher): readonly number[] {
    return [...this.#hits.get(matcherKey(matcher))!]
  }

  matches(matcher: LabelMatcher, label: number): boolean {
    return label >= 0 && this.#hits.get(matcherKey(matcher))!.has(label)
  }
}

/** What tells pods apart by their labels. */
type LabelMatcher = PodsMatcher | IdentityMatcher | ExpressionMatcher

function distinctMatchers(policies: readonly CompiledPolicy[]): ReadonlyMap<string, LabelMatcher> {
  const matchers = new Map<string, LabelMatcher>()
  const add = (matcher: LabelMatcher) => matchers.set(matcherKey(matcher), matcher)
  for (const { subject, rules } of policies) {
    if (subject.kind !== 'nodes') add(subject)
    for (const { when } of rules)
      for (const condition of when)
        if (condition.aspect === 'peer' || condition.aspect === 'self')
          for (const matcher of condition.anyOf)
            if (matcher.kind === 'pods' || matcher.kind === 'identity' || matcher.kind === 'expression') add(matcher)
  }
  return matchers
}
