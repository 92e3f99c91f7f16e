import type { Diagnostic } from '../../ground/diagnostic.ts'
import type { Answer, Question } from '../answer.ts'
import type { Asked } from '../asked.ts'
import { parseQuestion } from '../parse.ts'
import { printQuestion } from '../print-question.ts'
import { passingWords, withoutWords, type PassingWords } from './passing.ts'

/**
 * Requests to be asked at once. A line is a whole question, or only what is said, `GET /orders`, in which case ends and
 * port are the `base`'s. Null: there is none.
 */
export interface BenchQuery {
  readonly lines: readonly string[]
  readonly base: Question | null
}

/**
 * One line with what comes of it. `question` null: the line is none, and `problem` says why; there is an `answer` else.
 */
export interface BenchRow {
  readonly line: string
  readonly question: Question | null
  readonly answer: Pick<Answer, 'outcome' | 'deniedAt' | 'cause' | 'needs' | 'notes'> | null
  readonly problem: Diagnostic | null
}

/**
 * `unasked`: so many lines more than are asked. `passing`: questions like the base that pass for what they say,
 * printed; the rest of it as in `PassingWords`.
 */
export interface BenchView {
  readonly rows: readonly BenchRow[]
  readonly unasked: number
  readonly passing: readonly string[]
  /** So many words were tried. */
  readonly tried: number
  /** So many more were not. */
  readonly untried: number
}

/** Lines beyond these are counted and not asked: nobody reads so many. */
const BENCH_LIMIT = 200

const NOTHING: PassingWords = { words: [], tried: 0, untried: 0 }

/** The only decision asked once for each line. Empty lines and comments are skipped. */
export function benchOf(asked: Asked & { ask(question: Question): Answer }, { lines, base }: BenchQuery): BenchView {
  const written = lines.map((line) => line.trim()).filter((line) => line !== '' && !/^#(?!\s*\?)/.test(line))
  const { words, tried, untried } = base === null ? NOTHING : passingWords(base, asked)
  return {
    rows: written.slice(0, BENCH_LIMIT).map((line) => rowOf(line, base, asked)),
    unasked: Math.max(0, written.length - BENCH_LIMIT),
    tried,
    untried,
    passing: [...new Set(words.map((said) => printQuestion({ ...withoutWords(base!), ...said })))].filter(
      (text) => parseQuestion(text).ok,
    ),
  }
}

function rowOf(line: string, base: Question | null, asked: { ask(question: Question): Answer }): BenchRow {
  const text = line.replace(/^#\s*\?\s*/, '')
  const parsed = parseQuestion(
    /->|→/.test(text) || base === null ? text : `${printQuestion(withoutWords(base))} ${text}`,
  )
  if (!parsed.ok) return { line, question: null, answer: null, problem: parsed.problem }
  const { outcome, deniedAt, cause, needs, notes, problem } = asked.ask(parsed.value)
  if (problem) return { line, question: null, answer: null, problem }
  return {
    line,
    question: parsed.value,
    problem: null,
    answer: { outcome, needs, notes, ...(deniedAt && { deniedAt }), ...(cause && { cause }) },
  }
}
