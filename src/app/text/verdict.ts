import { assertNever } from '../../ground/result.ts'
import type { RejectedPolicy } from '../../policy/form.ts'
import type { Answer, FlowFact } from '../../world/answer.ts'
import { FURTHER_VERDICT } from './catalogue/en/further-verdict.ts'
import { VERDICT } from './catalogue/en/verdict.ts'
import { gotText, subjectOf } from './check.ts'
import { diagnosticText } from './diagnostic.ts'
import { endName } from './endpoint.ts'
import { closestRule, ladderOf, type Gate, type Ladder, type WayStation } from './ladder.ts'
import { rankText } from './policy.ts'
import { admittedInMesh } from './mesh/admits.ts'
import { isNetworkCause } from './network-cause.ts'
import { code, join, list, plain, say, type Sentence } from './sentence.ts'

/** The verdict as one word with its glyph, and where or by what it was decided. */
export interface VerdictWord {
  readonly glyph: 'allow' | 'open' | 'deny' | 'part' | 'none'
  readonly word: string
  readonly place: Sentence
}

/** `lead` alone is a full sentence; `rest` says who selects and what fits or does not. */
export interface VerdictSentence {
  readonly lead: Sentence
  readonly rest: Sentence
}

/** The answer in a word, with the place that decided. */
export function verdictWord(answer: Answer): VerdictWord {
  const ladder = ladderOf(answer)
  switch (answer.outcome) {
    case 'allowed': {
      const admitting = [
        ...admittedBy(ladder).map(({ policy, rule }) => VERDICT.byRule(policy, rule)),
        ...admittedInMesh(answer).map((policy) => FURTHER_VERDICT.byMesh(policy)),
      ]
      if (admitting.length === 0)
        return {
          glyph: 'open',
          word: VERDICT.allowed,
          place: ladder.gates.some(isUndecided) ? VERDICT.byDefault : passedBy(ladder),
        }
      return { glyph: 'allow', word: VERDICT.allowed, place: list(admitting, VERDICT.and) }
    }
    case 'denied':
      return { glyph: 'deny', word: VERDICT.denied, place: placeOf(answer) }
    case 'conditional':
      return { glyph: 'part', word: VERDICT.depends, place: VERDICT.on(answer.needs) }
    case 'unanswerable':
      return { glyph: 'none', word: VERDICT.noAnswer, place: [] }
    default:
      return assertNever(answer.outcome)
  }
}

/** Why it passes without any rule's word. */
function passedBy({ gates }: Ladder): Sentence {
  if (gates.some(({ refused }) => refused.some(({ why }) => why === 'not-enforced'))) return VERDICT.notEnforced
  return gates.some(({ state, endpoint }) => state === 'exempt' && endpoint.kind === 'pod')
    ? VERDICT.notApply
    : VERDICT.noPolicy
}

/**
 * The first sentence of every explanation: outcome at place, on the way in or out; who selects; what fits or does not.
 */
export function verdictSentence(answer: Answer): VerdictSentence {
  switch (answer.outcome) {
    case 'allowed':
      return withRefused({ lead: VERDICT.allowedLead, rest: allowedRest(ladderOf(answer), answer) }, answer)
    case 'denied':
      return withRefused(deniedSentence(answer), answer)
    case 'conditional':
      return conditionalSentence(answer)
    case 'unanswerable': {
      if (!answer.problem) return { lead: VERDICT.noAnswerHere, rest: [] }
      const { message, advice } = diagnosticText(answer.problem)
      return { lead: say`${message}.`, rest: advice }
    }
    default:
      return assertNever(answer.outcome)
  }
}

/** A policy that is in the text and in no cluster might be the one somebody counts on. */
function withRefused({ lead, rest }: VerdictSentence, answer: Answer): VerdictSentence {
  const refused = [
    ...new Map(
      ladderOf(answer)
        .gates.flatMap((gate) => gate.refused)
        .map((rung) => [rung.key, rung]),
    ).values(),
  ]
  const sentences = (['rejected', 'agent-refused', 'not-served', 'not-enforced'] as const).map((reason) =>
    notApplied(
      refused.filter(({ why }) => why === reason).map(({ name }) => name),
      reason,
    ),
  )
  return { lead, rest: join([rest, ...sentences]) }
}

function notApplied(names: readonly string[], why: RejectedPolicy['why']): Sentence {
  return names.length === 0
    ? []
    : VERDICT.notApplied(
        list(
          names.map((name) => say`${code(name)}`),
          VERDICT.and,
        ),
        names.length === 1,
        why,
      )
}

/** Policies select the pod, and none of their rules says anything. */
function isUndecided({ state, policies }: Gate): boolean {
  return state === 'open' && policies.length > 0
}

function placeOf(answer: Answer): Sentence {
  const { cause, deniedAt, flow, mesh } = answer
  if (mesh?.refusal) return say`${FURTHER_VERDICT.mesh[mesh.refusal.cause].place}`
  if (cause && !isNetworkCause(cause)) return say`${FURTHER_VERDICT.mesh[cause].place}`
  switch (cause) {
    case 'no-endpoints':
      return VERDICT.noEndpoints
    case 'no-route':
      return VERDICT.noRoute
    case 'name-not-resolved':
      return VERDICT.noName
    case 'http-403':
    case 'dns-refused':
    case 'tls-mismatch':
    case 'l7-denied':
    case 'auth-required':
      return say`${FURTHER_VERDICT.plugin[cause].place}`
    case 'policy-drop':
    case undefined:
      if (isTurnedAway(answer)) return VERDICT.balancer
      if (!deniedAt || !flow) return []
      return stationThatStops(answer)
        ? VERDICT.onTheWay
        : deniedAt === 'egress'
          ? VERDICT.leaving(endName(flow.source))
          : VERDICT.entering(endName(flow.destination))
    default:
      return assertNever(cause)
  }
}

function admittedBy({ gates }: Ladder): readonly {
  readonly policy: string
  readonly rule: number
  readonly verb: string
  readonly at: Gate['at']
}[] {
  return gates.flatMap(({ at, policies }) => {
    for (const { policy, rules } of policies) {
      const rule = rules.find(({ role, action }) => role === 'matched' && action === 'allow')
      if (rule) return [{ policy: policy.name, rule: rule.number, verb: rule.verb, at }]
    }
    return []
  })
}

function allowedRest(ladder: Ladder, answer: Answer): Sentence {
  const admitting = admittedBy(ladder)
  const inMesh = admittedInMesh(answer)
  const both = admitting.length > 1
  const clauses = admitting.map(({ policy, rule, at, verb }) =>
    VERDICT.admits(policy, rule, !both ? verb : at === 'egress' ? VERDICT.letsOut : VERDICT.letsIn),
  )
  const places = (gates: readonly Gate[]) =>
    list(
      gates.map(({ at, endpoint }) => VERDICT.at(endName(endpoint), at)),
      VERDICT.or,
    )
  const open = ladder.gates.filter((each) => each.state === 'open' && !isUndecided(each))
  const undecided = ladder.gates.filter(isUndecided)
  if (open.length > 0) clauses.push(VERDICT.noSelects(clauses.length === 0, inMesh.length > 0, places(open)))
  if (undecided.length > 0) clauses.push(VERDICT.noDecides(clauses.length === 0, places(undecided)))
  const exempt = ladder.gates.flatMap(({ state, endpoint, summary }) =>
    state === 'exempt' && endpoint.kind !== 'external'
      ? [say`${code(endName(endpoint))}: ${plain(summary).replace(plain(VERDICT.exemptFor('')), '')}`]
      : [],
  )
  // Of a pod that calls itself both ends say the same.
  clauses.push(...exempt.filter((each, index) => exempt.findIndex((other) => plain(other) === plain(each)) === index))
  const meshed =
    inMesh.length === 0
      ? []
      : FURTHER_VERDICT.admittedInMesh(
          list(
            inMesh.map((name) => say`${code(name)}`),
            VERDICT.and,
          ),
          inMesh.length > 1,
        )
  return join([
    meshed,
    clauses.length === 0 ? [] : say`${join(clauses, '; ')}.`,
    ...ladder.gates.filter(({ state }) => state === 'exempt').flatMap(({ sees }) => sees),
  ])
}

/** What stops it between its ends; undefined: an end's own gate does. */
function stationThatStops(answer: Answer): WayStation | undefined {
  const { gates, way } = ladderOf(answer)
  const { deniedAt } = answer
  return gates.some(({ at, state }) => at === deniedAt && state === 'denied') &&
    (deniedAt === 'egress' || way.every(({ passes }) => passes))
    ? undefined
    : way.find(({ at, passes }) => at === deniedAt && !passes)
}

function deniedSentence(answer: Answer): VerdictSentence {
  const { cause = 'policy-drop', flow, deniedAt } = answer
  if (answer.mesh?.refusal) return causeSentence(FURTHER_VERDICT.mesh[answer.mesh.refusal.cause])
  if (answer.notes.some(({ note }) => note === 'no-local-endpoints'))
    return { lead: VERDICT.nobodyOnNode, rest: VERDICT.notAskedAtAll }
  if (isTurnedAway(answer)) return { lead: VERDICT.notAdmitted, rest: VERDICT.outsideRanges }
  if (cause === 'no-endpoints' || cause === 'no-route' || cause === 'name-not-resolved')
    return causeSentence(VERDICT.causes[cause])
  if (cause !== 'policy-drop' && !isByEntry(answer))
    return causeSentence({ ...FURTHER_VERDICT.mesh, ...FURTHER_VERDICT.plugin }[cause])
  const ladder = ladderOf(answer)
  const gate = ladder.gates.find(({ at }) => at === deniedAt)
  if (!gate || !flow) return { lead: VERDICT.deniedLead, rest: [] }
  const station = stationThatStops(answer)
  if (station)
    return {
      lead: FURTHER_VERDICT.deniedOnTheWay(station.gate.endpoint.label),
      rest: FURTHER_VERDICT.hostEndpoint(
        station.name,
        plain(station.gate.summary).replace(`${VERDICT.states.denied} – `, ''),
      ),
    }
  const lead = VERDICT.deniedAt(endName(gate.endpoint), deniedAt === 'egress')
  if (gate.decider) {
    const { policy, rule } = gate.decider
    const rank = rankText(policy.policy)
    return { lead, rest: join([VERDICT.ruleOf(rule.number, policy.name, rule.verb, rank), ...gate.sees]) }
  }
  const rules = gate.policies.reduce((sum, policy) => sum + policy.rules.length, 0)
  const { asked } = gate
  if (asked === 0) return { lead, rest: VERDICT.noneLetsThrough }
  if (rules === 0) return { lead, rest: VERDICT.noRules(asked, deniedAt === 'egress' ? 'egress' : 'ingress') }
  const port =
    flow.port === null
      ? VERDICT.over(flow.protocol)
      : VERDICT.onPort(`${flow.port}${flow.protocol === 'TCP' ? '' : ` ${flow.protocol}`}`)
  return { lead, rest: join([VERDICT.noneAdmits(asked, peerOf(gate, ladder), port), ...gate.sees]) }
}

/** By a policy, where the network plugin’s own proxy for Ingresses asks them and answers what they deny. */
function isByEntry({ flow, deniedAt }: Answer): boolean {
  return (deniedAt === 'egress' ? flow?.source : flow?.destination)?.kind === 'entry'
}

/** By the load balancer, before anything of the cluster is asked. */
function isTurnedAway({ notes }: Answer): boolean {
  return notes.some(({ note }) => note === 'source-not-admitted')
}

function causeSentence({ lead, rest }: { readonly lead: string; readonly rest: string }): VerdictSentence {
  return { lead: say`${lead}`, rest: say`${rest}` }
}

const PODS = ['pod', 'endpoint']

/** The other end, by the label that decided when there was one: `app=web`, else its name. */
function peerOf(gate: Gate, ladder: Ladder): Sentence {
  const missed = closestRule(ladder)?.rule.checks.find(({ held }) => !held)
  if (
    missed?.wanted.kind === 'label' &&
    PODS.includes(subjectOf(missed.wanted)) &&
    missed.got.kind === 'label' &&
    missed.got.value !== null
  ) {
    return say`${code(gotText(missed.got, missed.wanted))}`
  }
  const other = ladder.gates.find(({ at }) => at !== gate.at)
  return say`${code(other ? endName(other.endpoint) : '')}`
}

/** What an open question leaves undecided. */
export function factText(fact: FlowFact): string {
  return VERDICT.facts[fact]
}

function neededText(needs: readonly FlowFact[]): Sentence {
  return list(
    needs.map((need) => say`${VERDICT.facts[need]}`),
    VERDICT.and,
  )
}

function conditionalSentence({ needs, parts = [] }: Answer): VerdictSentence {
  const passing = parts.filter(({ answer }) => answer.outcome === 'allowed').length
  return {
    lead: VERDICT.dependsOn(neededText(needs)),
    rest: parts.length === 0 ? [] : VERDICT.pass(passing, parts.length),
  }
}
