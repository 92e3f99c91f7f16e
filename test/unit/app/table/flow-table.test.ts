import { describe, expect, it } from 'vitest'
import { FlowTableState, PAGE, type TableInput } from '../../../../src/app/viz/table/flow-table.svelte.ts'
import { CELL, type ReachView } from '../../../../src/worker/snapshot.ts'
import { NO_DIFF, shopReach, tcp } from '../matrix/worlds.ts'

const tableOf = (change: Partial<TableInput> = {}) =>
  new FlowTableState(() => ({ reach: shopReach(), diff: NO_DIFF, selection: null, ...change }))

/** 40 ends that all talk to each other: 1,560 flows. */
function manyReach(): ReachView {
  const size = 40
  return {
    endpoints: Array.from({ length: size }, (_, index) => ({ id: `a/w${index}`, label: `w${index}`, group: 'a' })),
    columns: Array.from({ length: size }, (_, endpoint) => ({ endpoint, port: tcp(80) })),
    cells: Uint8Array.from({ length: size * size }, (_, cell) =>
      Math.floor(cell / size) === cell % size ? CELL.self : CELL.open,
    ),
    groups: ['a'],
    totals: [],
  }
}

describe('the table of flows', () => {
  it('filters and says what it leaves', () => {
    const table = tableOf()
    expect([table.found.length, table.isFiltered]).toEqual([17, false])
    table.toggle(CELL.open)
    table.search('dbg')
    expect(table.shown.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'dev/dbg internet',
      'shop/api dev/dbg',
      'internet dev/dbg',
    ])
    expect(table.isFiltered).toBe(true)
    expect(table.csv().split('\r\n')).toHaveLength(1 + 3 + 1)
    table.clear()
    expect(table.found).toHaveLength(17)
  })

  it('sorts up, down, and not at all', () => {
    const table = tableOf()
    table.sortBy('verdict')
    expect(table.sort).toEqual({ by: 'verdict', descending: false })
    expect(table.shown[0]?.verdict).toBe(CELL.allowed)
    table.sortBy('verdict')
    expect(table.sort).toEqual({ by: 'verdict', descending: true })
    table.sortBy('verdict')
    expect(table.sort).toBeNull()
  })

  it('has pages', () => {
    const table = tableOf({ reach: manyReach() })
    expect([table.pages, table.page, table.shown.length]).toEqual([4, 0, PAGE])
    table.turn(9)
    expect([table.page, table.shown.length]).toEqual([3, 60])
    table.turnTo({ from: 'a/w13', to: 'a/w0', port: tcp(80), verdict: null })
    expect([table.page, table.shown.some(({ from, to }) => from === 'a/w13' && to === 'a/w0')]).toEqual([1, true])
    table.turnTo({ from: 'gone', to: 'a/w0', port: null, verdict: null })
    expect(table.page).toBe(1)
    table.search('w39')
    expect([table.pages, table.page]).toEqual([1, 0])
  })

  it('prints more than a page', () => {
    const table = tableOf({ reach: manyReach() })
    table.isPrinting = true
    expect(table.shown).toHaveLength(1560)
  })

  it('asks for one destination of a matrix that did not come whole', () => {
    const table = tableOf({ reach: { ...shopReach(), cells: null } })
    expect([table.into, table.rows]).toEqual(['dev', null])
    expect(
      tableOf({
        reach: { ...shopReach(), cells: null },
        selection: { from: 'dev/dbg', to: 'shop/web', port: null, verdict: null },
      }).into,
    ).toBe('shop')
    table.goInto('shop')
    expect(table.into).toBe('shop')
    table.take('dev', shopReach())
    expect(table.rows).toBeNull()
    table.take('shop', shopReach())
    expect(table.rows?.flows).toHaveLength(17)
  })
})
