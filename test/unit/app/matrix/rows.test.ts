import { describe, expect, it } from 'vitest'
import { workloadLayout } from '../../../../src/app/viz/matrix/layout.ts'
import { rowViews, type RowsInput } from '../../../../src/app/viz/matrix/rows.ts'
import { EVERYTHING } from '../../../../src/app/viz/matrix/scope.ts'
import { workloadGrid } from '../../../../src/app/viz/matrix/grid.ts'
import { CELL } from '../../../../src/worker/snapshot.ts'
import { NO_DIFF, shopReach } from './worlds.ts'

const measure = (text: string) => text.length * 8
const MEASURES = { group: measure, square: measure, heading: measure, name: measure }

function input(change: Partial<RowsInput> = {}, cells = shopReach().cells!): RowsInput {
  const grid = workloadGrid(shopReach(), cells, EVERYTHING, NO_DIFF)
  const all = (length: number) => Array.from({ length }, (_, index) => index)
  return {
    grid,
    layout: workloadLayout(grid, MEASURES, { isNarrow: false, isCoarse: false }),
    rows: all(grid.rows.length),
    columns: all(grid.columns.length),
    isLarge: false,
    selected: { row: -1, column: -1 },
    active: { row: 0, column: 0 },
    pointedRow: -1,
    ...change,
  }
}

describe('the rows of a grid', () => {
  it('are the same objects when a new picture says the same', () => {
    const before = rowViews(input(), [])
    rowViews(input(), before).forEach((row, index) => expect(row).toBe(before[index]))
  })

  it('are new only where a verdict changed, and so are their cells', () => {
    const before = rowViews(input(), [])
    const cells = shopReach().cells!
    const changed = cells.slice()
    const at = cells.findIndex((cell) => cell === CELL.allowed || cell === CELL.open)
    changed[at] = CELL['denied-entering']
    const after = rowViews(input({}, changed), before)
    const rows = after.filter((row, index) => row !== before[index])
    expect(rows).toHaveLength(1)
    const was = before.find(({ line }) => line.key === rows[0]!.line.key)!
    const fresh = rows[0]!.cells.filter((cell, index) => cell !== was.cells[index])
    expect(fresh).toHaveLength(1)
    expect(fresh[0]).toMatchObject({ mark: { mark: 'cell', verdict: CELL['denied-entering'] } })
    expect(fresh[0]!.label).toMatch(/denied/)
  })

  it('say which of them is asked about, pointed at, and takes the focus', () => {
    const rows = rowViews(input({ selected: { row: 1, column: 2 }, active: { row: 2, column: -1 }, pointedRow: 0 }), [])
    expect(rows.map(({ isOn, selectedColumn }) => (isOn ? selectedColumn : null)).slice(0, 3)).toEqual([null, 2, null])
    expect(rows.map(({ stop }) => stop).slice(0, 3)).toEqual([null, null, -1])
    expect(rows.map(({ isPointed }) => isPointed).slice(0, 2)).toEqual([true, false])
  })

  it('hold one cell where cells are painted: the one with the focus', () => {
    const rows = rowViews(input({ isLarge: true, active: { row: 1, column: 3 } }), [])
    expect(rows.map(({ cells }) => cells.map(({ column }) => column))).toEqual(
      rows.map(({ row }) => (row === 1 ? [3] : [])),
    )
  })
})
