import { describe, expect, test } from 'vitest'
import type { PolicySet } from '../../../src/engine/policy-set.ts'
import { byTier, orderChange, RankedPolicies, type Ranked } from '../../../src/engine/ranked.ts'
import type { Tier } from '../../../src/engine/profile.ts'
import type { CompiledPolicy } from '../../../src/policy/form.ts'

const policy = (name: string) => ({ name }) as unknown as CompiledPolicy
const [a, b, c] = [policy('a'), policy('b'), policy('c')]

const tier = (id: string, policies: readonly CompiledPolicy[], more: Partial<Tier> = {}): Tier => ({
  id,
  unmatched: 'deny',
  isOrdered: false,
  policies,
  ...more,
})
const set = (...tiers: readonly Tier[]) => ({ tiers }) as unknown as PolicySet

describe('policies in the order in which they are asked', () => {
  test('come tier by tier, each with what its tier is', () => {
    const order = new RankedPolicies().inOrder(
      set(tier('first', [b, a], { unmatched: 'pass', answers: true }), tier('last', [c])),
    )
    expect(order.map(({ policy }) => policy)).toEqual([b, a, c])
    expect(order.map((each) => each.tier)).toEqual([
      { id: 'first', unmatched: 'pass', answers: true },
      { id: 'first', unmatched: 'pass', answers: true },
      { id: 'last', unmatched: 'deny' },
    ])
    expect(new Set(order.map(({ number }) => number)).size).toBe(3)
  })
  test('are the same objects from one state to the next', () => {
    const ranked = new RankedPolicies()
    const before = ranked.inOrder(set(tier('first', [a]), tier('last', [b])))
    const now = ranked.inOrder(set(tier('first', [a]), tier('last', [c, b])))
    expect([now[0], now[2]]).toEqual([before[0], before[1]])
    expect(now[0]).toBe(before[0])
    expect(now[2]).toBe(before[1])
    expect(now[1]!.number).toBe(2)
  })
  test.each([
    ['another name', { id: 'other' }],
    ['another lot for what no rule fits', { unmatched: 'pass' }],
    ['a proxy that answers', { answers: true }],
  ] as const)('are others in a tier of %s', (_, more) => {
    const ranked = new RankedPolicies()
    const [before] = ranked.inOrder(set(tier('first', [a])))
    const [now] = ranked.inOrder(set(tier('first', [a], more)))
    expect(now).not.toBe(before)
    expect(now!.tier).toEqual({ id: 'first', unmatched: 'deny', ...more })
  })
})

test('policies of one tier stand together, and an empty tier is left out', () => {
  const order = new RankedPolicies().inOrder(set(tier('first', [a, b]), tier('none', []), tier('last', [c])))
  expect(byTier(order).map(({ tier: { id }, policies }) => [id, policies])).toEqual([
    ['first', [a, b]],
    ['last', [c]],
  ])
})

describe('what an edit made of an order', () => {
  const [one, two, three, four, five] = ['1', '2', '3', '4', '5'].map((name, number): Ranked => ({
    number,
    policy: policy(name),
    tier: { id: 'first', unmatched: 'deny' },
  })) as [Ranked, Ranked, Ranked, Ranked, Ranked]

  test.each([
    ['nothing', [one, two], [one, two], { gone: [], come: [] }],
    ['one came at the end', [one, two], [one, two, three], { gone: [], come: [three] }],
    ['one came at the beginning', [one, two], [three, one, two], { gone: [], come: [three] }],
    ['one came between', [one, two], [one, three, two], { gone: [], come: [three] }],
    ['one went', [one, two, three], [one, three], { gone: [two], come: [] }],
    ['the last went', [one, two], [one], { gone: [two], come: [] }],
    ['one in place of another', [one, two, three], [one, four, three], { gone: [two], come: [four] }],
    ['others around one that stayed', [one, two, three], [four, two, five], { gone: [one, three], come: [four, five] }],
    ['all went', [one], [], { gone: [one], come: [] }],
    ['all came', [], [one], { gone: [], come: [one] }],
  ] as const)('%s', (_, before, now, change) => expect(orderChange(before, now)).toEqual(change))

  test.each([
    ['two changed places', [one, two], [two, one]],
    ['two changed places while one came', [one, two, three], [one, three, four, two]],
    ['the first became the last', [one, two, three], [two, three, one]],
  ] as const)('%s, which is no edit of single ones', (_, before, now) => expect(orderChange(before, now)).toBeNull())
})
