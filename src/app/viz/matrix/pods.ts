import type { ClusterView } from '../../../worker/snapshot.ts'
import { MATRIX } from '../../text/catalogue/en/matrix.ts'

/** One pod, or place outside, to another. */
export interface PodPair {
  readonly from: string
  readonly to: string
  /** Without the namespace, which the cell has already. */
  readonly fromName: string
  readonly toName: string
}

/** The pairs of pods behind a flow. */
export interface PodPairs {
  /** The first `PAIR_LIMIT` of them. */
  readonly pairs: readonly PodPair[]
  readonly count: number
  /** What a cell hides: `2 × 3 pods`. */
  readonly text: string
}

/** Replicas beyond these tell nothing new; any pod can still be asked about by name. */
export const PAIR_LIMIT = 100
const NONE: PodPairs = { pairs: [], count: 0, text: '' }

/**
 * Every pair of single pods behind a flow between two ends, without a pod to itself. None: there is nothing finer to
 * ask than the flow.
 */
export function podPairs(cluster: ClusterView, flow: { readonly from: string; readonly to: string } | null): PodPairs {
  if (!flow) return NONE
  const sources = podsOf(cluster, flow.from)
  const targets = podsOf(cluster, flow.to)
  const total = sources.length * targets.length - (flow.from === flow.to ? sources.length : 0)
  if (sources.length * targets.length <= 1) return NONE
  const pairs: PodPair[] = []
  for (const source of sources) {
    for (const target of targets) {
      if (pairs.length === PAIR_LIMIT) break
      if (source.id !== target.id)
        pairs.push({ from: source.id, to: target.id, fromName: source.name, toName: target.name })
    }
  }
  return { pairs, count: total, text: MATRIX.pods(sources.length, targets.length) }
}

function podsOf(
  { workloads, externals }: ClusterView,
  id: string,
): readonly { readonly id: string; readonly name: string }[] {
  const workload = workloads.find((each) => each.id === id)
  if (workload) return workload.pods
  const external = externals.find((each) => each.id === id)
  return external ? [{ id, name: external.label }] : []
}
