import type { Lesson } from '../../../lessons/lesson.ts'
import type { Snapshot } from '../../../worker/snapshot.ts'
import type { FlowGoal } from '../../viz/selection.ts'
import { cellOf, stationOf, type Station } from '../stations.ts'

/**
 * The goals that are one flow between two stations, as the graph draws them. What waits for a guess is not among them.
 */
export function flowGoals(
  { goals }: Lesson,
  { cluster, reach }: Snapshot,
  stations: readonly Station[],
): readonly FlowGoal[] {
  return goals.flatMap(({ lines }, index): readonly FlowGoal[] => {
    const [line] = lines
    if (line?.line !== 'flow' || line.from.length !== 1 || line.to.length !== 1) return []
    const from = stationOf(stations, cluster, line.from[0]!)
    const to = stationOf(stations, cluster, line.to[0]!)
    if (!from || !to) return []
    const protocol = line.protocol === 'UDP' || line.protocol === 'SCTP' ? line.protocol : 'TCP'
    const port =
      typeof line.port === 'number'
        ? (to.ports.find((each) => each.port === line.port && each.protocol === protocol) ?? {
            port: line.port,
            protocol,
            name: null,
          })
        : null
    return [
      { number: index + 1, flow: { from: from.ref, to: to.ref, port, verdict: cellOf(reach, from.ref, to.ref, port) } },
    ]
  })
}
