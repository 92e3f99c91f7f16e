import type { SourceSpan } from '../../ground/span.ts'
import type { InlineAnswer, LensView } from '../../worker/snapshot.ts'
import { inlineText } from '../text/lens.ts'
import type { Lines } from './lines.ts'
import { spines } from './spine.ts'

/** Spines cross at most this many short lines; longer gaps stay open. */
const BRIDGE_LIMIT = 3

/**
 * How a stretch of the text looks, or what is written after it without being text.
 *
 * - `highlight`: the whole line, with the edge that every highlight has.
 * - `spine`: one column of one line.
 * - `ghost`: a field that the API server assumes, at the end of the line.
 * - `answer`: the verdict of a question comment, at the end of the line.
 */
export type Mark = { readonly line: number } & (
  | { readonly mark: 'highlight' }
  | {
      readonly mark: 'spine'
      readonly column: number
      readonly part: 'first' | 'middle' | 'last'
      readonly bridge: number
    }
  | { readonly mark: 'ghost'; readonly text: string }
  | {
      readonly mark: 'answer'
      readonly glyph: 'allow' | 'open' | 'deny' | 'part' | 'none'
      readonly text: string
      readonly question: string
    }
)

/** The lines that decide the answer to the question. Spans of other documents are left out. */
export function highlightMarks(document: string, highlight: readonly SourceSpan[]): readonly Mark[] {
  const lines = new Set<number>()
  for (const span of highlight) {
    if (span.document !== document) continue
    // A span that ends before the first character of a line does not touch that line.
    const last = span.end.column === 1 && span.end.line > span.start.line ? span.end.line - 1 : span.end.line
    for (let line = span.start.line; line <= last; line++) lines.add(line)
  }
  return [...lines].sort((a, b) => a - b).map((line) => ({ mark: 'highlight', line }))
}

/** Spines and ghost text of the document that the lens is about. */
export function lensMarks(lens: LensView, lines: Lines): readonly Mark[] {
  return [
    ...spines(lens, lines).map((piece): Mark => ({
      mark: 'spine',
      ...piece,
      bridge: Math.min(piece.bridge, BRIDGE_LIMIT),
    })),
    ...lens.assumed
      .filter(({ place }) => place === 'line-end')
      .map(({ line, text }): Mark => ({ mark: 'ghost', line, text })),
  ]
}

/** The answers that stand behind lines of this document. */
export function answerMarks(document: string, inline: readonly InlineAnswer[]): readonly Mark[] {
  return inline
    .filter((answer) => answer.document === document)
    .map(({ line, question, result }): Mark => ({ mark: 'answer', line, question, ...inlineText(result) }))
}

/** Two marks with the same key look the same in the same place. */
export function markKey(mark: Mark): string {
  switch (mark.mark) {
    case 'highlight':
      return `highlight ${mark.line}`
    case 'spine':
      return `spine ${mark.line} ${mark.column} ${mark.part} ${mark.bridge}`
    case 'ghost':
      return `ghost ${mark.line} ${mark.text}`
    case 'answer':
      return `answer ${mark.line} ${mark.glyph} ${mark.text}`
  }
}
