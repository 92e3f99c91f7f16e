import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openWorld, type Question, type TimeScenario, type World } from '../../src/world/index.ts'
import { timelineOf } from '../../src/world/time/timeline.ts'
import { bounded } from './bounded.ts'
import { setting } from './generate-setting.ts'
import { cluster, documentsOf } from './generate.ts'

/** Pairs of pods with addresses, a few. */
function pairsOf({ cluster: { pods } }: World): readonly Question[] {
  const live = pods
    .filter(({ endpoint }) => endpoint?.kind === 'pod')
    .map(({ namespace, name }) => `${namespace.name}/${name}`)
  return live
    .flatMap((from) => live.filter((to) => to !== from).map((to): Question => ({ from, to, port: 80 })))
    .slice(0, 6)
}

const outcomes = (world: World, question: Question, scenario: TimeScenario) =>
  timelineOf(world, question, scenario).timeline?.moments.map(({ verdicts }) =>
    verdicts.map(({ outcome }) => outcome),
  ) ?? []
const now = (world: World, question: Question) =>
  (({ allowed: 'allowed', denied: 'denied', conditional: 'depends', unanswerable: 'nothing' }) as const)[
    world.ask(question).outcome
  ]

test('time leads to what the rules say: at the end of every start and every change, at the beginning of every rollout', () => {
  fc.assert(
    fc.property(cluster, setting, (generated, cni) => {
      const world = openWorld({ documents: documentsOf(generated), cni })
      for (const question of pairsOf(world)) {
        const verdict = now(world, question)
        // A pod with two addresses has two answers, of which a start is about the first.
        const parts = world.ask(question).parts
        if (!parts)
          for (const pod of [question.to, question.from])
            expect(outcomes(world, question, { kind: 'start-up', pod }).at(-1)).toEqual([verdict])
        for (const policy of timelineOf(world, question, {
          kind: 'policy',
          change: 'arrives',
          policy: null,
        }).choices.policies.slice(0, 2)) {
          const arrives = outcomes(world, question, { kind: 'policy', change: 'arrives', policy })
          const goes = outcomes(world, question, { kind: 'policy', change: 'goes', policy })
          if (arrives.length > 2) expect(arrives.at(-1)![1]).toBe(verdict)
          expect(goes[0]![1]).toBe(verdict)
          // Nothing is cut that both rules allow, and nothing is open that the rules never allowed.
          for (const [open, fresh] of arrives)
            expect(
              open === 'allowed' || open === 'depends' || arrives[0]![1] !== 'allowed' || fresh !== 'allowed',
            ).toBe(true)
        }
        const isOfOne = question.to === 'one/made-1' || question.to === 'two/made-1'
        if (isOfOne && !parts && !question.from.includes('made'))
          expect(outcomes(world, question, { kind: 'rollout', workload: null, label: null })[0]![1]).toBe(verdict)
      }
    }),
    bounded(60, 8_000),
  )
})
