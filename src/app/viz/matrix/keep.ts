import type { NamespaceTotal } from '../../../worker/snapshot.ts'
import type { Change, GridLine, WorkloadGrid } from './grid.ts'
import type { NamespaceGrid } from './namespaces.ts'

/**
 * The grid of the last picture when the new one says the same, so that nothing is drawn again at a key press that
 * changes nothing.
 */
export function keptWorkloads(next: WorkloadGrid, last: WorkloadGrid | null): WorkloadGrid {
  return last &&
    sameLines(next.rows, last.rows) &&
    sameLines(next.columns, last.columns) &&
    sameBytes(next.cells, last.cells) &&
    sameChanges(next.changes, last.changes)
    ? last
    : next
}

/** The same for namespaces. */
export function keptNamespaces(next: NamespaceGrid, last: NamespaceGrid | null): NamespaceGrid {
  if (
    !last ||
    next.groups.length !== last.groups.length ||
    next.groups.some((group, index) => group !== last.groups[index])
  )
    return next
  const isSame =
    next.totals.every((total, index) => sameTotal(total, last.totals[index]!)) &&
    next.changes.size === last.changes.size &&
    [...next.changes].every(([cell, changes]) => last.changes.get(cell)?.join() === changes.join())
  return isSame ? last : next
}

function sameLines(a: readonly GridLine[], b: readonly GridLine[]): boolean {
  return a.length === b.length && a.every((line, index) => sameLine(line, b[index]!))
}

/** Whether two headings show the same. */
export function sameLine(a: GridLine, b: GridLine): boolean {
  return (
    a === b ||
    (a.key === b.key &&
      a.group === b.group &&
      a.label === b.label &&
      a.owner === b.owner &&
      a.note === b.note &&
      a.name === b.name &&
      a.passing === b.passing)
  )
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false
  return true
}

function sameChanges(a: ReadonlyMap<number, Change>, b: ReadonlyMap<number, Change>): boolean {
  return a.size === b.size && [...a].every(([cell, change]) => b.get(cell) === change)
}

/** Whether two totals of namespaces are the same. */
export function sameTotal(a: NamespaceTotal, b: NamespaceTotal): boolean {
  return a === b || (a.allowed === b.allowed && a.open === b.open && a.part === b.part && a.all === b.all)
}
