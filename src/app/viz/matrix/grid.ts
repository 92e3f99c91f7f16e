import {
  CELL,
  type CellCode,
  type DiffView,
  type NamespaceTotal,
  type PortView,
  type ReachEndpoint,
  type ReachView,
} from '../../../worker/snapshot.ts'
import { MATRIX } from '../../text/catalogue/en/matrix.ts'
import { cellSentence, outsideSentence, portWords } from '../../text/cell.ts'
import type { Sentence } from '../../text/sentence.ts'
import type { Scope } from './scope.ts'
import type { FlowSelection } from '../selection.ts'

/** What became of a flow since what changes are counted from. */
export type Change = 'opened' | 'closed'

/** A row or a column as its heading needs it. */
export interface GridLine {
  /** The same for the same line in every snapshot. */
  readonly key: string
  /** Lines of one group stand together; between groups is a gap. */
  readonly group: string
  /** What the heading reads: the workload's name, the port's number, the namespace. */
  readonly label: string
  /** Of a column: the workload whose port it is; empty when the label says it all. */
  readonly owner: string
  /** The second line of a port's heading: its protocol, unless that goes without saying. */
  readonly note: string
  /** In full, to be read aloud: `shop/api 9090 TCP`. */
  readonly name: string
  /** How many of its cells pass, at least in part. */
  readonly passing: number
}

/** What every level of the matrix has in common. Rows ask, columns answer; cell `row * columns.length + column`. */
export interface Grid {
  readonly rows: readonly GridLine[]
  readonly columns: readonly GridLine[]
  /** The cell in words. */
  sentence(row: number, column: number): Sentence
  mark(row: number, column: number): CellMark
}

/** What is drawn in a cell: a verdict between workloads, or the sum between namespaces. */
export type CellMark =
  | { readonly mark: 'cell'; readonly verdict: CellCode; readonly change: Change | null }
  | {
      readonly mark: 'square'
      readonly total: NamespaceTotal
      readonly changes: readonly Change[]
      readonly twoLines: boolean
    }

/** Workloads and their ports. */
export interface WorkloadGrid extends Grid {
  readonly level: 'workloads'
  readonly cells: Uint8Array
  /** By cell; only what the difference lists. */
  readonly changes: ReadonlyMap<number, Change>
  /** The flow of a cell; null when both ends are the same place outside the cluster. */
  flow(row: number, column: number): FlowSelection | null
  /** The row and the column of a flow; −1 for what is not in the grid. */
  find(flow: FlowSelection): { readonly row: number; readonly column: number }
}

/** People look for the outside first: it comes before the namespaces. */
export function orderedGroups(groups: readonly string[]): readonly string[] {
  return [...groups.filter((group) => group === 'outside'), ...groups.filter((group) => group !== 'outside')]
}

/**
 * The part of the matrix that `scope` names, namespaces and workloads in the cluster's order. Who comes in from outside
 * is the first rows and where one gets out the last columns, so that what they meet in, which is nothing, is out of the
 * way.
 */
export function workloadGrid(reach: ReachView, cells: Uint8Array, scope: Scope, diff: DiffView): WorkloadGrid {
  const { rowEnds, taken } = endsIn(reach, scope)
  const { part, reaches, reachedBy } = partOf(reach, cells, rowEnds, taken)
  const rows = rowEnds.map((end, index) => rowLine(end, reaches[index]!))
  const columns = taken.map((column, index) => columnLine(column, reachedBy[index]!))
  const rowOf = new Map(rowEnds.map(({ id }, index) => [id, index]))
  const columnOf = new Map(columns.map(({ key }, index) => [key, index]))
  const changes = changesOf(diff, rowOf, columnOf, columns.length)
  const flowless = (row: number, column: number) =>
    rowEnds[row]!.group === 'outside' && taken[column]!.end.group === 'outside'
  const code = (row: number, column: number) => part[row * columns.length + column] as CellCode
  return {
    level: 'workloads',
    rows,
    columns,
    cells: part,
    changes,
    mark: (row, column) => ({
      mark: 'cell',
      verdict: code(row, column),
      change: changes.get(row * columns.length + column) ?? null,
    }),
    sentence: (row, column) =>
      flowless(row, column)
        ? outsideSentence(rows[row]!.name, fullName(taken[column]!.end))
        : cellSentence(
            rows[row]!.name,
            fullName(taken[column]!.end),
            taken[column]!.port,
            code(row, column),
            changes.get(row * columns.length + column) ?? null,
          ),
    flow: (row, column) => {
      const { end, port } = taken[column]!
      return flowless(row, column) ? null : { from: rowEnds[row]!.id, to: end.id, port, verdict: code(row, column) }
    },
    find: ({ from, to, port }) => {
      const exact = columnOf.get(columnKey(to, port)) ?? columnOf.get(columnKey(to, null))
      return {
        row: rowOf.get(from) ?? -1,
        column: exact ?? (port === null ? taken.findIndex(({ end }) => end.id === to) : -1),
      }
    },
  }
}

/** A column that is shown. `index`: its place among all. */
interface TakenColumn {
  readonly index: number
  readonly end: ReachEndpoint
  readonly port: PortView | null
}

/** Who stands at the rows and the columns of a scope, in their order. */
function endsIn(
  { endpoints, groups, columns }: ReachView,
  scope: Scope,
): { readonly rowEnds: readonly ReachEndpoint[]; readonly taken: readonly TakenColumn[] } {
  const rank = new Map(orderedGroups(groups).map((group, index) => [group, index]))
  const byGroup = (a: ReachEndpoint, b: ReachEndpoint) => rank.get(a.group)! - rank.get(b.group)!
  const outsideLast = (a: ReachEndpoint, b: ReachEndpoint) =>
    Number(a.group === 'outside') - Number(b.group === 'outside') || byGroup(a, b)
  return {
    rowEnds: endpoints.filter(({ group }) => scope.from === null || group === scope.from).sort(byGroup),
    taken: columns
      .map(({ endpoint, port }, index) => ({ index, end: endpoints[endpoint]!, port }))
      .filter(({ end }) => scope.to === null || end.group === scope.to)
      .sort((a, b) => outsideLast(a.end, b.end)),
  }
}

/** The cells of these rows and columns, row by row, and in how many of each something passes. */
function partOf(
  { endpoints, columns }: ReachView,
  cells: Uint8Array,
  rowEnds: readonly ReachEndpoint[],
  taken: readonly TakenColumn[],
): { readonly part: Uint8Array; readonly reaches: Uint32Array; readonly reachedBy: Uint32Array } {
  const place = new Map(endpoints.map(({ id }, index) => [id, index]))
  const width = taken.length
  const part = new Uint8Array(rowEnds.length * width)
  const reaches = new Uint32Array(rowEnds.length)
  const reachedBy = new Uint32Array(width)
  // There may be millions of them: plain numbers only.
  const columnAt = Uint32Array.from(taken, ({ index }) => index)
  const passing = Uint8Array.from({ length: 8 }, (_, cell) => (passes(cell as CellCode) ? 1 : 0))
  rowEnds.forEach(({ id }, row) => {
    const from = place.get(id)! * columns.length
    const to = row * width
    let count = 0
    for (let column = 0; column < width; column++) {
      const cell = cells[from + columnAt[column]!]!
      const passed = passing[cell]!
      part[to + column] = cell
      count += passed
      reachedBy[column]! += passed
    }
    reaches[row] = count
  })
  return { part, reaches, reachedBy }
}

function rowLine(end: ReachEndpoint, passing: number): GridLine {
  return { key: end.id, group: end.group, label: end.label, owner: '', note: '', name: fullName(end), passing }
}

function columnLine({ end, port }: TakenColumn, passing: number): GridLine {
  return {
    key: columnKey(end.id, port),
    group: end.group,
    label: port ? String(port.port) : MATRIX.anyPort,
    owner: end.label,
    note: port && port.protocol !== 'TCP' ? port.protocol : '',
    name: `${fullName(end)} ${portWords(port)}`,
    passing,
  }
}

/** `shop/api`; places outside go by their own name. */
export function fullName({ group, label }: ReachEndpoint): string {
  return group === 'outside' ? label : `${group}/${label}`
}

/** Whether anything of the flow arrives. A workload to itself is not counted. */
function passes(cell: CellCode): boolean {
  return cell === CELL.allowed || cell === CELL.open || cell === CELL.part
}

/** The same for the same end and port in every snapshot; `port` null: every port. */
export function columnKey(id: string, port: PortView | null): string {
  return port ? `${id} ${port.port}/${port.protocol}` : `${id} *`
}

function changesOf(
  { changes }: DiffView,
  rows: ReadonlyMap<string, number>,
  columns: ReadonlyMap<string, number>,
  width: number,
): ReadonlyMap<number, Change> {
  return new Map(
    changes.flatMap(({ sign, from, to, port }): [number, Change][] => {
      const row = rows.get(from)
      const column = columns.get(columnKey(to, port))
      return row === undefined || column === undefined ? [] : [[row * width + column, sign]]
    }),
  )
}
