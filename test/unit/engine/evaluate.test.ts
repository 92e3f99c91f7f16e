import { describe, expect, test } from 'vitest'
import { decidingRules, evaluateFlow, fitOf, judgeWay, withoutDefault } from '../../../src/engine/evaluate.ts'
import { PolicySet } from '../../../src/engine/policy-set.ts'
import type { EnforcementProfile, Exemption, Sighting, Tier } from '../../../src/engine/profile.ts'
import type { Way, WayGate } from '../../../src/engine/way.ts'
import { parseAddress } from '../../../src/ground/ip.ts'
import type { Endpoint } from '../../../src/model/endpoint.ts'
import type { CompiledPolicy, Direction, RequestMatcher, Rule, RuleAction } from '../../../src/policy/form.ts'
import { PLAIN_VIEW, type Flow } from '../../../src/policy/match.ts'

const host = (name: string) => ({ kind: 'host', labels: { name } }) as unknown as Endpoint
const outside = { kind: 'external', address: null } as unknown as Endpoint
/** Two hosts: `a` dials port 80 of `b`. */
const flow: Flow = {
  source: host('a'),
  destination: host('b'),
  sourceAddress: parseAddress('10.0.0.1'),
  destinationAddress: parseAddress('10.0.0.2'),
  name: null,
  protocol: 'TCP',
  port: 80,
  sourcePort: 40000,
  hairpin: false,
  service: null,
}
const GET: RequestMatcher = {
  kind: 'http',
  method: { matches: (text: string) => text === 'GET' } as never,
  target: null,
  host: null,
  headers: [],
  path: [],
}
const LOOKUP: RequestMatcher = { kind: 'dns', pattern: null, path: [] }
const posting: Flow = { ...flow, said: { http: { method: 'POST' } } }
const getting: Flow = { ...flow, said: { http: { method: 'GET' } } }

const rule = (action: RuleAction, port: number | null = 80, more: Partial<Rule> = {}): Rule => ({
  section: 'ingress',
  index: 0,
  name: null,
  action,
  path: [],
  when:
    port === null
      ? []
      : [{ aspect: 'port', anyOf: [{ protocol: 'TCP', name: null, range: { from: port, to: port } }] as never }],
  ...more,
})
const anybody = { kind: 'nodes', selector: { requirements: [], path: [] } } as unknown as CompiledPolicy['subject']
/** `tier`: `first`, where what no rule fits goes on, or `last`, where it is dropped for whom a policy isolates. */
const policy = (direction: Direction, tier: 'first' | 'last', isolates: boolean, ...rules: readonly Rule[]) =>
  ({ direction, subject: anybody, isolates, rules, rank: { tier, priority: null } }) as unknown as CompiledPolicy
const closed = (direction: Direction) => policy(direction, 'last', true)

function judge(policies: readonly CompiledPolicy[], more: Partial<EnforcementProfile> = {}) {
  const tiers = (given: readonly CompiledPolicy[]): readonly Tier[] => [
    { id: 'first', unmatched: 'pass', isOrdered: true, policies: given.filter(({ rank }) => rank.tier === 'first') },
    { id: 'last', unmatched: 'deny', isOrdered: false, policies: given.filter(({ rank }) => rank.tier === 'last') },
  ]
  return new PolicySet(
    {
      name: 'some plugin',
      speaksFor: 'plugin',
      enforces: () => true,
      arrange: tiers,
      exemption: () => null,
      fallback: 'allow',
      view: PLAIN_VIEW,
      seen: (_direction, _subject, peer) => peer,
      guises: () => [],
      sightings: (_direction, seen) => [{ flow: seen, by: 'any', as: null }],
      connects: () => true,
      hasGaps: false,
      names: 'dialled',
      entryMatters: false,
      remarks: [] as never,
      ...more,
    },
    policies,
    [],
  )
}
const said = ({ passage, deniedAt }: ReturnType<typeof evaluateFlow>) => [passage, deniedAt]
const gateOf = (direction: Direction, policies: PolicySet, of: Flow = flow) =>
  evaluateFlow(of, policies).gates.find(({ at }) => at === direction)!

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
  const between = (at: Direction, fallback: 'allow' | 'deny') =>
    ({ at, direction: 'ingress', subject: host('n'), object: {}, tiers: [], fallback }) as unknown as WayGate
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

describe('a gate', () => {
  test('of somebody outside asks no policy', () => {
    const policies = judge([closed('egress'), closed('ingress')])
    expect(gateOf('egress', policies, { ...flow, source: outside })).toMatchObject({
      passage: 'allowed',
      isolated: false,
      refusal: null,
      audited: false,
    })
    expect(gateOf('ingress', policies, { ...flow, destination: outside })).toMatchObject({
      passage: 'allowed',
      isolated: false,
    })
    expect(gateOf('ingress', judge([], { fallback: 'deny' }), { ...flow, destination: outside })).toMatchObject({
      passage: 'allowed',
      isolated: false,
    })
  })

  test('whose subject is exempt lets everything pass, and says why', () => {
    const exempt: Exemption = { why: 'same-pod' as never, tier: null }
    expect(
      gateOf(
        'ingress',
        judge([closed('ingress')], { exemption: (direction) => (direction === 'ingress' ? exempt : null) }),
      ),
    ).toMatchObject({ passage: 'allowed', exempt, isolated: false })
  })

  test('is asked for exemptions with the ends as it sees them', () => {
    const guise = host('c')
    const asked: unknown[] = []
    const policies = judge([], {
      sightings: (_, seen) => [
        { flow: { ...seen, source: guise }, by: 'any', as: null },
        { flow: seen, by: 'any', as: null },
      ],
      exemption: (...given) => {
        asked.push(given)
        return null
      },
    })
    evaluateFlow(flow, policies)
    expect(asked).toEqual([
      ['egress', guise, flow.destination, flow],
      ['ingress', flow.destination, guise, flow],
    ])
  })

  test('does not ask the tier from which its subject is exempt, and asks the others', () => {
    const exempt = (tier: string) => ({
      exemption: () => ({ why: 'same-pod' as never, tier }),
      fallback: 'allow' as const,
    })
    const policies = [policy('ingress', 'first', false, rule('deny', 81)), closed('ingress')]
    expect(gateOf('ingress', judge(policies, exempt('last')))).toMatchObject({ passage: 'allowed', isolated: false })
    expect(gateOf('ingress', judge(policies, exempt('last')), { ...flow, port: 81 }).passage).toBe('denied')
    expect(gateOf('ingress', judge(policies, exempt('first'))).passage).toBe('denied')
    expect(gateOf('ingress', judge(policies, { ...exempt('last'), fallback: 'deny' })).passage).toBe('denied')
  })

  test('whose subject is exempt from the default asks all rules, and lets the rest pass but for what a proxy was handed', () => {
    const exemption = () => ({ why: 'same-pod' as never, tier: null, onlyDefault: true })
    const policies = judge([policy('ingress', 'last', true, rule('deny', 81), rule('allow', 82, { request: [GET] }))], {
      exemption,
      fallback: 'deny',
    })
    const at = (port: number, of: Flow = flow) => gateOf('ingress', policies, { ...of, port }).passage
    expect([at(80), at(81), at(82), at(82, posting), at(82, getting)]).toEqual([
      'allowed',
      'denied',
      'depends',
      'denied',
      'allowed',
    ])
  })

  test('is isolated by one policy of any tier that isolates, or by a fallback that denies', () => {
    const isolated = (policies: readonly CompiledPolicy[], more: Partial<EnforcementProfile> = {}) =>
      gateOf('ingress', judge(policies, more)).isolated
    expect(isolated([policy('ingress', 'first', false), policy('ingress', 'last', false)])).toBe(false)
    expect(isolated([policy('ingress', 'first', false), policy('ingress', 'last', false), closed('ingress')])).toBe(
      true,
    )
    expect(isolated([policy('ingress', 'first', true)])).toBe(true)
    expect(isolated([closed('egress')])).toBe(false)
    expect(isolated([], { fallback: 'deny' })).toBe(true)
    expect(gateOf('ingress', judge([], { fallback: 'deny' })).passage).toBe('denied')
  })

  test('that audits lets pass what policy would drop, and writes it down', () => {
    const audits = { auditsDrops: true }
    expect(gateOf('ingress', judge([closed('ingress')], audits))).toMatchObject({
      passage: 'allowed',
      audited: true,
      isolated: true,
    })
    expect(gateOf('ingress', judge([], audits))).toMatchObject({ passage: 'allowed', audited: false })
    expect(gateOf('ingress', judge([closed('ingress')]))).toMatchObject({ passage: 'denied', audited: false })
    const asks = judge([policy('ingress', 'last', true, rule('allow', 80, { request: [GET] }))], audits)
    expect(gateOf('ingress', asks)).toMatchObject({ passage: 'depends', audited: false })
    // A proxy's refusal is no packet that is dropped.
    expect(gateOf('ingress', asks, posting)).toMatchObject({ passage: 'denied', audited: false, refusal: 'http' })
  })
})

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
