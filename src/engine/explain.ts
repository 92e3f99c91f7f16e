import type { FieldPath, SourceSpan } from '../ground/span.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { PathPart } from '../manifests/source-tree.ts'
import type { PodEndpoint } from '../model/endpoint.ts'
import type { PolicyRef, RuleRef } from '../policy/explanation.ts'
import type { CompiledPolicy, Direction, RejectedPolicy, Rule } from '../policy/form.ts'
import { matchesPod, type Flow } from '../policy/match.ts'
import { tryRule, trySubject } from '../policy/trial.ts'
import type { GateVerdict, Verdict } from './evaluate.ts'
import type { DecisionStep } from './explanation.ts'
import type { PolicySet } from './policy-set.ts'

/** Finds the place of an object's field in the documents; null when the object stands in none. */
export type LocateField = (object: KubernetesObject, path: FieldPath, part?: PathPart) => SourceSpan | null

/** The steps that led to the verdict, both gates, egress first. Told from the same policies, flow and matchers that decided. */
export function explainVerdict(verdict: Verdict, flow: Flow, policies: PolicySet, locate: LocateField): readonly DecisionStep[] {
  return verdict.gates.flatMap((gate) => explainGate(gate, flow, policies, locate))
}

function explainGate(gate: GateVerdict, flow: Flow, policies: PolicySet, locate: LocateField): readonly DecisionStep[] {
  const { at } = gate
  const subject = at === 'egress' ? flow.source : flow.destination
  if (gate.exempt || subject.kind !== 'pod') return gate.exempt ? [{ at, step: 'exempt', why: gate.exempt }] : []
  const steps: DecisionStep[] = []
  const isolatedBy: PolicyRef[] = []
  let selected = false, matched = false
  for (const tier of policies.candidates(subject.pod.namespace.name)) {
    for (const policy of tier.policies) {
      if (policy.direction !== at) continue
      const ref = policyRef(policy, locate)
      const checks = trySubject(policy.subject, subject, (path) => locate(policy.object, path))
      if (!matchesPod(policy.subject, subject.pod)) {
        steps.push({ at, step: 'not-selected', policy: ref, checks })
        continue
      }
      selected = true
      if (policy.isolates) isolatedBy.push(ref)
      steps.push({ at, step: 'selected', policy: ref, checks })
      for (const rule of policy.rules) {
        const trial = tryRule(rule, ruleRef(rule, policy, ref, locate), flow, (path) => locate(policy.object, path))
        matched ||= trial.matches
        steps.push({ at, step: trial.matches ? 'rule-matched' : 'rule-missed', trial })
      }
    }
  }
  steps.push(...rejectedHere(at, subject, policies, locate))
  if (!selected) steps.push({ at, step: 'not-isolated' })
  else if (!matched && !gate.allowed) steps.push({ at, step: 'default-deny', isolatedBy })
  return steps
}

/** A refused policy of the subject's namespace might have selected it: whoever reads the verdict has to know. */
function rejectedHere(at: Direction, subject: PodEndpoint, policies: PolicySet, locate: LocateField): DecisionStep[] {
  return policies.rejected.filter(({ namespace }) => namespace === subject.pod.namespace.name)
    .map((policy) => ({ at, step: 'not-enforced', policy: policyRef(policy, locate), why: 'rejected' }))
}

export function policyRef({ kind, namespace, name, object }: CompiledPolicy | RejectedPolicy, locate: LocateField): PolicyRef {
  return { kind, namespace, name, span: locate(object, ['metadata', 'name']) }
}

export function ruleRef(rule: Rule, policy: CompiledPolicy, ref: PolicyRef, locate: LocateField): RuleRef {
  return { policy: ref, section: rule.section, index: rule.index, span: locate(policy.object, rule.path) }
}
