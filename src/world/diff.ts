import type { ContainerPort } from '../ground/ports.ts'
import type { EndpointRef } from './answer.ts'
import { passing, type CellCode } from './cell.ts'
import type { Matrix } from './matrix.ts'

/** One flow that passes now and did not, or the other way round. `port` null: some TCP port of an end whose ports are not known. */
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
 * Compares two matrices flow by flow. A flow of an end that exists on one side only counts as opened or closed when it
 * passes there; a place outside that only one of them names is not compared, for the address itself did not come or go.
 * A verdict that goes from all to part of the replicas closes; from none to part opens.
 */
export function compareMatrices(before: Matrix, after: Matrix, limit: number): ConnectivityDiff {
  const opened: FlowChange[] = [], closed: FlowChange[] = []
  let openedCount = 0, closedCount = 0
  const note = (step: number, from: EndpointRef, to: EndpointRef, port: ContainerPort | null) => {
    if (step > 0 && openedCount++ < limit) opened.push({ sign: 'opened', from, to, port })
    if (step < 0 && closedCount++ < limit) closed.push({ sign: 'closed', from, to, port })
  }
  const rowBefore = new Map(before.ends.map(({ ref }, index) => [ref, index]))
  const columnBefore = new Map(before.columns.map((column, index) => [columnKey(before, column), index]))
  const columns = after.columns.map((column) => columnBefore.get(columnKey(after, column)))
  after.ends.forEach((source, row) => {
    const old = rowBefore.get(source.ref)
    if (old === undefined && source.workload === null) return
    after.columns.forEach((column, at) => {
      if (columns[at] === undefined && after.ends[column.end]!.workload === null) return
      const earlier = old === undefined || columns[at] === undefined ? 0 : passing(before.cells[old * before.columns.length + columns[at]] as CellCode)
      const step = passing(after.cells[row * after.columns.length + at] as CellCode) - earlier
      if (step !== 0 && after.ends[column.end] !== source) note(step, source.ref, after.ends[column.end]!.ref, column.port)
    })
  })
  const rowAfter = new Set(after.ends.map(({ ref }) => ref)), columnAfter = new Set(after.columns.map((column) => columnKey(after, column)))
  before.ends.forEach((source, row) => before.columns.forEach((column, at) => {
    const destination = before.ends[column.end]!
    if ((rowAfter.has(source.ref) && columnAfter.has(columnKey(before, column))) || destination === source) return
    if ((source.workload === null && !rowAfter.has(source.ref)) || (destination.workload === null && !rowAfter.has(destination.ref))) return
    note(-passing(before.cells[row * before.columns.length + at] as CellCode), source.ref, destination.ref, column.port)
  }))
  return { opened: openedCount, closed: closedCount, changes: [...opened, ...closed].slice(0, limit) }
}

function columnKey(matrix: Matrix, { end, port }: Matrix['columns'][number]): string {
  return `${matrix.ends[end]!.ref} ${port ? `${port.protocol}/${port.port}` : '*'}`
}
