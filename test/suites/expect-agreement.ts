import { expect } from 'vitest'
import { contains } from '../../src/ground/connections.ts'
import { CELL, passing, type CellCode } from '../../src/world/cell.ts'
import type { Matrix, MatrixEnd, World } from '../../src/world/index.ts'
import { isByRule } from './surfaces.ts'

/** Connections and matrix say what is answered for every pair of ends, at every port that policies can tell apart. */
export function expectAgreement(world: World): void {
  const matrix = world.matrix()
  for (const from of matrix.ends) for (const to of matrix.ends) expectPair(world, matrix, from, to)
}

function expectPair(world: World, matrix: Matrix, from: MatrixEnd, to: MatrixEnd): void {
  // A pod and itself, or two places outside, is nobody's question here.
  if ((from === to && from.endpoints.length === 1) || (from.workload === null && to.workload === null)) return
  const connection = world.connections({ from: from.ref, to: to.ref })[0]
  const outcomes = matrix.reachability.atoms.flatMap(({ protocol, from: first, to: last }) =>
    [...new Set([Math.max(first, 1), last])].map((port) => {
      const { outcome } = world.ask({ from: from.ref, to: to.ref, port, protocol })
      const listed = !connection
        ? 'denied'
        : contains(connection.allowed, protocol, port)
          ? 'allowed'
          : contains(connection.conditional, protocol, port)
            ? 'conditional'
            : 'denied'
      if (outcome !== listed)
        expect({ question: `${from.ref} -> ${to.ref}:${port}/${protocol}`, connections: listed }).toEqual({
          question: `${from.ref} -> ${to.ref}:${port}/${protocol}`,
          connections: outcome,
        })
      return { protocol, first, last, outcome }
    }),
  )
  matrix.columns.forEach(({ end, port }, at) => {
    if (matrix.ends[end] !== to) return
    const cell = matrix.cells[matrix.ends.indexOf(from) * matrix.columns.length + at] as CellCode
    const asked = outcomes.filter(({ protocol, first, last }) =>
      port === null ? protocol === 'TCP' : protocol === port.protocol && first <= port.port && port.port <= last,
    )
    const every = asked.every(({ outcome }) => outcome === 'allowed')
    const none = asked.every(({ outcome }) => outcome === 'denied')
    const where = `${from.ref} -> ${to.ref}:${port?.port ?? 'any'}/${port?.protocol ?? 'TCP'}`
    if (passing(cell) !== (every ? 2 : none ? 0 : 1))
      expect({ where, passing: passing(cell) }).toEqual({ where, passing: every ? 2 : none ? 0 : 1 })
    if (port !== null) expectKind(world, from, to, cell, port)
  })
}

/** The finer words of a cell: open when no rule had a say, and which gate stopped it. */
function expectKind(
  world: World,
  from: MatrixEnd,
  to: MatrixEnd,
  cell: CellCode,
  port: { readonly port: number; readonly protocol: 'TCP' | 'UDP' | 'SCTP' },
): void {
  const answer = world.ask({ from: from.ref, to: to.ref, port: port.port, protocol: port.protocol })
  // Of several replicas, or addresses, with one outcome only the first is explained.
  if (
    answer.parts ||
    from.endpoints.length > 1 ||
    to.endpoints.length > 1 ||
    (hasBothFamilies(from) && hasBothFamilies(to)) ||
    answer.outcome === 'conditional'
  )
    return
  // What no packet can get to is stopped before it leaves.
  const expected =
    answer.outcome === 'denied'
      ? answer.deniedAt === 'egress' || answer.cause === 'no-route'
        ? CELL['denied-leaving']
        : CELL['denied-entering']
      : isByRule(answer)
        ? CELL.allowed
        : CELL.open
  const where = `${from.ref} -> ${to.ref}:${port.port}/${port.protocol}`
  if (cell !== expected) expect({ where, cell }).toEqual({ where, cell: expected })
}

function hasBothFamilies({ endpoints }: MatrixEnd): boolean {
  return new Set(endpoints.flatMap(({ addresses }) => addresses.map(({ family }) => family))).size > 1
}
