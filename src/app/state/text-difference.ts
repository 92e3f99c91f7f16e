import { diffLines } from 'diff'
import type { WorkDocument } from './work.ts'

/** How to make a text out of another, line by line: a number keeps (below zero: skips) so many lines, a text is put in. */
export type Difference = readonly (number | string)[]

export function differenceOf(before: string, after: string): Difference {
  return diffLines(before, after).map(({ added, removed, count, value }) => (added ? value : removed ? -(count ?? 0) : (count ?? 0)))
}

/** The text again; null when the difference is not one of this text. */
export function applyDifference(before: string, difference: Difference): string | null {
  const lines = before.split(/(?<=\n)/)
  let at = 0, text = ''
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
export function changedDocuments(before: readonly WorkDocument[], after: readonly WorkDocument[]): readonly { readonly name: string; readonly lines: readonly ChangedLine[] }[] {
  const textIn = (documents: readonly WorkDocument[], name: string) => documents.find((document) => document.name === name)?.text ?? ''
  return [...new Set([...after, ...before].map(({ name }) => name))].flatMap((name) => {
    const [old, now] = [textIn(before, name), textIn(after, name)]
    return old === now ? [] : [{ name, lines: linesOf(old, now) }]
  })
}

function linesOf(before: string, after: string): readonly ChangedLine[] {
  return diffLines(before, after).flatMap(({ added, removed, value }) => value.replace(/\n$/, '').split('\n').map((text): ChangedLine => ({ sign: added ? 'added' : removed ? 'removed' : 'kept', text })))
}
