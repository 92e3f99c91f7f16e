import type { Check, CheckpointId, DecisionStep, PolicyRef, RuleTrial } from '../../engine/explanation.ts'
import { assertNever } from '../../ground/result.ts'
import type { SourceSpan } from '../../ground/span.ts'
import type { Answer, EndpointFacts } from '../../world/answer.ts'
import { differenceText, subjectOf, tellingChecks, wantedText } from './check.ts'
import { endName } from './endpoint.ts'
import { code, count, counted, list, say, type Sentence } from './sentence.ts'

/** The trace of one answer, ready to be drawn: the two gates a flow passes, in order. Empty when no flow was judged. */
export interface Ladder {
  readonly gates: readonly Gate[]
  readonly stoppedAt: CheckpointId | null
}

/** `open`: no policy selects; `allowed`: a rule admits; `exempt`: policies do not apply; `unreached`: decided before. */
export interface Gate {
  readonly at: CheckpointId
  readonly endpoint: EndpointFacts
  readonly title: Sentence
  readonly state: 'open' | 'allowed' | 'denied' | 'exempt' | 'unreached'
  readonly summary: Sentence
  readonly policies: readonly PolicyRung[]
  /** Those of the namespace and direction that do not select the endpoint. */
  readonly aside: readonly PolicyRung[]
  /** Those of the namespace that the API server refuses: they are in the text and decide nothing. */
  readonly refused: readonly PolicyRung[]
}

export interface PolicyRung {
  readonly policy: PolicyRef
  readonly name: string
  readonly detail: Sentence
  readonly span: SourceSpan | null
  readonly rules: readonly RuleRung[]
}

/** `closest` is the one missed rule of the gate that came nearest; only a gate that denies has one. */
export interface RuleRung {
  readonly number: number
  readonly role: 'matched' | 'closest' | 'missed'
  readonly difference: string
  readonly checks: readonly Check[]
  /** Where to look: the condition that decided, else the rule. */
  readonly span: SourceSpan | null
}

export function ladderOf({ flow, steps, deniedAt }: Answer): Ladder {
  if (!flow) return { gates: [], stoppedAt: null }
  return {
    gates: [gate('egress', flow.source, steps), gate('ingress', flow.destination, steps)],
    stoppedAt: deniedAt ?? null,
  }
}

/** The rule of the denying gate that came nearest, with its policy; null when no rule was tried. */
export function closestRule(ladder: Ladder): { readonly policy: PolicyRung; readonly rule: RuleRung } | null {
  for (const { policies } of ladder.gates) {
    for (const policy of policies) for (const rule of policy.rules) if (rule.role === 'closest') return { policy, rule }
  }
  return null
}

function gate(at: CheckpointId, endpoint: EndpointFacts, allSteps: readonly DecisionStep[]): Gate {
  const steps = allSteps.filter((step) => step.at === at)
  const trials = steps.flatMap((step) => (step.step === 'rule-matched' || step.step === 'rule-missed' ? [step.trial] : []))
  const state = stateOf(steps)
  const closest = state === 'denied' ? nearestRule(trials) : null
  const selected = steps.flatMap((step) => (step.step === 'selected' ? [step] : []))
  return {
    at, endpoint, state,
    title: say`${at === 'egress' ? 'Egress' : 'Ingress'} at ${endName(endpoint)}`,
    summary: summaryOf(at, state, steps, selected.length),
    policies: selected.map(({ policy, checks }) => policyRung(policy, checks, trials, closest, state)),
    aside: steps.flatMap((step) => (step.step === 'not-selected' ? [notSelectingRung(step)] : [])),
    refused: steps.flatMap((step) => (step.step === 'not-enforced' ? [aside(step.policy, say`not applied: the API server refuses it`)] : [])),
  }
}

function stateOf(steps: readonly DecisionStep[]): Gate['state'] {
  if (steps.some(({ step }) => step === 'exempt')) return 'exempt'
  if (steps.some(({ step }) => step === 'default-deny')) return 'denied'
  if (steps.some(({ step }) => step === 'rule-matched')) return 'allowed'
  return steps.some(({ step }) => step === 'not-isolated') ? 'open' : 'unreached'
}

function summaryOf(at: CheckpointId, state: Gate['state'], steps: readonly DecisionStep[], policies: number): Sentence {
  switch (state) {
    case 'open': return say`allowed – no policy selects this pod for ${at}`
    case 'allowed': return say`allowed – selected by ${count(policies, 'policy', 'policies')}, a rule admits it`
    case 'denied': return say`denied – selected by ${count(policies, 'policy', 'policies')}, no rule fits`
    case 'unreached': return say`not reached`
    case 'exempt': {
      const step = steps.find((candidate) => candidate.step === 'exempt')!
      return say`allowed – ${EXEMPT[step.why]}`
    }
    default: return assertNever(state)
  }
}

const EXEMPT: Readonly<Record<Extract<DecisionStep, { step: 'exempt' }>['why'], string>> = {
  'same-pod': 'a pod always reaches itself',
  'own-node': 'a node always reaches the pods it runs',
  'host-network': 'policies do not apply to pods on the network of their node',
  outside: 'policies do not apply outside the cluster',
}

function nearestRule(trials: readonly RuleTrial[]): RuleTrial | null {
  const missing = ({ of, held }: RuleTrial) => of - held
  return trials.reduce<RuleTrial | null>((best, trial) => {
    if (trial.matches) return best
    if (!best || missing(trial) < missing(best)) return trial
    return missing(trial) === missing(best) && trial.held > best.held ? trial : best
  }, null)
}

function policyRung(policy: PolicyRef, checks: readonly Check[], all: readonly RuleTrial[], closest: RuleTrial | null, state: Gate['state']): PolicyRung {
  const trials = all.filter(({ rule }) => rule.policy.namespace === policy.namespace && rule.policy.name === policy.name)
  // That it lives in the pod's namespace goes without saying.
  const labels = checks.filter(({ wanted }) => wanted.kind !== 'namespace')
  const selector = labels.length === 0 ? say`every pod` : list(labels.map(({ wanted }) => say`${code(wantedText(wanted))}`))
  const rules = state === 'denied' ? say`, ${trials.length === 0 ? 'no rules' : count(trials.length, 'rule')}` : []
  return {
    policy, name: `${policy.namespace}/${policy.name}`, detail: [...selector, ...rules], span: policy.span,
    rules: trials.filter((trial) => state === 'denied' || trial.matches).map((trial) => ruleRung(trial, trial === closest)),
  }
}

function ruleRung(trial: RuleTrial, isClosest: boolean): RuleRung {
  const checks = tellingChecks(trial)
  return {
    number: trial.rule.index + 1,
    role: trial.matches ? 'matched' : isClosest ? 'closest' : 'missed',
    difference: differenceText(checks), checks,
    span: checks.find(({ held }) => !held)?.span ?? trial.rule.span,
  }
}

function notSelectingRung({ policy, checks }: Extract<DecisionStep, { step: 'not-selected' }>): PolicyRung {
  const wants = checks.filter(({ held }) => !held).map(({ wanted }) => say`${subjectOf(wanted) === 'namespace' ? 'namespace ' : ''}${code(wantedText(wanted))}`)
  return aside(policy, say`selects ${list(wants)}`)
}

function aside(policy: PolicyRef, detail: Sentence): PolicyRung {
  return { policy, name: `${policy.namespace}/${policy.name}`, detail, span: policy.span, rules: [] }
}

/** `Two policies select it`, `One policy selects it`. */
export function selectedBy(policies: number): string {
  return `${counted(policies, 'policy', 'policies')} ${policies === 1 ? 'selects' : 'select'} it`
}
