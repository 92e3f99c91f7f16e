import type { GoalState } from '../../../lessons/check.ts'
import { predictionIn, type Goal } from '../../../lessons/goal.ts'
import type { Question } from '../../../world/answer.ts'
import { GOAL } from '../catalogue/en/goal.ts'
import { LESSON } from '../catalogue/en/lesson.ts'
import { say, type Sentence } from '../sentence.ts'
import { place, pluginText, type NameOf } from './names.ts'

/** A flow that a guess is about, in a few letters: `dbg to db`. */
export function guessFlow({ from, to, port }: Question, nameOf: NameOf): Sentence {
  return say`${place(from, nameOf)} to ${place(to, nameOf)}${port === undefined ? '' : `:${port}`}`
}

/** Guesses side by side. `cells` are the places of lines in the goal, by plugin and flow; null: it is not asked. */
export interface GuessTable {
  readonly flows: readonly { readonly key: string; readonly question: Question }[]
  readonly rows: readonly { readonly plugin: string; readonly cells: readonly (number | null)[] }[]
}

/** The guesses of a goal that asks for nothing else. */
export function guessTable({ lines }: Pick<Goal, 'lines'>): GuessTable {
  const guesses = lines.flatMap((line, at) => {
    const guess = predictionIn(line)
    return guess
      ? [
          {
            at,
            question: guess.question,
            key: JSON.stringify(guess.question),
            plugin: line.line === 'under' ? pluginText(line.cni) : LESSON.asItIs,
          },
        ]
      : []
  })
  const flows = [...new Map(guesses.map(({ key, question }) => [key, { key, question }])).values()]
  const plugins = [...new Set(guesses.map(({ plugin }) => plugin))]
  return {
    flows,
    rows: plugins.map((plugin) => ({
      plugin,
      cells: flows.map(({ key }) => guesses.find((guess) => guess.plugin === plugin && guess.key === key)?.at ?? null),
    })),
  }
}

/** How many guesses of a table were right, once all are made. */
export function guessesText(lines: GoalState['lines']): string {
  const said = lines.flatMap(({ found }) => (found.of === 'prediction' && found.said !== null ? [found] : []))
  return said.length < lines.length
    ? GOAL.answered(said.length, lines.length)
    : GOAL.right(lines.filter(({ met }) => met).length, lines.length)
}
