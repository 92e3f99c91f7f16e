import { describe, expect, it } from 'vitest'
import {
  arrangedFlows,
  cellOfFlow,
  flowRows,
  flowsAsCsv,
  rowOf,
  type RowFilter,
  type Sort,
} from '../../../../src/app/viz/table/flow-rows.ts'
import { CELL, type DiffView, type ReachView } from '../../../../src/worker/snapshot.ts'
import { NO_DIFF, shopReach, tcp } from '../matrix/worlds.ts'

const DIFF: DiffView = {
  against: 'baseline',
  opened: 1,
  closed: 1,
  changes: [
    { sign: 'opened', from: 'shop/web', to: 'deploy:shop/api', port: tcp(8080) },
    { sign: 'closed', from: 'internet', to: 'shop/web', port: tcp(8080) },
  ],
}
const ALL: RowFilter = { text: '', verdicts: new Set(), changedOnly: false }
const rows = flowRows(shopReach(), shopReach().cells!, DIFF)
const list = (filter: Partial<RowFilter>, sort: Sort | null = null) =>
  [...arrangedFlows(rows, { ...ALL, ...filter }, sort)].map((cell) => {
    const { from, to, port } = rowOf(rows, cell)
    return `${from} ${to} ${port?.port ?? '*'}`
  })

describe('the rows of the table', () => {
  it('are all flows but those to itself, in the order of the matrix', () => {
    expect(rows.flows).toHaveLength(17)
    expect(list({}).slice(0, 5)).toEqual([
      'dev/dbg shop/api 8080',
      'dev/dbg shop/api 9090',
      'dev/dbg shop/web 8080',
      'dev/dbg internet *',
      'shop/api dev/dbg *',
    ])
    expect([...rows.counts]).toEqual([
      [CELL.allowed, 1],
      [CELL.open, 3],
      [CELL.part, 1],
      [CELL['denied-leaving'], 3],
      [CELL['denied-entering'], 9],
    ])
  })

  it('carry the flow and what changed', () => {
    const found = [...rows.flows].map((cell) => rowOf(rows, cell)).find(({ change }) => change === 'opened')
    expect(found).toEqual({
      key: 'shop/web → deploy:shop/api 8080/TCP',
      from: 'shop/web',
      to: 'shop/api',
      port: tcp(8080, 'http'),
      verdict: CELL.allowed,
      change: 'opened',
      flow: { from: 'shop/web', to: 'deploy:shop/api', port: tcp(8080, 'http'), verdict: CELL.allowed },
    })
  })
})

describe('the cell of a flow', () => {
  it('is found again, with or without its port', () => {
    for (const cell of rows.flows) expect(cellOfFlow(rows, rowOf(rows, cell).flow)).toBe(cell)
    expect(cellOfFlow(rows, { from: 'dev/dbg', to: 'deploy:shop/api', port: null, verdict: null })).toBe(1)
    expect(cellOfFlow(rows, { from: 'dev/dbg', to: 'internet', port: tcp(443), verdict: null })).toBe(4)
    expect(cellOfFlow(rows, { from: 'dev/dbg', to: 'deploy:shop/api', port: tcp(1), verdict: null })).toBe(-1)
    expect(cellOfFlow(rows, { from: 'gone', to: 'internet', port: null, verdict: null })).toBe(-1)
  })
})

describe('the filter', () => {
  it('wants every word, wherever it stands', () => {
    expect(list({ text: 'dbg' })).toHaveLength(7)
    expect(list({ text: 'dbg API' })).toEqual(['dev/dbg shop/api 8080', 'dev/dbg shop/api 9090', 'shop/api dev/dbg *'])
    expect(list({ text: 'dbg api 9090' })).toEqual(['dev/dbg shop/api 9090'])
    expect(list({ text: 'web -> api leaving' })).toEqual(['shop/web shop/api 9090'])
    expect(list({ text: 'http' })).toEqual([
      'dev/dbg shop/api 8080',
      'shop/api shop/api 8080',
      'shop/web shop/api 8080',
      'internet shop/api 8080',
    ])
    expect(list({ text: 'nobody' })).toEqual([])
  })

  it('takes any of the verdicts', () => {
    expect(list({ verdicts: new Set([CELL.allowed, CELL.part]) })).toEqual([
      'shop/api internet *',
      'shop/web shop/api 8080',
    ])
  })

  it('shows what changed alone', () => {
    expect(list({ changedOnly: true })).toEqual(['shop/web shop/api 8080', 'internet shop/web 8080'])
    expect(list({ changedOnly: true, text: 'api' })).toEqual(['shop/web shop/api 8080'])
  })
})

describe('sorting', () => {
  it('goes by name within namespaces, the outside first', () => {
    expect(list({ text: 'shop/api 9090' }, { by: 'from', descending: false })).toEqual([
      'internet shop/api 9090',
      'dev/dbg shop/api 9090',
      'shop/api shop/api 9090',
      'shop/web shop/api 9090',
    ])
    expect(list({ text: 'dbg' }, { by: 'to', descending: true })[0]).toBe('dev/dbg shop/web 8080')
  })

  it('goes by the number of the port', () => {
    expect(list({ text: 'dev/dbg' }, { by: 'port', descending: false })).toEqual([
      'dev/dbg internet *',
      'shop/api dev/dbg *',
      'shop/web dev/dbg *',
      'internet dev/dbg *',
      'dev/dbg shop/api 8080',
      'dev/dbg shop/web 8080',
      'dev/dbg shop/api 9090',
    ])
  })

  it('goes by verdict and by change, and keeps ties in their order', () => {
    expect(list({}, { by: 'verdict', descending: false })[0]).toBe('shop/web shop/api 8080')
    expect(list({}, { by: 'change', descending: false }).slice(0, 3)).toEqual([
      'shop/web shop/api 8080',
      'internet shop/web 8080',
      'dev/dbg shop/api 8080',
    ])
    expect(list({}, { by: 'verdict', descending: true }).slice(0, 2)).toEqual([
      'dev/dbg shop/api 8080',
      'dev/dbg shop/api 9090',
    ])
  })

  it('does two hundred thousand flows in no time', () => {
    const size = 450
    const large: ReachView = {
      endpoints: Array.from({ length: size }, (_, index) => ({
        id: `n${index % 20}/w${index}`,
        label: `w${index}`,
        group: `n${index % 20}`,
      })),
      columns: Array.from({ length: size }, (_, endpoint) => ({ endpoint, port: tcp(8000 + (endpoint % 7)) })),
      cells: Uint8Array.from({ length: size * size }, (_, cell) => 1 + (cell % 5)),
      groups: Array.from({ length: 20 }, (_, index) => `n${index}`),
      totals: [],
    }
    const many = flowRows(large, large.cells!, NO_DIFF)
    const sorted = arrangedFlows(many, { ...ALL, text: 'w1 8003' }, { by: 'to', descending: false })
    expect(sorted.length).toBeGreaterThan(10_000)
    expect(new Set(sorted).size).toBe(sorted.length)
  })
})

describe('comma-separated values', () => {
  it('have a heading, ports and protocols, and what changed', () => {
    const flows = arrangedFlows(rows, { ...ALL, changedOnly: true }, null)
    expect(flowsAsCsv(rows, flows)).toBe(
      'From,To,Port,Protocol,Verdict,Change\r\nshop/web,shop/api,8080,TCP,allowed by a rule,opened\r\ninternet,shop/web,8080,TCP,denied entering,closed\r\n',
    )
    expect(
      flowsAsCsv(rows, arrangedFlows(rows, { ...ALL, verdicts: new Set([CELL.open]), text: 'dbg internet' }, null)),
    ).toContain('dev/dbg,internet,any,TCP,open by default,')
  })

  it('bring no formula into a spreadsheet', () => {
    const reach = shopReach()
    const hostile = {
      ...reach,
      endpoints: reach.endpoints.map((end) => (end.id === 'internet' ? { ...end, label: '=cmd|"x"' } : end)),
    }
    expect(flowsAsCsv(flowRows(hostile, reach.cells!, NO_DIFF), Uint32Array.of(4))).toContain(
      `dev/dbg,"'=cmd|""x""",any`,
    )
  })
})
