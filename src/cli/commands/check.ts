import { plain } from '../../app/text/sentence.ts'
import { diagnosticText } from '../../app/text/diagnostic.ts'
import { verdictSentence } from '../../app/text/verdict.ts'
import { printAssertion } from '../../world/assertions/assertion.ts'
import { checkAssertion, type CheckedAssertion } from '../../world/assertions/check.ts'
import type { Command } from '../command.ts'
import { openInput } from '../open.ts'
import { readExpected, type Expected } from '../tests.ts'

/** One assertion, checked. */
export interface Case {
  readonly file: string
  readonly name: string
  readonly held: boolean
  /** Why it does not hold; of one that does, why the flow is as it is. */
  readonly why: string
}

/** Checks assertions. */
export const check: Command = {
  name: 'check',
  usage: 'check --assert FILE MANIFESTS…',
  about: 'whether every assertion, or test of netassert, holds',
  formats: ['text', 'tap', 'junit', 'json'],
  words: 0,
  tests: true,
  run(input) {
    const { world, problems } = openInput(input)
    if (problems.length > 0) return { out: '', err: `${problems.join('\n')}\n`, exitCode: 2 }
    const expected = readExpected(input.tests, world)
    if (!expected.ok) return { out: '', err: `${expected.problem}\n`, exitCode: 2 }
    if (expected.value.length === 0) return { out: '', err: 'nothing is asserted\n', exitCode: 2 }
    const cases = expected.value.map((each) => caseOf(each, checkAssertion(each.assertion, world)))
    const print = { tap: printTap, junit: printJunit, json: printJson }[input.format] ?? printText
    return { out: print(cases), err: '', exitCode: cases.every(({ held }) => held) ? 0 : 1 }
  },
}

function caseOf({ assertion, file }: Expected, { state, answer }: CheckedAssertion): Case {
  const sentence = answer && answer.outcome !== 'unanswerable' ? verdictSentence(answer) : null
  const why = sentence
    ? [plain(sentence.lead), plain(sentence.rest)].filter((part) => part !== '').join(' ')
    : answer?.problem
      ? plain(diagnosticText(answer.problem).message)
      : 'this is no question'
  return {
    file,
    name: assertion.name === undefined ? printAssertion(assertion) : `${assertion.name}: ${printAssertion(assertion)}`,
    held: state === 'holds',
    why,
  }
}

function printText(cases: readonly Case[]): string {
  const held = cases.filter((each) => each.held).length
  return `${cases.map((each) => (each.held ? `ok    ${each.name}\n` : `FAIL  ${each.name}\n      ${each.why}\n`)).join('')}${held} of ${cases.length} hold\n`
}

function printJson(cases: readonly Case[]): string {
  return `${JSON.stringify(cases, null, 2)}\n`
}

/** Source: https://testanything.org/tap-version-14-specification.html */
function printTap(cases: readonly Case[]): string {
  const lines = cases.map(
    ({ held, name, why }, index) =>
      `${held ? 'ok' : 'not ok'} ${index + 1} - ${name.replaceAll('#', '\\#')}${held ? '' : `\n  ---\n  message: ${JSON.stringify(why)}\n  ...`}`,
  )
  return `${['TAP version 14', `1..${cases.length}`, ...lines].join('\n')}\n`
}

/** As the common readers of JUnit take it: a suite for each file. */
function printJunit(cases: readonly Case[]): string {
  const files = [...new Set(cases.map(({ file }) => file))]
  const suites = files.map((file) => {
    const own = cases.filter((each) => each.file === file)
    const inside = own.map(
      ({ name, held, why }) =>
        `    <testcase classname="${xml(file)}" name="${xml(name)}"${held ? '/>' : `>\n      <failure message="${xml(why)}"/>\n    </testcase>`}\n`,
    )
    return `  <testsuite name="${xml(file)}" tests="${own.length}" failures="${own.filter(({ held }) => !held).length}" errors="0">\n${inside.join('')}  </testsuite>\n`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="reachable" tests="${cases.length}" failures="${cases.filter(({ held }) => !held).length}">\n${suites.join('')}</testsuites>\n`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Control characters have no place in XML. */
function xml(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => ENTITIES[character]!)
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, '')
}
