import { CELL, type CellCode } from '../world/cell.ts'
import type { Matrix } from '../world/index.ts'
import { CELL_LIMIT, type NamespaceTotal, type ReachEndpoint, type ReachView } from './snapshot.ts'

const OUTSIDE = 'outside'

/** The matrix as the views need it; without single cells when they are too many to send at every key press. */
export function reachView(matrix: Matrix): ReachView {
  const endpoints = matrix.ends.map(({ ref, label, namespace }): ReachEndpoint => ({ id: ref, label, group: namespace ?? OUTSIDE }))
  const { groups, totals } = namespaceTotals(matrix, endpoints)
  return {
    endpoints, groups, totals, columns: matrix.columns.map(({ end, port }) => ({ endpoint: end, port })),
    cells: matrix.cells.length <= CELL_LIMIT ? matrix.cells.slice() : null,
  }
}

/** The part of the matrix from one namespace to another; null: from or to all. Always with its cells. */
export function drilledView(matrix: Matrix, from: string | null, to: string | null): ReachView {
  const group = (end: number) => matrix.ends[end]!.namespace ?? OUTSIDE
  const rows = matrix.ends.flatMap((_, index) => (from === null || group(index) === from ? [index] : []))
  const columns = matrix.columns.flatMap(({ end }, index) => (to === null || group(end) === to ? [index] : []))
  const kept = [...new Set([...rows, ...columns.map((index) => matrix.columns[index]!.end)])]
  const place = new Map(kept.map((end, index) => [end, index]))
  // The view's rows are all of its endpoints, so those that only answer get a row too.
  const cells = new Uint8Array(kept.length * columns.length)
  kept.forEach((end, row) => columns.forEach((column, at) => { cells[row * columns.length + at] = matrix.cells[end * matrix.columns.length + column]! }))
  const endpoints = kept.map((end): ReachEndpoint => ({ id: matrix.ends[end]!.ref, label: matrix.ends[end]!.label, group: group(end) }))
  const { groups, totals } = namespaceTotals(matrix, matrix.ends.map(({ ref, label, namespace }) => ({ id: ref, label, group: namespace ?? OUTSIDE })))
  return { endpoints, groups, totals, cells, columns: columns.map((index) => ({ endpoint: place.get(matrix.columns[index]!.end)!, port: matrix.columns[index]!.port })) }
}

function namespaceTotals(matrix: Matrix, endpoints: readonly ReachEndpoint[]): { readonly groups: readonly string[]; readonly totals: readonly NamespaceTotal[] } {
  const groups = [...new Set(endpoints.map(({ group }) => group))]
  const rank = new Map(groups.map((group, index) => [group, index]))
  const counts = Array.from({ length: groups.length ** 2 }, () => ({ allowed: 0, open: 0, part: 0, all: 0 }))
  const columnGroups = matrix.columns.map(({ end }) => rank.get(endpoints[end]!.group)!)
  matrix.ends.forEach((_, row) => {
    const base = rank.get(endpoints[row]!.group)! * groups.length
    for (let at = 0; at < matrix.columns.length; at++) {
      const cell = matrix.cells[row * matrix.columns.length + at] as CellCode
      if (cell === CELL.self) continue
      const total = counts[base + columnGroups[at]!]!
      total.all++
      if (cell === CELL.allowed) total.allowed++
      else if (cell === CELL.open) total.open++
      else if (cell === CELL.part) total.part++
    }
  })
  return { groups, totals: counts }
}
