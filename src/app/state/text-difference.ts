import { diffLines, type ChangeObject } from 'diff'
import type { WorkDocument } from './work.ts'

/**
 * How to make a text out of another, line by line: a number keeps (below zero: skips) so many lines, a text is put in.
 */
export type Difference = readonly (number | string)[]

/**
 * Milliseconds for which the fewest changes are looked for: two texts of thousands of lines without one in common would
 * take minutes.
 */
const PATIENCE = 1000

/** What differs, line by line; where finding the least of it takes too long, all of one for all of the other. */
function changesOf(before: string, after: string): readonly ChangeObject<string>[] {
  const whole = (value: string, added: boolean): readonly ChangeObject<string>[] =>
    value === '' ? [] : [{ value, count: value.split(/(?<=\n)/).length, added, removed: !added }]
  return diffLines(before, after, { timeout: PATIENCE }) ?? [...whole(before, false), ...whole(after, true)]
}

/** What to do to `before` to have `after`. */
export function differenceOf(before: string, after: string): Difference {
  return changesOf(before, after).map(({ added, removed, count, value }) =>
    added ? value : removed ? -(count ?? 0) : (count ?? 0),
  )
}

/** The text again; null when the difference is not one of this text. */
export function applyDifference(before: string, difference: Difference): string | null {
  const lines = before.split(/(?<=\n)/)
  let at = 0
  let text = ''
  for (const step of difference) {
    if (typeof step === 'string') text += step
    else {
      const end = at + Math.abs(step)
      if (end > lines.length) return null
      if (step > 0) text += lines.slice(at, end).join('')
      at = end
    }
  }
  return at >= lines.length || (at === 0 && before === '') ? text : null
}

/** A line of two texts side by side. */
export interface ChangedLine {
  readonly sign: 'kept' | 'added' | 'removed'
  readonly text: string
}

/** Tabs that differ, with all of their lines. A tab that is gone has only removed lines. */
export function changedDocuments(
  before: readonly WorkDocument[],
  after: readonly WorkDocument[],
): readonly { readonly name: string; readonly lines: readonly ChangedLine[] }[] {
  const textIn = (documents: readonly WorkDocument[], name: string) =>
    documents.find((document) => document.name === name)?.text ?? ''
  return [...new Set([...after, ...before].map(({ name }) => name))].flatMap((name) => {
    const [old, now] = [textIn(before, name), textIn(after, name)]
    return old === now ? [] : [{ name, lines: linesOf(old, now) }]
  })
}

function linesOf(before: string, after: string): readonly ChangedLine[] {
  return changesOf(before, after).flatMap(({ added, removed, value }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): ChangedLine => ({ sign: added ? 'added' : removed ? 'removed' : 'kept', text })),
  )
}
