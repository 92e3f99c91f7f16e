import { describe, expect, test } from 'vitest'
import { evaluateFlow } from '../../../src/engine/evaluate.ts'
import type { EnforcementProfile } from '../../../src/engine/profile.ts'
import { tiesAt } from '../../../src/engine/same-rank.ts'
import type { CompiledPolicy, Direction, Rule } from '../../../src/policy/form.ts'
import type { Flow } from '../../../src/policy/match.ts'
import { flow, host, judge, outside, policy, rule } from './judged.ts'

/** A policy of an ordered tier that isolates nobody. */
const ranked = (
  name: string,
  priority: number | null,
  rules: readonly Rule[],
  more: { readonly direction?: Direction; readonly subject?: CompiledPolicy['subject'] } = {},
): CompiledPolicy => ({
  ...policy(more.direction ?? 'ingress', 'first', false, ...rules),
  name,
  rank: { tier: 'first', priority },
  ...(more.subject && { subject: more.subject }),
})

/** The ties at both gates, as names of policies; the first is the one that was asked first. */
const ties = (policies: readonly CompiledPolicy[], of: Flow = flow, more: Partial<EnforcementProfile> = {}) => {
  const set = judge(policies, more)
  return evaluateFlow(of, set).gates.flatMap((gate) =>
    tiesAt(gate, of, set).map(({ tier, priority, policies: tied }) => [
      tier,
      priority,
      ...tied.map(({ name }) => name),
    ]),
  )
}
const [accept, deny] = [rule('allow'), rule('deny')]
const elsewhere = rule('deny', 81)

// Source: clusternetworkpolicy_types.go of v1alpha2, Priority, of https://github.com/kubernetes-sigs/network-policy-api
describe('policies of one priority', () => {
  test('are tied where their first rules that fit have different actions', () =>
    expect(ties([ranked('a', 7, [accept]), ranked('b', 7, [deny])])).toEqual([['first', 7, 'a', 'b']]))
  test('are tied with the one that decides, however many they are', () =>
    expect(ties([ranked('a', 7, [deny]), ranked('b', 7, [accept]), ranked('c', 7, [rule('pass')])])).toEqual([
      ['first', 7, 'a', 'b', 'c'],
    ]))
  test('are not tied where they do the same', () =>
    expect(ties([ranked('a', 7, [accept]), ranked('b', 7, [accept])])).toEqual([]))
  test('are not tied where the other fits something else', () =>
    expect(ties([ranked('a', 7, [accept]), ranked('b', 7, [elsewhere])])).toEqual([]))
  test('are not tied by a rule behind the first that fits', () =>
    expect(ties([ranked('a', 7, [accept]), ranked('b', 7, [elsewhere, accept, deny])])).toEqual([]))
  test('are tied by what decides, not by the first policy that is asked', () =>
    expect(ties([ranked('x', 6, [elsewhere]), ranked('a', 7, [elsewhere, accept]), ranked('b', 7, [deny])])).toEqual([
      ['first', 7, 'a', 'b'],
    ]))
  test('are not tied in different priorities', () =>
    expect(ties([ranked('a', 7, [accept]), ranked('b', 8, [deny])])).toEqual([]))
  test('are not tied with one that is staged', () =>
    expect(ties([ranked('a', 7, [accept]), { ...ranked('b', 7, [deny]), staged: true }])).toEqual([]))
  test('are not tied where the enforcer says which of them comes first, be it the one that decides or the other', () => {
    const policies = [ranked('a', 7, [accept]), ranked('b', 7, [deny]), ranked('c', 7, [deny])]
    const ofName = (name: string) => ({ settlesTies: (each: CompiledPolicy) => each.name === name })
    expect(ties(policies, flow, ofName('a'))).toEqual([])
    expect(ties(policies, flow, ofName('b'))).toEqual([['first', 7, 'a', 'c']])
  })
  test('are not tied in different directions', () =>
    expect(ties([ranked('a', 7, [accept]), ranked('b', 7, [deny], { direction: 'egress' })])).toEqual([]))
  test('are tied on the way out as well', () =>
    expect(
      ties([ranked('a', 7, [accept], { direction: 'egress' }), ranked('b', 7, [deny], { direction: 'egress' })]),
    ).toEqual([['first', 7, 'a', 'b']]))
  test('are tied only for whom both are for', () => {
    const only = (name: string) =>
      ({
        kind: 'nodes',
        selector: { requirements: [{ key: 'name', operator: 'Equals', values: [name], path: [] }], path: [] },
      }) as unknown as CompiledPolicy['subject']
    expect(ties([ranked('a', 7, [accept]), ranked('b', 7, [deny], { subject: only('b') })])).toEqual([
      ['first', 7, 'a', 'b'],
    ])
    expect(ties([ranked('a', 7, [accept]), ranked('b', 7, [deny], { subject: only('c') })])).toEqual([])
    const out = { direction: 'egress' as const }
    expect(ties([ranked('a', 7, [accept], out), ranked('b', 7, [deny], { ...out, subject: only('a') })])).toEqual([
      ['first', 7, 'a', 'b'],
    ])
  })
  test('are never tied where all rules of a tier are asked', () => {
    const last = (name: string, action: Rule) => ({ ...policy('ingress', 'last', true, action), name })
    expect(ties([last('a', accept), last('b', deny)])).toEqual([])
  })
  test('are not tied where nothing decides, or nobody is asked', () => {
    const tied = [ranked('a', 7, [accept]), ranked('b', 7, [deny])]
    expect(ties([ranked('a', 7, [elsewhere]), ranked('b', 7, [elsewhere])])).toEqual([])
    expect(ties(tied, { ...flow, destination: outside })).toEqual([])
    const exempt = (tier: string | null) => ({ exemption: () => ({ why: 'same-pod' as never, tier }) })
    expect(ties(tied, flow, exempt(null))).toEqual([])
    // Whoever is exempt from the default alone is asked everything.
    expect(
      ties(tied, flow, { exemption: () => ({ why: 'same-pod' as never, tier: null, onlyDefault: true }) }),
    ).toEqual([['first', 7, 'a', 'b']])
    expect(ties(tied, flow, exempt('other'))).toEqual([['first', 7, 'a', 'b']])
    expect(ties(tied, { ...flow, destination: host('c') })).toEqual([['first', 7, 'a', 'b']])
  })
})
