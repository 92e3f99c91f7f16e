import type { Answer, Question } from '../../world/answer.ts'
import { printQuestion } from '../../world/print-question.ts'
import { callerSees } from './caller.ts'
import { gotText, subjectOf, wantedText } from './check.ts'
import { ladderOf, type Gate, type RuleRung } from './ladder.ts'
import { noteText } from './note.ts'
import { plain } from './sentence.ts'
import { verdictSentence } from './verdict.ts'

/** The whole explanation as plain text, for a chat or a ticket. Its first line can be typed or pasted as a question. */
export function traceText(question: Question, answer: Answer): string {
  const { lead, rest } = verdictSentence(answer)
  const caller = callerSees(answer)
  return [
    printQuestion(question),
    [plain(lead), plain(rest)].filter((part) => part !== '').join(' '),
    ...ladderOf(answer).gates.flatMap(gateLines),
    ...ladderOf(answer).way.flatMap(({ gate, name }) => gateLines(gate).map((line, index) => (index === 1 ? `${line} (host endpoint ${name})` : line))),
    ...answer.notes.map((note) => `Note: ${plain(noteText(note))}`),
    ...(caller ? ['', `$ ${caller.command}`, ...caller.output] : []),
  ].join('\n')
}

function gateLines(gate: Gate): readonly string[] {
  return [
    '', `${plain(gate.title)}: ${plain(gate.summary)}`,
    ...gate.sees.map(plain),
    ...gate.refused.map(({ name, detail }) => `- ${name} (${plain(detail)})`),
    ...gate.policies.flatMap(({ name, detail, rules }) => [`- ${name} (${plain(detail)})`, ...rules.flatMap(ruleLines)]),
  ]
}

function ruleLines({ number, role, verb, difference, checks }: RuleRung): readonly string[] {
  const head = { matched: `  rule ${number} ${verb}`, closest: `  closest: rule ${number}. ${difference}`, missed: `  rule ${number}: ${difference}` }[role]
  if (role !== 'closest') return [head]
  return [head, ...checks.filter(({ held }) => !held).map(({ wanted, got }) => `    ${subjectOf(wanted)} wants ${wantedText(wanted)}, is ${gotText(got, wanted)}`)]
}
