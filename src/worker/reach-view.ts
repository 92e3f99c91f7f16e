import { CELL, type CellCode } from '../world/cell.ts'
import { differingCells, type Matrix } from '../world/index.ts'
import { CELL_LIMIT, type NamespaceTotal, type ReachColumn, type ReachEndpoint, type ReachView } from './snapshot.ts'

const OUTSIDE = 'outside'
const KINDS = Object.keys(CELL).length

/**
 * The matrix as the views need it; without single cells when they are too many to send at every key press. `before` is
 * the view before this one: rows and columns that did not change are the same objects.
 */
export function reachView(matrix: Matrix, before: ReachView | null): ReachView {
  const endpoints = matrix.ends.map(({ ref, label, namespace }, index): ReachEndpoint => {
    const known = before?.endpoints[index]
    return known && known.id === ref && known.label === label && known.group === (namespace ?? OUTSIDE)
      ? known
      : { id: ref, label, group: namespace ?? OUTSIDE }
  })
  const columns = matrix.columns.map(({ end, port }, index): ReachColumn => {
    const known = before?.columns[index]
    return known && known.endpoint === end && known.port === port ? known : { endpoint: end, port }
  })
  const groups = groupsOf(endpoints)
  const counts = countCells(matrix, endpoints, groups, before)
  const view: ReachView = {
    endpoints,
    groups,
    totals: totalsOf(counts, groups.length, before?.totals ?? []),
    columns,
    cells: matrix.cells.length <= CELL_LIMIT ? matrix.cells.slice() : null,
  }
  counted.set(view, { matrix, counts })
  return view
}

/** What a view was counted from: the next one mostly differs in a few cells of millions. */
const counted = new WeakMap<ReachView, { readonly matrix: Matrix; readonly counts: Uint32Array }>()

/**
 * The part of the matrix from one namespace to another; null: from or to all. Always with its cells, and without
 * totals, which the whole has.
 */
export function drilledView(matrix: Matrix, from: string | null, to: string | null): ReachView {
  const group = (end: number) => matrix.ends[end]!.namespace ?? OUTSIDE
  const rows = matrix.ends.flatMap((_, index) => (from === null || group(index) === from ? [index] : []))
  const columns = matrix.columns.flatMap(({ end }, index) => (to === null || group(end) === to ? [index] : []))
  const kept = [...new Set([...rows, ...columns.map((index) => matrix.columns[index]!.end)])]
  const place = new Map(kept.map((end, index) => [end, index]))
  // The view's rows are all of its endpoints, so those that only answer get a row too.
  const cells = new Uint8Array(kept.length * columns.length)
  kept.forEach((end, row) =>
    columns.forEach((column, at) => {
      cells[row * columns.length + at] = matrix.cells[end * matrix.columns.length + column]!
    }),
  )
  const endpoints = kept.map((end): ReachEndpoint => ({
    id: matrix.ends[end]!.ref,
    label: matrix.ends[end]!.label,
    group: group(end),
  }))
  return {
    endpoints,
    groups: groupsOf(endpoints),
    totals: [],
    cells,
    columns: columns.map((index) => ({
      endpoint: place.get(matrix.columns[index]!.end)!,
      port: matrix.columns[index]!.port,
    })),
  }
}

function groupsOf(endpoints: readonly ReachEndpoint[]): readonly string[] {
  return [...new Set(endpoints.map(({ group }) => group))]
}

/** How many cells of each kind are between each pair of groups. */
function countCells(
  matrix: Matrix,
  endpoints: readonly ReachEndpoint[],
  groups: readonly string[],
  before: ReachView | null,
): Uint32Array {
  const rank = new Map(groups.map((group, index) => [group, index]))
  const rowBases = Uint32Array.from(endpoints, ({ group }) => rank.get(group)! * groups.length * KINDS)
  const columnBases = Uint32Array.from(matrix.columns, ({ end }) => rank.get(endpoints[end]!.group)! * KINDS)
  const { cells } = matrix
  const width = columnBases.length
  const known = before && counted.get(before)
  if (known && known.matrix.ends === matrix.ends && known.matrix.columns === matrix.columns) {
    const counts = known.counts.slice()
    const old = known.matrix.cells
    differingCells(old, cells, (cell) => {
      const base = rowBases[Math.floor(cell / width)]! + columnBases[cell % width]!
      counts[base + old[cell]!]!--
      counts[base + cells[cell]!]!++
    })
    return counts
  }
  const counts = new Uint32Array(groups.length ** 2 * KINDS)
  for (let row = 0; row < endpoints.length; row++) {
    for (let at = 0; at < width; at++) counts[rowBases[row]! + columnBases[at]! + cells[row * width + at]!]!++
  }
  return counts
}

/** Totals that say the same as before at their place are the same objects. */
function totalsOf(counts: Uint32Array, groups: number, before: readonly NamespaceTotal[]): readonly NamespaceTotal[] {
  return Array.from({ length: groups ** 2 }, (_, pair): NamespaceTotal => {
    const of = (cell: CellCode) => counts[pair * KINDS + cell]!
    const allowed = of(CELL.allowed)
    const open = of(CELL.open)
    const part = of(CELL.part)
    const all = allowed + open + part + of(CELL['denied-leaving']) + of(CELL['denied-entering'])
    const last = before[pair]
    return last && last.allowed === allowed && last.open === open && last.part === part && last.all === all
      ? last
      : { allowed, open, part, all }
  })
}
