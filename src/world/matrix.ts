import type { ContainerPort } from '../ground/ports.ts'
import type { Beyond } from '../engine/beyond.ts'
import { ReachabilityMatrix } from '../engine/matrix.ts'
import type { PolicySet } from '../engine/policy-set.ts'
import type { Cluster } from '../model/cluster.ts'
import { CellJudge, judgedColumn } from './cell-judge.ts'
import { CELL } from './cell.ts'
import { matrixEnds, type MatrixEnd } from './ends.ts'

/**
 * Who reaches whom, workload by workload. Row `r` asks, column `c` answers: `cells[r * columns.length + c]`. Rows are all
 * ends. A column without a port means any TCP port; it is used where none is known.
 */
export interface Matrix {
  readonly ends: readonly MatrixEnd[]
  /** Blocks outside that policies name and that have no row, because there are too many of them. */
  readonly beyond: readonly MatrixEnd[]
  readonly columns: readonly MatrixColumn[]
  readonly cells: Uint8Array
  /** The engine's matrix that the cells were read off. */
  readonly reachability: ReachabilityMatrix
}

export interface MatrixColumn {
  /** Index into `ends`. */
  readonly end: number
  readonly port: ContainerPort | null
}

export function computeMatrix(cluster: Cluster, policies: PolicySet, reach: Beyond | null = null): Matrix {
  const { drawn: ends, beyond } = matrixEnds(cluster, policies)
  const reachability = new ReachabilityMatrix(policies, cluster, [...ends, ...beyond].flatMap(({ endpoints }) => endpoints), reach)
  const columns = ends.flatMap((end, index): MatrixColumn[] => (end.ports.length > 0 ? end.ports.map((port) => ({ end: index, port })) : [{ end: index, port: null }]))
  const cells = new Uint8Array(ends.length * columns.length)
  const judge = new CellJudge(ends, reachability)
  const exceptions = exceptionsOf(ends, columns, judge)
  const judged = judge.prepare(columns.map(({ end, port }) => judgedColumn(end, port, reachability)))
  const rows = new Map<string | number, Uint8Array>()
  ends.forEach((source, row) => {
    const key = judge.rowKey(row)
    let codes = rows.get(key)
    if (!codes) rows.set(key, (codes = judge.row(row, judged)))
    cells.set(codes, row * columns.length)
    for (const at of exceptions[row]!) {
      const column = judged.all[at]!
      cells[row * columns.length + at] = source.workload === null || (column.end === row && source.endpoints.length === 1) ? CELL.self : judge.cell(row, column)
    }
  })
  return { ends, beyond, columns, cells, reachability }
}

/**
 * The columns in which an end differs from others of its kind: its own, and those that are judged by pairs. For a place outside those of all places outside, which are nobody's business here.
 */
function exceptionsOf(ends: readonly MatrixEnd[], columns: readonly MatrixColumn[], judge: CellJudge): readonly (readonly number[])[] {
  const own: number[][] = ends.map(() => [])
  const outside: number[] = [], paired: number[] = []
  columns.forEach(({ end }, at) => {
    own[end]!.push(at)
    if (ends[end]!.workload === null) outside.push(at)
    if (judge.isJudgedByPairs(end)) paired.push(at)
  })
  return ends.map(({ workload }, end) => (workload === null ? outside : [...own[end]!, ...paired]))
}
