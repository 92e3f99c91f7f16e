import type { Check, CheckpointId, DecisionStep, PolicyRef, RuleTrial } from '../../engine/explanation.ts'
import { assertNever } from '../../ground/result.ts'
import type { SourceSpan } from '../../ground/span.ts'
import type { RejectedPolicy, RuleAction } from '../../policy/form.ts'
import type { Answer } from '../../world/answer.ts'
import type { EndpointFacts } from '../../world/flow-facts.ts'
import { FURTHER_VERDICT } from './catalogue/en/further-verdict.ts'
import { SIGHT } from './catalogue/en/sight.ts'
import { VERDICT } from './catalogue/en/verdict.ts'
import { spoken, type Spoken } from './catalogue/spoken.ts'
import { differenceText, subjectOf, tellingChecks, wantedText } from './check.ts'
import { endName } from './endpoint.ts'
import { policyKey, policyName, rankText, ruleVerb } from './policy.ts'
import { seenAsText } from './seen-as.ts'
import { code, list, say, type Sentence } from './sentence.ts'

/** The trace of one answer, ready to be drawn: the two gates a flow passes, in order. Empty when no flow was judged. */
export interface Ladder {
  readonly gates: readonly Gate[]
  readonly stoppedAt: CheckpointId | null
  /** What is policed between the ends, in the packet's order. */
  readonly way: readonly WayStation[]
}

/** A node's interface on the way. `gate`: what happened there, told like any other gate. `span`: of what polices it. */
export interface WayStation {
  readonly at: CheckpointId
  readonly name: string | null
  readonly passes: boolean
  readonly span: SourceSpan | null
  readonly gate: Gate
}

/**
 * `open`: no policy selects, or none decides; `allowed`: a rule admits; `exempt`: policies do not apply; `unreached`:
 * decided before.
 */
export interface Gate {
  readonly at: CheckpointId
  readonly endpoint: EndpointFacts
  readonly title: Sentence
  readonly state: 'open' | 'allowed' | 'denied' | 'exempt' | 'unreached'
  readonly summary: Sentence
  /** What this gate takes the other end for, where that is not what it is; what its plugin does by itself. */
  readonly sees: readonly Sentence[]
  /**
   * The rule that ends the matter; null: none does, so a default decides, or NetworkPolicy where several rules admit.
   */
  readonly decider: { readonly policy: PolicyRung; readonly rule: RuleRung } | null
  /**
   * Those that select the endpoint, in the order in which they are asked. One of Cilium's stands here twice when it
   * denies and allows, and once for each of its `specs`.
   */
  readonly policies: readonly PolicyRung[]
  /** How many policies were asked, each counted once. */
  readonly asked: number
  /**
   * Those of the cluster, or of the namespace, and of the direction that do not select the endpoint: how many they are,
   * and which. There may be hundreds that nobody looks at.
   */
  readonly asideCount: number
  readonly aside: readonly PolicyRung[]
  /** Those of the cluster or of the namespace that are in the text only: they decide nothing. */
  readonly refused: readonly RefusedRung[]
}

/**
 * `isReached` false: an earlier one has decided, or handed the flow on, so this one is not asked. `key` tells it from
 * others, `name` is what people read.
 */
export interface PolicyRung {
  readonly policy: PolicyRef
  readonly key: string
  readonly name: string
  readonly isReached: boolean
  readonly detail: Sentence
  readonly span: SourceSpan | null
  readonly rules: readonly RuleRung[]
}

/** A policy that is in the text and decides nothing, and why. */
export interface RefusedRung extends PolicyRung {
  readonly why: RejectedPolicy['why'] | 'staged'
}

/**
 * `closest` is the one missed rule of the gate that came nearest to letting it pass; only a gate that denies has one.
 * `verb`: what a match does.
 */
export interface RuleRung {
  readonly number: number
  readonly role: 'matched' | 'closest' | 'missed'
  readonly action: RuleAction
  readonly verb: string
  /** What its author calls it; null: nothing. */
  readonly name: string | null
  readonly difference: string
  readonly checks: readonly Check[]
  /** Where to look: the condition that decided, else the rule. */
  readonly span: SourceSpan | null
}

/** What was made of an answer, in the words that were spoken then. */
const made = new WeakMap<Answer, { readonly words: Spoken; readonly ladder: Ladder }>()

/** The rungs of an answer. Verdict, trace and marks in the text all ask at each key, and are given the same. */
export function ladderOf(answer: Answer): Ladder {
  const words = spoken()
  const known = made.get(answer)
  if (known?.words === words) return known.ladder
  const ladder = ladderFrom(answer)
  made.set(answer, { words, ladder })
  return ladder
}

function ladderFrom({ flow, steps, deniedAt }: Answer): Ladder {
  if (!flow) return { gates: [], stoppedAt: null, way: [] }
  return {
    gates: [gateOf('egress', flow.source, steps), gateOf('ingress', flow.destination, steps)],
    stoppedAt: deniedAt ?? null,
    way: steps.flatMap((step) =>
      step.step === 'on-the-way' ? [wayStation(step, flow[step.at === 'egress' ? 'source' : 'destination'])] : [],
    ),
  }
}

function wayStation(
  { at, node, name, direction, passes, isAnswer, span, steps }: Extract<DecisionStep, { step: 'on-the-way' }>,
  end: EndpointFacts,
): WayStation {
  return {
    at,
    name,
    passes,
    span,
    gate: {
      ...gateOf(at, { ...end, kind: 'host', label: `node ${node}` }, steps),
      title: FURTHER_VERDICT.atNode(isAnswer, direction === 'ingress', node),
    },
  }
}

/** The rule of the denying gate that came nearest, with its policy; null when no rule was tried. */
export function closestRule(ladder: Ladder): { readonly policy: PolicyRung; readonly rule: RuleRung } | null {
  for (const { policies } of ladder.gates) {
    for (const policy of policies) for (const rule of policy.rules) if (rule.role === 'closest') return { policy, rule }
  }
  return null
}

/** One gate, from what happened there; steps of other gates are passed over. */
export function gateOf(at: CheckpointId, endpoint: EndpointFacts, allSteps: readonly DecisionStep[]): Gate {
  const steps = allSteps.filter((step) => step.at === at)
  const trials = steps.flatMap((step) =>
    step.step === 'rule-matched' || step.step === 'rule-missed' ? [step.trial] : [],
  )
  const state = stateOf(steps)
  const closest = state === 'denied' ? nearestRule(trials, !steps.some(({ step }) => step === 'default-deny')) : null
  const trialsOf = new Map<string, RuleTrial[]>()
  for (const trial of trials) {
    const key = policyKey(trial.rule.policy)
    const known = trialsOf.get(key)
    if (known) known.push(trial)
    else trialsOf.set(key, [trial])
  }
  const policies = steps.flatMap((step) =>
    step.step === 'selected' || step.step === 'not-reached'
      ? [policyRung(step, trialsOf.get(policyKey(step.policy)) ?? [], closest, state)]
      : [],
  )
  const decider = deciderOf(policies, state)
  const asked = new Set(
    policies.flatMap(({ isReached, policy: { group, kind }, name }) => (isReached ? [`${group}/${kind} ${name}`] : [])),
  ).size
  const notSelecting = steps.flatMap((step) => (step.step === 'not-selected' ? [step] : []))
  return {
    at,
    endpoint,
    state,
    policies,
    asked,
    decider,
    sees: seesOf(steps, state),
    title: VERDICT.gate(at === 'egress', endName(endpoint)),
    summary: summaryOf(at, endpoint, state, steps, asked, decider),
    asideCount: notSelecting.length,
    get aside() {
      return notSelecting.map(notSelectingRung)
    },
    refused: steps.flatMap((step) =>
      step.step === 'not-enforced' ? [{ ...aside(step.policy, say`${VERDICT.refused[step.why]}`), why: step.why }] : [],
    ),
  }
}

function seesOf(steps: readonly DecisionStep[], state: Gate['state']): readonly Sentence[] {
  const sights = steps.flatMap((step) => (step.step === 'seen-as' ? [seenAsText(step)] : []))
  return [
    ...sights,
    ...(state === 'denied' ? identityOf(steps) : []),
    ...(steps.some(({ step }) => step === 'closed-by-plugin') ? [VERDICT.dropsUnallowed] : []),
  ]
}

/** A block that would hold the address, were it compared with it. */
function identityOf(steps: readonly DecisionStep[]): readonly Sentence[] {
  for (const step of steps) {
    if (step.step !== 'rule-missed') continue
    for (const { checks } of step.trial.peers)
      for (const { held, wanted, got } of checks)
        if (
          !held &&
          wanted.kind === 'block' &&
          got.kind === 'identity' &&
          got.isInside &&
          (got.is === 'pod' || got.is === 'host')
        )
          return [SIGHT.byIdentity[got.is]]
  }
  return []
}

function stateOf(steps: readonly DecisionStep[]): Gate['state'] {
  const matched = (action: RuleAction) =>
    steps.some((step) => step.step === 'rule-matched' && step.trial.rule.action === action)
  if (steps.some((step) => step.step === 'exempt' && step.tier === null)) return 'exempt'
  if (steps.some(({ step }) => step === 'default-deny' || step === 'closed-by-plugin') || matched('deny'))
    return 'denied'
  if (matched('allow')) return 'allowed'
  if (steps.some(({ step }) => step === 'exempt')) return 'exempt'
  return steps.some(({ step }) => step === 'not-isolated' || step === 'default-allow') ? 'open' : 'unreached'
}

/**
 * Rules that admit add up in a namespace, so that none of them is the one; a rule that denies ends the matter, and so
 * does one of the cluster.
 */
function deciderOf(policies: readonly PolicyRung[], state: Gate['state']): Gate['decider'] {
  for (const policy of policies) {
    const rule = policy.rules.find(
      ({ role, action }) => role === 'matched' && action === (state === 'denied' ? 'deny' : 'allow'),
    )
    if (rule && (rule.action === 'deny' || policy.policy.namespace === null)) return { policy, rule }
  }
  return null
}

function summaryOf(
  at: CheckpointId,
  { kind }: EndpointFacts,
  state: Gate['state'],
  steps: readonly DecisionStep[],
  policies: number,
  decider: Gate['decider'],
): Sentence {
  if (decider)
    return VERDICT.decided(
      state === 'denied' ? 'denied' : 'allowed',
      decider.rule.number,
      decider.policy.name,
      decider.rule.verb,
    )
  switch (state) {
    case 'open':
      return policies === 0 ? VERDICT.openUnselected(at) : VERDICT.openUndecided(policies)
    case 'allowed':
      return VERDICT.admitted(policies)
    case 'denied':
      return steps.some(({ step }) => step === 'closed-by-plugin') && policies === 0
        ? VERDICT.closedByPlugin
        : VERDICT.noneFits(policies)
    case 'unreached':
      return VERDICT.unreached
    case 'exempt': {
      const step = steps.find((candidate) => candidate.step === 'exempt')!
      return VERDICT.exemptFor(
        step.why === 'own-node' && at === 'egress'
          ? VERDICT.ownNodeOut
          : step.why === 'host-network' && kind === 'host'
            ? VERDICT.node
            : VERDICT.exempt[step.why],
      )
    }
    default:
      return assertNever(state)
  }
}

/** `isStopped`: a rule denies, and one that would have allowed is worth a look only when part of it held. */
function nearestRule(trials: readonly RuleTrial[], isStopped: boolean): RuleTrial | null {
  const missing = ({ of, held }: RuleTrial) => of - held
  return trials.reduce<RuleTrial | null>((best, trial) => {
    if (trial.matches || trial.rule.action !== 'allow' || (isStopped && trial.held === 0)) return best
    if (!best || missing(trial) < missing(best)) return trial
    return missing(trial) === missing(best) && trial.held > best.held ? trial : best
  }, null)
}

function policyRung(
  step: Extract<DecisionStep, { step: 'selected' | 'not-reached' }>,
  trials: readonly RuleTrial[],
  closest: RuleTrial | null,
  state: Gate['state'],
): PolicyRung {
  const { policy, checks } = step
  const isReached = step.step === 'selected'
  // That it lives in the pod's namespace goes without saying.
  const labels = checks.filter(({ wanted }) => wanted.kind !== 'namespace')
  const selector =
    labels.length === 0
      ? VERDICT.everyPod
      : list(
          labels.map(({ wanted }) => wantedOf(wanted)),
          VERDICT.and,
        )
  const rank = rankText(policy)
  const denies = trials.length > 0 && trials.every(({ rule }) => rule.action === 'deny')
  const rules = !isReached
    ? VERDICT.notAsked[step.because]
    : state === 'denied'
      ? VERDICT.rules(trials.length, denies)
      : []
  return {
    policy,
    key: policyKey(policy),
    name: policyName(policy),
    isReached,
    span: policy.span,
    detail: [...(rank === '' ? [] : say`${rank} · `), ...selector, ...rules],
    rules: trials
      .filter((trial) => state === 'denied' || trial.matches)
      .map((trial) => ruleRung(trial, trial === closest)),
  }
}

function ruleRung(trial: RuleTrial, isClosest: boolean): RuleRung {
  const checks = tellingChecks(trial)
  return {
    number: trial.rule.index + 1,
    role: trial.matches ? 'matched' : isClosest ? 'closest' : 'missed',
    action: trial.rule.action,
    verb: ruleVerb(trial.rule),
    name: trial.rule.name,
    difference: differenceText(checks),
    checks,
    span: checks.find(({ held }) => !held)?.span ?? trial.rule.span,
  }
}

function notSelectingRung({ policy, checks }: Extract<DecisionStep, { step: 'not-selected' }>): PolicyRung {
  const wants = checks.filter(({ held }) => !held).map(({ wanted }) => wantedOf(wanted))
  return aside(policy, VERDICT.selects(list(wants, VERDICT.and)))
}

function wantedOf(wanted: Check['wanted']): Sentence {
  return say`${subjectOf(wanted) === 'namespace' ? VERDICT.namespace : ''}${code(wantedText(wanted))}`
}

function aside(policy: PolicyRef, detail: Sentence): PolicyRung {
  return {
    policy,
    key: policyKey(policy),
    name: policyName(policy),
    isReached: false,
    detail,
    span: policy.span,
    rules: [],
  }
}
