import { describe, expect, test } from 'vitest'
import { combine, type WeighableTier } from '../../../src/engine/combine.ts'
import { InternedSets, POINT } from '../../../src/engine/set-algebra.ts'
import type { Rule, RuleAction } from '../../../src/policy/form.ts'

type Tier = WeighableTier<Rule>

/** A rule that fits these atoms; everything else about it is left out. */
const atomsOf = new WeakMap<Rule, readonly number[]>()
const rule = (action: RuleAction, ...atoms: readonly number[]): Rule => {
  const made: Rule = { section: 'ingress', index: 0, name: null, action, when: [], path: [] }
  atomsOf.set(made, atoms)
  return made
}
const policy = (isolates: boolean, ...rules: readonly Rule[]) => ({ isolates, rules })
const deny = (...policies: Tier['policies']): Tier => ({ unmatched: 'deny', policies })
const pass = (...policies: Tier['policies']): Tier => ({ unmatched: 'pass', policies })

/** The atoms of 0 to 3 that pass. The point algebra has to agree atom by atom. */
function passing(tiers: readonly Tier[], fallback: 'allow' | 'deny' = 'allow'): readonly number[] {
  const sets = new InternedSets(4)
  const all = combine(sets, tiers, fallback, (each) => {
    const atoms = sets.of(atomsOf.get(each)!)
    return { sure: atoms, possible: atoms }
  }).allowed
  const listed = [0, 1, 2, 3].filter((atom) => sets.has(all, atom))
  expect(
    [0, 1, 2, 3].filter(
      (atom) =>
        combine(POINT, tiers, fallback, (each) => {
          const fits = atomsOf.get(each)!.includes(atom)
          return { sure: fits, possible: fits }
        }).allowed,
    ),
  ).toEqual(listed)
  return listed
}

describe('tiers', () => {
  test.each([
    ['no policy leaves it to the fallback', [deny()], 'allow', [0, 1, 2, 3]],
    ['a fallback may deny', [deny()], 'deny', []],
    ['a policy that isolates drops what no rule fits', [deny(policy(true))], 'allow', []],
    ['a policy that does not isolate changes nothing by itself', [deny(policy(false))], 'allow', [0, 1, 2, 3]],
    [
      'allow rules add up over policies',
      [deny(policy(true, rule('allow', 0)), policy(true, rule('allow', 2)))],
      'allow',
      [0, 2],
    ],
    ['the first rule that fits decides', [pass(policy(false, rule('deny', 1), rule('allow', 0, 1)))], 'deny', [0]],
    ['an allow before a deny wins', [pass(policy(false, rule('allow', 0, 1), rule('deny', 1)))], 'deny', [0, 1]],
    [
      'pass hands on to the next tier',
      [pass(policy(false, rule('pass', 0), rule('deny', 0, 1))), deny(policy(true, rule('allow', 0, 1)))],
      'allow',
      [0],
    ],
    [
      'what an isolating tier passes survives it',
      [deny(policy(true, rule('pass', 3))), pass(policy(false, rule('allow', 2, 3)))],
      'deny',
      [3],
    ],
    ['an earlier allow is not taken back', [pass(policy(false, rule('allow', 0))), deny(policy(true))], 'allow', [0]],
    ['an empty tier is skipped', [pass(), deny(policy(true, rule('allow', 1))), pass()], 'allow', [1]],
  ] as const)('%s', (_, tiers, fallback, expected) => expect(passing(tiers, fallback)).toEqual(expected))
})

describe('a rule that depends on what is said', () => {
  /** What passes whatever is said, and what can pass, where such a rule fits atom 0 with the right words only. */
  const weigh = (tiers: readonly Tier[], fallback: 'allow' | 'deny' = 'deny') => {
    const { allowed, possible } = combine(POINT, tiers, fallback, (each) => {
      const atoms = atomsOf.get(each)!
      const possible = atoms.includes(0) || atoms.includes(1)
      return { sure: atoms.includes(0), possible }
    })
    return allowed ? 'allowed' : possible ? 'depends' : 'denied'
  }
  const sure = (action: RuleAction) => rule(action, 0)
  const maybe = (action: RuleAction) => rule(action, 1)

  test.each([
    ['an allow', [deny(policy(true, maybe('allow')))], 'depends'],
    ['a deny before an allow', [pass(policy(false, maybe('deny'), sure('allow')))], 'depends'],
    ['an allow beside one that fits anyway', [deny(policy(true, maybe('allow'), sure('allow')))], 'allowed'],
    ['an allow after a deny that fits anyway', [pass(policy(false, sure('deny'), maybe('allow')))], 'denied'],
    ['a deny before an isolating tier', [pass(policy(false, maybe('deny'))), deny(policy(true))], 'denied'],
    [
      'a pass to a tier that allows, over a deny',
      [pass(policy(false, maybe('pass'), sure('deny'))), deny(policy(true, sure('allow')))],
      'depends',
    ],
  ] as const)('%s', (_, tiers, expected) => expect(weigh(tiers)).toBe(expected))

  test('a fallback that allows leaves it open', () =>
    expect(weigh([pass(policy(false, maybe('deny')))], 'allow')).toBe('depends'))

  test('a log rule decides nothing', () =>
    expect(weigh([pass(policy(false, sure('log'), sure('allow')))])).toBe('allowed'))
})

describe('a proxy that answers', () => {
  /** A rule whose packet is taken and whose request does not fit. */
  const refusing: Rule = { ...rule('allow'), request: [] }
  const passes = (tier: Tier) =>
    combine(POINT, [tier], 'allow', (each) => ({
      sure: false,
      possible: false,
      ...(each === refusing && { taken: true }),
    })).allowed

  test('refuses what it was handed, where nothing isolates', () =>
    expect(passes({ unmatched: 'pass', answers: true, policies: [policy(false, refusing)] })).toBe(false))
  test('only sees it where it does not answer', () =>
    expect(passes({ unmatched: 'pass', policies: [policy(false, refusing)] })).toBe(true))
  test('has no say in what it was not handed', () =>
    expect(passes({ unmatched: 'pass', answers: true, policies: [policy(false, rule('allow'))] })).toBe(true))
  test('lets past, in sets of ports too, what no rule hands to it', () => {
    const sets = new InternedSets(4)
    const handed = sets.of([1])
    const { allowed } = combine(
      sets,
      [{ unmatched: 'pass', answers: true, policies: [policy(false, refusing, rule('allow'))] }],
      'allow',
      (each) => ({ sure: sets.none, possible: sets.none, ...(each === refusing && { taken: handed }) }),
    )
    expect(allowed).toBe(sets.subtract(sets.all, handed))
  })
  test('is handed nothing by a rule that only passes on', () => {
    const passing: Rule = { ...rule('pass'), request: [] }
    expect(
      combine(POINT, [{ unmatched: 'pass', answers: true, policies: [policy(false, passing)] }], 'allow', () => ({
        sure: false,
        possible: false,
        taken: true,
      })).allowed,
    ).toBe(true)
  })
})
