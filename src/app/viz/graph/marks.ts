import type { ClusterView, ReachView } from '../../../worker/snapshot.ts'

/** Up to this many workloads, every one of them is drawn; above, namespaces are folded and one at a time is open. */
const FOLD_LIMIT = 60

/**
 * What the picture draws one mark for. A mark is the id of a workload, a Service without endpoints, a node or a place
 * outside; or, where a namespace is folded, `ns:` and its name.
 */
export interface Marks {
  readonly isFolding: boolean
  /** The namespace that is open among folded ones. */
  readonly unfolded: string | null
  /** Marks of folded namespaces. */
  readonly folded: ReadonlySet<string>
  /** The mark of an `EndpointRef`; null when the cluster has no such thing. */
  of(id: string): string | null
  /** The namespace of a mark; null for nodes and outside. */
  groupOf(mark: string): string | null
}

/** The mark of a namespace that is drawn as one station. */
export const foldedMark = (namespace: string) => `ns:${namespace}`

/** The single mark of everything outside, where the engine sends only totals. */
export const OUTSIDE = 'outside'

/** `unfolded`: the namespace whose workloads are shown among folded ones. */
export function marksOf(cluster: ClusterView, reach: ReachView, unfolded: string | null): Marks {
  const isFolding = cluster.workloads.length > FOLD_LIMIT
  // Totals know nothing smaller than a namespace.
  const open = reach.cells ? unfolded : null
  const isFolded = (namespace: string) => isFolding && namespace !== open
  const groups = new Map<string, string>()
  const marks = new Map<string, string>()
  const add = (id: string, mark: string, group: string | null) => {
    marks.set(id, mark)
    if (group !== null) groups.set(mark, group)
  }
  for (const { id, namespace } of cluster.workloads)
    add(id, isFolded(namespace) ? foldedMark(namespace) : id, namespace)
  for (const { id, namespace, backends } of cluster.services) {
    const behind = backends[0]
    add(id, behind ? (marks.get(behind) ?? id) : isFolded(namespace) ? foldedMark(namespace) : id, namespace)
  }
  for (const { id } of cluster.nodes) add(id, id, null)
  for (const { id } of cluster.externals) add(id, reach.cells ? id : OUTSIDE, null)
  return {
    isFolding,
    unfolded: isFolding ? open : null,
    of: (id) => marks.get(id) ?? null,
    groupOf: (mark) => groups.get(mark) ?? null,
    folded: new Set(
      isFolding ? cluster.namespaces.flatMap(({ name }) => (isFolded(name) ? [foldedMark(name)] : [])) : [],
    ),
  }
}
