import type { Answer, Question } from '../../world/answer.ts'
import type { MeshStory } from '../../world/mesh-story.ts'
import { printQuestion } from '../../world/print-question.ts'
import { callerSees } from './caller.ts'
import { MESH_WAY } from './catalogue/en/mesh-way.ts'
import { TRACE_TEXT } from './catalogue/en/trace-text.ts'
import { VERDICT } from './catalogue/en/verdict.ts'
import { gotText, subjectOf, wantedText } from './check.ts'
import { ladderOf, type Gate, type RuleRung } from './ladder.ts'
import { proxyLog } from './mesh/log.ts'
import { meshLines } from './mesh/story.ts'
import { noteText } from './note.ts'
import { plain } from './sentence.ts'
import { verdictSentence } from './verdict.ts'

/** The whole explanation as plain text, for a chat or a ticket. Its first line can be typed or pasted as a question. */
export function traceText(question: Question, answer: Answer): string {
  const { lead, rest } = verdictSentence(answer)
  const caller = callerSees(answer, question)
  return [
    printQuestion(question),
    [plain(lead), plain(rest)].filter((part) => part !== '').join(' '),
    ...(answer.mesh ? meshText(answer.mesh, question) : []),
    ...ladderOf(answer).gates.flatMap(gateLines),
    ...ladderOf(answer).way.flatMap(({ gate, name }) =>
      gateLines(gate).map((line, index) =>
        index === 1 && name !== null ? `${line} ${TRACE_TEXT.atHostEndpoint(name)}` : line,
      ),
    ),
    ...answer.notes.map((note) => TRACE_TEXT.note(plain(noteText(note)))),
    ...(caller ? ['', `$ ${caller.command}`, ...caller.output] : []),
  ].join('\n')
}

/** The way through a mesh, and what its proxies write of it. */
function meshText(story: MeshStory, question: Question): readonly string[] {
  return [
    '',
    MESH_WAY.title,
    ...meshLines(story).map(({ depth, text }) => `${['', '- ', '  '][depth]!}${plain(text)}`),
    ...proxyLog(story, question).map((line) => `${MESH_WAY.inLog} ${line}`),
  ]
}

function gateLines(gate: Gate): readonly string[] {
  return [
    '',
    `${plain(gate.title)}: ${plain(gate.summary)}`,
    ...gate.sees.map(plain),
    ...gate.refused.map(({ name, detail }) => `- ${name} (${plain(detail)})`),
    ...gate.policies.flatMap(({ name, detail, rules }) => [
      `- ${name} (${plain(detail)})`,
      ...rules.flatMap(ruleLines),
    ]),
  ]
}

function ruleLines({ number, role, verb, difference, checks }: RuleRung): readonly string[] {
  const head = `  ${role === 'matched' ? TRACE_TEXT.matched(number, verb) : TRACE_TEXT[role](number, difference)}`
  if (role !== 'closest') return [head]
  return [
    head,
    ...checks
      .filter(({ held }) => !held)
      .map(
        ({ wanted, got }) =>
          `    ${TRACE_TEXT.wants(VERDICT.subjects[subjectOf(wanted)], wantedText(wanted), gotText(got, wanted))}`,
      ),
  ]
}
