import type { DocumentText } from '../world/index.ts'
import { diffLines } from 'diff'

/**
 * How much an answer takes: tabs that differ from the start, and lines that were added or taken away. Comments and
 * empty lines are free.
 */
export interface Size {
  readonly documents: number
  readonly lines: number
}

/** How much the documents `now` take from `start`. */
export function sizeOf(start: readonly DocumentText[], now: readonly DocumentText[]): Size {
  const texts = new Map(start.map(({ name, text }) => [name, essence(text)]))
  const changes = now.map(({ name, text }) => changedLines(texts.get(name) ?? '', essence(text)))
  const gone = start
    .filter(({ name }) => !now.some((document) => document.name === name))
    .map(({ text }) => changedLines(essence(text), ''))
  const all = [...changes, ...gone].filter((lines) => lines > 0)
  return { documents: all.length, lines: all.reduce((sum, lines) => sum + lines, 0) }
}

/** The lines that mean something, without blanks at their ends. */
function essence(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !/^\s*#/.test(line))
    .map((line) => `${line}\n`)
    .join('')
}

/**
 * Texts that differ in more lines than this are not compared line by line: the work grows with the square of the
 * differences.
 */
const MOST_EDITS = 2_000

function changedLines(before: string, after: string): number {
  if (before === after) return 0
  const parts = diffLines(before, after, { maxEditLength: MOST_EDITS })
  // Beyond it, all of both counts, as if nothing had stayed.
  if (!parts) return before.split('\n').length + after.split('\n').length - 2
  return parts.filter(({ added, removed }) => added || removed).reduce((sum, { count }) => sum + (count ?? 0), 0)
}
