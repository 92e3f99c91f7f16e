import { describe, expect, test } from 'vitest'
import { decidingRules, fitOf } from '../../../src/engine/evaluate.ts'
import type { Sighting } from '../../../src/engine/profile.ts'
import type { Direction, Rule } from '../../../src/policy/form.ts'
import { PLAIN_VIEW, type Flow } from '../../../src/policy/match.ts'
import { flow, GET, LOOKUP, posting, getting, rule, policy, judge, gateOf } from './judged.ts'

describe('a refusal', () => {
  const asks = rule('allow', 80, { request: [GET] })
  const refusal = (of: Flow, ...rules: readonly Rule[]) =>
    gateOf('ingress', judge([policy('ingress', 'last', true, ...rules)]), of).refusal

  test.each<[string, Flow, readonly Rule[], string | null]>([
    ['is a proxy’s where a rule lets the packet in and asks for other words', posting, [asks], 'http'],
    ['is told also where it hangs on the words', flow, [asks], 'http'],
    ['is none where it passes', getting, [asks], null],
    ['is none where no rule lets the packet in', posting, [rule('allow', 81, { request: [GET] })], null],
    ['is none where no rule asks for words', posting, [rule('allow', 81)], null],
    ['is none where the packet is denied anyway', posting, [rule('deny'), asks], null],
    ['is a proxy’s where what is denied is something else', posting, [rule('deny', 81), asks], 'http'],
    ['stays one where a deny hangs on words too', flow, [rule('deny', 80, { request: [GET] }), asks], 'http'],
    [
      'is of those who could not prove who they are',
      flow,
      [rule('allow', 80, { authentication: 'always-fails' })],
      'authentication',
    ],
    [
      'is a proxy’s rather than theirs where both are asked',
      posting,
      [rule('allow', 80, { authentication: 'always-fails', request: [GET] })],
      'http',
    ],
    [
      'is of the rule that lets the packet in, whatever others ask for',
      posting,
      [rule('allow', 81, { request: [LOOKUP] }), asks],
      'http',
    ],
    [
      'is of a rule that allows, also where one that denies asks for words before it',
      flow,
      [rule('deny', 80, { request: [LOOKUP] }), asks],
      'http',
    ],
    ['is none where only a deny hangs on words', flow, [rule('deny', 80, { request: [LOOKUP] }), rule('allow')], null],
    ['is not of a deny that asks for words', posting, [rule('deny', 80, { request: [GET] })], null],
  ])('%s', (_, of, rules, expected) => expect(refusal(of, ...rules)).toBe(expected))

  test('is of the tier that a packet is passed on to', () => {
    expect(
      gateOf(
        'ingress',
        judge([policy('ingress', 'first', false, rule('pass')), policy('ingress', 'last', true, asks)]),
        posting,
      ).refusal,
    ).toBe('http')
  })

  test('is told where the packet gets in in one of the ways in which it is seen', () => {
    const sightings = (_: Direction, seen: Flow): readonly Sighting[] => [
      { flow: { ...seen, port: 81 }, by: 'any', as: null },
      { flow: seen, by: 'any', as: null },
    ]
    expect(gateOf('ingress', judge([policy('ingress', 'last', true, asks)], { sightings }), posting).refusal).toBe(
      'http',
    )
  })

  test('is told as the first sighting has it', () => {
    const sightings = (_: Direction, seen: Flow): readonly Sighting[] => [
      { flow: { ...seen, said: { app: 'tls' } }, by: 'any', as: null },
      { flow: { ...seen, said: { http: { method: 'POST' } } }, by: 'any', as: null },
    ]
    expect(gateOf('ingress', judge([policy('ingress', 'last', true, asks)], { sightings })).refusal).toBe('opaque')
  })
})

describe('how a rule fits', () => {
  const sightings = (...flows: readonly Flow[]): readonly Sighting[] =>
    flows.map((each) => ({ flow: each, by: 'any', as: null }))
  const never = { sure: false, possible: false }

  test.each<[string, Rule, readonly Flow[], unknown]>([
    ['never, at another port', rule('allow', 81), [flow], never],
    [
      'never, where nobody can prove who they are',
      rule('allow', 80, { authentication: 'always-fails' }),
      [flow],
      never,
    ],
    ['always, where nothing is asked', rule('allow'), [flow], { sure: true, possible: true }],
    [
      'always, where the proof is there',
      rule('allow', 80, { authentication: 'required' }),
      [flow],
      { sure: true, possible: true },
    ],
    ['always, with the right words', rule('allow', 80, { request: [GET] }), [getting], { sure: true, possible: true }],
    [
      'not, with others, but a proxy has it',
      rule('allow', 80, { request: [GET] }),
      [posting],
      { ...never, taken: true },
    ],
    [
      'perhaps, where they are not known',
      rule('allow', 80, { request: [GET] }),
      [flow],
      { sure: false, possible: true, taken: true },
    ],
    [
      'in any of the ways in which it is seen',
      rule('allow'),
      [{ ...flow, port: 81 }, flow],
      { sure: true, possible: true },
    ],
  ])('%s', (_, of, flows, expected) => expect(fitOf(of, sightings(...flows), PLAIN_VIEW)).toEqual(expected))
})

describe('the rules that decide', () => {
  test('are those that fit, tier by tier, until one ends it', () => {
    const passes = rule('pass')
    const misses = rule('deny', 81)
    const allows = rule('allow')
    const late = rule('deny', null)
    const policies = judge([
      policy('ingress', 'first', false, misses, passes),
      policy('ingress', 'last', true, allows, late),
    ])
    expect([...decidingRules(gateOf('ingress', policies), flow.destination, policies)]).toEqual([passes, allows])
  })

  test('are not those of a tier from which the subject is exempt', () => {
    const denies = rule('deny')
    const of = (tier: string) => {
      const policies = judge([policy('ingress', 'first', false, denies)], {
        exemption: () => ({ why: 'same-pod' as never, tier }),
      })
      return [...decidingRules(gateOf('ingress', policies), flow.destination, policies)]
    }
    expect([of('first'), of('last')]).toEqual([[], [denies]])
  })
})
