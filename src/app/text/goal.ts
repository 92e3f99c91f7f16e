import { assertNever } from '../../ground/result.ts'
import type { Found, LineState } from '../../lessons/check-line.ts'
import type { GoalState, LessonCheck } from '../../lessons/check.ts'
import { predictionIn, type FlowLine, type Goal, type GoalLine, type LessonEvent } from '../../lessons/goal.ts'
import type { Lesson } from '../../lessons/lesson.ts'
import type { LinkForm } from '../../lessons/link-line.ts'
import type { CniSetting } from '../../sim/cni/choice.ts'
import type { TimeVerdict } from '../../sim/time/timeline.ts'
import type { Question } from '../../world/answer.ts'
import { GOAL } from './catalogue/en/goal.ts'
import { LESSON } from './catalogue/en/lesson.ts'
import { cniOptions, cniTitle } from './cni.ts'
import { briefText, type InlineText } from './lens.ts'
import { code, count, join, list, plain, say, type Phrase, type Sentence } from './sentence.ts'

/** What a name is called where it stands; `shop/api` may be just `api`. */
export type NameOf = (ref: string) => string

/** What a goal asks for, in a line. */
export function goalText({ say: own, lines }: Goal, nameOf: NameOf): Sentence {
  return own === null
    ? join(
        lines.map((line) => lineText(line, nameOf)),
        ', ',
      )
    : marked(own)
}

/** What there is now: for a goal that is not met, what keeps it from being so. `question`: whose trace shows it. */
export interface GoalNow extends InlineText {
  readonly question: Question | null
}

export function goalNow(goal: Goal, { lines, met }: GoalState): GoalNow {
  if (goal.lines.length > 1 && goal.lines.every(predictionIn))
    return { glyph: 'none', text: guessesText(lines), question: null }
  const at = met ? 0 : lines.findIndex((line) => !line.met)
  const line = goal.lines[at]
  const state = lines[at]
  return line && state ? lineNow(line, state) : { glyph: 'none', text: '', question: null }
}

/** How the goals stand, for who does not see them. */
export function goalsAnnounced(
  { goals }: Pick<Lesson, 'goals'>,
  check: LessonCheck | null,
  lost: readonly number[],
  nameOf: NameOf,
): string {
  if (check?.complete) return GOAL.complete
  const held = check?.goals.filter(({ met }) => met).length ?? 0
  return [
    GOAL.hold(held, goals.length),
    ...lost.map((number) => GOAL.lost(plain(goalText(goals[number - 1]!, nameOf)))),
  ].join(' ')
}

function lineText(line: GoalLine, nameOf: NameOf): Sentence {
  switch (line.line) {
    case 'flow':
      return flowText(line, nameOf)
    case 'at':
      return say`${line.seconds === 0 ? say`at once` : say`${line.seconds} s later`}, ${flowText(line.flow, nameOf)}`
    case 'road':
      return say`between ${place(line.question.from, nameOf)} and ${place(line.question.to, nameOf)} packets travel ${line.wrapped ? 'inside others' : 'as they are'}`
    case 'link':
      return say`between ${place(line.question.from, nameOf)} and ${place(line.question.to, nameOf)} ${line.mutual ? 'TLS is mutual' : 'there is no TLS of the mesh'}`
    case 'addressed':
      return say`${ends(line.pods, nameOf, 'every')} ${line.pods.length === 1 ? 'has an address' : 'have addresses'}`
    case 'under':
      return say`under ${pluginText(line.cni)}, ${lineText(line.goal, nameOf)}`
    case 'predict':
      return line.reply
        ? say`Your guess: when ${place(line.question.from, nameOf)} calls ${place(line.question.to, nameOf)}${onPort(line.question)}${saidText(line.question)}, does the reply come back?`
        : say`Your guess: does ${place(line.question.from, nameOf)} reach ${place(line.question.to, nameOf)}${onPort(line.question)}${saidText(line.question)}?`
    case 'select': {
      const who = line.policy === null ? say`policies isolate` : say`${code(line.policy)} isolates`
      return line.pods.length === 0
        ? say`${who} no pod for ${line.direction}`
        : say`${who} ${list(line.pods.map((pod) => place(pod, nameOf)))} for ${line.direction}, and nothing else`
    }
    case 'endpoints':
      return line.pods.length === 0
        ? say`the Service ${code(line.service)} leads to no pod`
        : say`the Service ${code(line.service)} leads to ${list(line.pods.map((pod) => place(pod, nameOf)))}`
    case 'exposed':
      return line.services.length === 0
        ? say`no Service can be reached from outside`
        : say`from outside, only the Service ${list(line.services.map((name) => place(name, nameOf)))} can be reached`
    case 'count':
      return line.number === 0
        ? say`no ${kindText(line.kind)}${within(line.namespace)}`
        : say`${count(line.number, kindText(line.kind), plural(kindText(line.kind)))}${within(line.namespace)}`
    case 'pods':
      return say`${place(line.workload, nameOf)} runs ${count(line.number, 'pod')}`
    case 'exists':
      return say`there is a ${kindText(line.kind)} ${code(line.name)}`
    case 'unchanged':
      return say`the ${kindText(line.kind)} ${code(line.name)} stays as it is`
    case 'security':
      return say`${ends(line.pods, nameOf, 'every')} ${line.pods.length === 1 ? 'meets' : 'meet'} ${line.level}`
    case 'enforces':
      return say`the namespace ${code(line.namespace)} takes only pods that meet ${line.level}`
    case 'lacks':
      return say`no container of ${ends(line.pods, nameOf, 'any')} has ${code(line.capability)}`
    case 'asserted':
      return say`${assertionsText(line.least, line.expect, line.flow, nameOf, 'assertion')} ${line.least === 1 ? 'holds' : 'hold'}, and none fails`
    case 'exported':
      return say`the exported file has ${assertionsText(line.least, line.expect, line.flow, nameOf, 'test')}`
    case 'asserted-at-most':
      return say`there are no more than ${count(line.most, 'assertion')}`
    case 'noticed':
      return say`the assertions notice ${count(line.least, 'change')} of the policies, or more`
    case 'output':
      return say`${code(line.command)} ${line.printed ? 'says' : 'does not say'} ${code(line.text)}`
    case 'opened':
      return say`the change opens ${list(line.flows.map(({ from, to, port }) => say`${ends(from, nameOf, 'every')} to ${ends(to, nameOf, 'every')}${port === undefined ? '' : `:${port}`}`))}, and changes nothing else`
    case 'safe':
      return say`the attack path to ${lootName(line.loot)} is broken`
    case 'same-matrix':
      return say`who reaches whom stays as it was`
    case 'event':
      return eventText(line.event, nameOf)
    default:
      return assertNever(line)
  }
}

function flowText(line: FlowLine, nameOf: NameOf): Sentence {
  const target = ends(line.to, nameOf, 'any')
  const what = say`${onPort(line)}${saidText(line.said ?? {})}`
  const isOne = line.from.length === 1
  if (line.verdict === 'allow')
    return say`${ends(line.from, nameOf, 'every')} ${isOne ? 'reaches' : 'reach'} ${target}${what}`
  return say`${ends(line.from, nameOf, 'no')} ${line.from.some(isMany) ? (isOne ? 'reaches' : 'reach') : isOne ? 'does not reach' : 'do not reach'} ${target}${what}${line.by === undefined ? '' : WAYS[line.by]}`
}

const WAYS: Readonly<Record<NonNullable<FlowLine['by']>, string>> = {
  drop: ': packets are dropped',
  L7: ': a proxy refuses',
  dns: ': the name is not told',
  reset: ': the connection is reset',
  closed: ': the connection is closed',
  401: ': a proxy answers 401',
  403: ': a proxy answers 403',
  404: ': a proxy answers 404',
  503: ': a proxy answers 503',
}

/** ` with GET /orders and a token of alice` */
function saidText({ http, dns, sni }: NonNullable<FlowLine['said']>): Sentence {
  if (http)
    return say` with ${code(`${http.method ?? 'GET'} ${http.path ?? '/'}`)}${(http.tokens ?? []).flatMap(tokenText)}`
  if (dns) return say` for the name ${code(dns.name)}`
  return sni === undefined ? [] : say` as ${code(sni)}`
}

/** An issuer's word about somebody, or what is no such thing. */
function tokenText({ iss, sub, invalid }: NonNullable<NonNullable<Question['http']>['tokens']>[number]): Sentence {
  return invalid === 'malformed'
    ? say` and a token that is none`
    : say` and ${invalid === 'expired' ? 'an expired' : 'a'} token of ${code(`${iss}/${sub}`)}`
}

/** `Flannel, VXLAN`, and what is chosen beside. */
function pluginText(cni: CniSetting): string {
  const options = cniOptions(cni)
  return options === '' ? cniTitle(cni) : `${cniTitle(cni)} (${options})`
}

/** A flow that a guess is about, in a few letters: `dbg to db`. */
export function guessFlow({ from, to, port }: Question, nameOf: NameOf): Sentence {
  return say`${place(from, nameOf)} to ${place(to, nameOf)}${port === undefined ? '' : `:${port}`}`
}

/** Guesses side by side. `cells` are the places of lines in the goal, by plugin and flow; null: it is not asked. */
export interface GuessTable {
  readonly flows: readonly { readonly key: string; readonly question: Question }[]
  readonly rows: readonly { readonly plugin: string; readonly cells: readonly (number | null)[] }[]
}

export function guessTable({ lines }: Pick<Goal, 'lines'>): GuessTable {
  const guesses = lines.flatMap((line, at) => {
    const guess = predictionIn(line)
    return guess
      ? [
          {
            at,
            question: guess.question,
            key: JSON.stringify(guess.question),
            plugin: line.line === 'under' ? pluginText(line.cni) : LESSON.asItIs,
          },
        ]
      : []
  })
  const flows = [...new Map(guesses.map(({ key, question }) => [key, { key, question }])).values()]
  const plugins = [...new Set(guesses.map(({ plugin }) => plugin))]
  return {
    flows,
    rows: plugins.map((plugin) => ({
      plugin,
      cells: flows.map(({ key }) => guesses.find((guess) => guess.plugin === plugin && guess.key === key)?.at ?? null),
    })),
  }
}

/** How many guesses of a table were right, once all are made. */
function guessesText(lines: GoalState['lines']): string {
  const said = lines.flatMap(({ found }) => (found.of === 'prediction' && found.said !== null ? [found] : []))
  return said.length < lines.length
    ? GOAL.answered(said.length, lines.length)
    : GOAL.right(lines.filter(({ met }) => met).length, lines.length)
}

function lineNow(line: GoalLine, { met, found }: LineState): GoalNow {
  switch (found.of) {
    case 'flows': {
      const { text, glyph } = briefText(found.answer)
      return {
        glyph,
        text: found.all === 1 || met ? (found.all > 1 ? GOAL.all(found.all) : text) : GOAL.of(found.held, found.all),
        question: found.question,
      }
    }
    case 'prediction':
      return found.answer === null
        ? { glyph: 'none', text: GOAL.notAnswered, question: null }
        : { ...briefText(found.answer), text: predictionText(line, found), question: found.question }
    case 'pods':
    case 'services':
      return {
        glyph: 'none',
        question: null,
        text:
          [
            ...(found.missing.length > 0 ? [GOAL.missing(shortList(found.missing))] : []),
            ...(found.more.length > 0 ? [GOAL.tooMany(shortList(found.more))] : []),
          ].join('; ') || GOAL.exactly,
      }
    case 'number':
      return { glyph: 'none', question: null, text: met ? '' : GOAL.now(found.number) }
    case 'object':
      return {
        glyph: 'none',
        question: null,
        text: { there: '', missing: GOAL.notThere, changed: GOAL.changed }[found.is],
      }
    case 'security':
      return {
        glyph: 'none',
        question: null,
        text: met
          ? ''
          : line.line !== 'enforces'
            ? `${found.name} meets ${found.level}`
            : found.level === 'privileged'
              ? 'it takes every pod'
              : `it asks for ${found.level}`,
      }
    case 'capability':
      return {
        glyph: 'none',
        question: null,
        text: met ? '' : `${shortList(found.holders)} ${found.holders.length === 1 ? 'has' : 'have'} it`,
      }
    case 'changes':
      return { glyph: 'none', question: null, text: met ? '' : `${count(found.number, 'flow')} differ` }
    case 'event':
      return { glyph: 'none', question: null, text: met ? '' : GOAL.notYet }
    case 'addresses':
      return {
        glyph: 'none',
        question: null,
        text: met ? '' : `${shortList(found.missing)} ${found.missing.length === 1 ? 'has' : 'have'} none`,
      }
    case 'moment':
      return {
        glyph: GLYPHS[found.verdict.outcome],
        question: null,
        text:
          found.all > 1 && !met
            ? `${found.held} of ${found.all}`
            : (MOMENTS[found.verdict.why] ?? found.verdict.outcome),
      }
    case 'road':
      return {
        glyph: 'none',
        question: null,
        text: !found.crosses ? 'no way between nodes' : found.wrapped === null ? 'as they are' : `in ${found.wrapped}`,
      }
    case 'assertions':
      return {
        glyph: 'none',
        question: null,
        text: met
          ? ''
          : [
              `now ${found.number}`,
              ...(found.failing > 0 ? [`${found.failing} of all ${found.failing === 1 ? 'does' : 'do'} not hold`] : []),
            ].join('; '),
      }
    case 'mutants':
      return { glyph: 'none', question: null, text: `${found.noticed} of ${found.all}` }
    case 'output':
      return { glyph: 'none', question: null, text: met ? '' : found.printed ? 'it does' : 'not yet' }
    case 'opened':
      return {
        glyph: 'none',
        question: null,
        text: met
          ? ''
          : [
              ...(found.missing.length > 0 ? [`missing ${shortList(found.missing)}`] : []),
              ...(found.more.length > 0 ? [`too much: ${shortList(found.more)}`] : []),
            ].join('; '),
      }
    case 'link':
      return {
        glyph: 'none',
        question: found.question,
        text: found.form === null ? 'nothing is sent' : LINKS[found.form],
      }
    case 'loot':
      return {
        ...(found.question ? briefText(found.answer) : { glyph: 'none' as const }),
        text: met ? 'broken' : 'open',
        question: found.question,
      }
    case 'nothing':
      return { glyph: 'none', question: null, text: GOAL.noSuch(found.name) }
    default:
      return assertNever(found)
  }
}

const GLYPHS = { allowed: 'allow', denied: 'deny', depends: 'part', nothing: 'none' } as const

const LINKS: Readonly<Record<LinkForm, string>> = {
  plain: 'it travels plain',
  mutual: 'mutual TLS',
  tunnel: 'mutual TLS in a tunnel',
  'own-tls': 'TLS of another kind',
}

/** What of a moment the rules do not tell. */
const MOMENTS: Partial<Record<TimeVerdict['why'], string>> = {
  'gate-open': 'its gate is still open',
  'gate-closed': 'its gate is still shut',
  'isolated-first': 'shut before its rules arrive',
  'unknown-peer': 'the other end does not know it yet',
}

function predictionText(line: GoalLine, { said }: Extract<Found, { of: 'prediction' }>): string {
  const truth = predictionIn(line)?.answer ?? said
  const word = truth === null ? '' : GOAL.answers[truth]
  return said === truth ? GOAL.asYouSaid(word) : GOAL.itIs(word)
}

const VIEW_NAMES: Readonly<Record<string, string>> = {
  nodes: 'Nodes picture',
  architecture: 'Architecture picture',
  cnis: 'CNIs table',
}

function eventText(event: LessonEvent, nameOf: NameOf): Sentence {
  switch (event.event) {
    case 'select':
      return say`select ${place(event.ref, nameOf)} in the picture`
    case 'trace':
      return say`ask whether ${place(event.question.from, nameOf)} reaches ${place(event.question.to, nameOf)}${onPort(event.question)}`
    case 'view':
      return say`open the ${VIEW_NAMES[event.view] ?? event.view}`
    case 'red':
      return say`see ${count(event.number, 'assertion')} fail`
    case 'run':
      return say`run ${code(event.tool)} in the terminal`
    case 'export':
      return say`export the tests`
    case 'loot':
      return say`as the attacker, get ${lootName(event.loot)}`
    case 'walk':
      return say`walk the packet from ${place(event.question.from, nameOf)} to ${place(event.question.to, nameOf)}${event.cni ? ` under ${cniTitle(event.cni)}` : ''}`
    default:
      return assertNever(event)
  }
}

/** `3 assertions that deny`, `1 test that allows web to api:8080`. */
function assertionsText(
  least: number,
  expect: 'allow' | 'deny' | null,
  flow: FlowLine | null,
  nameOf: NameOf,
  word: 'assertion' | 'test',
): Sentence {
  const verb =
    expect === null
      ? flow
        ? ' about '
        : ''
      : ` that ${least === 1 ? `${expect === 'deny' ? 'denies' : 'allows'}` : expect}${flow ? ' ' : ''}`
  return say`${least === 1 ? '' : 'at least '}${count(least, word)}${verb}${flow ? say`${ends(flow.from, nameOf, 'any')} to ${ends(flow.to, nameOf, 'any')}${onPort(flow)}` : ''}`
}

/** `node-credentials` is what a lesson calls the node credentials. */
function lootName(id: string): string {
  return `the ${id.replaceAll('-', ' ')}`
}

const isMany = (pattern: string) => pattern.includes('*')

/** `web`, `web and cache`, `every pod in shop`. */
function ends(patterns: readonly string[], nameOf: NameOf, many: 'every' | 'any' | 'no'): Sentence {
  return list(
    patterns.map((pattern): Sentence => {
      if (!isMany(pattern)) return place(pattern, nameOf)
      const [, namespace] = /^([^*/]+)\/\*$/.exec(pattern) ?? []
      if (pattern === '*') return say`${many === 'no' ? 'nobody' : 'everybody'}`
      if (namespace) return say`${many} pod in ${code(namespace)}`
      return pattern === '*/*' ? say`${many} pod` : say`${many} pod ${code(pattern)}`
    }),
  )
}

function place(ref: string, nameOf: NameOf): Sentence {
  if (ref === 'internet') return say`the internet`
  const [, kind, rest] = /^(svc|node|name|ip):(.+)$/.exec(ref) ?? []
  if (kind === 'svc') return say`the Service ${code(nameOf(rest!))}`
  if (kind === 'node') return say`node ${code(rest!)}`
  if (kind === 'name') return say`the name ${code(rest!)}`
  return say`${code(kind === 'ip' ? rest! : nameOf(ref))}`
}

function onPort({ port, protocol }: Pick<Question, 'port' | 'protocol'>): Sentence {
  return port === undefined ? [] : say` on ${`${port}${protocol && protocol !== 'TCP' ? ` ${protocol}` : ''}`}`
}

function within(namespace: string | null): Sentence {
  return namespace === null ? [] : say` in ${code(namespace)}`
}

/** Without the group that tells two of a name apart. */
function kindText(kind: string): string {
  return kind.split('.')[0]!
}

function plural(kind: string): string {
  return /[^aeiou]y$/.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}s`
}

function shortList(names: readonly string[]): string {
  return names.length > 2 ? GOAL.andMore(names[0]!, names.length - 1) : names.join(GOAL.and)
}

/** A text with names in backquotes. */
function marked(text: string): Sentence {
  return text
    .split(/`([^`]*)`/)
    .flatMap((part, index): readonly Phrase[] => (part === '' ? [] : [index % 2 === 1 ? code(part) : { text: part }]))
}
