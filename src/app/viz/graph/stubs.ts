import type { Sides } from './sides.ts'
import type { StationMark } from './stations.ts'
import { insetAt, type Grid } from '../routes/grid.ts'
import type { TakenSlots } from '../routes/slots.ts'

/** Short arrows into open gates, for open flows without a line of their own. */
export interface Stubs {
  readonly shafts: string
  readonly heads: string
}

const LENGTH = 20
/** Where a stub stands, from the middle of the gate: the first place that no line uses. */
export const PLACES = [0, 14, -14] as const

/**
 * Whatever may leave freely reaches whatever may be entered freely: a flow without a policy at either end needs nothing
 * else. So one stub at each gate that is open to the world says what all those lines would say.
 */
export function stubsOf(
  stations: readonly StationMark[],
  plates: readonly string[],
  sides: Sides,
  grid: Grid,
  { gates }: TakenSlots,
): Stubs {
  const shafts: string[] = []
  const heads: string[] = []
  const keys = [
    ...stations.flatMap(({ id, opensIn }) => (opensIn ? [id] : [])),
    ...plates.map((id) => `${sides.right.includes(id) ? 'right' : 'left'} ${id}`),
  ]
  for (const key of keys) {
    const terminal = grid.terminals.get(key)
    const slot = PLACES.find(
      (place) =>
        !gates.get(`${key} in`)?.has(place) &&
        (stations.some(({ id }) => id === key) || !gates.get(`${key} out`)?.has(place)),
    )
    if (!terminal || slot === undefined) continue
    const { direction } = terminal.in
    const x = terminal.in.x + direction * insetAt(terminal, slot)
    const y = terminal.y + slot
    shafts.push(`M${x - direction * LENGTH} ${y}H${x - direction * 7}`)
    heads.push(`M${x - direction * 7.5} ${y - 4.3}L${x - direction} ${y}L${x - direction * 7.5} ${y + 4.3}`)
  }
  return { shafts: shafts.join(''), heads: heads.join('') }
}
