import { CELL, type CellCode, type DiffView, type PortView, type ReachView } from '../../../worker/snapshot.ts'
import { csvField } from '../../exports/csv-field.ts'
import { TABLE } from '../../text/catalogue/en/table.ts'
import { cellWord, portWords } from '../../text/cell.ts'
import { columnKey, fullName, orderedGroups, type Change } from '../matrix/grid.ts'
import { countingSort, ranksOf } from './ranks.ts'
import type { FlowSelection } from '../selection.ts'

/** Verdicts that rows are filtered by, in the order in which they are offered and sorted. */
export const ROW_VERDICTS = [
  CELL.allowed,
  CELL.open,
  CELL.part,
  CELL['denied-leaving'],
  CELL['denied-entering'],
] as const satisfies readonly CellCode[]

/** What the table of flows can be sorted by. */
export type SortColumn = 'from' | 'to' | 'port' | 'verdict' | 'change'

/** What the rows are sorted by. */
export interface Sort {
  readonly by: SortColumn
  readonly descending: boolean
}

/** Which flows are listed. */
export interface RowFilter {
  /** Every word must stand in the row, wherever. */
  readonly text: string
  /** Empty: every verdict. */
  readonly verdicts: ReadonlySet<CellCode>
  readonly changedOnly: boolean
}

/** One flow as the table prints it. `key` is the same for the same flow in every snapshot. */
export interface FlowRow {
  readonly key: string
  readonly from: string
  readonly to: string
  readonly port: PortView | null
  readonly verdict: CellCode
  readonly change: Change | null
  readonly flow: FlowSelection
}

/**
 * All flows of a matrix without those of a workload to itself. There may be hundreds of thousands, so a flow is the
 * number of its cell until somebody looks at its row.
 */
export interface FlowRows {
  readonly reach: ReachView
  readonly cells: Uint8Array
  readonly flows: Uint32Array
  readonly changes: ReadonlyMap<number, Change>
  /** How many flows have a verdict. */
  readonly counts: ReadonlyMap<CellCode, number>
}

/**
 * Every flow of the matrix but those of something to itself, before anything is sorted or left out. `cells`: a
 * `CellCode` for each, row by row.
 */
export function flowRows(reach: ReachView, cells: Uint8Array, diff: DiffView): FlowRows {
  const flows = new Uint32Array(cells.length)
  const counts = new Map<CellCode, number>()
  const tally = new Uint32Array(8)
  let length = 0
  cells.forEach((verdict, cell) => {
    tally[verdict]!++
    if (verdict !== CELL.self) flows[length++] = cell
  })
  for (const verdict of ROW_VERDICTS) counts.set(verdict, tally[verdict]!)
  const width = reach.columns.length
  const row = new Map(reach.endpoints.map(({ id }, index) => [id, index]))
  const column = new Map(
    reach.columns.map(({ endpoint, port }, index) => [columnKey(reach.endpoints[endpoint]!.id, port), index]),
  )
  const changes = new Map(
    diff.changes.flatMap(({ sign, from, to, port }): [number, Change][] => {
      const at = row.get(from)
      const across = column.get(columnKey(to, port))
      return at === undefined || across === undefined ? [] : [[at * width + across, sign]]
    }),
  )
  return { reach, cells, flows: flows.slice(0, length), changes, counts }
}

/** The cells that pass the filter, sorted; ties stay in the matrix's order. */
export function arrangedFlows(rows: FlowRows, filter: RowFilter, sort: Sort | null): Uint32Array {
  const found = filteredFlows(rows, filter)
  if (!sort) return found
  const { rank, ranks } = ranking(rows, sort.by)
  return countingSort(found, sort.descending ? (cell) => ranks - 1 - rank(cell) : rank, ranks)
}

/** One flow as its row shows it; `cell`: its place in the matrix, row by row. */
export function rowOf({ reach, cells, changes }: FlowRows, cell: number): FlowRow {
  const width = reach.columns.length
  const from = reach.endpoints[Math.floor(cell / width)]!
  const { endpoint, port } = reach.columns[cell % width]!
  const to = reach.endpoints[endpoint]!
  const verdict = cells[cell] as CellCode
  return {
    key: `${from.id} → ${columnKey(to.id, port)}`,
    from: fullName(from),
    to: fullName(to),
    port,
    verdict,
    change: changes.get(cell) ?? null,
    flow: { from: from.id, to: to.id, port, verdict },
  }
}

/** The cell of a flow; −1 when it has none. Without a port it is the destination's first. */
export function cellOfFlow({ reach: { endpoints, columns } }: FlowRows, { from, to, port }: FlowSelection): number {
  const row = endpoints.findIndex(({ id }) => id === from)
  const column = columns.findIndex(
    (each) =>
      endpoints[each.endpoint]!.id === to &&
      (port === null || each.port === null || (each.port.port === port.port && each.port.protocol === port.protocol)),
  )
  return row < 0 || column < 0 ? -1 : row * columns.length + column
}

/** Comma-separated values after RFC 4180, with a heading. For programs: whoever asks has it said in English. */
export function flowsAsCsv(rows: FlowRows, flows: Uint32Array): string {
  const lines = ['From,To,Port,Protocol,Verdict,Change']
  for (const cell of flows) {
    const { from, to, port, verdict, change } = rowOf(rows, cell)
    lines.push(
      [from, to, port ? String(port.port) : TABLE.anyPort, port?.protocol ?? 'TCP', cellWord(verdict), change ?? '']
        .map(csvField)
        .join(','),
    )
  }
  return `${lines.join('\r\n')}\r\n`
}

function filteredFlows(
  { reach, cells, flows, changes }: FlowRows,
  { text, verdicts, changedOnly }: RowFilter,
): Uint32Array {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '' && word !== '→' && word !== '->')
  const width = reach.columns.length
  const has = (texts: readonly string[]) =>
    words.map((word) => Uint8Array.from(texts, (each) => (each.includes(word) ? 1 : 0)))
  const inFrom = has(reach.endpoints.map((end) => fullName(end).toLowerCase()))
  const inTo = has(
    reach.columns.map(({ endpoint, port }) =>
      `${fullName(reach.endpoints[endpoint]!)} ${portWords(port)} ${port?.name ?? ''}`.toLowerCase(),
    ),
  )
  const inVerdict = has(Array.from({ length: 6 }, (_, verdict) => cellWord(verdict as CellCode).toLowerCase()))
  return flows.filter((cell) => {
    const verdict = cells[cell] as CellCode
    if (verdicts.size > 0 && !verdicts.has(verdict)) return false
    if (changedOnly && !changes.has(cell)) return false
    const row = Math.floor(cell / width)
    const column = cell - row * width
    return words.every(
      (_, word) => inFrom[word]![row] === 1 || inTo[word]![column] === 1 || inVerdict[word]![verdict] === 1,
    )
  })
}

/** The place of a cell in the order of a column of the table, from 0 below `ranks`. */
function ranking(
  { reach, cells, changes }: FlowRows,
  by: SortColumn,
): { readonly rank: (cell: number) => number; readonly ranks: number } {
  const width = reach.columns.length
  const groups = orderedGroups(reach.groups)
  const byName = ranksOf(reach.endpoints.map(({ group, label }) => [groups.indexOf(group), label]))
  switch (by) {
    case 'from':
      return { rank: (cell) => byName[Math.floor(cell / width)]!, ranks: reach.endpoints.length }
    case 'to':
      return { rank: (cell) => byName[reach.columns[cell % width]!.endpoint]!, ranks: reach.endpoints.length }
    case 'port': {
      const byPort = ranksOf(reach.columns.map(({ port }) => [port?.port ?? -1, port?.protocol ?? '']))
      return { rank: (cell) => byPort[cell % width]!, ranks: reach.columns.length }
    }
    case 'verdict':
      return { rank: (cell) => (ROW_VERDICTS as readonly number[]).indexOf(cells[cell]!), ranks: ROW_VERDICTS.length }
    case 'change':
      return { rank: (cell) => ({ opened: 0, closed: 1, none: 2 })[changes.get(cell) ?? 'none'], ranks: 3 }
  }
}
