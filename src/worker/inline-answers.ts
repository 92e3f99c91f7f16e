import type { World } from '../world/index.ts'
import type { DocumentInput } from './protocol.ts'
import type { InlineAnswer } from './snapshot.ts'

const QUESTION = /^[ \t]*#[ \t]*\?[ \t]*(.*\S)[ \t]*$/

/** A document with more questions than this is not read by anybody; the rest stay unanswered. */
const QUESTION_LIMIT = 50

/** Answers the `# ? a -> b:port` comments of a document, where they stand. */
export function inlineAnswers({ name, text }: DocumentInput, world: World): readonly InlineAnswer[] {
  if (!text.includes('?')) return []
  return text.split('\n').flatMap((content, index): InlineAnswer[] => {
    const question = QUESTION.exec(content.replace(/\r$/, ''))?.[1]
    if (question === undefined) return []
    const parsed = world.parse(question)
    if (!parsed.ok) return [{ document: name, line: index + 1, question, result: { ok: false, problem: parsed.problem } }]
    const answer = world.ask(parsed.value)
    const result = answer.problem ? { ok: false as const, problem: answer.problem } : { ok: true as const, answer }
    return [{ document: name, line: index + 1, question, result }]
  }).slice(0, QUESTION_LIMIT)
}
