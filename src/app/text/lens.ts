import type { InlineAnswer, PeerLens, PeerPart, PolicyLens, RuleLens, SelectorTerm } from '../../worker/snapshot.ts'
import type { Answer } from '../../world/answer.ts'
import { assertNever } from '../../ground/result.ts'
import { GOAL } from './catalogue/en/goal.ts'
import { LENS } from './catalogue/en/lens.ts'
import { wantedText } from './check.ts'
import { diagnosticText } from './diagnostic.ts'
import { ladderOf, type Gate } from './ladder.ts'
import { admittedInMesh } from './mesh/admits.ts'
import { isKubernetesOwn, rankText } from './policy.ts'
import { code, join, list, plain, say, strong, type Phrase, type Sentence } from './sentence.ts'
import { verdictWord, type VerdictWord } from './verdict.ts'

/** A phrase of a row over the text. `tile`: the word that joins conditions; `alert`: worth a look, or an error. */
export interface LensPhrase extends Phrase {
  readonly tile?: 'and' | 'or'
  readonly alert?: 'part' | 'deny'
}

/** A row over the text. */
export type LensSentence = readonly LensPhrase[]

/**
 * What a policy does: `selects 2 pods · ingress isolated · admits 3 flows`; one that ranks:
 * `Admin tier, priority 10 · selects 2 pods · accepts 3 flows, denies 1 flow`.
 */
export function policySentence({
  ref,
  status,
  selectedPods,
  isolates,
  admits,
  denies,
  rules,
}: PolicyLens): LensSentence {
  if (status !== 'applied')
    return [
      { text: status === 'not-enforced' ? LENS.enforcedByNobody : LENS.notApplied, strong: true, alert: 'deny' },
      { text: LENS.why[status] },
    ]
  const selects: LensSentence = LENS.selects(pods(selectedPods))
  const rank = rankText(ref)
  const has = (action: RuleLens['action']) => rules.some((rule) => rule.action === action)
  if (rank === '')
    return [
      ...selects,
      {
        text: ` · ${LENS.isolation(isolates)} · ${LENS.admits(admits)}${has('deny') ? `, ${LENS.denies(denies)}` : ''}`,
      },
    ]
  const counts = [
    ...(has('allow') ? [ref.kind === 'ClusterNetworkPolicy' ? LENS.accepts(admits) : LENS.allows(admits)] : []),
    ...(has('deny') ? [LENS.denies(denies)] : []),
  ]
  const withoutCounts = rules.length === 0 ? LENS.hasNoRules : LENS.handsOn
  return [{ text: `${rank} · ` }, ...selects, { text: ` · ${counts.length > 0 ? counts.join(', ') : withoutCounts}` }]
}

/**
 * A rule in one line. With more than one peer, each of them has a line of its own: see `peerSentence`. What it does is
 * said where not every rule does the same.
 */
export function ruleSentence(rule: RuleLens, policy: Pick<PolicyLens['ref'], 'group' | 'kind'>): LensSentence {
  const only = rule.peers.length === 1 ? rule.peers[0]! : null
  const who: LensSentence = only ? partsSentence(only.parts) : [{ text: peersText(rule) }]
  const matched = only ? only.pods : rule.pods
  return [
    strong(String(rule.index + 1)),
    { text: '\u2002' },
    ...actionPhrase(rule.action, policy),
    ...who,
    ...portsPhrase(rule.ports),
    ...saidPhrase(rule.said ?? []),
    ...matchedPods(matched),
  ]
}

/** Of a rule that does not name just one peer. */
function peersText({ peers, section }: RuleLens): string {
  if (peers.length > 0) return LENS.ofPeers(peers.length)
  return section === 'ingress' ? LENS.fromAnywhere : LENS.toAnywhere
}

function actionPhrase(action: RuleLens['action'], policy: Pick<PolicyLens['ref'], 'group' | 'kind'>): LensSentence {
  if (isKubernetesOwn(policy)) return []
  if (action === 'deny') return [{ text: LENS.actions.deny, alert: 'deny' }, { text: ' ' }]
  return [{ text: LENS.actions[action === 'allow' && policy.kind === 'ClusterNetworkPolicy' ? 'accept' : action] }]
}

/** One peer of several; all but the first begin with *or*. */
export function peerSentence({ parts, pods: matched }: PeerLens, isFirst: boolean): LensSentence {
  return [
    ...(isFirst ? [] : [{ text: LENS.or, tile: 'or' } as const, { text: ' ' }]),
    ...partsSentence(parts),
    ...matchedPods(matched),
  ]
}

/** The parts of one peer, joined by *and*. */
export function partsSentence(parts: readonly PeerPart[]): LensSentence {
  const home = parts.find((part) => part.of === 'own-namespace')
  const conditions = parts
    .filter((part) => part.of !== 'own-namespace')
    .map((part) => partSentence(part, parts.length === 1))
  const joined = conditions.flatMap((condition, index): LensSentence =>
    index === 0 ? condition : [{ text: ' ' }, { text: LENS.and, tile: 'and' }, { text: ' ' }, ...condition],
  )
  return home ? LENS.in(joined.length === 0 ? LENS.allPods : joined, home.namespace) : joined
}

function partSentence(part: Exclude<PeerPart, { of: 'own-namespace' }>, isAlone: boolean): Sentence {
  switch (part.of) {
    case 'pod':
      return part.selector.length === 0 ? LENS.allPods : LENS.podsWith(terms(part.selector))
    case 'namespace': {
      const namespaces = part.selector.length === 0 ? LENS.allNamespaces : LENS.namespacesWith(terms(part.selector))
      return isAlone ? LENS.allPodsIn(namespaces) : namespaces
    }
    case 'node':
      return part.selector.length === 0 ? LENS.allNodes : LENS.nodesWith(terms(part.selector))
    case 'name':
      return say`${code(part.name)}`
    case 'identity':
      return part.selector.length === 0 ? LENS.everyEndpoint : LENS.endpointsWith(terms(part.selector))
    case 'word':
      return say`${code(part.word)}`
    case 'expression':
      return part.text === '' ? LENS.everyEndpoint : LENS.endpointsWith([code(part.text)])
    case 'service':
      return LENS.service(part.name)
    case 'group':
      return LENS.blocksOf(part.name)
    case 'block':
      return part.except.length === 0
        ? [code(part.cidr)]
        : LENS.except(
            part.cidr,
            list(
              part.except.map((cidr) => [code(cidr)]),
              LENS.and,
            ),
          )
    default:
      return assertNever(part)
  }
}

/** All terms of a selector must hold; with a comma between them, as kubectl writes it. */
function terms(selector: readonly SelectorTerm[]): Sentence {
  return join(
    selector.map((term) => [code(wantedText({ kind: 'label', of: 'pod', ...term }))]),
    ', ',
  )
}

/**
 * ` on 8080 or 9090 UDP`. TCP goes without saying. Without ports a rule holds for all of them, and there is nothing to
 * add.
 */
export function portsPhrase(ports: readonly string[]): LensSentence {
  if (ports.length === 0) return []
  return LENS.on(
    ports.map((port) => {
      if (port.startsWith('all ')) return LENS.everyPort(port.slice(4))
      const [number = '', protocol] = port.split('/')
      return protocol === 'any'
        ? LENS.anyProtocol(number)
        : protocol === 'TCP' || protocol === undefined
          ? say`${number}`
          : say`${number} ${protocol}`
    }),
  )
}

/** ` saying HTTP GET /orders`; empty where a rule does not ask. */
export function saidPhrase(said: readonly string[]): LensSentence {
  return said.length === 0 ? [] : LENS.saying(said.map((text) => say`${text}`))
}

/** Null: the addresses of a block, or anybody; there is no number of pods to give. */
function matchedPods(matched: number | null): LensSentence {
  return matched === null ? [] : [{ text: ' · ' }, matched === 0 ? pods(0) : { text: LENS.pods(matched) }]
}

function pods(number: number): LensPhrase {
  return { text: LENS.pods(number), strong: true, ...(number === 0 && { alert: 'part' as const }) }
}

/** The end of a `# ? a -> b:port` line: a glyph and what decided. */
export interface InlineText {
  readonly glyph: VerdictWord['glyph']
  readonly text: string
}

/** The answer to a question that stands in a comment; else what is wrong with the question. */
export function inlineText(result: InlineAnswer['result']): InlineText {
  return result.ok
    ? { glyph: verdictWord(result.answer).glyph, text: decidedBy(result.answer) }
    : { glyph: 'none', text: plain(diagnosticText(result.problem).message) }
}

/** As short as it gets, for the checklist: `api-metrics #1`, `no rule fits`. */
export function briefText(answer: Answer): InlineText {
  const { gates } = ladderOf(answer)
  const { glyph, place } = verdictWord(answer)
  const gate = answer.outcome === 'denied' ? gates.find(({ at }) => at === answer.deniedAt) : undefined
  if (answer.outcome === 'allowed')
    return {
      glyph,
      text:
        [...gates.flatMap(admittingRule), ...admittedInMesh(answer)].join(GOAL.and) ||
        (gates.some(({ policies }) => policies.length > 0) ? GOAL.noRuleDecides : GOAL.noPolicy),
    }
  if (!gate) return { glyph, text: plain(place) || GOAL.denied }
  if (gate.decider) return { glyph, text: `${gate.decider.policy.policy.name} #${gate.decider.rule.number}` }
  return { glyph, text: gate.policies.every(({ rules }) => rules.length === 0) ? GOAL.noRules : GOAL.noRuleFits }
}

function decidedBy(answer: Answer): string {
  const { gates } = ladderOf(answer)
  switch (answer.outcome) {
    case 'allowed': {
      const rules = [...gates.flatMap(admittingRule), ...admittedInMesh(answer)]
      return rules.length > 0
        ? rules.join(` ${LENS.and} `)
        : gates.some(({ policies }) => policies.length > 0)
          ? LENS.allowedByDefault
          : LENS.allowedUnselected
    }
    case 'denied': {
      const gate = gates.find(({ at }) => at === answer.deniedAt)
      return gate ? refusal(gate) : plain(verdictWord(answer).place) || LENS.denied
    }
    case 'conditional':
    case 'unanswerable': {
      const { word, place } = verdictWord(answer)
      return `${word.toLowerCase()} ${plain(place)}`.trim()
    }
    default:
      return assertNever(answer.outcome)
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

function refusal({ at, policies, asked, decider }: Gate): string {
  if (decider) return LENS.deniesIt(decider.policy.policy.name, decider.rule.number)
  const rules = policies.reduce((sum, policy) => sum + policy.rules.length, 0)
  return rules > 0 ? LENS.noneFits(rules, at === 'egress') : LENS.noRules(policies[0]?.policy.name ?? '', asked)
}
