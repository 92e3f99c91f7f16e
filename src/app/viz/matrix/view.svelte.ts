import { linesBetween, scrollTo, tilesAround, tilesAtMost, tileStretch, type Axis, type AxisRange } from './axis.ts'
import type { Place } from './keys.ts'
import type { GridLayout } from './layout.ts'
import type { Grid } from './grid.ts'

/** Above this many cells they are painted, and only the headings near the view are elements. */
const ELEMENT_LIMIT = 1000

/** What a scrolled grid shows. Everything is as new only when the view reaches other tiles, not at every pixel. */
export class GridView {
  left = $state(0)
  top = $state(0)
  width = $state(0)
  height = $state(0)

  isLarge = $derived.by(() => this.grid().rows.length * this.grid().columns.length > ELEMENT_LIMIT)
  /** What the headings leave of the view. */
  room = $derived.by(() => ({
    width: Math.max(0, this.width - this.layout().side),
    height: Math.max(0, this.height - this.layout().head),
  }))

  #down = $derived.by(() => tilesAround(this.top, this.room.height, this.layout().rows.length))
  #across = $derived.by(() => tilesAround(this.left, this.room.width, this.layout().columns.length))
  #firstDown = $derived(this.#down.first)
  #endDown = $derived(this.#down.end)
  #firstAcross = $derived(this.#across.first)
  #endAcross = $derived(this.#across.end)

  /** The tiles of a large grid that are near the view. */
  down: AxisRange = $derived({ first: this.#firstDown, end: this.#endDown })
  across: AxisRange = $derived({ first: this.#firstAcross, end: this.#endAcross })
  /** How many tiles there is room for, wherever the view is. */
  slotsDown = $derived(tilesAtMost(this.room.height))
  slotsAcross = $derived(tilesAtMost(this.room.width))
  /** The lines that must be there as elements: those near the view in a large grid, else all. */
  rows: AxisRange = $derived.by(() =>
    this.isLarge ? linesIn(this.layout().rows, this.down) : { first: 0, end: this.grid().rows.length },
  )
  columns: AxisRange = $derived.by(() =>
    this.isLarge ? linesIn(this.layout().columns, this.across) : { first: 0, end: this.grid().columns.length },
  )

  constructor(
    private readonly grid: () => Grid,
    private readonly layout: () => GridLayout,
  ) {}

  /** Where to scroll so that a place shows; headings are always in view. */
  scrollTo({ row, column }: Place): { readonly left: number; readonly top: number } {
    const { rows, columns } = this.layout()
    return {
      left: column < 0 ? this.left : scrollTo(columns, column, this.left, this.room.width),
      top: row < 0 ? this.top : scrollTo(rows, row, this.top, this.room.height),
    }
  }
}

/** All indices of a range, and the one that must exist because it has the focus. */
export function withLine({ first, end }: AxisRange, always: number): readonly number[] {
  const indices = Array.from({ length: end - first }, (_, index) => first + index)
  return always < 0 || (always >= first && always < end)
    ? indices
    : always < first
      ? [always, ...indices]
      : [...indices, always]
}

function linesIn(axis: Axis, tiles: AxisRange): AxisRange {
  const { start, length } = tileStretch(tiles, axis.length)
  return linesBetween(axis, start, start + length)
}
