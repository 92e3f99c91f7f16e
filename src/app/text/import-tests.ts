import { IMPORTING } from './catalogue/en/importing.ts'
import { code, type Sentence } from './sentence.ts'

/** A file of netassert's became assertions. */
export function testsTakenText(path: string, tests: number): Sentence {
  return IMPORTING.testsTaken(code(path), tests)
}

/** What netassert says about a file that it would not run, first line first. */
export function testsRefusedText(path: string, problem: string): Sentence {
  return IMPORTING.testsRefused(
    code(path),
    problem
      .split('\n')
      .map((line) => line.trim())
      .join('; '),
  )
}
