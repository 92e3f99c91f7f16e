import type { LensRow } from './lens-rows.ts'

/** The rows that speak of a line: those nearest above it of its policy, one of each depth, outermost first. */
export function rowsAbout(line: number, rows: readonly LensRow[]): readonly LensRow[] {
  const found: LensRow[] = []
  for (const row of rows.filter(({ after, ghost }) => after < line && ghost === '').reverse()) {
    if (found.length === 0 || row.indent < found[0]!.indent) found.unshift(row)
    if (row.indent === 0) break
  }
  return found
}
