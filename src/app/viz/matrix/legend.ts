import { CELL, type CellCode, type DiffView } from '../../../worker/snapshot.ts'
import { MATRIX } from '../../text/catalogue/en/matrix.ts'
import { againstText } from '../../text/diff.ts'
import { passingFlows, type NamespaceGrid } from './namespaces.ts'
import type { Change, WorkloadGrid } from './grid.ts'

/** What a mark stands for. Bars are the stretches of the namespaces' squares. */
export type LegendEntry =
  | { readonly mark: CellCode; readonly text: string }
  | { readonly bar: 'allowed' | 'part' | 'open' | 'denied'; readonly text: string }
  | { readonly changes: readonly Change[]; readonly text: string }

/** In the order in which they are listed. */
const MARKS = ['allowed', 'open', 'denied-leaving', 'denied-entering', 'part', 'self'] as const

/** Lists only what is drawn. */
export function legendOf(grid: WorkloadGrid | NamespaceGrid, diff: DiffView): readonly LegendEntry[] {
  const changes = new Set(grid.level === 'workloads' ? grid.changes.values() : [...grid.changes.values()].flat())
  const changed: readonly LegendEntry[] =
    changes.size > 0
      ? [
          {
            changes: (['opened', 'closed'] as const).filter((change) => changes.has(change)),
            text: MATRIX.changed(againstText(diff)),
          },
        ]
      : []
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
  return MARKS.flatMap((mark) =>
    drawn[CELL[mark]] === 1
      ? [{ mark: CELL[mark], text: MATRIX.legend[mark === 'self' && hasOutside ? 'selfOrOutside' : mark] }]
      : [],
  )
}

function barEntries({ totals }: NamespaceGrid): readonly LegendEntry[] {
  const drawn = {
    allowed: totals.some(({ allowed }) => allowed > 0),
    part: totals.some(({ part }) => part > 0),
    open: totals.some(({ open }) => open > 0),
    denied: totals.some((total) => total.all > passingFlows(total)),
  }
  return (['allowed', 'part', 'open', 'denied'] as const).flatMap((bar) =>
    drawn[bar] ? [{ bar, text: MATRIX.bars[bar] }] : [],
  )
}
