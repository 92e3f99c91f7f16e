import type { Lesson } from '../../lessons/lesson.ts'
import type { Size } from '../../lessons/par.ts'
import { count } from './sentence.ts'

/** `1 document, 9 lines; par is 1 and 9. No hints.` `guesses`: which first guesses were right. */
export function resultText(size: Size, par: Size, hints: number, guesses: readonly boolean[]): string {
  const taken = size.documents === 0 ? [] : [`${count(size.documents, 'document')}, ${count(size.lines, 'line')} changed; par ${par.documents} and ${par.lines}.`]
  const guessed = guesses.length === 0 ? [] : [`${guesses.filter((right) => right).length} of ${count(guesses.length, 'guess', 'guesses')} right at first.`]
  return [...taken, ...guessed, hints === 0 ? 'No hints.' : `${count(hints, 'hint')} used.`].join(' ')
}

/** The result for a chat. */
export function shareText({ code, title, par }: Pick<Lesson, 'code' | 'title' | 'par'>, size: Size, hints: number, solved: boolean): string {
  const how = solved ? 'seen with the solution' : `passed in ${count(size.lines, 'line')} (par ${par.lines}), ${hints === 0 ? 'no hints' : count(hints, 'hint')}`
  return `Reachable ${code}, ${title}: ${how}.`
}
