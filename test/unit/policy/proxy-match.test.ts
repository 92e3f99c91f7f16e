import { describe, expect, test } from 'vitest'
import { parseCidrLoosely } from '../../../src/ground/ip.ts'
import type { ValueMatcher } from '../../../src/policy/proxy/form.ts'
import { fitsTest, fitsValue, readAttribute, spiffe } from '../../../src/policy/proxy/match.ts'
import type { Sight } from '../../../src/policy/proxy/sight.ts'

const plain: Sight = {
  identity: null,
  sourceAddress: null,
  remoteAddress: null,
  destinationAddress: null,
  port: 8080,
  serverName: null,
  reads: 'requests',
  request: {},
  hosts: [],
  path: '/',
  tokens: [],
}
const fits = (form: Exclude<ValueMatcher['form'], 'block' | 'pattern'>, text: string, value: string) =>
  fitsValue({ form, text }, value)

describe('values', () => {
  test.each([
    ['exact', 'a*b', 'a*b', true],
    ['exact', '/info', '/infos', false],
    ['prefix', '/info*', '/info/x', true],
    ['suffix', '*.com', 'a.com', true],
    ['present', '*', 'x', true],
    ['present', '*', '', false],
    ['glob', 'a*b*c', 'aXbYc', true],
    ['glob', 'a*a', 'a', false],
    ['glob', '*', '', true],
    ['glob', 'a*bc', 'abcbc', true],
  ] as const)('%s %s on %s: %s', (form, text, value, is) => expect(fits(form, text, value)).toBe(is))

  // Source: istio/istio tests/integration/security/authz_test.go, TestAuthz_PathTemplating.
  test.each([
    ['/allow/admin/{**}', '/allow/admin/', true],
    ['/allow/admin/{**}', '/allow/admin', false],
    ['/allow/admin/{**}', '/allow/admin/a/b', true],
    ['/store/{**}/cart', '/store//cart', true],
    ['/store/{**}/cart', '/store/cart', false],
    ['/store/{**}/cart', '/store/a/b/cart', true],
    ['/foo/{*}/bar/{**}', '/foo//bar/x', false],
    ['/foo/{*}/bar/{**}', '/foo/1/bar/', true],
    ['/foo/{*}', '/foo/a/b', false],
    ['/foo/{*}', '/foo/a', true],
  ] as const)('the template %s on %s: %s', (text, value, is) => expect(fits('template', text, value)).toBe(is))

  test('blocks hold addresses, and not those taken out', () => {
    const block = {
      form: 'block',
      text: '10.0.0.0/8',
      block: parseCidrLoosely('10.0.0.0/8')!.block,
      except: [parseCidrLoosely('10.1.0.0/16')!.block],
    } as const
    expect([fitsValue(block, '10.2.0.1'), fitsValue(block, '10.1.0.1'), fitsValue(block, 'x')]).toEqual([
      true,
      false,
      false,
    ])
  })
})

describe('what a proxy reads', () => {
  test('a plain caller has no identity, which every demand for another fits', () => {
    const test = { attribute: { kind: 'principal' }, anyOf: [{ form: 'exact', text: 'a' }], path: [] } as const
    expect([fitsTest({ ...test, negate: false }, plain), fitsTest({ ...test, negate: true }, plain)]).toEqual([
      'no',
      'yes',
    ])
  })
  test('hosts are compared without regard to capitals, header names too, their values not', () => {
    expect(
      fitsTest(
        { attribute: { kind: 'host' }, anyOf: [{ form: 'suffix', text: '*.Example.COM' }], negate: false, path: [] },
        { ...plain, request: { host: 'API.example.com' } },
      ),
    ).toBe('yes')
    const header = (value: string) =>
      fitsTest(
        {
          attribute: { kind: 'header', name: 'X-Token' },
          anyOf: [{ form: 'exact', text: 'admin' }],
          negate: false,
          path: [],
        },
        { ...plain, request: { headers: { 'x-token': value } } },
      )
    expect([header('admin'), header('Admin')]).toEqual(['yes', 'no'])
  })
  test('a host that nobody told is any that the client may have named: when they all fit or none does, that is sure', () => {
    const host = (text: string, negate: boolean, hosts: readonly string[]) =>
      fitsTest(
        { attribute: { kind: 'host' }, anyOf: [{ form: 'suffix', text }], negate, path: [] },
        { ...plain, hosts },
      )
    expect([
      host('*.com', false, ['a.com', 'B.COM']),
      host('*.com', true, ['a.com', 'B.COM']),
      host('*.com', false, ['a.com', 'a']),
      host('*.com', true, ['a', 'b']),
      host('*.com', true, []),
    ]).toEqual(['yes', 'no', 'unknown', 'yes', 'unknown'])
  })
  test('claims are texts, lists, or texts that are lists of words, at any depth', () => {
    const token = {
      iss: 'i',
      sub: 's',
      aud: ['a', 'b'],
      claims: { scope: 'read write', groups: ['x', 'y'], deep: { of: 'z' }, other: 'one two' },
      spaced: ['scope', 'permission'],
    }
    const claim = (...path: readonly string[]) => readAttribute({ kind: 'claim', path }, { ...plain, tokens: [token] })
    expect([
      claim('scope'),
      claim('groups'),
      claim('deep', 'of'),
      claim('other'),
      claim('toString'),
      claim('sub'),
    ]).toEqual([['read', 'write'], ['x', 'y'], ['z'], ['one two'], [], ['s']])
    expect(readAttribute({ kind: 'audience' }, { ...plain, tokens: [token] })).toEqual(['a', 'b'])
  })
  test('on a connection whose bytes it does not read there is no request; of one that nobody told nothing is known', () => {
    expect(readAttribute({ kind: 'method' }, { ...plain, reads: 'bytes' })).toEqual([])
    expect(readAttribute({ kind: 'method' }, { ...plain, request: null })).toBe('unknown')
  })
  test('identities are taken apart', () => {
    expect(spiffe('spiffe://td/ns/a/sa/b')).toEqual({ domain: 'td', namespace: 'a', account: 'b' })
    expect(spiffe('web.shop.serviceaccount.identity.linkerd.cluster.local')).toBeNull()
  })
})
