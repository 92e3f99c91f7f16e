import type { SourceSpan } from '../../ground/span.ts'
import type { PolicyLens, Snapshot } from '../../worker/snapshot.ts'
import type { Answer } from '../../world/answer.ts'
import { closestRule, ladderOf } from '../text/ladder.ts'

/**
 * The places in a document that the highlighter joins with the answer: the conditions of the rule that denied the flow,
 * what kept the nearest rule from matching, or the conditions of the rules that admitted it.
 */
export function highlightOf(answer: Answer, document: string): readonly SourceSpan[] {
  const ladder = ladderOf(answer)
  const closest = closestRule(ladder)
  const denier = ladder.gates.find(({ at, state }) => at === ladder.stoppedAt && state === 'denied')?.decider
  const decisive = denier
    ? denier.rule.checks
    : closest
      ? closest.rule.checks.filter(({ held }) => !held)
      : ladder.gates.flatMap(({ policies }) =>
          policies.flatMap(({ rules }) =>
            rules.flatMap(({ role, action, checks }) => (role === 'matched' && action === 'allow' ? checks : [])),
          ),
        )
  return decisive.flatMap(({ span }) => (span?.document === document ? [span] : []))
}

/** The policy whose text the cursor is in; null when it is in something else. */
export function policyAt({ lens, outline }: Snapshot, document: string, line: number): PolicyLens | null {
  if (lens.document !== document) return null
  const object = outline
    .find((each) => each.document === document)
    ?.objects.filter((each) => each.line <= line)
    .at(-1)
  if (!object) return null
  return (
    lens.policies.find(
      ({ ref }) =>
        ref.kind === object.kind &&
        ref.name === object.name &&
        (object.namespace === null || ref.namespace === object.namespace),
    ) ?? null
  )
}
