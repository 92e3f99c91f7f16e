import { sectionsOf, type Section } from './prose.ts'

/**
 * Texts by path from the folder `lessons/`: `curriculum.yaml`, `worlds/shop.yaml`,
 * `network-policy/and-not-or/lesson.md`.
 */
export type LessonFiles = Readonly<Record<string, string>>

/** The two parts of a `lesson.md`: the fields between its `---` lines, and the sections of its text. */
export interface LessonFile {
  readonly head: string
  readonly sections: readonly Section[]
}

/** Null when the text does not begin with a `---` block. */
export function splitLessonFile(text: string): LessonFile | null {
  const [whole, head] = /^---\n(.*?\n)---\n/s.exec(text.replaceAll('\r\n', '\n')) ?? []
  if (whole === undefined || head === undefined) return null
  const lines = whole.split('\n').length
  return { head, sections: sectionsOf(text.replaceAll('\r\n', '\n').slice(whole.length), lines) }
}
