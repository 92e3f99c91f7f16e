import type { Pod } from '../model/cluster.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { CompiledPolicy, PodsMatcher } from '../policy/form.ts'
import { matchesPod } from '../policy/match.ts'
import { matcherKey } from './matcher-key.ts'
import { portMatchersOf, usedPortNames } from './port-atoms.ts'

/** Pods that look the same to every selector: same namespace, labels and used named ports. */
interface Twins {
  readonly pod: Pod
  readonly endpoints: Endpoint[]
  readonly portNames: string
  /** The numbers of the matchers that fit them, ascending. */
  readonly marks: number[]
}

/** Pods merged into one class when every selector of every policy treats them alike and used port names mean the same. */
export class LabelClasses {
  /** Indices of the policies that select each class. */
  readonly selectedBy: (readonly number[])[] = []
  readonly portNames: string[] = []
  readonly #of = new Map<Endpoint, number>()
  readonly #hits = new Map<string, ReadonlySet<number>>()

  constructor(endpoints: readonly Endpoint[], policies: readonly CompiledPolicy[]) {
    const twins = groupTwins(endpoints, usedPortNames(portMatchersOf(policies)))
    const fitting = markFitting(twins, policies)
    const merged = new Map<string, number>()
    const classOf = new Map<Twins, number>()
    for (const each of twins) {
      const key = `${each.marks.join()}|${each.portNames}`
      let index = merged.get(key)
      if (index === undefined) {
        merged.set(key, (index = this.portNames.length))
        this.portNames.push(each.portNames)
        this.selectedBy.push(policies.flatMap((policy, at) => (fitting.get(matcherKey(policy.subject))!.has(each) ? [at] : [])))
      }
      classOf.set(each, index)
      for (const endpoint of each.endpoints) this.#of.set(endpoint, index)
    }
    for (const [key, hits] of fitting) this.#hits.set(key, new Set([...hits].map((each) => classOf.get(each)!)))
  }

  /** -1: no pod, so that no selector ever fits. */
  of(endpoint: Endpoint): number {
    return this.#of.get(endpoint) ?? -1
  }

  matches(matcher: PodsMatcher, label: number): boolean {
    return label >= 0 && this.#hits.get(matcherKey(matcher))!.has(label)
  }
}

function groupTwins(endpoints: readonly Endpoint[], names: ReadonlySet<string>): readonly Twins[] {
  const groups = new Map<string, Twins>()
  for (const endpoint of endpoints) {
    if (endpoint.kind !== 'pod') continue
    const { pod } = endpoint
    const portNames = names.size === 0 ? '' : pod.ports.filter((port) => port.name !== null && names.has(port.name)).map((port) => `${port.name}/${port.protocol}/${port.port}`).sort().join()
    const key = JSON.stringify([pod.namespace.name, Object.entries(pod.labels).sort(), portNames])
    const known = groups.get(key)
    if (known) known.endpoints.push(endpoint)
    else groups.set(key, { pod, endpoints: [endpoint], portNames, marks: [] })
  }
  return [...groups.values()]
}

/** Tries every distinct selector once on each group, only inside its namespace where it names one. */
function markFitting(twins: readonly Twins[], policies: readonly CompiledPolicy[]): ReadonlyMap<string, ReadonlySet<Twins>> {
  const matchers = new Map<string, PodsMatcher>()
  for (const policy of policies) for (const matcher of [policy.subject, ...peersOf(policy)]) matchers.set(matcherKey(matcher), matcher)
  const byNamespace = new Map<string, Twins[]>()
  for (const each of twins) {
    const local = byNamespace.get(each.pod.namespace.name)
    if (local) local.push(each)
    else byNamespace.set(each.pod.namespace.name, [each])
  }
  const fitting = new Map<string, ReadonlySet<Twins>>()
  for (const [key, matcher] of matchers) {
    const hits = new Set<Twins>()
    for (const each of matcher.namespace === null ? twins : byNamespace.get(matcher.namespace) ?? []) {
      if (!matchesPod(matcher, each.pod)) continue
      hits.add(each)
      each.marks.push(fitting.size)
    }
    fitting.set(key, hits)
  }
  return fitting
}

function peersOf(policy: CompiledPolicy): readonly PodsMatcher[] {
  return policy.rules.flatMap(({ when }) => when.flatMap((condition) => (condition.aspect === 'peer' ? condition.anyOf : [])
    .filter((matcher): matcher is PodsMatcher => matcher.kind === 'pods')))
}
