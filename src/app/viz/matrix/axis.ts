/**
 * Where the rows or the columns of a grid lie, in pixels from the grid's own edge: all of one size, in groups with gaps
 * between them.
 */
export interface Axis {
  /** The size of one row or column. */
  readonly step: number
  /** Where each begins, in order. */
  readonly starts: Float64Array
  readonly groups: readonly AxisGroup[]
  /** From the edge to the end of the last one. */
  readonly length: number
}

/** Lines of one group: `first` and `count` by number, `start` and `length` in pixels. */
export interface AxisGroup {
  readonly name: string
  readonly first: number
  readonly count: number
  readonly start: number
  readonly length: number
}

/** The first line that is (partly) inside a stretch, and the one after the last; equal when there is none. */
export interface AxisRange {
  readonly first: number
  readonly end: number
}

/** `groups`: the group of each line, equal ones together. `lead`: room before the first group, for its title. */
export function axisOf(groups: readonly string[], step: number, gap: number, lead = 0): Axis {
  const starts = new Float64Array(groups.length)
  const found: { name: string; first: number; count: number; start: number; length: number }[] = []
  let edge = lead
  groups.forEach((name, index) => {
    const last = found.at(-1)
    if (last?.name === name) {
      last.count++
      last.length += step
    } else {
      if (last) edge += gap
      found.push({ name, first: index, count: 1, start: edge, length: step })
    }
    starts[index] = edge
    edge += step
  })
  return { step, starts, groups: found, length: edge }
}

/** The line at a distance from the edge; −1 in a gap and beyond both ends. */
export function lineAt({ starts, step }: Axis, distance: number): number {
  const index = lastStartingBefore(starts, distance)
  return index >= 0 && distance < starts[index]! + step ? index : -1
}

/** The lines that show between two distances. */
export function linesBetween({ starts, step }: Axis, from: number, to: number): AxisRange {
  const before = lastStartingBefore(starts, from)
  const first = before >= 0 && starts[before]! + step > from ? before : before + 1
  return { first, end: Math.max(first, lastStartingBefore(starts, to) + 1) }
}

/** What stays between a line that is scrolled to and the edge of the view, for the ring around the focus. */
const MARGIN = 8

/**
 * How far to scroll so that a line shows whole; `scroll` itself when it does already. `room`: what the view shows, in
 * pixels.
 */
export function scrollTo({ starts, step }: Axis, index: number, scroll: number, room: number): number {
  const start = starts[index] ?? 0
  if (start - MARGIN < scroll || step + 2 * MARGIN > room) return Math.max(0, start - MARGIN)
  return Math.max(scroll, start + step + MARGIN - room)
}

/** A stretch of pixels. */
export interface Stretch {
  readonly start: number
  readonly length: number
}

/** The side of the square tiles that a large grid is painted in, in pixels. */
const TILE = 256
/** How far around the view there is paint, so that a slow frame of scrolling does not show paper. */
const AHEAD = 128

/** The tiles, by number, that cover what a view shows of an axis and some more, within its length. */
export function tilesAround(scroll: number, room: number, length: number): AxisRange {
  const first = Math.max(0, Math.floor((scroll - AHEAD) / TILE))
  return { first, end: Math.max(first, Math.ceil(Math.min(length, scroll + room + AHEAD) / TILE)) }
}

/** No view of this size ever has more tiles near it. */
export function tilesAtMost(room: number): number {
  return Math.ceil((room + 2 * AHEAD) / TILE) + 1
}

/**
 * The tile that a slot holds: that one of the tiles from `first` on, as many as there are slots, whose number ends up
 * in it. A slot whose tile left the view takes the one that came in; all others keep theirs.
 */
export function tileInSlot(slot: number, first: number, slots: number): number {
  return first + ((((slot - first) % slots) + slots) % slots)
}

/** A square of paint, in the slot that holds it. */
export interface Tile {
  readonly key: string
  readonly down: Stretch
  readonly across: Stretch
}

/**
 * Where the tiles of all slots lie. `down`, `across`: the first tile in each direction, and how many slots there are
 * for them.
 */
export function tilesInSlots(
  rows: Axis,
  columns: Axis,
  down: { readonly first: number; readonly slots: number },
  across: { readonly first: number; readonly slots: number },
): readonly Tile[] {
  return Array.from({ length: down.slots * across.slots }, (_, slot) => ({
    key: String(slot),
    down: paintedStretch(tileInSlot(Math.floor(slot / across.slots), down.first, down.slots), rows),
    across: paintedStretch(tileInSlot(slot % across.slots, across.first, across.slots), columns),
  }))
}

/** One pixel more than the lines, for the line of the grid that ends them. */
function paintedStretch(tile: number, { length }: Axis): Stretch {
  return tileStretch({ first: tile, end: tile + 1 }, length + 1)
}

/** The pixels of a range of tiles. */
export function tileStretch({ first, end }: AxisRange, length: number): Stretch {
  return { start: first * TILE, length: Math.max(0, Math.min(length, end * TILE) - first * TILE) }
}

function lastStartingBefore(starts: Float64Array, distance: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (starts[middle]! <= distance) low = middle + 1
    else high = middle
  }
  return low - 1
}
