import type { GoalState, LessonCheck } from '../../lessons/check.ts'
import { predictionIn, type Goal } from '../../lessons/goal.ts'
import type { Lesson } from '../../lessons/lesson.ts'
import { GOAL } from './catalogue/en/goal.ts'
import { guessesText } from './goal/guess-table.ts'
import { lineNow, type GoalNow } from './goal/line-now.ts'
import { lineText } from './goal/line-text.ts'
import type { NameOf } from './goal/names.ts'
import { code, join, plain, type Phrase, type Sentence } from './sentence.ts'

/** What a goal asks for, in a line. */
export function goalText({ say: own, lines }: Goal, nameOf: NameOf): Sentence {
  return own === null
    ? join(
        lines.map((line) => lineText(line, nameOf)),
        ', ',
      )
    : marked(own)
}

/** What there is now, of a goal that is met or not. */
export function goalNow(goal: Goal, { lines, met }: GoalState): GoalNow {
  if (goal.lines.length > 1 && goal.lines.every(predictionIn))
    return { glyph: 'none', text: guessesText(lines), question: null }
  const at = met ? 0 : lines.findIndex((line) => !line.met)
  const line = goal.lines[at]
  const state = lines[at]
  return line && state ? lineNow(line, state) : { glyph: 'none', text: '', question: null }
}

/** How the goals stand, for who does not see them. */
export function goalsAnnounced(
  { goals }: Pick<Lesson, 'goals'>,
  check: LessonCheck | null,
  lost: readonly number[],
  nameOf: NameOf,
): string {
  if (check?.complete) return GOAL.complete
  const held = check?.goals.filter(({ met }) => met).length ?? 0
  return [
    GOAL.hold(held, goals.length),
    ...lost.map((number) => GOAL.lost(plain(goalText(goals[number - 1]!, nameOf)))),
  ].join(' ')
}

/** A text with names in backquotes. */
function marked(text: string): Sentence {
  return text
    .split(/`([^`]*)`/)
    .flatMap((part, index): readonly Phrase[] => (part === '' ? [] : [index % 2 === 1 ? code(part) : { text: part }]))
}
