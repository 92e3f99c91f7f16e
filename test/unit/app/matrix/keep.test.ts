import { describe, expect, it } from 'vitest'
import { keptNamespaces, keptWorkloads } from '../../../../src/app/viz/matrix/keep.ts'
import { namespaceGrid } from '../../../../src/app/viz/matrix/namespaces.ts'
import { EVERYTHING } from '../../../../src/app/viz/matrix/scope.ts'
import { workloadGrid } from '../../../../src/app/viz/matrix/grid.ts'
import type { DiffView, ReachView } from '../../../../src/worker/snapshot.ts'
import { NO_DIFF, shopReach, tcp } from './worlds.ts'

const CLOSED: DiffView = {
  against: 'baseline',
  opened: 0,
  closed: 1,
  changes: [{ sign: 'closed', from: 'dev/dbg', to: 'shop/web', port: tcp(8080) }],
}
const workloads = (diff = NO_DIFF, cells = shopReach().cells!) => workloadGrid(shopReach(), cells, EVERYTHING, diff)
const namespaces = (diff = NO_DIFF, reach: ReachView = shopReach()) => namespaceGrid(reach, diff)

describe('what is kept from the last picture', () => {
  it('is the workloads when nothing differs', () => {
    const last = workloads()
    expect(keptWorkloads(workloads(), last)).toBe(last)
    expect(keptWorkloads(last, null)).toBe(last)
  })

  it('is not the workloads when a cell or a change differs', () => {
    const last = workloads()
    const other = shopReach().cells!.map((cell) => (cell === 1 ? 2 : cell))
    expect(keptWorkloads(workloads(NO_DIFF, other), last)).not.toBe(last)
    expect(keptWorkloads(workloads(CLOSED), last)).not.toBe(last)
    expect(keptWorkloads(workloads(), workloads(CLOSED)).changes.size).toBe(0)
  })

  it('is the namespaces when no total and no change differs', () => {
    const last = namespaces()
    expect(keptNamespaces(namespaces(), last)).toBe(last)
    const reach = shopReach()
    const next = namespaces(NO_DIFF, {
      ...reach,
      totals: [...reach.totals.slice(0, 4), { allowed: 2, open: 0, part: 0, all: 5 }, ...reach.totals.slice(5)],
    })
    expect(keptNamespaces(next, last)).toBe(next)
    expect(keptNamespaces(namespaces(CLOSED), last).changes.size).toBe(1)
  })
})
