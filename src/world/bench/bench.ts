import type { Diagnostic } from '../../ground/diagnostic.ts'
import type { Answer, Question } from '../answer.ts'
import type { Asked } from '../ask.ts'
import { parseQuestion } from '../parse.ts'
import { printQuestion } from '../print-question.ts'
import { passingWords, withoutWords } from './passing.ts'

/** Requests to be asked at once. A line is a whole question, or only what is said, `GET /orders`, in which case ends and port are the `base`'s. Null: there is none. */
export interface BenchQuery {
  readonly lines: readonly string[]
  readonly base: Question | null
}

/** One line with what comes of it. `question` null: the line is none, and `problem` says why; there is an `answer` else. */
export interface BenchRow {
  readonly line: string
  readonly question: Question | null
  readonly answer: Pick<Answer, 'outcome' | 'deniedAt' | 'cause' | 'needs'> | null
  readonly problem: Diagnostic | null
}

/** `passing`: questions like the base that pass for what they say, printed; empty where words make no difference. */
export interface BenchView {
  readonly rows: readonly BenchRow[]
  readonly passing: readonly string[]
}

/** Lines beyond these are not asked: nobody reads so many. */
export const BENCH_LIMIT = 200

/** The only decision asked once for each line. Empty lines and comments are skipped. */
export function benchOf(asked: Asked & { ask(question: Question): Answer }, { lines, base }: BenchQuery): BenchView {
  const written = lines.map((line) => line.trim()).filter((line) => line !== '' && !/^#(?!\s*\?)/.test(line)).slice(0, BENCH_LIMIT)
  return {
    rows: written.map((line) => rowOf(line, base, asked)),
    passing: base === null ? [] : passingWords(base, asked).map((words) => printQuestion({ ...withoutWords(base), ...words })).filter((text) => parseQuestion(text).ok),
  }
}

function rowOf(line: string, base: Question | null, asked: { ask(question: Question): Answer }): BenchRow {
  const text = line.replace(/^#\s*\?\s*/, '')
  const parsed = parseQuestion(/->|→/.test(text) || base === null ? text : `${printQuestion(withoutWords(base))} ${text}`)
  if (!parsed.ok) return { line, question: null, answer: null, problem: parsed.problem }
  const { outcome, deniedAt, cause, needs, problem } = asked.ask(parsed.value)
  if (problem) return { line, question: null, answer: null, problem }
  return { line, question: parsed.value, problem: null, answer: { outcome, needs, ...(deniedAt && { deniedAt }), ...(cause && { cause }) } }
}
