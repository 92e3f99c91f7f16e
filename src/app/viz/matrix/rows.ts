import { plain } from '../../text/sentence.ts'
import { sameLine, sameTotal } from './keep.ts'
import type { Place } from './keys.ts'
import type { GridLayout } from './layout.ts'
import type { CellMark, Grid, GridLine } from './grid.ts'

/** One cell, ready to be drawn; `left` and `width` in pixels. */
export interface CellView {
  readonly key: string
  readonly column: number
  readonly left: number
  readonly width: number
  readonly label: string
  readonly mark: CellMark
}

/**
 * One row, ready to be drawn. `selectedColumn`: its cell that is asked about, −1: its heading only, null: neither.
 * `stop`: the column that takes the focus, −1 for the heading, null for none.
 */
export interface RowView {
  readonly row: number
  readonly line: GridLine
  readonly top: number
  readonly isOn: boolean
  readonly isPointed: boolean
  readonly selectedColumn: number
  readonly stop: number | null
  readonly cells: readonly CellView[]
}

/** What rows are made from. */
export interface RowsInput {
  readonly grid: Grid
  readonly layout: GridLayout
  /** The rows and the columns that are elements, ascending. */
  readonly rows: readonly number[]
  readonly columns: readonly number[]
  /** Cells are painted: the one with the focus alone is an element. */
  readonly isLarge: boolean
  readonly selected: Place
  readonly active: Place
  /** −1: none. */
  readonly pointedRow: number
}

/**
 * The rows of a grid. A row, and a cell, that says the same as before is the same object: what has not changed costs
 * the screen nothing, and a press of a key changes few of some thousand cells.
 */
export function rowViews(input: RowsInput, before: readonly RowView[]): readonly RowView[] {
  const { grid, layout, rows, selected, active, pointedRow } = input
  const known = new Map(before.map((view) => [view.line.key, view]))
  return rows.map((row) => {
    const line = grid.rows[row]!
    const last = known.get(line.key)
    const view: RowView = {
      row,
      line: last && sameLine(last.line, line) ? last.line : line,
      top: layout.head + layout.rows.starts[row]!,
      isOn: row === selected.row,
      isPointed: row === pointedRow,
      selectedColumn: row === selected.row ? selected.column : -1,
      stop: row === active.row ? active.column : null,
      cells: cellViews(input, row, last?.cells ?? []),
    }
    return last && sameRow(last, view) ? last : view
  })
}

function cellViews(
  { grid, layout, columns, isLarge, active }: RowsInput,
  row: number,
  before: readonly CellView[],
): readonly CellView[] {
  const shown = !isLarge ? columns : row === active.row && active.column >= 0 ? [active.column] : []
  const cells = shown.map((column, index): CellView => {
    const last = before[index]
    const { key } = grid.columns[column]!
    const mark = grid.mark(row, column)
    const left = layout.side + layout.columns.starts[column]!
    const width = layout.columns.step + 1
    const isSame =
      last !== undefined &&
      last.key === key &&
      last.column === column &&
      last.left === left &&
      last.width === width &&
      sameMark(last.mark, mark)
    return isSame ? last : { key, column, left, width, mark, label: plain(grid.sentence(row, column)) }
  })
  return cells.length === before.length && cells.every((cell, index) => cell === before[index]) ? before : cells
}

function sameRow(a: RowView, b: RowView): boolean {
  return (
    a.row === b.row &&
    a.line === b.line &&
    a.top === b.top &&
    a.isOn === b.isOn &&
    a.isPointed === b.isPointed &&
    a.selectedColumn === b.selectedColumn &&
    a.stop === b.stop &&
    a.cells === b.cells
  )
}

function sameMark(a: CellMark, b: CellMark): boolean {
  if (a.mark === 'cell') return b.mark === 'cell' && a.verdict === b.verdict && a.change === b.change
  return (
    b.mark === 'square' &&
    sameTotal(a.total, b.total) &&
    a.twoLines === b.twoLines &&
    a.changes.join() === b.changes.join()
  )
}
