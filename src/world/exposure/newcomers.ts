import { matchesSelector, type LabelRequirement, type Labels, type LabelSelector } from '../../ground/labels.ts'
import { matcherKey } from '../../engine/matcher-key.ts'
import { podGroups } from '../../engine/pod-groups.ts'
import type { Cluster } from '../../model/cluster.ts'
import type { CompiledPolicy, PodsMatcher } from '../../policy/form.ts'
import { fewestLabels } from './fewest-labels.ts'

/**
 * Pods that do not exist: what the selectors of some policy say of them, and one such pod to try. No requirements: any
 * pod, or any namespace.
 */
export interface Newcomer {
  readonly pods: readonly LabelRequirement[]
  readonly namespace: NewcomerNamespace
  /** The labels of the pod that stands for them: these, and no other that a policy looks at. */
  readonly labels: Labels
  /**
   * To policies they are like a pod that exists, so that there is no news in them; but they bound what may be said of
   * wider classes.
   */
  readonly isKnown: boolean
}

/**
 * `existing`: a namespace of the cluster. `new`: namespaces with these labels that do not exist; the one that is tried
 * has this name.
 */
export type NewcomerNamespace =
  | { readonly kind: 'existing'; readonly name: string; readonly labels: Labels }
  | {
      readonly kind: 'new'
      readonly name: string
      readonly labels: Labels
      readonly selector: readonly LabelRequirement[]
    }

const NAME_LABEL = 'kubernetes.io/metadata.name'

/**
 * One newcomer for each class of pods that the policies' selectors single out. The first is the pod that no policy
 * knows in a namespace that none knows; it is news wherever its like may be. A pod that two selectors fit at once is a
 * class of its own that is not listed.
 */
export function findNewcomers(cluster: Cluster, policies: readonly CompiledPolicy[]): readonly Newcomer[] {
  const matchers = distinctMatchers(policies)
  const signatures = new Signatures(matchers)
  const isMentioned = mentions(matchers)
  const names = new NewNames(cluster, isMentioned)
  const existing = new Set(
    podGroups(cluster).groups.map(({ pod }) => signatures.of(pod.namespace.name, pod.namespace.labels, pod.labels)),
  )
  const seen = new Set<string>()
  const newcomers: Newcomer[] = []
  for (const matcher of [ANY, ...matchers]) {
    const labels = fewestLabels(matcher.podSelector, isMentioned)
    if (labels === null) continue
    for (const namespace of namespacesFor(matcher, cluster, names, isMentioned)) {
      const signature = signatures.of(namespace.name, namespace.labels, labels)
      if (seen.has(signature)) continue
      seen.add(signature)
      newcomers.push({
        pods: matcher.podSelector?.requirements ?? [],
        namespace,
        labels,
        isKnown: newcomers.length > 0 && existing.has(signature),
      })
    }
  }
  return newcomers
}

/** Every pod of every namespace. */
const ANY: PodsMatcher = { kind: 'pods', namespace: null, namespaceSelector: null, podSelector: null, path: [] }

/**
 * All that policies say of pods, as subjects and as peers, each once; in an order that the documents' order does not
 * change.
 */
function distinctMatchers(policies: readonly CompiledPolicy[]): readonly PodsMatcher[] {
  const matchers = new Map<string, PodsMatcher>()
  const add = (matcher: PodsMatcher) => matchers.set(matcherKey(matcher), matcher)
  for (const { subject, rules } of policies) {
    if (subject.kind === 'pods') add(subject)
    for (const { when } of rules)
      for (const condition of when)
        if (condition.aspect === 'peer')
          for (const matcher of condition.anyOf) if (matcher.kind === 'pods') add(matcher)
  }
  return [...matchers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, matcher]) => matcher)
}

function mentions(matchers: readonly PodsMatcher[]): (value: string) => boolean {
  const values = new Set(
    matchers.flatMap(({ podSelector, namespaceSelector, namespace }) => [
      ...[podSelector, namespaceSelector]
        .flatMap((selector) => selector?.requirements ?? [])
        .flatMap((requirement) => requirement.values),
      ...(namespace === null ? [] : [namespace]),
    ]),
  )
  return (value) => values.has(value)
}

/** Names for namespaces that do not exist: one for each set of labels, none that a policy or the cluster knows. */
class NewNames {
  readonly #names = new Map<string, string>()
  #number = 0

  constructor(
    private readonly cluster: Cluster,
    private readonly isMentioned: (value: string) => boolean,
  ) {}

  of(labels: Labels): string {
    const key = JSON.stringify(Object.entries(labels).sort())
    let name = this.#names.get(key)
    if (name === undefined) this.#names.set(key, (name = this.#next()))
    return name
  }

  #next(): string {
    const name = ++this.#number === 1 ? 'new-namespace' : `new-namespace-${this.#number}`
    return this.cluster.namespaces.has(name) || this.isMentioned(name) ? this.#next() : name
  }
}

/** Where pods that the matcher fits may appear: in a namespace that is new, and in those that it fits already. */
function namespacesFor(
  matcher: PodsMatcher,
  cluster: Cluster,
  names: NewNames,
  isMentioned: (value: string) => boolean,
): readonly NewcomerNamespace[] {
  if (matcher.namespace !== null) {
    const namespace = cluster.namespaces.get(matcher.namespace)
    return namespace ? [{ kind: 'existing', name: namespace.name, labels: namespace.labels }] : []
  }
  const selector = matcher.namespaceSelector
  const existing = [...cluster.namespaces.values()]
    .filter(({ labels }) => selector === null || matchesSelector(selector, labels))
    .map(({ name, labels }): NewcomerNamespace => ({ kind: 'existing', name, labels }))
  const added = newNamespace(selector, cluster, names, isMentioned)
  return added ? [added, ...existing] : existing
}

/** Null: the selector fits none that does not exist. A name that it asks for is the new namespace's name. */
function newNamespace(
  selector: LabelSelector | null,
  cluster: Cluster,
  names: NewNames,
  isMentioned: (value: string) => boolean,
): NewcomerNamespace | null {
  const requirements = selector?.requirements ?? []
  const labels = fewestLabels(
    { requirements: requirements.filter(({ key }) => key !== NAME_LABEL), path: [] },
    isMentioned,
  )
  if (labels === null) return null
  const asksFor = requirements.filter(({ key }) => key === NAME_LABEL)
  const wanted = [
    ...asksFor.flatMap(({ operator, values }) => (operator === 'Equals' || operator === 'In' ? values : [])),
  ].sort()
  const candidates = wanted.length > 0 ? wanted : [names.of(labels)]
  const name = candidates.find(
    (each) =>
      !cluster.namespaces.has(each) &&
      NAMESPACE_NAME.test(each) &&
      matchesSelector({ requirements: asksFor, path: [] }, { [NAME_LABEL]: each }),
  )
  return name === undefined
    ? null
    : { kind: 'new', name, labels: { ...labels, [NAME_LABEL]: name }, selector: requirements }
}

/** RFC 1123, a label. Values of labels may be more than that, and then no namespace can have the name. */
const NAMESPACE_NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/

/** Tells apart what the policies' selectors tell apart. Two pods with one signature fit the same selectors. */
class Signatures {
  readonly #byNamespace = new Map<string, readonly number[]>()

  constructor(private readonly matchers: readonly PodsMatcher[]) {}

  of(namespace: string, namespaceLabels: Labels, labels: Labels): string {
    const key = `${namespace} ${JSON.stringify(Object.entries(namespaceLabels).sort())}`
    let fitting = this.#byNamespace.get(key)
    if (!fitting) {
      fitting = this.matchers.flatMap((matcher, index) => {
        if (matcher.namespace !== null && matcher.namespace !== namespace) return []
        return matcher.namespaceSelector === null || matchesSelector(matcher.namespaceSelector, namespaceLabels)
          ? [index]
          : []
      })
      this.#byNamespace.set(key, fitting)
    }
    return fitting
      .filter((index) => {
        const { podSelector } = this.matchers[index]!
        return podSelector === null || matchesSelector(podSelector, labels)
      })
      .join()
  }
}
