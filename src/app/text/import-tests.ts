import { code, counted, say, type Sentence } from './sentence.ts'

/** A file of netassert's became assertions. */
export function testsTakenText(path: string, tests: number): Sentence {
  return say`${code(path)} holds ${counted(tests, 'test')} of netassert: ${tests === 1 ? 'it is' : 'they are'} among the assertions now.`
}

/** What netassert says about a file that it would not run, first line first. */
export function testsRefusedText(path: string, problem: string): Sentence {
  return say`netassert refuses ${code(path)}: ${problem.split('\n').map((line) => line.trim()).join('; ')}`
}
