import type { DiffView, PortView, ReachView } from '../../../../src/worker/snapshot.ts'

export const tcp = (port: number, name: string | null = null): PortView => ({ port, protocol: 'TCP', name })

export const NO_DIFF: DiffView = { against: 'last-edit', opened: 0, closed: 0, changes: [] }

/**
 * Three workloads in two namespaces and the internet, in the order in which the engine sends them.
 * Columns: dev/dbg any · shop/api 8080, 9090 · shop/web 8080 · internet any.
 */
export function shopReach(): ReachView {
  const S = 0
  const A = 1
  const O = 2
  const L = 3
  const E = 4
  const P = 5
  return {
    endpoints: [
      { id: 'dev/dbg', label: 'dbg', group: 'dev' },
      { id: 'deploy:shop/api', label: 'api', group: 'shop' },
      { id: 'shop/web', label: 'web', group: 'shop' },
      { id: 'internet', label: 'internet', group: 'outside' },
    ],
    columns: [
      { endpoint: 0, port: null },
      { endpoint: 1, port: tcp(8080, 'http') },
      { endpoint: 1, port: tcp(9090) },
      { endpoint: 2, port: tcp(8080) },
      { endpoint: 3, port: null },
    ],
    cells: Uint8Array.from([S, E, E, E, O, O, E, E, E, P, L, A, L, S, L, O, E, E, E, S]),
    groups: ['dev', 'shop', 'outside'],
    totals: [
      { allowed: 0, open: 0, part: 0, all: 0 },
      { allowed: 0, open: 0, part: 0, all: 3 },
      { allowed: 0, open: 1, part: 0, all: 1 },
      { allowed: 0, open: 1, part: 0, all: 2 },
      { allowed: 1, open: 0, part: 0, all: 5 },
      { allowed: 0, open: 0, part: 1, all: 2 },
      { allowed: 0, open: 1, part: 0, all: 1 },
      { allowed: 0, open: 0, part: 0, all: 3 },
      { allowed: 0, open: 0, part: 0, all: 0 },
    ],
  }
}
