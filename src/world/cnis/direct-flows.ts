import type { Endpoint } from '../../model/endpoint.ts'
import { namespacedName } from '../../model/namespaced-name.ts'
import type { EndpointRef, FlowFact, Question } from '../answer.ts'
import { CELL, passing, type CellCode } from '../cell.ts'
import type { MatrixEnd } from '../ends.ts'
import type { World } from '../index.ts'
import type { ComparedCell, ComparedFlow, Difference } from './comparison.ts'
import { differenceOf } from './difference.ts'
import { joinedEnds, type ComparedColumn, type ComparedEnd } from './ends.ts'
import { cellOf } from './reasons.ts'

/** A flow of the matrices, by its places in them. */
interface FlowPlace {
  readonly from: ComparedEnd
  readonly to: ComparedEnd
  readonly column: ComparedColumn
}

/**
 * How many flows of the matrices were compared, how many differ, and the first of those: first what differs between
 * plugins that enforce something.
 */
export interface DirectFlows {
  readonly compared: number
  readonly differing: number
  readonly flows: readonly ComparedFlow[]
}

/** From every end to every port that is listened on. `enforcing`: the worlds in which somebody acts on the policies. */
export function directFlows(worlds: readonly World[], enforcing: readonly boolean[], limit: number): DirectFlows {
  const { ends, columns } = joinedEnds(worlds)
  const matrices = worlds.map((world) => world.matrix())
  const enforced: FlowPlace[] = []
  const unenforced: FlowPlace[] = []
  let compared = 0
  let differing = 0
  const codes = new Uint8Array(worlds.length)
  const outcomes = new Uint8Array(worlds.length)
  for (const from of ends) {
    for (const column of columns) {
      const to = ends[column.end]!
      if ((from.end.workload === null && to.end.workload === null) || !readCells(codes, from, column, matrices))
        continue
      compared++
      codes.forEach((code, world) => {
        outcomes[world] = passing(code as CellCode)
      })
      const difference = differenceOf(outcomes, enforcing)
      if (difference === 'nothing') continue
      differing++
      const found = difference === 'enforced' ? enforced : unenforced
      if (found.length < limit) found.push({ from, to, column })
    }
  }
  return {
    compared,
    differing,
    flows: [
      ...enforced.map((place) => [place, 'enforced'] as const),
      ...unenforced.map((place) => [place, 'unenforced'] as const),
    ]
      .slice(0, limit)
      .map(([place, differs]) => flowOf(place, differs, worlds, matrices)),
  }
}

/** False: the flow is none in some world, or one of a pod with itself. */
function readCells(
  codes: Uint8Array,
  { rows }: ComparedEnd,
  { columns }: ComparedColumn,
  matrices: readonly ReturnType<World['matrix']>[],
): boolean {
  for (let world = 0; world < codes.length; world++) {
    const row = rows[world]!
    const column = columns[world]!
    if (row < 0 || column < 0) return false
    const { cells, columns: all } = matrices[world]!
    const code = cells[row * all.length + column]!
    if (code === CELL.self) return false
    codes[world] = code
  }
  return true
}

function flowOf(
  { from, to, column }: FlowPlace,
  differs: Difference,
  worlds: readonly World[],
  matrices: readonly ReturnType<World['matrix']>[],
): ComparedFlow {
  const port = column.port ? { port: column.port.port, protocol: column.port.protocol } : {}
  const question: Question = { from: from.end.ref, to: to.end.ref, ...port }
  return {
    kind: 'direct',
    question,
    from: from.label,
    to: to.label,
    differs,
    cells: worlds.map((world, index) => {
      const { cells, columns, ends } = matrices[index]!
      const row = from.rows[index]!
      const at = column.columns[index]!
      const code = cells[row * columns.length + at]! as CellCode
      const square = { code, source: ends[row]!, destination: ends[columns[at]!.end]! }
      return cellFor(world, question, square, { from: from.end, to: to.end })
    }),
  }
}

/** So many pairs of replicas at most are asked about one by one. */
const PAIRS = 400

/** A square of one world’s matrix, with that world’s own ends. */
interface Square {
  readonly code: CellCode
  readonly source: MatrixEnd
  readonly destination: MatrixEnd
}

/**
 * Of replicas that come out alike one pair is asked about. Where any port is meant, no question has it: then the matrix
 * has the say. `from` and `to`: the ends as the comparison names them.
 */
function cellFor(
  world: World,
  question: Question,
  { code, source, destination }: Square,
  { from, to }: { readonly from: MatrixEnd; readonly to: MatrixEnd },
): ComparedCell {
  const isAnyPort = question.port === undefined
  if (code === CELL.part) {
    if (isAnyPort || source.endpoints.length * destination.endpoints.length > PAIRS)
      return bareCell(code, isAnyPort ? 'port' : 'replica')
    return cellOf(world.ask(question))
  }
  const [first, other] = speakingPair(source, destination)
  const cell = cellOf(world.ask({ ...question, from: refOf(first, from), to: refOf(other, to) }))
  const bare = bareCell(code, 'port')
  return isAnyPort && cell.outcome !== bare.outcome ? bare : cell
}

/** The first two of them, not the same, that share an address family; where none do, the first two. */
function speakingPair(source: MatrixEnd, destination: MatrixEnd): readonly [Endpoint, Endpoint] {
  let first: readonly [Endpoint, Endpoint] | undefined
  for (const from of source.endpoints)
    for (const to of destination.endpoints) {
      if (from === to) continue
      if (from.addresses.some(({ family }) => to.addresses.some((address) => address.family === family)))
        return [from, to]
      first ??= [from, to]
    }
  return first!
}

/** As much as the matrix tells. `on`: what it depends on, where it does. */
function bareCell(code: CellCode, on: FlowFact): ComparedCell {
  const passes = passing(code)
  return {
    outcome: passes === 2 ? 'allowed' : passes === 1 ? 'conditional' : 'denied',
    isByRule: code === CELL.allowed,
    isBelieved: false,
    needs: passes === 1 ? [on] : [],
    deniedAt: code === CELL['denied-leaving'] ? 'egress' : code === CELL['denied-entering'] ? 'ingress' : null,
    cause: null,
    reasons: [],
  }
}

/** One of the end's own endpoints, so that not every pair of replicas is asked about. */
function refOf(endpoint: Endpoint, end: MatrixEnd): EndpointRef {
  const pod = endpoint.kind === 'pod' ? endpoint.pod : endpoint.kind === 'host' ? endpoint.process : null
  return pod ? namespacedName(pod) : end.ref
}
