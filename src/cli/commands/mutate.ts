import { mutantText, scoreText } from '../../app/text/assertions.ts'
import { plain } from '../../app/text/sentence.ts'
import { printAssertion } from '../../world/assertions/assertion.ts'
import { planMutants, type TriedMutant } from '../../world/mutants/try.ts'
import type { Command } from '../command.ts'
import { openInput } from '../open.ts'
import { readExpected } from '../tests.ts'

/** Changes the policies, one change at a time, and looks which assertions notice. */
export const mutate: Command = {
  name: 'mutate',
  usage: 'mutate --assert FILE MANIFESTS…',
  about: 'which single changes of the policies no assertion would notice; ends with 0 when all are',
  formats: ['text', 'json'],
  words: 0,
  tests: true,
  run(input) {
    const { world, problems } = openInput(input)
    if (problems.length > 0) return { out: '', err: `${problems.join('\n')}\n`, exitCode: 2 }
    const expected = readExpected(input.tests, world)
    if (!expected.ok) return { out: '', err: `${expected.problem}\n`, exitCode: 2 }
    const plan = planMutants(world)
    const tried = plan.tryMutants(
      expected.value.map(({ assertion }) => assertion),
      0,
      plan.count,
    )
    const survivors = tried.filter(({ fate }) => fate === 'survived')
    const out =
      input.format === 'json'
        ? `${JSON.stringify(tried, null, 2)}\n`
        : `${survivors.map(survivorLines).join('')}${plain(scoreText(tried, plan.untried))}\n`
    return { out, err: '', exitCode: survivors.length > 0 ? 1 : 0 }
  },
}

function survivorLines(mutant: TriedMutant): string {
  const { span, propose } = mutant
  return `${span ? `${span.document}:${span.start.line}: ` : ''}not noticed: ${plain(mutantText(mutant))}\n${propose ? `  would be noticed by: ${printAssertion(propose)}\n` : ''}`
}
