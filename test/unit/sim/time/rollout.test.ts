import { describe, expect, test } from 'vitest'
import { rolloutPlan, rolloutStages } from '../../../../src/sim/time/rollout.ts'

const deployment = (strategy?: object, minReadySeconds?: number) => ({
  spec: { ...(strategy && { strategy }), ...(minReadySeconds !== undefined && { minReadySeconds }) },
})
const rolling = (maxSurge: number | string, maxUnavailable: number | string) =>
  deployment({ type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } })

describe('how many pods may be besides, and may be missing', () => {
  test.each([
    ['a quarter each by default: rounded up, rounded down', deployment(), 3, 1, 0],
    ['a quarter of four', deployment(), 4, 1, 1],
    ['a quarter of ten', deployment(), 10, 3, 2],
    ['numbers', rolling(2, 0), 3, 2, 0],
    ['shares', rolling('50%', '50%'), 3, 2, 1],
    ['nothing and nothing: one may be missing', rolling(0, 0), 3, 0, 1],
    ['shares that come to nothing likewise', rolling(0, '10%'), 3, 0, 1],
    ['Recreate: all may be missing', deployment({ type: 'Recreate' }), 3, 0, 3],
  ])('%s', (_say, written, replicas, maxSurge, maxUnavailable) => {
    expect(rolloutPlan(written, replicas)).toMatchObject({ maxSurge, maxUnavailable })
  })
})

describe('the steps', () => {
  const steps = (written: object, replicas: number) =>
    rolloutStages(rolloutPlan(written, replicas)).map(
      ({ seconds, event, pods }) => `${seconds} ${event} ${pods.old}+${pods.new}, ${pods.starting} starting`,
    )

  test('one more at a time', () => {
    expect(steps(rolling(1, 0), 2)).toEqual([
      '-1 before 2+0, 0 starting',
      '0 changed 2+0, 1 starting',
      '5 ready 1+1, 1 starting',
      '10 finished 0+2, 0 starting',
    ])
  })

  test('a quarter each, of four', () => {
    expect(steps(deployment(), 4)).toEqual([
      '-1 before 4+0, 0 starting',
      '0 changed 3+0, 2 starting',
      '5 ready 1+2, 2 starting',
      '10 finished 0+4, 0 starting',
    ])
  })

  test('Recreate leaves nobody for a while', () => {
    expect(steps(deployment({ type: 'Recreate' }), 2)).toEqual([
      '-1 before 2+0, 0 starting',
      '0 changed 0+0, 2 starting',
      '5 finished 0+2, 0 starting',
    ])
  })

  test('minReadySeconds makes each step longer', () => {
    expect(rolloutStages(rolloutPlan(deployment(undefined, 10), 1)).map(({ seconds }) => seconds)).toEqual([-1, 0, 15])
  })

  test('never more pods than allowed, never fewer ready ones, and it ends; long ones are shortened', () => {
    for (const replicas of [1, 2, 3, 5, 8, 20]) {
      for (const written of [deployment(), rolling(1, 0), rolling(0, 1), rolling('100%', '50%'), rolling(3, 2)]) {
        const plan = rolloutPlan(written, replicas)
        const stages = rolloutStages(plan)
        expect(stages.length).toBeLessThanOrEqual(10)
        expect(stages.at(-1)!.pods).toEqual({ old: 0, new: replicas, starting: 0 })
        for (const { pods } of stages) {
          expect(pods.old + pods.new + pods.starting).toBeLessThanOrEqual(replicas + plan.maxSurge)
          expect(pods.old + pods.new).toBeGreaterThanOrEqual(replicas - plan.maxUnavailable)
        }
      }
    }
  })
})
