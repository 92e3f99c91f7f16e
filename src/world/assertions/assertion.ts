import { failure, success, type Result } from '../../ground/result.ts'
import type { Question } from '../answer.ts'
import { parseQuestion } from '../parse.ts'
import { printQuestion } from '../print-question.ts'

/**
 * What somebody expects of a flow. `question` is in the grammar of questions. Name, time and attempts are what a
 * netassert file says beside it; absent: nothing of the kind, and a name is made when one is needed.
 */
export interface Assertion {
  readonly question: string
  readonly expect: 'allow' | 'deny'
  readonly name?: string
  readonly timeoutSeconds?: number
  readonly attempts?: number
}

/** One line of a file of assertions that could not be read. */
export interface AssertionFault {
  readonly line: number
  readonly text: string
}

/**
 * Reads a file with one assertion on each line, `allow shop/web -> shop/api:8080` or `deny …`; `#` begins a comment.
 * All lines that are none of these are named.
 */
export function readAssertions(text: string): Result<readonly Assertion[], readonly AssertionFault[]> {
  const assertions: Assertion[] = []
  const faults: AssertionFault[] = []
  for (const [index, line] of text.split('\n').entries()) {
    const said = line.replace(/(^|\s)#.*$/, '').trim()
    if (said === '') continue
    const assertion = readAssertionLine(said)
    if (assertion) assertions.push(assertion)
    else faults.push({ line: index + 1, text: said })
  }
  return faults.length > 0 ? failure(faults) : success(assertions)
}

/** Null: it is no assertion. */
export function readAssertionLine(text: string): Assertion | null {
  const [, expect, rest] = /^(allow|deny)\s+(.+)$/s.exec(text.trim()) ?? []
  const question = rest === undefined ? null : parseQuestion(rest)
  return question?.ok ? { question: printQuestion(question.value), expect: expect as Assertion['expect'] } : null
}

/** The assertion as a line, which `readAssertionLine` reads again. */
export function printAssertion({ question, expect }: Assertion): string {
  return `${expect} ${question}`
}

/** What it asks; null: its text is no question. */
export function questionOf({ question }: Assertion): Question | null {
  const parsed = parseQuestion(question)
  return parsed.ok ? parsed.value : null
}
