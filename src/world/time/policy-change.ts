import { evaluateFlow } from '../../engine/evaluate.ts'
import { PolicySet } from '../../engine/policy-set.ts'
import type { Direction } from '../../policy/form.ts'
import { changeStages, openVerdict } from '../../sim/time/policy-change.ts'
import type { Question } from '../answer.ts'
import { ask } from '../ask.ts'
import type { Asked } from '../asked.ts'
import { flowOf } from '../possibilities.ts'
import { podsAt, ruled, type TimeInput, type TimeResult } from './input.ts'
import { ABOUT_NOTHING, policyId, type TimeScenario } from './scenario.ts'

/**
 * A policy comes, or goes, while a connection is open: what becomes of that one, and of a connection that is opened
 * anew. The rules before and after are judged by the engine, with and without the policy.
 */
export function policyChange(
  question: Question,
  { change, policy: wanted }: Extract<TimeScenario, { kind: 'policy' }>,
  input: TimeInput,
): TimeResult {
  const { asked, earlier, behaviours, setting } = input
  const id =
    wanted !== null && asked.policies.policies.some((policy) => policyId(policy) === wanted)
      ? wanted
      : telling(policiesAtEnds(question, asked), question, asked)
  if (change === 'edited' ? !earlier : id === undefined) return null
  const other = change === 'edited' ? earlier! : without(id!, asked)
  const [before, after] = change === 'goes' ? [asked, other] : [other, asked]
  const old = ruled(ask(question, before))
  const now = ruled(ask(question, after))
  return {
    about: { ...ABOUT_NOTHING, policy: change === 'edited' ? null : id! },
    timeline: {
      setting,
      lanes: ['open', 'new'],
      moments: changeStages(setting.name, behaviours, changesState(question, before, after)).map((stage) => ({
        seconds: stage.seconds,
        event: stage.event,
        believed: stage.believed,
        source: stage.source,
        pods: null,
        verdicts: [openVerdict(stage, old, now), stage.isNew ? now : old],
      })),
    },
  }
}

/** The first policy without which the answer would be another one, else the first. */
function telling(ids: readonly string[], question: Question, asked: Asked): string | undefined {
  const { outcome } = ask(question, asked)
  return ids.find((id) => ask(question, without(id, asked)).outcome !== outcome) ?? ids[0]
}

/** Everything as it is, but for one policy. */
function without(id: string, asked: Asked): Asked {
  const { profile, policies, rejected } = asked.policies
  return {
    ...asked,
    policies: new PolicySet(
      profile,
      policies.filter((policy) => policyId(policy) !== id),
      rejected,
    ),
  }
}

/** Whether a gate that will stop the connection gets its first policy, or loses its last. */
function changesState(question: Question, before: Asked, after: Asked): boolean {
  const was = flowOf(question, before)
  const is = flowOf(question, after)
  if (!was || !is) return false
  return evaluateFlow(is, after.policies).gates.some(
    ({ at, passage }) =>
      passage === 'denied' &&
      hasPolicies(at, at === 'egress' ? was.source : was.destination, before) !==
        hasPolicies(at, at === 'egress' ? is.source : is.destination, after),
  )
}

function hasPolicies(
  direction: Direction,
  endpoint: Parameters<PolicySet['applicable']>[1],
  { policies }: Asked,
): boolean {
  return policies.applicable(direction, endpoint).some((tier) => tier.policies.length > 0)
}

/** The policies that select one of the question's ends, by what they are called; ingress at the destination first. */
export function policiesAtEnds(question: Question, asked: Asked): readonly string[] {
  const at = (direction: Direction, ref: string) =>
    podsAt(ref, asked)
      .slice(0, 1)
      .flatMap(({ endpoint }) =>
        endpoint
          ? asked.policies.applicable(direction, endpoint).flatMap(({ policies }) => policies.map(policyId))
          : [],
      )
  return [...new Set([...at('ingress', question.to), ...at('egress', question.from)])]
}
