import { grownPlacement } from './grow.ts'
import { freshPlacement } from './pack.ts'
import type { Cell, LatticeGroup, Placement } from './placement.ts'

/** Names come and go at every key press; more of them than this are not worth remembering. */
const REMEMBERED = 2000

/**
 * Keeps everybody in place from one picture to the next. From nothing, or when fewer than half of the stations are
 * still there (another work was opened), the placement is a pure function of the groups. Otherwise whoever was there
 * stays, and a new station takes the next free cell of its hull. A full hull grows to the right, down, left or up where
 * the lattice is free, else at the edge of the lattice; only a hull that is shut in on all sides moves what is below it
 * down by one row. Who comes back (undo) gets the old cell again if nobody took it, and who only changed its name stays
 * where it was.
 */
export class Lattice {
  #placement: Placement | null = null
  #last = new Map<string, Cell>()

  /**
   * The same object as before when nobody came or went. `stationWidth` is what the names need; it holds from a fresh
   * start on.
   */
  update(groups: readonly LatticeGroup[], stationWidth: number): Placement {
    const previous = this.#placement
    const next =
      previous && mostlyTheSame(previous, groups)
        ? grownPlacement(previous, groups, this.#last)
        : freshPlacement(groups, stationWidth)
    if (!previous || !samePlacement(previous, next)) {
      this.#placement = next
      if (this.#last.size > REMEMBERED) this.#last.clear()
      for (const [id, cell] of next.cells) this.#last.set(id, cell)
    }
    return this.#placement!
  }
}

function mostlyTheSame(previous: Placement, groups: readonly LatticeGroup[]): boolean {
  const units = groups.flatMap(({ key, items }) => (items.length > 0 ? items.map(({ id }) => id) : [key]))
  const kept = units.filter((unit) => previous.cells.has(unit) || previous.hulls.has(unit)).length
  return kept * 2 >= Math.max(units.length, previous.cells.size) && kept > 0
}

function samePlacement(a: Placement, b: Placement): boolean {
  const same = (one: ReadonlyMap<string, Cell>, other: ReadonlyMap<string, Cell>) =>
    one.size === other.size &&
    [...one].every(([key, cell]) => {
      const match = other.get(key)
      return match !== undefined && match.column === cell.column && match.row === cell.row
    })
  return (
    a.stationWidth === b.stationWidth &&
    a.columns === b.columns &&
    a.rows === b.rows &&
    same(a.cells, b.cells) &&
    same(a.hulls, b.hulls) &&
    [...a.hulls].every(
      ([key, { width, height }]) => b.hulls.get(key)!.width === width && b.hulls.get(key)!.height === height,
    )
  )
}
