import { questionComment } from '../ground/question-comment.ts'
import type { World } from '../world/index.ts'
import type { InlineAnswer } from './snapshot.ts'

/** A document with more questions than this is not read by anybody; the rest stay unanswered. */
const QUESTION_LIMIT = 50

/** A `# ? a -> b:port` comment. `line` counts from 1. */
export interface WrittenQuestion {
  readonly line: number
  readonly question: string
}

/** The questions that stand in a text, as far as they are answered. */
export function writtenQuestions(text: string): readonly WrittenQuestion[] {
  if (!text.includes('?')) return []
  return text
    .split('\n')
    .flatMap((content, index): WrittenQuestion[] => {
      const question = questionComment(content)
      return question === null ? [] : [{ line: index + 1, question }]
    })
    .slice(0, QUESTION_LIMIT)
}

/** Answers them where they stand. */
export function inlineAnswers(
  document: string,
  questions: readonly WrittenQuestion[],
  world: World,
): readonly InlineAnswer[] {
  return questions.map(({ line, question }): InlineAnswer => {
    const parsed = world.parse(question)
    if (!parsed.ok) return { document, line, question, result: { ok: false, problem: parsed.problem } }
    const answer = world.ask(parsed.value)
    return {
      document,
      line,
      question,
      result: answer.problem ? { ok: false, problem: answer.problem } : { ok: true, answer },
    }
  })
}
