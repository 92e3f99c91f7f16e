import { CELL, type CellCode, type DiffView } from '../../worker/snapshot.ts'
import { againstText } from '../text/diff.ts'
import { passingFlows, type NamespaceGrid } from './matrix-namespaces.ts'
import type { Change, WorkloadGrid } from './matrix.ts'

/** What a mark stands for. Bars are the stretches of the namespaces' squares. */
export type LegendEntry =
  | { readonly mark: CellCode; readonly text: string }
  | { readonly bar: 'allowed' | 'part' | 'open' | 'denied'; readonly text: string }
  | { readonly changes: readonly Change[]; readonly text: string }

const MARKS: readonly (readonly [CellCode, string])[] = [
  [CELL.allowed, 'a rule admits it'],
  [CELL.open, 'open by default'],
  [CELL['denied-leaving'], 'denied leaving'],
  [CELL['denied-entering'], 'denied entering'],
  [CELL.part, 'depends on pod, address or request'],
  [CELL.self, 'itself'],
]

/** Lists only what is drawn. */
export function legendOf(grid: WorkloadGrid | NamespaceGrid, diff: DiffView): readonly LegendEntry[] {
  const changes = new Set(grid.level === 'workloads' ? grid.changes.values() : [...grid.changes.values()].flat())
  const changed: readonly LegendEntry[] = changes.size > 0 ? [{ changes: (['opened', 'closed'] as const).filter((change) => changes.has(change)), text: `changed ${againstText(diff)}` }] : []
  return [...(grid.level === 'workloads' ? markEntries(grid) : barEntries(grid)), ...changed]
}

function markEntries({ cells, rows, columns }: WorkloadGrid): readonly LegendEntry[] {
  const drawn = new Uint8Array(MARKS.length)
  // As a rule every mark has been met long before the last of a million cells.
  for (let at = 0, met = 0; at < cells.length && met < MARKS.length; at++) {
    if (drawn[cells[at]!] === 1) continue
    drawn[cells[at]!] = 1
    met++
  }
  const hasOutside = [rows, columns].every((lines) => lines.some(({ group }) => group === 'outside'))
  return MARKS.flatMap(([mark, text]) => (drawn[mark] === 1 ? [{ mark, text: mark === CELL.self && hasOutside ? `${text}, or both outside` : text }] : []))
}

function barEntries({ totals }: NamespaceGrid): readonly LegendEntry[] {
  const entries: readonly (LegendEntry & { readonly drawn: boolean })[] = [
    { bar: 'allowed', text: 'a rule admits', drawn: totals.some(({ allowed }) => allowed > 0) },
    { bar: 'part', text: 'depends on pod, address or request', drawn: totals.some(({ part }) => part > 0) },
    { bar: 'open', text: 'open by default', drawn: totals.some(({ open }) => open > 0) },
    { bar: 'denied', text: 'denied', drawn: totals.some((total) => total.all > passingFlows(total)) },
  ]
  return entries.flatMap(({ drawn, ...entry }) => (drawn ? [entry] : []))
}
