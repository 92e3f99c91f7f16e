import type { Diagnostic } from '../../ground/diagnostic.ts'

/** How many errors and warnings a document has; notes are not counted, nothing is wrong with them. */
export interface ProblemCount {
  readonly errors: number
  readonly warnings: number
}

/** Errors and warnings by the name of their document. Notes, and what has no place, are not counted. */
export function problemCounts(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, ProblemCount> {
  const counts = new Map<string, ProblemCount>()
  for (const { span, severity } of diagnostics) {
    if (!span || severity === 'note') continue
    const { errors, warnings } = counts.get(span.document) ?? { errors: 0, warnings: 0 }
    counts.set(
      span.document,
      severity === 'error' ? { errors: errors + 1, warnings } : { errors, warnings: warnings + 1 },
    )
  }
  return counts
}

const WEIGHT = { error: 0, warning: 1, note: 2 } as const

/** As the list shows them: those of `document` first, errors before warnings before notes, then by line. */
export function orderedProblems(diagnostics: readonly Diagnostic[], document: string): readonly Diagnostic[] {
  const place = ({ span, severity }: Diagnostic) =>
    [span?.document === document ? 0 : 1, WEIGHT[severity], span?.start.line ?? 0] as const
  return [...diagnostics].sort((a, b) => {
    const [x, y] = [place(a), place(b)]
    return (
      x[0] - y[0] ||
      x[1] - y[1] ||
      (x[0] === 1 ? (a.span?.document ?? '').localeCompare(b.span?.document ?? '') : 0) ||
      x[2] - y[2]
    )
  })
}

/** The problem after (or before) the cursor in the order of the text, round and round; null when there is none. */
export function nextProblem(
  diagnostics: readonly Diagnostic[],
  documents: readonly string[],
  at: { readonly document: string; readonly line: number; readonly column: number },
  steps: 1 | -1,
): Diagnostic | null {
  const place = (document: string, line: number, column: number) =>
    documents.indexOf(document) * 1e12 + line * 1e6 + column
  const listed = diagnostics
    .flatMap((diagnostic) =>
      diagnostic.span && diagnostic.severity !== 'note' && documents.includes(diagnostic.span.document)
        ? [
            {
              diagnostic,
              place: place(diagnostic.span.document, diagnostic.span.start.line, diagnostic.span.start.column),
            },
          ]
        : [],
    )
    .sort((a, b) => (a.place - b.place) * steps)
  const here = place(at.document, at.line, at.column)
  return (listed.find((each) => (each.place - here) * steps > 0) ?? listed[0])?.diagnostic ?? null
}
