import type { Lesson } from '../../lessons/lesson.ts'
import type { Size } from '../../lessons/par.ts'
import { LESSON } from './catalogue/en/lesson.ts'

/** `1 document, 9 lines; par is 1 and 9. No hints.` `guesses`: which first guesses were right. */
export function resultText(size: Size, par: Size, hints: number, guesses: readonly boolean[]): string {
  const taken = size.documents === 0 ? [] : [LESSON.changed(size.documents, size.lines, par.documents, par.lines)]
  const guessed = guesses.length === 0 ? [] : [LESSON.guessed(guesses.filter((right) => right).length, guesses.length)]
  return [...taken, ...guessed, LESSON.hintsUsed(hints)].join(' ')
}

/** The result for a chat. */
export function shareText(
  { code, title, par }: Pick<Lesson, 'code' | 'title' | 'par'>,
  size: Size,
  hints: number,
  solved: boolean,
): string {
  const lesson = `${code}, ${title}`
  return solved ? LESSON.resultSeen(lesson) : LESSON.result(lesson, size.lines, par.lines, hints)
}
