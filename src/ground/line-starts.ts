import type { Position } from './span.ts'

/**
 * The offsets at which the lines of a text begin. Lines end at `\n`; the first one begins at 0, also in an empty text.
 */
export type LineStarts = readonly number[]

/** Where each line of the text begins. A text without line breaks, an empty one too, has one line. */
export function lineStarts(text: string): LineStarts {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** Where an offset is. One beyond the text counts to its last line. */
export function positionAt(starts: LineStarts, offset: number): Position {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - starts[low]! + 1 }
}
