import { failure, success, type Result } from '../ground/result.ts'
import type { FlowLine, LessonEvent, TestingLine } from './goal.ts'

/** Reads a flow as `allow` and `deny` have it. */
type ReadFlow = (text: string) => Result<FlowLine, string>

/** First words of such lines. */
export const TESTING_WORDS = ['asserts', 'exports', 'notices', 'prints', 'hides', 'opened'] as const
/** One of these words. */
export type TestingWord = (typeof TESTING_WORDS)[number]

/** Reads a line about assertions, about what a tool prints, or about what a change opened, behind its first word. */
export function readTesting(word: TestingWord, rest: string, readFlow: ReadFlow): Result<TestingLine, string> {
  switch (word) {
    case 'asserts': {
      const [, most] = /^at most (\d+)$/.exec(rest) ?? []
      return most === undefined
        ? readCounted('asserted', 'asserts', rest, readFlow)
        : success({ line: 'asserted-at-most', most: Number(most) })
    }
    case 'exports':
      return readCounted('exported', 'exports', rest, readFlow)
    case 'notices':
      return /^\d+$/.test(rest) ? success({ line: 'noticed', least: Number(rest) }) : failure('write: notices number')
    case 'prints':
    case 'hides': {
      const [, at, command, text] = /^(\S+)\s*\$\s*(.+?)\s*=\s*(.+)$/s.exec(rest) ?? []
      return at !== undefined
        ? success({ line: 'output', at, command: command!, text: text!, printed: word === 'prints' })
        : failure(`write: ${word} place $ command = text`)
    }
    case 'opened': {
      const [, members] = /^\{([^{}]*)\}$/.exec(rest) ?? []
      const flows = members
        ?.split(',')
        .map((each) => each.trim())
        .filter((each) => each !== '')
        .map(readFlow)
      return flows?.every((each) => each.ok)
        ? success({ line: 'opened', flows: flows.map((each) => each.value) })
        : failure('write: opened {source -> destination:port}')
    }
  }
}

function readCounted(
  line: 'asserted' | 'exported',
  word: TestingWord,
  text: string,
  readFlow: ReadFlow,
): Result<TestingLine, string> {
  const [, least, expect, about] = /^(\d+)(?:\s+(allow|deny))?(?:\s+(.+))?$/s.exec(text) ?? []
  const flow = about === undefined ? null : readFlow(about)
  if (least === undefined || flow?.ok === false)
    return failure(`write: ${word} number [allow|deny] [source -> destination:port]`)
  return success({
    line,
    least: Number(least),
    expect: (expect as 'allow' | 'deny' | undefined) ?? null,
    flow: flow?.value ?? null,
  })
}

/** The tools of the terminal. */
const TOOLS: readonly string[] = ['curl', 'nc', 'kubectl', 'hubble', 'netassert', 'kube-bench', 'kube-hunter']

/** Reads what was done with assertions or in the terminal; null: it is another event. */
export function readTestingEvent(text: string): LessonEvent | null {
  const [, number] = /^red (\d+)$/.exec(text) ?? []
  const [, tool] = /^run (\S+)$/.exec(text) ?? []
  if (number !== undefined) return { event: 'red', number: Number(number) }
  if (text === 'export tests') return { event: 'export' }
  return tool !== undefined && TOOLS.includes(tool) ? { event: 'run', tool } : null
}
