import type { ClusterView } from '../../../worker/snapshot.ts'

/** A workload that an Ingress or a route leads to from outside. */
export interface GraphEntry {
  readonly from: 'internet'
  /** The workload's id. */
  readonly to: string
  /** `Ingress`, `HTTPRoute`. */
  readonly text: string
}

/** More would hide what policies decide; the list under the picture has them all. */
const LIMIT = 12

/**
 * Where traffic comes in through a controller. These are ways, not verdicts: it is the controller's pods that make the
 * connection, and policies see them as its source.
 */
export function graphEntries({ entries, services }: Pick<ClusterView, 'entries' | 'services'>): readonly GraphEntry[] {
  const found = new Map<string, GraphEntry>()
  for (const { kind, service } of entries) {
    for (const to of services.find(({ id }) => id === service)?.backends ?? [])
      if (!found.has(to)) found.set(to, { from: 'internet', to, text: kind })
  }
  return [...found.values()].slice(0, LIMIT)
}
