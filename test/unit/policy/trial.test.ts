import { expect, test } from 'vitest'
import type { Check, Trial } from '../../../src/policy/explanation.ts'
import { best } from '../../../src/policy/trial.ts'

const trial = (index: number, ...held: readonly boolean[]): Trial => ({
  index,
  fits: held.every(Boolean),
  span: null,
  checks: held.map((each): Check => ({
    held: each,
    wanted: { kind: 'pod' },
    got: { kind: 'endpoint', is: 'pod' },
    span: null,
  })),
})

test.each([
  ['the one that fits', [trial(0, false), trial(1, true), trial(2, true, true)], 2],
  ['the one with the fewest misses', [trial(0, false, false, true), trial(1, false)], 1],
  ['among equal misses the one where most held', [trial(0, false), trial(1, false, true, true)], 1],
  ['among equals the first', [trial(0, false, true), trial(1, false, true)], 0],
])('the nearest is %s', (_, trials, index) => expect(best(trials)?.index).toBe(index))

test('of nothing nothing is nearest', () => expect(best([])).toBeNull())
