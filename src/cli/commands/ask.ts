import { diagnosticLine } from '../../app/text/diagnostic.ts'
import { traceText } from '../../app/text/trace-text.ts'
import type { Command } from '../command.ts'
import { openInput } from '../open.ts'

/** Asks one question. */
export const ask: Command = {
  name: 'ask',
  usage: "ask 'shop/web -> shop/api:8080' MANIFESTS…",
  about: 'whether a flow may pass, and why; ends with 0 when it may',
  formats: ['text', 'json'],
  words: 1,
  tests: false,
  run(input) {
    const { world, problems } = openInput(input)
    const err = problems.map((line) => `${line}\n`).join('')
    const question = world.parse(input.words[0]!)
    if (!question.ok) return { out: '', err: `${diagnosticLine(question.problem)}\n`, exitCode: 2 }
    const answer = world.ask(question.value)
    if (answer.outcome === 'unanswerable')
      return { out: '', err: `${err}${answer.problem ? diagnosticLine(answer.problem) : 'no answer'}\n`, exitCode: 2 }
    const out =
      input.format === 'json' ? `${JSON.stringify(answer, null, 2)}\n` : `${traceText(question.value, answer)}\n`
    return { out, err, exitCode: problems.length > 0 ? 2 : answer.outcome === 'allowed' ? 0 : 1 }
  },
}
