import { describe, expect, test } from 'vitest'
import {
  askingOf,
  asksForWords,
  asksNoPeer,
  fitsAtom,
  hasPortNames,
  isWide,
  portsKey,
} from '../../../src/engine/demands.ts'
import type { PortProtocol } from '../../../src/ground/ports.ts'
import type { CompiledPolicy, Condition, RequestMatcher, Rule, SubjectMatcher } from '../../../src/policy/form.ts'
import { GET, outside, rule } from './judged.ts'

const ports = (from: number, to: number, name: string | null = null): Condition =>
  ({
    aspect: 'port',
    anyOf: [{ kind: 'ports', protocol: 'TCP', name, range: name === null ? { from, to } : null }],
  }) as unknown as Condition
const of = (aspect: Condition['aspect'], matcher: unknown, negate?: boolean) =>
  ({ aspect, anyOf: [matcher], ...(negate !== undefined && { negate }) }) as unknown as Condition
const asking = (...when: readonly Condition[]): Rule => rule('allow', null, { when })
const PEER = of('peer', { kind: 'nobody' })
const SELF = of('self', { kind: 'nobody' })

test('a policy is wide when it is for nodes, or for pods of no one namespace', () => {
  const subject = (kind: string, namespace?: string | null) => ({ kind, namespace }) as unknown as SubjectMatcher
  expect([subject('nodes'), subject('pods', null), subject('pods', 'shop')].map(isWide)).toEqual([true, true, false])
})

test('a rule without a condition on the other end asks for no peer', () =>
  expect([asking(), asking(ports(80, 80), SELF), asking(ports(80, 80), PEER)].map(asksNoPeer)).toEqual([
    true,
    true,
    false,
  ]))

test('rules that ask the same of ports have one key, whoever the ends are', () => {
  const known = asking(ports(80, 80), PEER, SELF)
  expect(portsKey(known)).toBe(portsKey(asking(ports(80, 80))))
  expect(portsKey(known)).toBe(portsKey(known))
  expect(portsKey(asking(ports(80, 81)))).not.toBe(portsKey(known))
  expect(portsKey(asking(of('protocol', { protocol: 'UDP' })))).not.toBe(portsKey(asking()))
})

test('a rule has names of ports where one of its ports is a name', () =>
  expect(
    [
      asking(ports(80, 80)),
      asking(ports(0, 0, 'web')),
      asking(of('source-port', { kind: 'ports', name: 'web' })),
      asking({ aspect: 'port', anyOf: [ports(80, 80).anyOf[0], ports(0, 0, 'web').anyOf[0]] } as Condition),
    ].map(hasPortNames),
  ).toEqual([false, true, false, true]))

describe('an atom of ports', () => {
  const fits = (condition: Condition, from = 80, protocol: PortProtocol = 'TCP') =>
    fitsAtom(condition, { protocol, from, to: from }, outside)
  test('fits a port or a protocol', () => {
    expect([fits(ports(80, 90)), fits(ports(81, 90)), fits(ports(80, 90), 80, 'UDP')]).toEqual([true, false, false])
    expect([fits(of('protocol', { protocol: 'TCP' })), fits(of('protocol', { protocol: 'UDP' }))]).toEqual([
      true,
      false,
    ])
  })
  test('fits one of several', () => {
    const two = { aspect: 'port', anyOf: [...ports(1, 1).anyOf, ...ports(80, 80).anyOf] } as Condition
    expect(fits(two)).toBe(true)
    const protocols = { aspect: 'protocol', anyOf: [{ protocol: 'UDP' }, { protocol: 'TCP' }] } as unknown as Condition
    expect(fits(protocols)).toBe(true)
  })
  test('fits a client’s port only where that is any', () => {
    const client = (range: unknown) => of('source-port', { kind: 'ports', protocol: 'TCP', name: null, range })
    expect([fits(client(null)), fits(client({ from: 1024, to: 65535 }))]).toEqual([true, false])
    const either = {
      aspect: 'source-port',
      anyOf: [...client({ from: 1, to: 1 }).anyOf, ...client(null).anyOf],
    } as Condition
    expect(fits(either)).toBe(true)
  })
  test('fits no message', () =>
    expect(fits(of('icmp', { kind: 'icmp', family: 4, type: null, code: null }))).toBe(false))
  test('leaves the ends to whoever asked before, so that the condition holds whatever it says', () => {
    for (const aspect of ['peer', 'self'] as const)
      for (const negate of [undefined, false, true]) {
        const condition = of(aspect, { kind: 'nobody' }, negate)
        expect(fits(condition) !== (negate ?? false)).toBe(true)
      }
  })
})

test('a rule asks for words where not all of them fit', () => {
  const every: RequestMatcher = { ...GET, method: null } as RequestMatcher
  const asks = (request?: readonly RequestMatcher[]) => asksForWords(rule('allow', null, request ? { request } : {}))
  expect([asks(), asks([GET])]).toEqual([false, true])
  expect(asks([every])).toBe(false)
})

test('of a policy those rules ask for the own end that have a condition on it', () => {
  const [own, other] = [asking(SELF), asking(PEER)]
  const policy = { rules: [other, own] } as unknown as CompiledPolicy
  expect(askingOf(policy)).toEqual([own])
  expect(askingOf(policy)).toBe(askingOf(policy))
})
