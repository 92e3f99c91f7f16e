import { assertNever } from '../../ground/result.ts'
import type { Found, LineState } from '../../lessons/check-line.ts'
import type { GoalState, LessonCheck } from '../../lessons/check.ts'
import type { Goal, GoalLine, LessonEvent } from '../../lessons/goal.ts'
import type { Lesson } from '../../lessons/lesson.ts'
import type { Question } from '../../world/answer.ts'
import { briefText, type InlineText } from './lens.ts'
import { code, count, join, list, plain, say, type Phrase, type Sentence } from './sentence.ts'

/** What a name is called where it stands; `shop/api` may be just `api`. */
export type NameOf = (ref: string) => string

/** The names three degrees of hints go by. */
export const HINT_NAMES = ['Where to look', 'Which idea', 'Nearly the line'] as const

/** What a goal asks for, in a line. */
export function goalText({ say: own, lines }: Goal, nameOf: NameOf): Sentence {
  return own === null ? join(lines.map((line) => lineText(line, nameOf)), ', ') : marked(own)
}

/** What there is now: for a goal that is not met, what keeps it from being so. `question`: whose trace shows it. */
export interface GoalNow extends InlineText {
  readonly question: Question | null
}

export function goalNow(goal: Goal, { lines, met }: GoalState): GoalNow {
  const at = met ? 0 : lines.findIndex((line) => !line.met)
  const line = goal.lines[at], state = lines[at]
  return line && state ? lineNow(line, state) : { glyph: 'none', text: '', question: null }
}

/** How the goals stand, for who does not see them. */
export function goalsAnnounced({ goals }: Pick<Lesson, 'goals'>, check: LessonCheck | null, lost: readonly number[], nameOf: NameOf): string {
  if (check?.complete) return 'Lesson complete.'
  const held = check?.goals.filter(({ met }) => met).length ?? 0
  return `${held} of ${goals.length} goals hold.${lost.map((number) => ` Lost: ${plain(goalText(goals[number - 1]!, nameOf))}.`).join('')}`
}

function lineText(line: GoalLine, nameOf: NameOf): Sentence {
  switch (line.line) {
    case 'flow': {
      const target = ends(line.to, nameOf, 'any')
      const port = line.port === undefined ? say`` : say` on ${`${line.port}${line.protocol && line.protocol !== 'TCP' ? ` ${line.protocol}` : ''}`}`
      const isOne = line.from.length === 1
      if (line.verdict === 'allow') return say`${ends(line.from, nameOf, 'every')} ${isOne ? 'reaches' : 'reach'} ${target}${port}`
      return say`${ends(line.from, nameOf, 'no')} ${line.from.some(isMany) ? (isOne ? 'reaches' : 'reach') : isOne ? 'does not reach' : 'do not reach'} ${target}${port}`
    }
    case 'predict': return line.reply
      ? say`Your guess: when ${place(line.question.from, nameOf)} calls ${place(line.question.to, nameOf)}${onPort(line.question)}, does the reply come back?`
      : say`Your guess: does ${place(line.question.from, nameOf)} reach ${place(line.question.to, nameOf)}${onPort(line.question)}?`
    case 'select': {
      const who = line.policy === null ? say`policies isolate` : say`${code(line.policy)} isolates`
      return line.pods.length === 0 ? say`${who} no pod for ${line.direction}` : say`${who} ${list(line.pods.map((pod) => place(pod, nameOf)))} for ${line.direction}, and nothing else`
    }
    case 'endpoints': return line.pods.length === 0 ? say`the Service ${code(line.service)} leads to no pod` : say`the Service ${code(line.service)} leads to ${list(line.pods.map((pod) => place(pod, nameOf)))}`
    case 'exposed': return line.services.length === 0 ? say`no Service can be reached from outside` : say`from outside, only the Service ${list(line.services.map((name) => place(name, nameOf)))} can be reached`
    case 'count': return line.number === 0 ? say`no ${line.kind}${within(line.namespace)}` : say`${count(line.number, line.kind, plural(line.kind))}${within(line.namespace)}`
    case 'pods': return say`${place(line.workload, nameOf)} runs ${count(line.number, 'pod')}`
    case 'exists': return say`there is a ${line.kind} ${code(line.name)}`
    case 'unchanged': return say`the ${line.kind} ${code(line.name)} stays as it is`
    case 'security': return say`${ends(line.pods, nameOf, 'every')} ${line.pods.length === 1 ? 'meets' : 'meet'} ${line.level}`
    case 'enforces': return say`the namespace ${code(line.namespace)} takes only pods that meet ${line.level}`
    case 'lacks': return say`no container of ${ends(line.pods, nameOf, 'any')} has ${code(line.capability)}`
    case 'same-matrix': return say`who reaches whom stays as it was`
    case 'event': return eventText(line.event, nameOf)
    default: return assertNever(line)
  }
}

function lineNow(line: GoalLine, { met, found }: LineState): GoalNow {
  switch (found.of) {
    case 'flows': {
      const { text, glyph } = briefText(found.answer)
      return { glyph, text: found.all === 1 || met ? (found.all > 1 ? `all\u00a0${found.all}` : text) : `${found.held} of ${found.all}`, question: found.question }
    }
    case 'prediction': return found.answer === null ? { glyph: 'none', text: 'not answered yet', question: null } : { ...briefText(found.answer), text: predictionText(line, found), question: found.question }
    case 'pods': case 'services': return { glyph: 'none', question: null, text: [...(found.missing.length > 0 ? [`missing ${shortList(found.missing)}`] : []), ...(found.more.length > 0 ? [`too many: ${shortList(found.more)}`] : [])].join('; ') || 'exactly these' }
    case 'number': return { glyph: 'none', question: null, text: met ? '' : `now ${found.number}` }
    case 'object': return { glyph: 'none', question: null, text: { there: '', missing: 'not there', changed: 'changed' }[found.is] }
    case 'security': return { glyph: 'none', question: null, text: met ? '' : line.line !== 'enforces' ? `${found.name} meets ${found.level}` : found.level === 'privileged' ? 'it takes every pod' : `it asks for ${found.level}` }
    case 'capability': return { glyph: 'none', question: null, text: met ? '' : `${shortList(found.holders)} ${found.holders.length === 1 ? 'has' : 'have'} it` }
    case 'changes': return { glyph: 'none', question: null, text: met ? '' : `${count(found.number, 'flow')} differ` }
    case 'event': return { glyph: 'none', question: null, text: met ? '' : 'not yet' }
    case 'nothing': return { glyph: 'none', question: null, text: `${found.name} is not there` }
    default: return assertNever(found)
  }
}

function predictionText(line: GoalLine, { said }: Extract<Found, { of: 'prediction' }>): string {
  const truth = line.line === 'predict' ? line.answer : said
  return said === truth ? `${truth}, as you said` : `it is ${truth}`
}

function eventText(event: LessonEvent, nameOf: NameOf): Sentence {
  switch (event.event) {
    case 'select': return say`select ${place(event.ref, nameOf)} in the picture`
    case 'trace': return say`ask whether ${place(event.question.from, nameOf)} reaches ${place(event.question.to, nameOf)}${onPort(event.question)}`
    case 'view': return say`open the ${event.view}`
    default: return assertNever(event)
  }
}

const isMany = (pattern: string) => pattern.includes('*')

/** `web`, `web and cache`, `every pod in shop`. */
function ends(patterns: readonly string[], nameOf: NameOf, many: 'every' | 'any' | 'no'): Sentence {
  return list(patterns.map((pattern): Sentence => {
    if (!isMany(pattern)) return place(pattern, nameOf)
    const [, namespace] = /^([^*/]+)\/\*$/.exec(pattern) ?? []
    if (pattern === '*') return say`${many === 'no' ? 'nobody' : 'everybody'}`
    if (namespace) return say`${many} pod in ${code(namespace)}`
    return pattern === '*/*' ? say`${many} pod` : say`${many} pod ${code(pattern)}`
  }))
}

function place(ref: string, nameOf: NameOf): Sentence {
  if (ref === 'internet') return say`the internet`
  const [, kind, rest] = /^(svc|node|name|ip):(.+)$/.exec(ref) ?? []
  if (kind === 'svc') return say`the Service ${code(nameOf(rest!))}`
  if (kind === 'node') return say`node ${code(rest!)}`
  if (kind === 'name') return say`the name ${code(rest!)}`
  return say`${code(kind === 'ip' ? rest! : nameOf(ref))}`
}

function onPort({ port, protocol }: Question): Sentence {
  return port === undefined ? [] : say` on ${`${port}${protocol && protocol !== 'TCP' ? ` ${protocol}` : ''}`}`
}

function within(namespace: string | null): Sentence {
  return namespace === null ? [] : say` in ${code(namespace)}`
}

function plural(kind: string): string {
  return /[^aeiou]y$/.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}s`
}

function shortList(names: readonly string[]): string {
  return names.length > 2 ? `${names[0]} and ${names.length - 1} more` : names.join(' and ')
}

/** A text with names in backquotes. */
function marked(text: string): Sentence {
  return text.split(/`([^`]*)`/).flatMap((part, index): readonly Phrase[] => (part === '' ? [] : [index % 2 === 1 ? code(part) : { text: part }]))
}
