import type { FieldPath, SourceSpan } from '../ground/span.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { PathPart } from '../manifests/source-tree.ts'
import type { PodEndpoint } from '../model/endpoint.ts'
import type { PolicyRef, RuleRef } from '../policy/explanation.ts'
import type { CompiledPolicy, Direction, RejectedPolicy, Rule } from '../policy/form.ts'
import { matchesPod, type Flow } from '../policy/match.ts'
import { tryRule, trySubject } from '../policy/trial.ts'
import { decidingRules, type GateVerdict, type Verdict } from './evaluate.ts'
import type { DecisionStep } from './explanation.ts'
import type { PolicySet } from './policy-set.ts'
import type { Tier } from './profile.ts'

/** Finds the place of an object's field in the documents; null when the object stands in none. */
export type LocateField = (object: KubernetesObject, path: FieldPath, part?: PathPart) => SourceSpan | null

/** The steps that led to the verdict, both gates, egress first. Told from the same policies, flow and matchers that decided. */
export function explainVerdict(verdict: Verdict, flow: Flow, policies: PolicySet, locate: LocateField): readonly DecisionStep[] {
  return verdict.gates.flatMap((gate) => explainGate(gate, flow, policies, locate))
}

/** What the explanation of a gate goes by. */
interface Explaining {
  readonly at: Direction
  readonly subject: PodEndpoint
  readonly flow: Flow
  readonly deciding: ReadonlySet<Rule>
  readonly locate: LocateField
}

function explainGate(gate: GateVerdict, flow: Flow, policies: PolicySet, locate: LocateField): readonly DecisionStep[] {
  const { at, exempt } = gate
  const subject = at === 'egress' ? flow.source : flow.destination
  if (subject.kind !== 'pod' || (exempt && exempt.tier === null)) return exempt ? [{ at, step: 'exempt', ...exempt }] : []
  const explaining = { at, subject, flow, locate, deciding: decidingRules(gate, subject, flow, policies) }
  const steps: DecisionStep[] = []
  let isDecided = false
  for (const tier of policies.candidates(subject.pod.namespace.name)) {
    if (tier.id === exempt?.tier) {
      if (!isDecided) steps.push({ at, step: 'exempt', ...exempt })
      continue
    }
    const told = explainTier(tier, isDecided, explaining)
    steps.push(...told.steps)
    isDecided = told.isDecided
  }
  steps.push(...notEnforced(at, subject, policies, locate))
  if (!steps.some(({ step }) => step === 'selected' || step === 'exempt')) steps.push({ at, step: 'not-isolated' })
  else if (!isDecided && !steps.some(({ step }) => step === 'exempt')) steps.push({ at, step: 'default-allow' })
  return steps
}

/** One tier: who selects the subject, and what was asked of those who do until one of them decided. */
function explainTier(tier: Tier, wasDecided: boolean, { at, subject, flow, deciding, locate }: Explaining): { readonly steps: readonly DecisionStep[]; readonly isDecided: boolean } {
  const steps: DecisionStep[] = []
  const isolatedBy: PolicyRef[] = []
  let isDecided = wasDecided, isOver = wasDecided, hasMatched = false
  for (const policy of tier.policies) {
    if (policy.direction !== at) continue
    const place = (path: FieldPath) => locate(policy.object, path)
    const ref = policyRef(policy, locate), checks = trySubject(policy.subject, subject, place)
    const isSelected = matchesPod(policy.subject, subject.pod)
    steps.push({ at, step: !isSelected ? 'not-selected' : isOver ? 'not-reached' : 'selected', policy: ref, checks })
    if (!isSelected || isOver) continue
    if (policy.isolates) isolatedBy.push(ref)
    for (const rule of policy.rules) {
      const trial = tryRule(rule, ruleRef(rule, policy, ref, locate), flow, place)
      steps.push({ at, step: trial.matches ? 'rule-matched' : 'rule-missed', trial })
      hasMatched ||= trial.matches
      if (!deciding.has(rule)) continue
      if (rule.action !== 'pass') isDecided = true
      if (!tier.isOrdered) continue
      isOver = true
      break
    }
  }
  if (!isDecided && !hasMatched && tier.unmatched === 'deny' && isolatedBy.length > 0) {
    steps.push({ at, step: 'default-deny', isolatedBy })
    isDecided = true
  }
  return { steps, isDecided }
}

/** A policy that is not in the cluster might have selected the subject: whoever reads the verdict has to know. */
function notEnforced(at: Direction, subject: PodEndpoint, policies: PolicySet, locate: LocateField): DecisionStep[] {
  return policies.rejected.filter(({ namespace }) => namespace === null || namespace === subject.pod.namespace.name)
    .map((policy) => ({ at, step: 'not-enforced', policy: policyRef(policy, locate), why: policy.why }))
}

export function policyRef(policy: CompiledPolicy | RejectedPolicy, locate: LocateField): PolicyRef {
  const { kind, namespace, name, object } = policy
  return { kind, namespace, name, rank: 'rank' in policy ? policy.rank : null, span: locate(object, ['metadata', 'name']) }
}

export function ruleRef({ section, index, name, action, path }: Rule, policy: CompiledPolicy, ref: PolicyRef, locate: LocateField): RuleRef {
  return { policy: ref, section, index, name, action, span: locate(policy.object, path) }
}
