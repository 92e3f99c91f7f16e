import { describe, expect, it } from 'vitest'
import { plain } from '../../../../src/app/text/sentence.ts'
import { orderedGroups, workloadGrid } from '../../../../src/app/viz/matrix/grid.ts'
import { EVERYTHING, type Scope } from '../../../../src/app/viz/matrix/scope.ts'
import type { DiffView } from '../../../../src/worker/snapshot.ts'
import { NO_DIFF, shopReach, tcp } from './worlds.ts'

const grid = (scope: Scope, diff: DiffView = NO_DIFF) => workloadGrid(shopReach(), shopReach().cells!, scope, diff)
const names = (lines: readonly { readonly name: string }[]) => lines.map(({ name }) => name)

describe('the workload matrix', () => {
  it('has the outside as its first rows and last columns, and the rest in its order', () => {
    expect(orderedGroups(['dev', 'outside', 'shop'])).toEqual(['outside', 'dev', 'shop'])
    const { rows, columns } = grid(EVERYTHING)
    expect(names(rows)).toEqual(['internet', 'dev/dbg', 'shop/api', 'shop/web'])
    expect(names(columns)).toEqual([
      'dev/dbg any TCP port',
      'shop/api 8080 TCP',
      'shop/api 9090 TCP',
      'shop/web 8080 TCP',
      'internet any TCP port',
    ])
    expect(columns.map(({ owner, label }) => `${owner} ${label}`)).toEqual([
      'dbg any',
      'api 8080',
      'api 9090',
      'web 8080',
      'internet any',
    ])
  })

  it('keeps every cell with its flow when it is put in another order', () => {
    const whole = grid(EVERYTHING)
    const reach = shopReach()
    whole.rows.forEach(({ key }, row) =>
      whole.columns.forEach((column, at) => {
        const from = reach.endpoints.findIndex(({ id }) => id === key)
        const to = reach.columns.findIndex(
          ({ endpoint, port }) =>
            `${reach.endpoints[endpoint]!.id} ${port ? `${port.port}/${port.protocol}` : '*'}` === column.key,
        )
        expect(whole.cells[row * whole.columns.length + at]).toBe(reach.cells![from * reach.columns.length + to])
      }),
    )
  })

  it('cuts out the way into one namespace, out of one, and between two', () => {
    expect(grid({ from: null, to: 'shop' }).columns).toHaveLength(3)
    expect(grid({ from: null, to: 'shop' }).rows).toHaveLength(4)
    expect(names(grid({ from: 'dev', to: null }).rows)).toEqual(['dev/dbg'])
    expect([...grid({ from: 'shop', to: 'shop' }).cells]).toEqual([4, 4, 4, 1, 3, 0])
  })

  it('counts what passes at least in part in its margins', () => {
    const { rows, columns } = grid(EVERYTHING)
    expect(rows.map(({ passing }) => passing)).toEqual([1, 1, 2, 1])
    expect(columns.map(({ passing }) => passing)).toEqual([2, 1, 0, 0, 2])
    expect(grid({ from: null, to: 'shop' }).rows.map(({ passing }) => passing)).toEqual([0, 0, 0, 1])
  })

  it('says a cell in words', () => {
    const { sentence } = grid(EVERYTHING, {
      ...NO_DIFF,
      opened: 1,
      changes: [{ sign: 'opened', from: 'shop/web', to: 'deploy:shop/api', port: tcp(8080, 'http') }],
    })
    expect(plain(sentence(1, 2))).toBe('dev/dbg to shop/api 9090 TCP: denied entering')
    expect(plain(sentence(3, 1))).toBe('shop/web to shop/api 8080 TCP: allowed by a rule, opened')
    expect(plain(sentence(2, 4))).toBe('shop/api to internet any TCP port: depends')
    expect(plain(sentence(0, 4))).toBe('internet to internet: both outside the cluster')
  })

  it('gives the flow of a cell and finds it again', () => {
    const { flow, find } = grid({ from: null, to: 'shop' })
    const chosen = flow(3, 0)!
    expect(chosen).toEqual({ from: 'shop/web', to: 'deploy:shop/api', port: tcp(8080, 'http'), verdict: 1 })
    expect(find(chosen)).toEqual({ row: 3, column: 0 })
    expect(find({ ...chosen, port: null })).toEqual({ row: 3, column: 0 })
    expect(find({ ...chosen, port: tcp(1) })).toEqual({ row: 3, column: -1 })
    expect(find({ ...chosen, from: 'svc:shop/api', to: 'internet' })).toEqual({ row: -1, column: -1 })
    expect(grid(EVERYTHING).flow(0, 4)).toBeNull()
  })

  it('takes a column without a port for any port', () => {
    expect(grid(EVERYTHING).find({ from: 'dev/dbg', to: 'internet', port: tcp(443), verdict: null })).toEqual({
      row: 1,
      column: 4,
    })
  })

  it('marks changes of the flows that are here', () => {
    const changes = [
      { sign: 'closed', from: 'dev/dbg', to: 'shop/web', port: tcp(8080) },
      { sign: 'opened', from: 'gone/pod', to: 'shop/web', port: tcp(8080) },
    ] as const
    expect([...grid(EVERYTHING, { against: 'baseline', opened: 1, closed: 1, changes }).changes]).toEqual([
      [1 * 5 + 3, 'closed'],
    ])
  })
})
