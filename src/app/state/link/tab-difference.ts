import { crc32 } from './packed-text.ts'
import { applyDifference, differenceOf, type Difference } from '../text-difference.ts'
import { DOCUMENT_LIMIT, type WorkDocument } from '../work.ts'

/** One tab: as it was (`name` alone), as a difference, or whole. */
interface PackedTab {
  readonly name: string
  readonly change?: Difference
  readonly text?: string
}

/** Documents by what differs from others of the same names. */
export function packTabs(documents: readonly WorkDocument[], start: readonly WorkDocument[]): readonly PackedTab[] {
  return documents.map(({ name, text }) => {
    const before = start.find((document) => document.name === name)
    return before === undefined
      ? { name, text }
      : before.text === text
        ? { name }
        : { name, change: differenceOf(before.text, text) }
  })
}

/**
 * The documents again, of unknown origin: what cannot be put together is null. Null: not a list of tabs, or more than a
 * work may have.
 */
export function unpackTabs(tabs: unknown, start: readonly WorkDocument[]): readonly unknown[] | null {
  // Each of them may stand for a whole world: what is too many is not even put together.
  if (!Array.isArray(tabs) || tabs.length > DOCUMENT_LIMIT) return null
  return (tabs as readonly unknown[]).map((tab) => {
    if (typeof tab !== 'object' || tab === null) return null
    const { name, text: whole, change } = tab as Readonly<Record<string, unknown>>
    if (whole !== undefined) return { name, text: whole }
    const before = start.find((document) => document.name === name)?.text
    const text = before === undefined ? null : changedText(before, change)
    return text === null ? null : { name, text }
  })
}

/** `change` undefined: it is as before. Null: it is no change of this text. */
function changedText(before: string, change: unknown): string | null {
  if (change === undefined) return before
  return isDifference(change) ? applyDifference(before, change) : null
}

/** Tells whether documents are those that a difference was made of. */
export function fingerprint(documents: readonly WorkDocument[]): number {
  return crc32(new TextEncoder().encode(JSON.stringify(documents.map(({ name, text }) => [name, text]))))
}

function isDifference(value: unknown): value is Difference {
  return (
    Array.isArray(value) &&
    value.every((step) => typeof step === 'string' || (Number.isInteger(step) && Math.abs(step as number) < 1_000_000))
  )
}
