import type { Diagnostic } from '../../ground/diagnostic.ts'
import { diagnosticLine } from '../text/diagnostic.ts'
import type { Lines } from './lines.ts'

/**
 * A squiggle in one line: where, how serious, and what it says when pointed at. Columns from 1, the end exclusive and
 * after the start.
 */
export interface ProblemMark {
  readonly line: number
  readonly column: number
  readonly endColumn: number
  readonly severity: Diagnostic['severity']
  readonly message: string
}

/** More squiggles than this help nobody and cost time. */
const PROBLEM_LIMIT = 500

/** The problems of one document. A span without width gets the word, or the character, beside it. */
export function problemMarks(
  document: string,
  diagnostics: readonly Diagnostic[],
  lines: Lines,
): readonly ProblemMark[] {
  const marks: ProblemMark[] = []
  for (const diagnostic of diagnostics) {
    const { span, severity } = diagnostic
    if (span?.document !== document) continue
    marks.push({ ...place(span.start, span.end, lines), severity, message: diagnosticLine(diagnostic) })
    if (marks.length === PROBLEM_LIMIT) break
  }
  return marks
}

function place(
  start: { readonly line: number; readonly column: number },
  end: typeof start,
  lines: Lines,
): Omit<ProblemMark, 'severity' | 'message'> {
  const text = lines.at(start.line)
  const column = Math.min(start.column, text.length + 1)
  // A whole object underlined is a wall of waves; its first line says where it is.
  const endColumn = end.line > start.line ? text.trimEnd().length + 1 : Math.min(end.column, text.length + 1)
  if (endColumn > column) return { line: start.line, column, endColumn }
  const word = /^\S+/.exec(text.slice(column - 1))?.[0].length ?? 0
  if (word > 0) return { line: start.line, column, endColumn: column + word }
  const before = /\S\s*$/.exec(text.slice(0, column - 1))?.index
  return before === undefined
    ? { line: start.line, column: 1, endColumn: Math.max(2, text.length + 1) }
    : { line: start.line, column: before + 1, endColumn: before + 2 }
}
