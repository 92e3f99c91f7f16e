import type { World } from '../world/index.ts'
import { namespacedName } from '../model/namespaced-name.ts'

/**
 * The ends that a pattern means, as references. `*` alone: every workload, and the internet. A `*` in a name stands for
 * any letters: `shop/*` are the workloads of a namespace; when no workload fits, pods are looked at (`shop/api-*`).
 * Anything else is one reference, whether it resolves or not.
 */
export function expandPattern(pattern: string, { cluster }: World): readonly string[] {
  if (!pattern.includes('*')) return [pattern]
  const workloads = cluster.workloads
    .filter(({ pods }) => pods.some(({ endpoint }) => endpoint !== null))
    .map(namespacedName)
  if (pattern === '*') return [...workloads, 'internet']
  const fits = matcher(pattern)
  const found = workloads.filter(fits)
  return found.length > 0 ? found : [...cluster.podByName.keys()].filter(fits)
}

/** Cuts at the stars and looks for the parts in order, so that no pattern is slow. */
function matcher(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*')
  const first = parts[0]!
  const last = parts.at(-1)!
  return (name) => {
    if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false
    let at = first.length
    for (const part of parts.slice(1, -1)) {
      const found = name.indexOf(part, at)
      if (found < 0) return false
      at = found + part.length
    }
    return at <= name.length - last.length
  }
}

/** Pods by their own name or that of their workload; a name without pods stands for itself, so that it is missed. */
export function podsNamed(world: World, names: readonly string[]): ReadonlySet<string> {
  return new Set(
    names.flatMap((name) => {
      const pods = podsOf(world, name)
      return pods.length > 0 ? pods : [name]
    }),
  )
}

/** The pod of that name, or the pods of that workload, as `namespace/name`. */
export function podsOf({ cluster }: World, name: string): readonly string[] {
  return cluster.pods
    .filter(
      (pod) =>
        !pod.finished &&
        (namespacedName(pod) === name || namespacedName(pod.workload) === name || pod.workload.ref === name),
    )
    .map(namespacedName)
}

/** The pods that a pattern means, by their own name or that of their workload, on the network of the node too. */
function podsFitting(world: World, pattern: string): readonly string[] {
  if (!pattern.includes('*')) return podsOf(world, pattern)
  const fits = matcher(pattern)
  const names = world.cluster.pods.flatMap((pod) => [namespacedName(pod), namespacedName(pod.workload)]).filter(fits)
  return [...new Set(names.flatMap((name) => podsOf(world, name)))]
}

/** All pods that the patterns mean, each once; or the first pattern that means none. */
export function podsMeant(patterns: readonly string[], world: World): readonly string[] | string {
  const meant = patterns.map((pattern) => podsFitting(world, pattern))
  const none = meant.findIndex((pods) => pods.length === 0)
  return none < 0 ? [...new Set(meant.flat())] : patterns[none]!
}

/** Whether two references mean the same end: a pod and its workload do. */
export function isSamePlace(a: string, b: string, world: World): boolean {
  return a === b || placeOf(a, world) === placeOf(b, world)
}

/** `node/n1` is what people write for `node:n1`. */
function placeOf(ref: string, { cluster }: World): string {
  const workload =
    cluster.workloadByRef.get(ref) ??
    cluster.podByName.get(ref)?.workload ??
    cluster.workloads.find((each) => namespacedName(each) === ref)
  return workload ? workload.ref : ref.replace(/^node\//, 'node:')
}
