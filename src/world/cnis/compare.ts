import { BEHAVIOUR_IDS, BEHAVIOURS } from '../../sim/cni/behaviours.ts'
import { behavioursOf } from '../../sim/cni/behaviours-of.ts'
import type { Question } from '../answer.ts'
import type { World } from '../index.ts'
import { printQuestion } from '../print-question.ts'
import { askEverywhere, indirectFlows } from './asked-flows.ts'
import type { CniComparison, CniQuery, ComparedBehaviour, ComparedFlow } from './comparison.ts'
import { directFlows } from './direct-flows.ts'

/**
 * The flows that come out otherwise under one of these network plugins than under another, and why. At least one
 * setting.
 */
export function compareCnis(world: World, { settings, question, limit }: CniQuery): CniComparison {
  const worlds = world.under(settings)
  const behaviours = comparedBehaviours(worlds)
  const enforcing = worlds.map(({ cni }) => behavioursOf(cni)['network-policy'].value === 'read')
  const direct = directFlows(worlds, enforcing, limit)
  const candidates = indirectFlows(worlds)
  const indirect = candidates
    .map((candidate) => askEverywhere(candidate, worlds, enforcing))
    .filter(({ differs }) => differs !== 'nothing')
  const asked = question ? askedFlow(question, worlds, enforcing) : null
  const others = [...direct.flows, ...indirect].filter(
    (flow) => !asked || printQuestion(flow.question) !== printQuestion(asked.question),
  )
  const sorted = (['enforced', 'unenforced'] as const).flatMap((difference) =>
    others.filter(({ differs }) => differs === difference),
  )
  return {
    columns: worlds.map(({ cni }) => cni),
    compared: direct.compared + candidates.length,
    differing: direct.differing + indirect.length,
    flows: [...(asked ? [asked] : []), ...sorted].slice(0, limit),
    behaviours,
  }
}

function askedFlow(question: Question, worlds: readonly World[], enforcing: readonly boolean[]): ComparedFlow | null {
  const flow = askEverywhere({ kind: 'asked', question, from: question.from, to: question.to }, worlds, enforcing)
  return flow.cells.every(({ outcome }) => outcome === 'unanswerable') ? null : flow
}

function comparedBehaviours(worlds: readonly World[]): readonly ComparedBehaviour[] {
  const all = worlds.map(({ cni }) => behavioursOf(cni))
  return BEHAVIOUR_IDS.map((id) => {
    const facts = all.map((behaviours) => behaviours[id])
    return { id, topic: BEHAVIOURS[id].topic, facts, isDiffering: new Set(facts.map(({ value }) => value)).size > 1 }
  })
}
