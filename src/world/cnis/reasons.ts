import type { CheckpointId, DecisionStep } from '../../engine/explanation.ts'
import type { PolicyRef, RuleTrial } from '../../policy/explanation.ts'
import type { Answer } from '../answer.ts'
import type { CniReason, ComparedCell } from './comparison.ts'

/** As much of an answer as stands in one cell of a comparison. */
export function cellOf(answer: Answer): ComparedCell {
  const { outcome, deniedAt = null, cause = null, needs, notes } = answer
  const reasons = reasonsOf(answer)
  return {
    outcome,
    deniedAt: outcome === 'denied' ? deniedAt : null,
    cause,
    needs,
    reasons,
    isByRule: outcome === 'allowed' && reasons.some(({ why }) => why === 'rule'),
    isBelieved: notes.some((note) => note.note === 'plugin-remark' && note.sureness === 'believed'),
  }
}

/** Why it came out so, the most telling first. Empty where no policy was asked, and where it depends. */
function reasonsOf({ outcome, deniedAt, steps }: Answer): readonly CniReason[] {
  const unread = unenforced(steps)
  if (outcome === 'denied') return [...unread, ...denying(steps.filter(({ at }) => at === deniedAt))]
  if (outcome !== 'allowed') return unread
  return [
    ...unread,
    ...(['egress', 'ingress'] as const).flatMap((at) =>
      admitting(
        at,
        steps.filter((step) => step.at === at),
      ),
    ),
  ]
}

function unenforced(steps: readonly DecisionStep[]): readonly CniReason[] {
  const policies = names(
    steps.flatMap((step) => (step.step === 'not-enforced' && step.why === 'not-enforced' ? [step.policy] : [])),
  )
  return policies.length > 0 ? [{ why: 'not-enforced', policies }] : []
}

function denying(steps: readonly DecisionStep[]): readonly CniReason[] {
  return steps.flatMap((step): readonly CniReason[] => {
    switch (step.step) {
      case 'seen-as':
        return [seenAs(step)]
      case 'rule-missed':
        return byIdentity(step.at, step.trial)
      case 'rule-matched':
        return step.trial.rule.action === 'deny' ? [ruleReason('denying-rule', step.at, step.trial)] : []
      case 'default-deny':
        return [{ why: 'no-rule', at: step.at, policies: names(step.isolatedBy) }]
      case 'closed-by-plugin':
        return [{ why: 'closed-by-plugin', at: step.at }]
      default:
        return []
    }
  })
}

function admitting(at: CheckpointId, steps: readonly DecisionStep[]): readonly CniReason[] {
  const rule = steps.find((step) => step.step === 'rule-matched' && step.trial.rule.action === 'allow')
  const told = steps.flatMap((step): readonly CniReason[] => {
    switch (step.step) {
      case 'seen-as':
        return [seenAs(step)]
      case 'exempt':
        return step.why === 'outside' || step.why === 'host-network' ? [] : [{ why: 'exempt', at, exempt: step.why }]
      case 'not-isolated':
        return [{ why: 'no-policy', at }]
      default:
        return []
    }
  })
  return rule?.step === 'rule-matched' ? [...told, ruleReason('rule', at, rule.trial)] : told
}

function seenAs({ at, as, node, address, port }: Extract<DecisionStep, { step: 'seen-as' }>): CniReason {
  return { why: 'seen-as', at, as, node, address, port }
}

function ruleReason(why: 'rule' | 'denying-rule', at: CheckpointId, { rule }: RuleTrial): CniReason {
  return { why, at, policy: nameOf(rule.policy), rule: rule.index }
}

/** A block that would hold the address, were it compared with it. */
function byIdentity(at: CheckpointId, { peers }: RuleTrial): readonly CniReason[] {
  for (const { checks } of peers)
    for (const { held, wanted, got } of checks) {
      if (
        !held &&
        wanted.kind === 'block' &&
        got.kind === 'identity' &&
        got.isInside &&
        (got.is === 'pod' || got.is === 'host')
      )
        return [{ why: 'identity', at, is: got.is, cidr: wanted.cidr }]
    }
  return []
}

function names(policies: readonly PolicyRef[]): readonly string[] {
  return [...new Set(policies.map(nameOf))].sort()
}

function nameOf({ namespace, name }: PolicyRef): string {
  return namespace === null ? name : `${namespace}/${name}`
}
