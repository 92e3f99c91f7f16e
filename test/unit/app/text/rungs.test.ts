import { describe, expect, it } from 'vitest'
import type { PolicyRung, RuleRung } from '../../../../src/app/text/ladder.ts'
import { allRungs, foldedRungs, type Rung } from '../../../../src/app/text/rungs.ts'

const rule = (number: number, role: RuleRung['role'] = 'missed') => ({ number, role }) as RuleRung
const policy = (key: string, ...rules: readonly RuleRung[]) =>
  ({ key, rules, isReached: rules.length > 0 }) as unknown as PolicyRung
const many = (amount: number) => Array.from({ length: amount }, (_, index) => policy(`p${index}`, rule(1)))
const told = (rungs: readonly Rung[]) =>
  rungs.map((line) =>
    line.rung === 'gap'
      ? `${line.count} ${line.of}`
      : line.rung === 'policy'
        ? line.policy.key
        : `rule ${line.rule.number}`,
  )

describe('the rungs of a gate', () => {
  it('are all there where they are few', () => {
    expect(told(foldedRungs([policy('a', rule(1), rule(2)), policy('b')]))).toEqual(['a', 'rule 1', 'rule 2', 'b'])
    expect(foldedRungs(many(12))).toEqual(allRungs(many(12)))
  })

  it('of many policies are the first, and in their place those that decide or came nearest; of the others it says how many', () => {
    const policies = [
      ...many(20),
      policy('nearest', rule(1), rule(2, 'closest')),
      policy('after', rule(1)),
      policy('decides', rule(1, 'matched')),
    ]
    expect(told(foldedRungs(policies)).filter((line) => !line.startsWith('rule'))).toEqual([
      'p0',
      'p1',
      'p2',
      'p3',
      'p4',
      'p5',
      '14 policies',
      'nearest',
      '1 policies',
      'decides',
    ])
  })

  it('tell those that are not asked from those that do not fit', () => {
    const policies = [
      ...many(9),
      policy('decides', rule(1, 'matched')),
      ...Array.from({ length: 8 }, (_, index) => policy(`u${index}`)),
    ]
    expect(told(foldedRungs(policies)).slice(-4)).toEqual(['3 policies', 'decides', 'rule 1', '8 unasked'])
  })

  it('of a policy with many rules are folded in the same way', () => {
    const rules = Array.from({ length: 30 }, (_, index) => rule(index + 1, index === 17 ? 'matched' : 'missed'))
    expect(told(foldedRungs([policy('a', ...rules)]))).toEqual([
      'a',
      ...[1, 2, 3, 4, 5, 6].map((number) => `rule ${number}`),
      '11 rules',
      'rule 18',
      '12 rules',
    ])
  })

  it('leave nothing out uncounted, and have keys of their own', () => {
    const policies = [
      ...many(40),
      policy(
        'long',
        ...Array.from({ length: 40 }, (_, index) => rule(index + 1, index % 9 === 8 ? 'matched' : 'missed')),
      ),
    ]
    const folded = foldedRungs(policies)
    const count = (of: 'policies' | 'rules') =>
      folded.reduce((sum, line) => sum + (line.rung === 'gap' && line.of === of ? line.count : 0), 0)
    expect(folded.filter(({ rung }) => rung === 'policy').length + count('policies')).toBe(41)
    expect(new Set(folded.map(({ key }) => key)).size).toBe(folded.length)
    expect(allRungs(policies)).toHaveLength(41 + 40 + 40)
  })
})
