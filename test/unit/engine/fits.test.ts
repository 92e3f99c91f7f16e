import { describe, expect, test } from 'vitest'
import { fitsFlow, fitsSighting, fitsSightings } from '../../../src/engine/fits.ts'
import type { Sighting } from '../../../src/engine/profile.ts'
import { parseAddress, parseCidrLoosely } from '../../../src/ground/ip.ts'
import type { Endpoint } from '../../../src/model/endpoint.ts'
import type { Condition, PeerMatcher, Rule } from '../../../src/policy/form.ts'
import { PLAIN_VIEW, type Flow } from '../../../src/policy/match.ts'

/** Two hosts, which every peer of a rule can tell apart: `a` dials `b`, which has the address 10.0.0.2. */
const host = (name: string) => ({ kind: 'host', labels: { name } }) as unknown as Endpoint
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
const nodes = (name: string): PeerMatcher =>
  ({
    kind: 'nodes',
    selector: { requirements: [{ key: 'name', operator: 'Equals', values: [name], path: [] }], path: [] },
  }) as unknown as PeerMatcher
const block = (cidr: string): PeerMatcher =>
  ({ kind: 'block', block: parseCidrLoosely(cidr)!.block, except: [] }) as unknown as PeerMatcher
const rule = (...when: readonly Condition[]): Rule => ({
  section: 'egress',
  index: 0,
  name: null,
  action: 'allow',
  when,
  path: [],
})
const peer = (...anyOf: readonly PeerMatcher[]): Condition => ({ aspect: 'peer', anyOf })
const ports = (from: number, to = from, protocol: 'TCP' | 'UDP' | null = 'TCP') =>
  [{ protocol, name: null, range: { from, to } }] as unknown as Extract<Condition, { aspect: 'port' }>['anyOf']
const seen = (by: Sighting['by'], of: Flow = flow): Sighting => ({ flow: of, by, as: null })

describe('a rule fits a flow', () => {
  test.each<[string, readonly Condition[], boolean]>([
    ['that nothing is asked of', [], true],
    ['when one of the peers is the other end', [peer(nodes('x'), nodes('b'))], true],
    ['not when it is none of them', [peer(nodes('x'), nodes('a'))], false],
    ['not when there is no peer to be', [peer()], false],
    ['when one of the subjects is the near end', [{ aspect: 'self', anyOf: [nodes('x'), nodes('a')] }], true],
    ['not when it is none of them', [{ aspect: 'self', anyOf: [nodes('b')] }], false],
    ['when one of the ports is dialled', [{ aspect: 'port', anyOf: [...ports(1), ...ports(80)] }], true],
    ['not at another', [{ aspect: 'port', anyOf: ports(81, 90) }], false],
    [
      'when one of the source ports is the client’s',
      [{ aspect: 'source-port', anyOf: [...ports(1), ...ports(39999, 40001)] }],
      true,
    ],
    ['not when the client has another', [{ aspect: 'source-port', anyOf: ports(80) }], false],
    ['not when its protocol is another', [{ aspect: 'source-port', anyOf: ports(40000, 40000, 'UDP') }], false],
    ['of one of the protocols', [{ aspect: 'protocol', anyOf: [{ protocol: 17 }, { protocol: 6 }] as never }], true],
    ['not of another', [{ aspect: 'protocol', anyOf: [{ protocol: 17 }] as never }], false],
    [
      'not of ICMP, when it is TCP',
      [{ aspect: 'icmp', anyOf: [{ family: 4, type: null, code: null }] as never }],
      false,
    ],
    ['when all that is asked holds', [peer(nodes('b')), { aspect: 'port', anyOf: ports(80) }], true],
    ['not when one thing does not', [peer(nodes('b')), { aspect: 'port', anyOf: ports(81) }], false],
    ['when what must not hold does not', [{ ...peer(nodes('x')), negate: true }], true],
    ['not when it does', [{ ...peer(nodes('b')), negate: true }], false],
  ])('%s', (_, when, expected) => expect(fitsFlow(rule(...when), flow, PLAIN_VIEW)).toBe(expected))

  test('of ICMP by one of the messages', () => {
    const ping: Flow = { ...flow, protocol: 'ICMP', port: null }
    const asked = (...types: readonly number[]) =>
      fitsFlow(
        rule({ aspect: 'icmp', anyOf: types.map((type) => ({ family: 4, type, code: null })) as never }),
        ping,
        PLAIN_VIEW,
      )
    expect([asked(3, 8), asked(3)]).toEqual([true, false])
  })

  test('whose client takes any port where none is known', () => {
    const { sourcePort: _, ...unknown } = flow
    expect(fitsFlow(rule({ aspect: 'source-port', anyOf: ports(40000) }), unknown, PLAIN_VIEW)).toBe(false)
    expect(
      fitsFlow(
        rule({ aspect: 'source-port', anyOf: [{ protocol: 'TCP', name: null, range: null }] as never }),
        unknown,
        PLAIN_VIEW,
      ),
    ).toBe(true)
  })
})

describe('a rule fits what a gate sees', () => {
  const byBlock = rule(peer(block('10.0.0.2/32')))
  const bySelector = rule(peer(nodes('b')))
  const byNobody = rule({ aspect: 'port', anyOf: ports(80) })

  test.each<[Sighting['by'], readonly boolean[]]>([
    ['any', [true, true, true]],
    // Who is known by an address alone fits blocks, and what is for everybody.
    ['addresses', [true, false, true]],
    // Who is known by labels beside fits what selects labels, and nothing that its address has been tried with.
    ['selectors', [false, true, false]],
  ])('by %s', (by, expected) =>
    expect([byBlock, bySelector, byNobody].map((each) => fitsSighting(each, seen(by), PLAIN_VIEW))).toEqual(expected),
  )

  test('in one of the ways in which it sees the flow', () => {
    const elsewhere: Flow = { ...flow, destinationAddress: parseAddress('192.0.2.1') }
    expect(fitsSightings(byBlock, [seen('any', elsewhere), seen('any')], PLAIN_VIEW)).toBe(true)
    expect(fitsSightings(byBlock, [seen('any', elsewhere)], PLAIN_VIEW)).toBe(false)
    expect(fitsSightings(byNobody, [], PLAIN_VIEW)).toBe(false)
  })

  test('by labels, when one condition of several names peers', () => {
    expect(
      fitsSighting(rule({ aspect: 'port', anyOf: ports(80) }, peer(nodes('b'))), seen('selectors'), PLAIN_VIEW),
    ).toBe(true)
  })
})
