import { expect, test } from 'vitest'
import { TimeState } from '../../../../src/app/panels/time/time-state.svelte.ts'
import type { Question } from '../../../../src/world/answer.ts'
import type { TimelineView, TimeScenario } from '../../../../src/world/index.ts'

const QUESTION: Question = { from: 'shop/web', to: 'shop/api', port: 80 }
const viewOf = (moments: number) =>
  ({ timeline: { moments: Array.from({ length: moments }) } }) as unknown as TimelineView

test('each scenario keeps what was chosen of it, and begins at its first moment', async () => {
  const asked: TimeScenario[] = []
  const time = new TimeState((_question, scenario) => {
    asked.push(scenario)
    return Promise.resolve(viewOf(3))
  })
  await time.load(QUESTION)
  time.at = 2
  time.choose({ kind: 'policy', change: 'goes', policy: 'NetworkPolicy shop/lock' })
  expect(time.at).toBe(0)
  await time.load(QUESTION)
  time.show('rollout')
  time.show('policy')
  await time.load(QUESTION)
  expect(asked.map(({ kind }) => kind)).toEqual(['start-up', 'policy', 'policy'])
  expect(asked[2]).toEqual({ kind: 'policy', change: 'goes', policy: 'NetworkPolicy shop/lock' })
  expect(time.shown).toEqual(asked[2])
})

test('the slider never stands after the last moment', async () => {
  let moments = 4
  const time = new TimeState(() => Promise.resolve(viewOf(moments)))
  await time.load(QUESTION)
  time.at = 3
  moments = 2
  await time.load(QUESTION)
  expect(time.at).toBe(1)
})

test('what was asked last is shown, and a failure is told', async () => {
  const waiting: { resolve(view: TimelineView): void; reject(): void }[] = []
  const time = new TimeState(
    () =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject: () => reject(new Error('no')) })
      }),
  )
  const first = time.load(QUESTION)
  const second = time.load(QUESTION)
  waiting[1]!.resolve(viewOf(2))
  await second
  waiting[0]!.reject()
  await first
  expect([time.hasFailed, time.view?.timeline?.moments.length]).toEqual([false, 2])
  const third = time.load(QUESTION)
  waiting[2]!.reject()
  await third
  expect(time.hasFailed).toBe(true)
})
