import { describe, expect, test } from 'vitest'
import { evaluateFlow, judgeWay, withoutDefault } from '../../../src/engine/evaluate.ts'
import type { EnforcementProfile } from '../../../src/engine/profile.ts'
import type { Way, WayGate } from '../../../src/engine/way.ts'
import type { Endpoint } from '../../../src/model/endpoint.ts'
import type { CompiledPolicy, Direction } from '../../../src/policy/form.ts'
import { host, flow, GET, getting, rule, policy, closed, judge, said } from './judged.ts'

describe('a flow', () => {
  test('passes where no policy selects its ends', () => {
    const open = {
      passage: 'allowed',
      exempt: null,
      isolated: false,
      sightings: [{ flow, by: 'any', as: null }],
      refusal: null,
      audited: false,
    }
    expect(evaluateFlow(flow, judge([]))).toEqual({
      passage: 'allowed',
      allowed: true,
      connected: true,
      deniedAt: null,
      way: [],
      gates: [
        { at: 'egress', ...open },
        { at: 'ingress', ...open },
      ],
    })
  })

  test.each<[string, readonly CompiledPolicy[], readonly unknown[]]>([
    ['stops where it leaves', [closed('egress')], ['denied', 'egress']],
    ['stops where it arrives', [closed('ingress')], ['denied', 'ingress']],
    ['stops first where it leaves', [closed('ingress'), closed('egress')], ['denied', 'egress']],
    [
      'passes with a rule at both ends',
      [policy('egress', 'last', true, rule('allow')), policy('ingress', 'last', true, rule('allow'))],
      ['allowed', null],
    ],
    [
      'is denied by an earlier tier in spite of a later one',
      [policy('ingress', 'first', false, rule('deny')), policy('ingress', 'last', true, rule('allow'))],
      ['denied', 'ingress'],
    ],
  ])('%s', (_, policies, expected) => {
    expect(said(evaluateFlow(flow, judge(policies)))).toEqual(expected)
    expect(evaluateFlow(flow, judge(policies)).allowed).toBe(expected[0] === 'allowed')
  })

  test('that hangs on what is said does so at the first gate that asks, unless another denies it', () => {
    const asks = (direction: Direction) => policy(direction, 'last', true, rule('allow', 80, { request: [GET] }))
    expect(said(evaluateFlow(flow, judge([asks('ingress')])))).toEqual(['depends', 'ingress'])
    expect(said(evaluateFlow(flow, judge([asks('ingress'), asks('egress')])))).toEqual(['depends', 'egress'])
    expect(said(evaluateFlow(flow, judge([asks('egress'), closed('ingress')])))).toEqual(['denied', 'ingress'])
    expect(evaluateFlow(flow, judge([asks('ingress')])).allowed).toBe(false)
    expect(said(evaluateFlow(getting, judge([asks('ingress'), asks('egress')])))).toEqual(['allowed', null])
  })

  test('is denied where the network carries nothing, whatever the gates say', () => {
    const apart = { connects: (from: Endpoint, to: Endpoint) => !(from === flow.source && to === flow.destination) }
    expect(evaluateFlow(flow, judge([], apart))).toMatchObject({
      passage: 'denied',
      allowed: false,
      connected: false,
      deniedAt: null,
    })
    expect(evaluateFlow(flow, judge([closed('ingress')], apart))).toMatchObject({
      passage: 'denied',
      connected: false,
      deniedAt: 'ingress',
    })
  })
})

describe('gates between the ends', () => {
  const between = (at: Direction, says: 'allow' | 'deny') => {
    const closing = { id: 'last', unmatched: 'deny', policies: [closed('ingress')], sees: flow }
    const tiers = says === 'deny' ? [closing] : []
    return { at, direction: 'ingress', subject: host('n'), object: {}, tiers } as unknown as WayGate
  }
  const way = (...gates: readonly WayGate[]): Partial<EnforcementProfile> => ({
    way: (): Way => ({ gatesOf: (of) => (of.port === 80 ? gates : []) }),
  })

  test('are none where nothing polices the way', () => expect(judgeWay(flow, judge([]))).toEqual([]))

  test('are judged one by one', () => {
    const gates = [between('egress', 'allow'), between('ingress', 'deny')]
    expect(judgeWay(flow, judge([], way(...gates)))).toEqual([
      { gate: gates[0], passes: true },
      { gate: gates[1], passes: false },
    ])
    expect(judgeWay({ ...flow, port: 81 }, judge([], way(...gates)))).toEqual([])
    expect(said(evaluateFlow(flow, judge([], way(between('egress', 'allow')))))).toEqual(['allowed', null])
  })

  test.each<[string, readonly CompiledPolicy[], readonly WayGate[], readonly unknown[]]>([
    ['after the source’s', [closed('egress')], [between('egress', 'deny')], ['denied', 'egress']],
    ['before the destination’s', [closed('ingress')], [between('egress', 'deny')], ['denied', 'egress']],
    [
      'those at the source’s side first, however they are listed',
      [],
      [between('ingress', 'deny'), between('egress', 'deny')],
      ['denied', 'egress'],
    ],
    [
      'those at the destination’s side too',
      [],
      [between('egress', 'allow'), between('ingress', 'deny')],
      ['denied', 'ingress'],
    ],
  ])('stop it %s', (_, policies, gates, expected) =>
    expect(said(evaluateFlow(flow, judge(policies, way(...gates))))).toEqual(expected),
  )
})

test.each([
  { closes: 'nobody', isolates: false, fallback: 'allow' as const, answers: false },
  { closes: 'a policy', isolates: true, fallback: 'allow' as const, answers: true },
  { closes: 'the plugin', isolates: false, fallback: 'deny' as const, answers: true },
])('a tier without its default lets the rest go on; where $closes closes it, its proxies answer', (row) => {
  const policies = [policy('ingress', 'last', row.isolates)]
  expect(withoutDefault({ id: 'last', unmatched: 'deny', policies } as never, policies, row.fallback)).toEqual({
    id: 'last',
    unmatched: 'pass',
    answers: row.answers,
    policies,
  })
})
