import type { AttackState } from '../../lessons/attack.ts'
import type { ClusterView } from '../../worker/snapshot.ts'
import { targetName } from '../text/attack.ts'
import { stationOf, type Station } from './stations.ts'

/**
 * What of the picture is in an attacker's hands, or within their reach. `here`: they stand in it; `looted`: something
 * was carried off.
 */
export interface AttackMark {
  /** The station; null: the picture has none of it, so that its name has to do. */
  readonly id: string | null
  readonly name: string
  readonly is: 'here' | 'looted' | 'reach'
}

/** Each station once, with the most that is to be said of it. `taken`: the ids of loot. */
export function attackMarks(
  { places, reach }: AttackState,
  taken: readonly string[],
  stations: readonly Station[],
  cluster: ClusterView,
): readonly AttackMark[] {
  const station = (ref: string) => stationOf(stations, cluster, ref)?.ref ?? null
  const doors = reach
    .filter(({ passes }) => passes)
    .map(({ question: { from: _from, ...target }, loot }): AttackMark => ({
      id: station(target.to),
      name: targetName(target),
      is: loot !== null && taken.includes(loot) ? 'looted' : 'reach',
    }))
  const here = places
    .filter(({ isHeld }) => isHeld)
    .map(({ ref }): AttackMark => ({ id: station(ref), name: ref, is: 'here' }))
  const marks = new Map<string, AttackMark>()
  for (const is of ['here', 'looted', 'reach'] as const) {
    for (const mark of [...here, ...doors])
      if (mark.is === is && !marks.has(mark.id ?? mark.name)) marks.set(mark.id ?? mark.name, mark)
  }
  return [...marks.values()]
}
