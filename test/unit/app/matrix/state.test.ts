import { describe, expect, it } from 'vitest'
import { GridFocus } from '../../../../src/app/viz/matrix/focus.svelte.ts'
import type { GridLayout } from '../../../../src/app/viz/matrix/layout.ts'
import { workloadLayout } from '../../../../src/app/viz/matrix/layout.ts'
import { EVERYTHING } from '../../../../src/app/viz/matrix/scope.ts'
import { MatrixState, type MatrixInput } from '../../../../src/app/viz/matrix/state.svelte.ts'
import { GridView, withLine } from '../../../../src/app/viz/matrix/view.svelte.ts'
import { workloadGrid } from '../../../../src/app/viz/matrix/grid.ts'
import type { ClusterView } from '../../../../src/worker/snapshot.ts'
import { NO_DIFF, shopReach, tcp } from './worlds.ts'

const measure = (text: string) => text.length * 7
const MEASURES = { group: measure, square: measure, heading: measure, name: measure }
const cluster = {
  counts: { pods: 3, workloads: 3, policies: 1, meshPolicies: 0, rejected: 0 },
  workloads: [],
  externals: [],
} as unknown as ClusterView
const everything = workloadGrid(shopReach(), shopReach().cells!, EVERYTHING, NO_DIFF)

function matrix(change: Partial<MatrixInput> = {}) {
  const state = new MatrixState(
    () => ({ cluster, reach: shopReach(), diff: NO_DIFF, selection: null, ...change }),
    MEASURES,
    () => false,
  )
  state.width = 900
  return state
}

describe('the state of the matrix', () => {
  it('opens everything in a small cluster, with the namespaces beside it', () => {
    const state = matrix()
    expect(state.level).toEqual(EVERYTHING)
    expect(state.cells?.cells).toEqual(everything.cells)
    expect(state.isPair).toBe(true)
    expect(state.frame).toEqual({ row: -1, column: -1 })
    expect(state.wanted).toBeNull()
  })

  it('goes where a person goes', () => {
    const state = matrix()
    state.open(state.levelAt({ row: 1, column: 2 }))
    expect(state.level).toEqual({ from: 'dev', to: 'shop' })
    expect(state.frame).toEqual({ row: 1, column: 2 })
    expect(state.sum).toEqual({ all: 3, passing: 0 })
    state.open(state.levelAt({ row: -1, column: 2 }))
    expect(state.level).toEqual({ from: null, to: 'shop' })
    state.open('namespaces')
    expect([state.isOpen, state.cells, state.frame, state.sum]).toEqual([false, null, null, null])
  })

  it('drops the namespaces when there is no room for both', () => {
    const state = matrix()
    state.width = 500
    expect(state.isPair).toBe(false)
    expect(state.cellsLayout?.isTitled).toBe(true)
  })

  it('knows where the question is', () => {
    const state = matrix({ selection: { from: 'shop/web', to: 'deploy:shop/api', port: tcp(8080), verdict: 1 } })
    expect(state.asked).toEqual({ row: 3, column: 1 })
    expect(state.askedSquare).toEqual({ row: 2, column: 2 })
    expect(state.flow).toMatchObject({ from: 'shop/web', to: 'deploy:shop/api' })
    expect(matrix({ selection: { from: 'svc:shop/api', to: 'shop/web', port: null, verdict: null } }).flow).toBeNull()
  })

  it('asks for the cells that did not come, and takes no others', () => {
    const state = matrix({ reach: { ...shopReach(), cells: null } })
    expect(state.wanted).toEqual(EVERYTHING)
    expect(state.cells).toBeNull()
    state.take({ from: 'dev', to: null }, shopReach())
    expect(state.cells).toBeNull()
    state.take(EVERYTHING, shopReach())
    expect(state.cells?.cells).toEqual(everything.cells)
  })
})

describe('the focus in a grid', () => {
  const other = { ...everything, rows: [everything.rows[1]!, everything.rows[3]!] }

  it('begins at the question, else at the first cell', () => {
    expect(
      new GridFocus(
        () => everything,
        () => ({ row: 2, column: 3 }),
      ).place,
    ).toEqual({ row: 2, column: 3 })
    expect(
      new GridFocus(
        () => everything,
        () => ({ row: 2, column: -1 }),
      ).place,
    ).toEqual({ row: 0, column: 0 })
  })

  it('stays with its flow when other rows go, and at its place when its own does', () => {
    let grid: typeof everything = everything
    const focus = new GridFocus(
      () => grid,
      () => ({ row: -1, column: -1 }),
    )
    focus.visit({ row: 3, column: 2 })
    grid = other
    expect(focus.place).toEqual({ row: 1, column: 2 })
    focus.visit({ row: 0, column: 4 })
    grid = { ...everything, rows: everything.rows.slice(2), columns: everything.columns.slice(0, 2) }
    expect(focus.place).toEqual({ row: 0, column: 1 })
    focus.visit({ row: -1, column: 1 })
    expect(focus.place).toEqual({ row: -1, column: 1 })
    focus.forget()
    expect(focus.place).toEqual({ row: 0, column: 0 })
  })
})

describe('the view of a grid', () => {
  const layout: GridLayout = workloadLayout(everything, MEASURES, { isNarrow: false, isCoarse: false })

  it('has all lines of a small grid', () => {
    const view = new GridView(
      () => everything,
      () => layout,
    )
    expect([view.isLarge, view.rows, view.columns]).toEqual([false, { first: 0, end: 4 }, { first: 0, end: 5 }])
  })

  it('has the lines near the view of a large one', () => {
    const large = {
      ...everything,
      rows: Array.from({ length: 1000 }, (_, index) => ({ ...everything.rows[0]!, key: `row ${index}`, group: 'a' })),
    }
    const sizes = workloadLayout(large, MEASURES, { isNarrow: false, isCoarse: false })
    const view = new GridView(
      () => large,
      () => sizes,
    )
    view.width = 800
    view.height = 400
    expect(view.isLarge).toBe(true)
    expect(view.rows.first).toBe(0)
    expect(view.rows.end).toBeLessThan(30)
    expect(view.scrollTo({ row: 999, column: -1 })).toEqual({ left: 0, top: 1000 * 34 + 8 - view.room.height })
  })

  it('always has the line with the focus', () => {
    expect(withLine({ first: 3, end: 6 }, 4)).toEqual([3, 4, 5])
    expect(withLine({ first: 3, end: 6 }, 0)).toEqual([0, 3, 4, 5])
    expect(withLine({ first: 3, end: 6 }, 9)).toEqual([3, 4, 5, 9])
    expect(withLine({ first: 3, end: 6 }, -1)).toEqual([3, 4, 5])
  })
})
