/**
 * A stretch of a text that gets another wording. Offsets count UTF-16 units from 0, `end` exclusive; equal: `text` is
 * put in.
 */
export interface OffsetEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The same in one of several documents. `document` is the name the caller gave the document. */
export interface TextEdit extends OffsetEdit {
  readonly document: string
}

/** The text after all edits, which must not overlap; their order is free. */
export function applyEdits(text: string, edits: readonly OffsetEdit[]): string {
  let result = ''
  let at = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at)
}

/** One edit that does what all of them do: from the first to the last, with what stands between. */
export function joinEdits(text: string, edits: readonly OffsetEdit[]): OffsetEdit {
  const start = Math.min(...edits.map((edit) => edit.start))
  const end = Math.max(...edits.map((edit) => edit.end))
  return {
    start,
    end,
    text: applyEdits(
      text.slice(start, end),
      edits.map((edit) => ({ start: edit.start - start, end: edit.end - start, text: edit.text })),
    ),
  }
}
