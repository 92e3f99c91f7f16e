import { Fields } from './fields.ts'
import { type LessonFile, type LessonFiles, splitLessonFile } from './lesson-file.ts'
import type { LessonId, LessonProblem } from './lesson.ts'

/** A text of a translation, and where it stands. */
export interface ToldText {
  readonly text: string
  readonly line: number
}

/**
 * One lesson in another language: its own `lesson.<language>.md`. Its head also says what `goals.yaml` says in the
 * source.
 */
export interface LessonTranslation {
  readonly file: string
  readonly title: string
  readonly about: string
  readonly sections: LessonFile['sections']
  /** One for each goal, in order. */
  readonly goals: readonly ToldText[]
  /** One for each similar cluster, in order. */
  readonly hidden: readonly ToldText[]
  /** By the name of the wrong answer. */
  readonly wrong: Readonly<Record<string, ToldText>>
}

/**
 * Null when the lesson has no such file, or one that cannot be used: then the lesson is told as it was written.
 * `language`: `de`; `en` is the source.
 */
export function readTranslation(
  id: LessonId,
  files: LessonFiles,
  language: string,
  problems: LessonProblem[],
): LessonTranslation | null {
  const file = `${id}/lesson.${language}.md`
  const text = language === 'en' ? undefined : files[file]
  if (text === undefined) return null
  const parts = splitLessonFile(text)
  const head = parts && Fields.read(file, parts.head, problems, 1)
  if (!parts)
    problems.push({ file, line: 1, message: 'a translation begins with its title and about between two lines of ---' })
  if (!parts || !head) return null
  head.only('title', 'about', 'goals', 'hidden', 'wrong')
  const wrong = head.part('wrong')[0]
  const names = Object.keys((head.raw('wrong') ?? {}) as object)
  return {
    file,
    sections: parts.sections,
    title: head.text('title'),
    about: head.text('about'),
    goals: head.texts('goals'),
    hidden: head.texts('hidden'),
    wrong: wrong
      ? Object.fromEntries(names.map((name) => [name, { text: wrong.text(name), line: wrong.lineOf(name) }]))
      : {},
  }
}
