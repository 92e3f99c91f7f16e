import type { ContainerPort } from '../ground/ports.ts'
import type { EndpointRef } from './answer.ts'
import { CELL, passing } from './cell.ts'
import type { Matrix } from './matrix.ts'

/**
 * One flow that passes now and did not, or the other way round. `port` null: some TCP port of an end whose ports are
 * not known.
 */
export interface FlowChange {
  readonly sign: 'opened' | 'closed'
  readonly from: EndpointRef
  readonly to: EndpointRef
  readonly port: ContainerPort | null
}

/** What changed between two states. The counts are complete; `changes` holds the first ones, opened before closed. */
export interface ConnectivityDiff {
  readonly opened: number
  readonly closed: number
  readonly changes: readonly FlowChange[]
}

/**
 * Compares two matrices flow by flow, on the ports that somebody is known to listen on; every port of every protocol is
 * `compareConnections`' business, which takes longer and is asked for by itself. A flow of an end that exists on one
 * side only counts as opened or closed when it passes there; a place outside that only one of them names is not
 * compared, for the address itself did not come or go. A verdict that goes from all to part of the replicas closes;
 * from none to part opens.
 */
export function compareMatrices(before: Matrix, after: Matrix, limit: number): ConnectivityDiff {
  const changes = new Changes(limit)
  if (before.ends === after.ends && before.columns === after.columns) return changedInPlace(before, after, changes)
  const { rows, columns } = counterparts(before, after)
  const width = after.columns.length
  const oldWidth = before.columns.length
  const isPlace = (end: number) => after.ends[end]!.workload === null
  const look = (row: number, at: number) => {
    const old = rows[row]!
    const oldAt = columns[at]!
    const now = after.cells[row * width + at]!
    const then = old === ABSENT || oldAt === ABSENT ? CELL['denied-entering'] : before.cells[old * oldWidth + oldAt]!
    if (now === then) return
    const { end } = after.columns[at]!
    if (end !== row && !(old === ABSENT && isPlace(row)) && !(oldAt === ABSENT && isPlace(end)))
      changes.add(PASSING[now]! - PASSING[then]!, after, row, at)
  }
  if (width === oldWidth && isInPlace(rows) && isInPlace(columns))
    differingCells(before.cells, after.cells, (cell) => look(Math.floor(cell / width), cell % width))
  else for (let row = 0; row < rows.length; row++) for (let at = 0; at < width; at++) look(row, at)
  addGone(before, after, changes)
  return changes.result
}

/** The same ends with the same ports, as after nearly every key press. */
function changedInPlace(before: Matrix, after: Matrix, changes: Changes): ConnectivityDiff {
  const width = after.columns.length
  differingCells(before.cells, after.cells, (cell) => {
    const row = Math.floor(cell / width)
    const at = cell % width
    if (after.columns[at]!.end !== row)
      changes.add(PASSING[after.cells[cell]!]! - PASSING[before.cells[cell]!]!, after, row, at)
  })
  return changes.result
}

/** Flows of ends and ports that exist no longer: what passed there has closed. */
function addGone(before: Matrix, after: Matrix, changes: Changes): void {
  const { rows, columns } = counterparts(after, before)
  if (!rows.includes(ABSENT) && !columns.includes(ABSENT)) return
  const width = before.columns.length
  const isGonePlace = (end: number) => rows[end] === ABSENT && before.ends[end]!.workload === null
  before.ends.forEach((_, row) =>
    before.columns.forEach(({ end }, at) => {
      if ((rows[row] !== ABSENT && columns[at] !== ABSENT) || end === row || isGonePlace(row) || isGonePlace(end))
        return
      changes.add(-PASSING[before.cells[row * width + at]!]!, before, row, at)
    }),
  )
}

const ABSENT = -1

function isInPlace(counterpart: Int32Array): boolean {
  return counterpart.every((place, index) => place === index)
}

/**
 * Calls for each cell in which two equally large matrices differ, and for some others. Most edits change few of
 * millions, so four are compared at a time.
 */
export function differingCells(before: Uint8Array, after: Uint8Array, call: (cell: number) => void): void {
  const words = Math.floor(after.length / 4)
  const a = new Uint32Array(before.buffer, before.byteOffset, words)
  const b = new Uint32Array(after.buffer, after.byteOffset, words)
  for (let word = 0; word < words; word++)
    if (a[word] !== b[word]) for (let cell = word * 4; cell < word * 4 + 4; cell++) call(cell)
  for (let cell = words * 4; cell < after.length; cell++) call(cell)
}

/** Where the rows and columns of `to` stand in `from`; `ABSENT` for those that it has not. */
function counterparts(from: Matrix, to: Matrix): { readonly rows: Int32Array; readonly columns: Int32Array } {
  const rowOf = new Map(from.ends.map(({ ref }, index) => [ref, index]))
  const columnOf = new Map(from.columns.map((column, index) => [columnKey(from, column), index]))
  return {
    rows: Int32Array.from(to.ends, ({ ref }) => rowOf.get(ref) ?? ABSENT),
    columns: Int32Array.from(to.columns, (column) => columnOf.get(columnKey(to, column)) ?? ABSENT),
  }
}

const PASSING = Uint8Array.from(
  Object.values(CELL).sort((a, b) => a - b),
  passing,
)

/** Counts every change and keeps the first ones of each sign. */
class Changes {
  readonly #opened: FlowChange[] = []
  readonly #closed: FlowChange[] = []
  #openedCount = 0
  #closedCount = 0

  constructor(private readonly limit: number) {}

  /** `step`: how much more passes than before; negative: less. */
  add(step: number, matrix: Matrix, row: number, at: number): void {
    if (step === 0) return
    const list = step > 0 ? this.#opened : this.#closed
    if (step > 0) this.#openedCount++
    else this.#closedCount++
    if (list.length >= this.limit) return
    const { end, port } = matrix.columns[at]!
    list.push({ sign: step > 0 ? 'opened' : 'closed', from: matrix.ends[row]!.ref, to: matrix.ends[end]!.ref, port })
  }

  get result(): ConnectivityDiff {
    return {
      opened: this.#openedCount,
      closed: this.#closedCount,
      changes: [...this.#opened, ...this.#closed].slice(0, this.limit),
    }
  }
}

function columnKey(matrix: Matrix, { end, port }: Matrix['columns'][number]): string {
  return `${matrix.ends[end]!.ref} ${port ? `${port.protocol}/${port.port}` : '*'}`
}
