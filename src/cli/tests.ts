import { failure, success, type Result } from '../ground/result.ts'
import { readAssertions, type Assertion } from '../world/assertions/assertion.ts'
import { readTestsFile } from '../world/assertions/tests-file.ts'
import type { DocumentText, World } from '../world/index.ts'

/** An assertion with the file that it is from. */
export interface Expected {
  readonly assertion: Assertion
  readonly file: string
}

/**
 * Files of assertions, one on each line, and files of netassert, told apart by what is in them. A problem names its
 * file.
 */
export function readExpected(files: readonly DocumentText[], { cluster }: World): Result<readonly Expected[], string> {
  const all: Expected[] = []
  for (const { name, text } of files) {
    if (/^\s*(?:#.*\n\s*)*(?:allow|deny)\s/.test(text) || /^(?:\s*#.*)?\s*$/.test(text)) {
      const read = readAssertions(text)
      if (!read.ok)
        return failure(read.problem.map(({ line, text: said }) => `${name}:${line}: no assertion: ${said}`).join('\n'))
      all.push(...read.value.map((assertion) => ({ assertion, file: name })))
    } else {
      const tests = readTestsFile(text, cluster)
      if (!tests.ok) return failure(`${name}: ${tests.problem}`)
      all.push(...tests.value.map((assertion) => ({ assertion, file: name })))
    }
  }
  return success(all)
}
