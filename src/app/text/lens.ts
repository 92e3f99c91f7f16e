import type { InlineAnswer, PeerLens, PeerPart, PolicyLens, RuleLens, SelectorTerm } from '../../worker/snapshot.ts'
import type { Answer } from '../../world/answer.ts'
import { assertNever } from '../../ground/result.ts'
import { GOAL } from './catalogue/en/goal.ts'
import { wantedText } from './check.ts'
import { diagnosticText } from './diagnostic.ts'
import { ladderOf, type Gate } from './ladder.ts'
import { admittedInMesh } from './mesh/admits.ts'
import { isKubernetesOwn, rankText } from './policy.ts'
import { code, count, join, list, plain, say, strong, type Phrase, type Sentence } from './sentence.ts'
import { verdictWord, type VerdictWord } from './verdict.ts'

/** A phrase of a row over the text. `tile`: the word that joins conditions; `alert`: worth a look, or an error. */
export interface LensPhrase extends Phrase {
  readonly tile?: 'and' | 'or'
  readonly alert?: 'part' | 'deny'
}

export type LensSentence = readonly LensPhrase[]

/** What a policy does: `selects 2 pods · ingress isolated · admits 3 flows`; one that ranks: `Admin tier, priority 10 · selects 2 pods · accepts 3 flows, denies 1 flow`. */
export function policySentence({ ref, status, selectedPods, isolates, admits, denies, rules }: PolicyLens): LensSentence {
  if (status !== 'applied') return [{ text: status === 'not-enforced' ? 'enforced by nobody' : 'not applied', strong: true, alert: 'deny' }, { text: NOT_APPLIED[status] }]
  const selects: LensSentence = [{ text: 'selects ' }, pods(selectedPods)], rank = rankText(ref)
  const has = (action: RuleLens['action']) => rules.some((rule) => rule.action === action)
  if (rank === '') return [...selects, { text: ` · ${isolation(isolates)} · admits ${figure(admits, 'flow')}${has('deny') ? `, denies ${figure(denies, 'flow')}` : ''}` }]
  const counts = [...(has('allow') ? [`${ref.kind === 'ClusterNetworkPolicy' ? 'accepts' : 'allows'} ${figure(admits, 'flow')}`] : []), ...(has('deny') ? [`denies ${figure(denies, 'flow')}`] : [])]
  return [{ text: `${rank} · ` }, ...selects, { text: counts.length > 0 ? ` · ${counts.join(', ')}` : rules.length === 0 ? ' · has no rules' : ' · hands on' }]
}

function isolation({ ingress, egress }: PolicyLens['isolates']): string {
  const directions = [ingress ? 'ingress' : '', egress ? 'egress' : ''].filter((direction) => direction !== '')
  return directions.length === 0 ? 'isolates nothing' : `${directions.join(' and ')} isolated`
}

/** A rule in one line. With more than one peer, each of them has a line of its own: see `peerSentence`. What it does is said where not every rule does the same. */
export function ruleSentence(rule: RuleLens, policy: Pick<PolicyLens['ref'], 'group' | 'kind'>): LensSentence {
  const only = rule.peers.length === 1 ? rule.peers[0]! : null
  const who: LensSentence = only ? partsSentence(only.parts)
    : rule.peers.length === 0 ? [{ text: rule.section === 'ingress' ? 'from anywhere' : 'to anywhere' }]
    : [{ text: rule.peers.length === 2 ? 'either of 2 peers' : `any of ${rule.peers.length} peers` }]
  const matched = only ? only.pods : rule.pods
  return [strong(String(rule.index + 1)), { text: '\u2002' }, ...actionPhrase(rule.action, policy), ...who, ...portsPhrase(rule.ports), ...saidPhrase(rule.said ?? []), ...matchedPods(matched)]
}

function actionPhrase(action: RuleLens['action'], policy: Pick<PolicyLens['ref'], 'group' | 'kind'>): LensSentence {
  if (isKubernetesOwn(policy)) return []
  switch (action) {
    case 'allow': return [{ text: policy.kind === 'ClusterNetworkPolicy' ? 'accepts ' : 'allows ' }]
    case 'deny': return [{ text: 'denies', alert: 'deny' }, { text: ' ' }]
    case 'pass': return [{ text: 'hands on ' }]
    case 'log': return [{ text: 'logs ' }]
    default: return assertNever(action)
  }
}

/** One peer of several; all but the first begin with *or*. */
export function peerSentence({ parts, pods: matched }: PeerLens, isFirst: boolean): LensSentence {
  return [...(isFirst ? [] : [{ text: 'or', tile: 'or' } as const, { text: ' ' }]), ...partsSentence(parts), ...matchedPods(matched)]
}

/** The parts of one peer, joined by *and*. */
export function partsSentence(parts: readonly PeerPart[]): LensSentence {
  const home = parts.find((part) => part.of === 'own-namespace')
  const conditions = parts.filter((part) => part.of !== 'own-namespace').map((part) => partSentence(part, parts.length === 1))
  const joined = conditions.flatMap((condition, index): LensSentence => (index === 0 ? condition : [{ text: ' ' }, { text: 'and', tile: 'and' }, { text: ' ' }, ...condition]))
  return home ? [...joined, ...(joined.length === 0 ? say`all pods` : []), ...say` in ${code(home.namespace)}`] : joined
}

function partSentence(part: Exclude<PeerPart, { of: 'own-namespace' }>, isAlone: boolean): Sentence {
  switch (part.of) {
    case 'pod': return part.selector.length === 0 ? say`all pods` : say`pods ${terms(part.selector)}`
    case 'namespace': {
      const namespaces = part.selector.length === 0 ? say`all namespaces` : say`namespaces ${terms(part.selector)}`
      return isAlone ? say`all pods in ${namespaces}` : namespaces
    }
    case 'node': return part.selector.length === 0 ? say`all nodes` : say`nodes ${terms(part.selector)}`
    case 'name': return say`${code(part.name)}`
    case 'identity': return part.selector.length === 0 ? say`every endpoint` : say`endpoints ${terms(part.selector)}`
    case 'word': return say`${code(part.word)}`
    case 'expression': return part.text === '' ? say`every endpoint` : say`endpoints ${code(part.text)}`
    case 'service': return say`Service ${code(part.name)}`
    case 'group': return say`the blocks of ${code(part.name)}`
    case 'block': return say`${code(part.cidr)}${part.except.length === 0 ? [] : say` except ${list(part.except.map((cidr) => [code(cidr)]))}`}`
    default: return assertNever(part)
  }
}

/** All terms of a selector must hold; with a comma between them, as kubectl writes it. */
function terms(selector: readonly SelectorTerm[]): Sentence {
  return join(selector.map((term) => [code(wantedText({ kind: 'label', of: 'pod', ...term }))]), ', ')
}

/** ` on 8080 or 9090 UDP`. TCP goes without saying. Without ports a rule holds for all of them, and there is nothing to add. */
export function portsPhrase(ports: readonly string[]): LensSentence {
  if (ports.length === 0) return []
  const named = ports.map((port) => {
    if (port.startsWith('all ')) return say`every ${port.slice(4)} port`
    const [number, protocol] = port.split('/')
    return protocol === 'any' ? say`${number ?? ''} over any protocol` : protocol === 'TCP' || protocol === undefined ? say`${number ?? ''}` : say`${number ?? ''} ${protocol}`
  })
  return say` on\u00a0${list(named, 'or')}`
}

/** ` saying HTTP GET /orders`; empty where a rule does not ask. */
export function saidPhrase(said: readonly string[]): LensSentence {
  return said.length === 0 ? [] : [{ text: ' saying ' }, ...list(said.map((text) => say`${text}`), 'or')]
}

/** Null: the addresses of a block, or anybody; there is no number of pods to give. */
function matchedPods(matched: number | null): LensSentence {
  return matched === null ? [] : [{ text: ' · ' }, matched === 0 ? pods(0) : { text: figure(matched, 'pod') }]
}

function pods(number: number): LensPhrase {
  return { text: figure(number, 'pod'), strong: true, ...(number === 0 && { alert: 'part' as const }) }
}

/** A number and what it counts, which stay together where a row breaks. */
function figure(amount: number, noun: string): string {
  return count(amount, noun).replace(' ', '\u00a0')
}

/** Who says so: for ghost text that has a line of its own. */
export const ASSUMED_BY = 'assumed by the API server'

/** The end of a `# ? a -> b:port` line: a glyph and what decided. */
export interface InlineText {
  readonly glyph: VerdictWord['glyph']
  readonly text: string
}

export function inlineText(result: InlineAnswer['result']): InlineText {
  return result.ok ? { glyph: verdictWord(result.answer).glyph, text: decidedBy(result.answer) } : { glyph: 'none', text: plain(diagnosticText(result.problem).message) }
}

/** As short as it gets, for the checklist: `api-metrics #1`, `no rule fits`. */
export function briefText(answer: Answer): InlineText {
  const { gates } = ladderOf(answer)
  const { glyph, place } = verdictWord(answer)
  const gate = answer.outcome === 'denied' ? gates.find(({ at }) => at === answer.deniedAt) : undefined
  if (answer.outcome === 'allowed') return { glyph, text: [...gates.flatMap(admittingRule), ...admittedInMesh(answer)].join(GOAL.and) || (gates.some(({ policies }) => policies.length > 0) ? GOAL.noRuleDecides : GOAL.noPolicy) }
  if (!gate) return { glyph, text: plain(place) || GOAL.denied }
  if (gate.decider) return { glyph, text: `${gate.decider.policy.policy.name} #${gate.decider.rule.number}` }
  return { glyph, text: gate.policies.every(({ rules }) => rules.length === 0) ? GOAL.noRules : GOAL.noRuleFits }
}

function decidedBy(answer: Answer): string {
  const { gates } = ladderOf(answer)
  switch (answer.outcome) {
    case 'allowed': {
      const rules = [...gates.flatMap(admittingRule), ...admittedInMesh(answer)]
      return rules.length > 0 ? rules.join(' and ') : gates.some(({ policies }) => policies.length > 0) ? 'allowed, no rule decides' : 'allowed, no policy selects'
    }
    case 'denied': {
      const gate = gates.find(({ at }) => at === answer.deniedAt)
      return gate ? refusal(gate) : plain(verdictWord(answer).place) || 'denied'
    }
    case 'conditional': case 'unanswerable': {
      const { word, place } = verdictWord(answer)
      return `${word.toLowerCase()} ${plain(place)}`.trim()
    }
    default: return assertNever(answer.outcome)
  }
}

/** `allow-web #2`; none when no rule had to admit it. */
function admittingRule({ policies }: Gate): readonly string[] {
  for (const { policy, rules } of policies) {
    const matched = rules.find(({ role, action }) => role === 'matched' && action === 'allow')
    if (matched) return [`${policy.name} #${matched.number}`]
  }
  return []
}

function refusal({ at, policies, decider }: Gate): string {
  if (decider) return `${decider.policy.policy.name} #${decider.rule.number} denies it`
  const rules = policies.reduce((sum, policy) => sum + policy.rules.length, 0)
  const way = at === 'egress' ? 'lets it out' : 'admits it'
  if (rules > 0) return rules === 1 ? `the only rule does not ${at === 'egress' ? 'let it out' : 'admit it'}` : `no rule of ${rules} ${way}`
  return policies.length === 1 ? `${policies[0]!.policy.name} has no rules` : `${count(policies.length, 'policy', 'policies')}, no rules`
}

const NOT_APPLIED: Readonly<Record<Exclude<PolicyLens['status'], 'applied'>, string>> = {
  rejected: ': the API server refuses it', 'agent-refused': ': the plugin’s agents refuse it', 'not-served': ': this cluster does not serve its API', 'not-enforced': ': the API accepts it, this network plugin does not read it',
}
