import { noTestText } from '../../app/text/assertions.ts'
import { writeTests } from '../../sim/tools/netassert/write.ts'
import { writeV1 } from '../../sim/tools/netassert/v1-file.ts'
import { printAssertion } from '../../world/assertions/assertion.ts'
import { testsOf } from '../../world/assertions/netassert.ts'
import { v1Of } from '../../world/assertions/netassert-v1.ts'
import type { Command } from '../command.ts'
import { openInput } from '../open.ts'
import { readExpected } from '../tests.ts'

/** Writes assertions in another form. */
export const convert: Command = {
  name: 'convert',
  usage: 'convert --assert FILE MANIFESTS…',
  about: 'assertions as a file of netassert, of its first version, or as lines; ends with 1 when some do not fit in',
  formats: ['netassert', 'netassert-v1', 'lines'],
  words: 0,
  tests: true,
  run(input) {
    const { world, problems } = openInput(input)
    if (problems.length > 0) return { out: '', err: `${problems.join('\n')}\n`, exitCode: 2 }
    const expected = readExpected(input.tests, world)
    if (!expected.ok) return { out: '', err: `${expected.problem}\n`, exitCode: 2 }
    const assertions = expected.value.map(({ assertion }) => assertion)
    if (input.format === 'lines')
      return { out: assertions.map((assertion) => `${printAssertion(assertion)}\n`).join(''), err: '', exitCode: 0 }
    const leave = (index: number, why: string) => `left out: ${printAssertion(assertions[index]!)}: ${why}\n`
    if (input.format === 'netassert-v1') {
      const { file, left } = v1Of(assertions)
      return {
        out: writeV1(file),
        err: left
          .map((index) => leave(index, 'the first version goes from Deployments to Services, names and addresses'))
          .join(''),
        exitCode: left.length > 0 ? 1 : 0,
      }
    }
    const { tests, left } = testsOf(assertions, world)
    return {
      out: writeTests(tests),
      err: left.map(({ index, why }) => leave(index, noTestText(why))).join(''),
      exitCode: left.length > 0 ? 1 : 0,
    }
  },
}
