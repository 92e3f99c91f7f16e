import type { ClusterView } from '../../../worker/snapshot.ts'
import { GRAPH } from '../../text/catalogue/en/graph.ts'
import { serviceLabel, workloadLabel } from '../../text/graph.ts'
import type { Drawing } from './drawing.ts'
import type { Stop } from './keys.ts'

/** What a screen reader says at a stop. */
export function stopLabel({ id }: Pick<Stop, 'id'>, cluster: ClusterView, { pairs, marks }: Drawing): string {
  const workload = cluster.workloads.find((each) => each.id === id)
  if (workload) return workloadLabel(workload, reachOf(id))
  const service = cluster.services.find((each) => each.id === id)
  if (service) return serviceLabel(service)
  if (marks.folded.has(id))
    return GRAPH.folded(
      id.slice('ns:'.length),
      cluster.workloads.filter(({ namespace }) => `ns:${namespace}` === id).length,
    )
  const node = cluster.nodes.find((each) => each.id === id)
  if (node) return GRAPH.node(node.name)
  const { by, to } = reachOf(id)
  return `${GRAPH.place(cluster.externals.find((each) => each.id === id)?.label ?? id)}, ${GRAPH.reach(by, to)}`

  function reachOf(mark: string): { readonly by: number; readonly to: number } {
    const passes = (from: string, target: string) => {
      const { allowed, open, part } = pairs.counts(from, target)
      return from !== target && allowed + open + part > 0
    }
    return {
      by: pairs.marks.filter((other) => passes(other, mark)).length,
      to: pairs.marks.filter((other) => passes(mark, other)).length,
    }
  }
}
