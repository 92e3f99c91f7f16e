import { describe, expect, test } from 'vitest'
import { parseAddress, parseCidrLoosely } from '../../../src/ground/ip.ts'
import type { Attribute, ProxyTest, ValueMatcher } from '../../../src/policy/proxy/form.ts'
import {
  claimAt,
  fitsBranch,
  fitsClause,
  fitsProxyRule,
  fitsTest,
  fitsValue,
  readAttribute,
  spiffe,
} from '../../../src/policy/proxy/match.ts'
import type { Sight } from '../../../src/policy/proxy/sight.ts'

const TOKEN = { iss: 'i', sub: 's', spaced: ['scope'] }
const seen: Sight = {
  identity: 'spiffe://td/ns/shop/sa/web',
  sourceAddress: parseAddress('10.0.0.1'),
  remoteAddress: parseAddress('10.0.0.2'),
  destinationAddress: parseAddress('10.0.0.3'),
  port: 8080,
  serverName: 'example.com',
  reads: 'requests',
  request: { method: 'PUT', host: 'A.example', headers: { 'X-A': '1', 'x-b': '2' } },
  hosts: [],
  path: '/p',
  tokens: [
    {
      ...TOKEN,
      aud: 'first',
      claims: { azp: 'z', nested: { deep: ['1', '2'] }, scope: 'read write', odd: { a: 1 }, no: null },
    },
    { ...TOKEN, sub: 't', aud: ['b', 'c'], claims: { azp: 3 } },
    { ...TOKEN, sub: 'u' },
  ],
}
const nothing: Sight = {
  ...seen,
  identity: null,
  sourceAddress: null,
  remoteAddress: null,
  destinationAddress: null,
  port: null,
  serverName: null,
  request: {},
  path: null,
  tokens: [],
}
const kinds = (kind: string, more: object = {}) => ({ kind, ...more }) as unknown as Attribute

describe('what a proxy reads of', () => {
  test.each([
    ['principal', ['td/ns/shop/sa/web'], []],
    ['namespace', ['shop'], []],
    ['service-account', ['shop/web'], []],
    ['trust-domain', ['td'], []],
    ['source-address', ['10.0.0.1'], []],
    ['remote-address', ['10.0.0.2'], []],
    ['destination-address', ['10.0.0.3'], []],
    ['port', ['8080'], []],
    ['server-name', ['example.com'], []],
    ['unreadable', 'unknown', 'unknown'],
  ] as const)('a connection, %s', (kind, full, empty) => {
    for (const reads of ['requests', 'bytes'] as const) {
      expect(readAttribute(kinds(kind), { ...seen, reads, request: null })).toEqual(full)
      expect(readAttribute(kinds(kind), { ...nothing, reads })).toEqual(empty)
    }
  })
  test.each([
    [kinds('host'), ['a.example'], 'unknown'],
    [kinds('method'), ['PUT'], ['GET']],
    [kinds('path'), ['/p'], []],
    [kinds('header', { name: 'x-a' }), ['1'], []],
    [kinds('header', { name: 'X-B' }), ['2'], []],
    [kinds('request-principal'), ['i/s', 'i/t', 'i/u'], []],
    [kinds('audience'), ['first', 'b', 'c'], []],
    [kinds('presenter'), ['z'], []],
    [kinds('claim', { path: ['nested', 'deep'] }), ['1', '2'], []],
  ] as const)('a request, %o', (attribute, full, empty) => {
    expect(readAttribute(attribute, seen)).toEqual(full)
    expect(readAttribute(attribute, nothing)).toEqual(empty)
    expect(readAttribute(attribute, { ...seen, request: null })).toBe('unknown')
    expect(readAttribute(attribute, { ...seen, reads: 'bytes' })).toEqual([])
  })
  test('a host that the client can only have named so', () => {
    const host = (...hosts: readonly string[]) => readAttribute(kinds('host'), { ...nothing, hosts })
    expect([host('Web.shop'), host('a', 'b'), host()]).toEqual([['web.shop'], 'unknown', 'unknown'])
  })
  test('a claim', () => {
    const at = (...path: readonly string[]) => claimAt(seen.tokens[0]!, path)
    expect([at('iss'), at('sub'), at('aud'), at('azp')]).toEqual([['i'], ['s'], ['first'], ['z']])
    expect([at('scope'), at('odd'), at('odd', 'a'), at('none'), at('azp', 'length'), at('no')]).toEqual([
      ['read', 'write'],
      [],
      ['1'],
      [],
      [],
      [],
    ])
    expect(claimAt({ ...TOKEN, claims: { aud: 'x' } }, ['aud'])).toEqual(['x'])
    expect(at('no', 'more')).toEqual([])
    expect(at('constructor')).toEqual([])
  })
})

describe('whether it fits', () => {
  const exact = (text: string): ValueMatcher => ({ form: 'exact', text })
  const method = (text: string, negate = false): ProxyTest => ({
    attribute: kinds('method'),
    anyOf: [exact('PATCH'), exact(text)],
    negate,
    path: [],
  })
  const maybe: ProxyTest = { attribute: kinds('unreadable'), anyOf: [exact('x')], negate: false, path: [] }
  const branch = (...all: readonly ProxyTest[]) => ({ all, path: [] })
  const clause = (...anyOf: readonly ReturnType<typeof branch>[]) => ({ section: 'to' as const, anyOf, path: [] })
  const [yes, no] = [method('PUT'), method('GET')]

  test('is said of one test', () => {
    expect([yes, no, maybe, method('PUT', true), method('GET', true)].map((each) => fitsTest(each, seen))).toEqual([
      'yes',
      'no',
      'unknown',
      'no',
      'yes',
    ])
  })
  test('is said of all tests of a branch, any branch of a clause, and all clauses of a rule', () => {
    const branches = [[yes, yes], [yes, maybe], [maybe, no], []].map((tests) => branch(...tests))
    expect(branches.map((each) => fitsBranch(each, seen))).toEqual(['yes', 'unknown', 'no', 'yes'])
    expect(
      [[yes, no], [maybe, no], [maybe, yes], [no], []].map((tests) =>
        fitsClause(clause(...tests.map((each) => branch(each))), seen),
      ),
    ).toEqual(['yes', 'unknown', 'yes', 'no', 'no'])
    const rule = (...tests: readonly ProxyTest[]) =>
      fitsProxyRule({ index: 0, action: 'allow', path: [], all: tests.map((each) => clause(branch(each))) }, seen)
    expect([rule(yes, yes), rule(yes, maybe), rule(maybe, no), rule()]).toEqual(['yes', 'unknown', 'no', 'yes'])
  })
  test('is open where only some of the hosts that it may be fit', () => {
    const host = (negate: boolean, ...hosts: readonly string[]) =>
      fitsTest(
        { attribute: kinds('host'), anyOf: [exact('A.x'), exact('b.x')], negate, path: [] },
        { ...nothing, hosts },
      )
    expect([host(false), host(false, 'A.X', 'B.X'), host(false, 'a.x', 'c.x'), host(false, 'c.x', 'd.x')]).toEqual([
      'unknown',
      'yes',
      'unknown',
      'no',
    ])
    expect([host(true, 'a.x', 'b.x'), host(true, 'c.x', 'd.x')]).toEqual(['no', 'yes'])
  })
  test('is open for what nobody can read, whatever is known of hosts', () =>
    expect(fitsTest(maybe, { ...seen, hosts: ['a.x'] })).toBe('unknown'))
  test('is said of what a value begins and ends with', () => {
    const fits = (form: 'prefix' | 'suffix', text: string) =>
      ['/info/a', '/other/a', '/info/b'].map((value) => fitsValue({ form, text }, value))
    expect([fits('prefix', '/info*'), fits('suffix', '*/a')]).toEqual([
      [true, false, true],
      [true, true, false],
    ])
  })
  test('is a matter of capital letters, except of hosts', () => {
    expect(fitsValue(exact('Get'), 'get')).toBe(false)
    expect(fitsTest({ attribute: kinds('path'), anyOf: [exact('/P')], negate: false, path: [] }, seen)).toBe('no')
  })
  test('is said of blocks without their holes, and of patterns', () => {
    const block: ValueMatcher = {
      form: 'block',
      text: '10.0.0.0/8',
      block: parseCidrLoosely('10.0.0.0/8')!.block,
      except: ['10.1.0.0/16', '10.2.0.0/16'].map((text) => parseCidrLoosely(text)!.block),
    }
    expect(['10.0.0.1', '10.1.0.1', '10.2.0.1', '11.0.0.1', 'no'].map((value) => fitsValue(block, value))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
    const pattern: ValueMatcher = { form: 'pattern', text: 'a', matches: (value) => value === 'b' }
    expect([fitsValue(pattern, 'b'), fitsValue(pattern, 'a')]).toEqual([true, false])
  })
  test.each([
    ['a', 'a', true],
    ['a', 'b', false],
    ['a*', 'ba', false],
    ['a*b*c', 'acb', false],
    ['a*b*c', 'aXXc', false],
    ['*b*', 'b', true],
    ['a*bb*c', 'abbc', true],
    ['a*bb*bc', 'abbc', false],
  ])('the glob %s on %s: %s', (text, value, is) => expect(fitsValue({ form: 'glob', text }, value)).toBe(is))
  test.each([
    ['/a/{*}.txt', '/a/b.txt', true],
    ['/a/{*}.txt', '/a/.txt', false],
    ['/a/{*}.txt/c', '/a/b.txt/c', true],
    ['/a/{*}', '/b/c', false],
    ['{*}/b', '/b', false],
    ['/a/{*}/c', '/a/b/c/d', false],
  ])('the template %s on %s: %s', (text, value, is) => expect(fitsValue({ form: 'template', text }, value)).toBe(is))
  test.each([
    ['spiffe://td/ns/a/sa/b', { domain: 'td', namespace: 'a', account: 'b' }],
    ['td/ns/a/sa/b/c', null],
    ['x/td/ns/a/sa/b', null],
    ['spiffe://td/ns/shop/sa/web', { domain: 'td', namespace: 'shop', account: 'web' }],
    [null, null],
  ])('%s is the identity %o', (text, parts) => expect(spiffe(text)).toEqual(parts))
})
