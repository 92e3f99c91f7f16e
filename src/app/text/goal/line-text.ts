import { assertNever } from '../../../ground/result.ts'
import type { FlowLine, GoalLine, LessonEvent } from '../../../lessons/goal.ts'
import type { Question } from '../../../world/answer.ts'
import { cniTitle } from '../cni.ts'
import { code, count, list, say, type Sentence } from '../sentence.ts'
import { ends, isMany, lootName, onPort, place, pluginText, type NameOf } from './names.ts'

/** What a line asks for. */
export function lineText(line: GoalLine, nameOf: NameOf): Sentence {
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
  const reaches = isOne ? 'reaches' : 'reach'
  if (line.verdict === 'allow') return say`${ends(line.from, nameOf, 'every')} ${reaches} ${target}${what}`
  // Of several the negation is in who they are: `no pod in shop reaches`.
  const denied = line.from.some(isMany) ? reaches : isOne ? 'does not reach' : 'do not reach'
  return say`${ends(line.from, nameOf, 'no')} ${denied} ${target}${what}${line.by === undefined ? '' : WAYS[line.by]}`
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
  const verb = assertedVerb(least, expect, flow !== null)
  return say`${least === 1 ? '' : 'at least '}${count(least, word)}${verb}${flow ? say`${ends(flow.from, nameOf, 'any')} to ${ends(flow.to, nameOf, 'any')}${onPort(flow)}` : ''}`
}

/** ` that deny`, ` that allows ` before a flow, ` about ` it where either may hold. */
function assertedVerb(least: number, expect: 'allow' | 'deny' | null, isOfFlow: boolean): string {
  if (expect === null) return isOfFlow ? ' about ' : ''
  const one = expect === 'deny' ? 'denies' : 'allows'
  return ` that ${least === 1 ? one : expect}${isOfFlow ? ' ' : ''}`
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
