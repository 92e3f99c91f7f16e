import type { Position } from '../../ground/span.ts'

/** The offset of a place; one beyond the line's or the text's end counts as the end. */
export function offsetAt(text: string, { line, column }: Position): number {
  let start = 0
  for (let at = 1; at < line; at++) {
    const end = text.indexOf('\n', start)
    if (end < 0) return text.length
    start = end + 1
  }
  const end = text.indexOf('\n', start)
  return Math.min(start + column - 1, end < 0 ? text.length : end)
}

/** The white space that the line of an offset begins with, as far as the offset: what a new line repeats. */
export function indentBefore(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  return /^[ \t]*/.exec(text.slice(start, offset))![0]
}
