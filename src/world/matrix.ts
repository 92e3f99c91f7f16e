import type { ContainerPort } from '../ground/ports.ts'
import { isSameList } from '../ground/same-list.ts'
import type { Beyond } from '../engine/beyond.ts'
import { ReachabilityMatrix } from '../engine/matrix.ts'
import type { PolicySet } from '../engine/policy-set.ts'
import type { Cluster } from '../model/cluster.ts'
import type { Direction } from '../policy/form.ts'
import { CellJudge, judgedColumn } from './cell-judge.ts'
import { CELL } from './cell.ts'
import { matrixEnds, type MatrixEnd } from './ends.ts'

/**
 * Who reaches whom, workload by workload. Row `r` asks, column `c` answers: `cells[r * columns.length + c]`. Rows are
 * all ends. A column without a port means any TCP port; it is used where none is known.
 */
export interface Matrix {
  readonly ends: readonly MatrixEnd[]
  /** Blocks outside that policies name and that have no row, because there are too many of them. */
  readonly beyond: readonly MatrixEnd[]
  readonly columns: readonly MatrixColumn[]
  readonly cells: Uint8Array
  readonly judge: CellJudge
  /** The engine's matrix that the cells were read off. */
  readonly reachability: ReachabilityMatrix
}

/** An end that is called, at one port; `port` null: any TCP port, where none is declared. */
export interface MatrixColumn {
  /** Index into `ends`. */
  readonly end: number
  readonly port: ContainerPort | null
}

/**
 * `before`: the matrix of an earlier state of the same work; what the edit between the two cannot have changed is taken
 * from it.
 */
export function computeMatrix(
  cluster: Cluster,
  policies: PolicySet,
  reach: Beyond | null = null,
  before: Matrix | null = null,
): Matrix {
  const { drawn, beyond } = matrixEnds(cluster, policies)
  const hasSameEnds = before !== null && isSameList(drawn, before.ends)
  const ends = hasSameEnds ? before.ends : drawn
  const reachability = new ReachabilityMatrix(
    policies,
    cluster,
    [...ends, ...beyond].flatMap(({ endpoints }) => endpoints),
    reach,
    before?.reachability,
  )
  const columns = hasSameEnds
    ? before.columns
    : ends.flatMap((end, index): MatrixColumn[] =>
        end.ports.length > 0 ? end.ports.map((port) => ({ end: index, port })) : [{ end: index, port: null }],
      )
  const judge = new CellJudge(ends, reachability)
  const exceptions = exceptionsOf(ends, columns, judge)
  const judged = judge.prepare(columns.map(({ end, port }) => judgedColumn(end, port, reachability)))
  const changed = hasSameEnds ? changedEnds(before, judge) : null
  const all = columns.map((_, at) => at)
  const some = changed && all.filter((at) => changed.entered[columns[at]!.end])
  const cells = changed ? before!.cells.slice() : new Uint8Array(ends.length * columns.length)
  const rows = new Map<string | number, Uint8Array>()
  ends.forEach((source, row) => {
    const isWhole = changed === null || changed.left[row] === 1
    const wanted = isWhole ? all : some!
    if (wanted.length === 0) return
    const key = `${isWhole ? 'all' : 'some'} ${judge.rowKey(row)}`
    let codes = rows.get(key)
    if (!codes) rows.set(key, (codes = judge.row(row, judged, wanted)))
    const start = row * columns.length
    for (let place = 0; place < wanted.length; place++) cells[start + wanted[place]!] = codes[place]!
    for (const at of exceptions[row]!) {
      const column = judged.all[at]!
      if (isWhole || changed.entered[column.end])
        cells[start + at] =
          source.workload === null || (column.end === row && source.endpoints.length === 1)
            ? CELL.self
            : judge.cell(row, column)
    }
  })
  return { ends, beyond, columns, cells, judge, reachability }
}

/** By end, whether what leaves it, or what enters it, may be another than before; null: all of it may. */
function changedEnds(
  { judge: before, reachability }: Matrix,
  judge: CellJudge,
): { readonly left: Uint8Array; readonly entered: Uint8Array } | null {
  if (reachability.hasGaps || judge.hasGaps) return null
  const changed = (direction: Direction) =>
    Uint8Array.from(judge.kin, (_, end) => (judge.saysTheSame(before, end, direction) ? 0 : 1))
  return { left: changed('egress'), entered: changed('ingress') }
}

/**
 * The columns in which an end differs from others of its kind: its own, and those that are judged by pairs. For a place
 * outside those of all places outside, which are nobody's business here.
 */
function exceptionsOf(
  ends: readonly MatrixEnd[],
  columns: readonly MatrixColumn[],
  judge: CellJudge,
): readonly (readonly number[])[] {
  const own: number[][] = ends.map(() => [])
  const outside: number[] = []
  const paired: number[] = []
  columns.forEach(({ end }, at) => {
    own[end]!.push(at)
    if (ends[end]!.workload === null) outside.push(at)
    if (judge.isJudgedByPairs(end)) paired.push(at)
  })
  return ends.map(({ workload }, end) => (workload === null ? outside : [...own[end]!, ...paired]))
}
