import { describe, expect, test } from 'vitest'
import { evaluateFlow } from '../../../src/engine/evaluate.ts'
import type { EnforcementProfile, Exemption } from '../../../src/engine/profile.ts'
import type { CompiledPolicy } from '../../../src/policy/form.ts'
import type { Flow } from '../../../src/policy/match.ts'
import { host, outside, flow, GET, posting, getting, rule, policy, closed, judge, gateOf } from './judged.ts'

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

  test('whose subject is exempt from the default is answered by a proxy where that answers by itself, or where one policy closes others', () => {
    const read = rule('allow', 80, { request: [GET] })
    const passage = (answers: boolean, ...policies: readonly CompiledPolicy[]) =>
      gateOf(
        'ingress',
        judge(policies, {
          exemption: () => ({ why: 'same-pod' as never, tier: null, onlyDefault: true }),
          arrange: (given) => [{ id: 'last', unmatched: 'deny', isOrdered: false, answers, policies: given }],
        }),
        posting,
      ).passage
    const open = policy('ingress', 'last', false, read)
    expect(passage(true, open)).toBe('denied')
    expect(passage(false, open)).toBe('allowed')
    expect(passage(false, open, closed('ingress'))).toBe('denied')
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
