import { RE2JS } from 're2js'
import { describe, expect, test } from 'vitest'
import { namePattern, readPattern } from '../../../src/ground/patterns.ts'

describe('a regular expression of a policy', () => {
  test.each([
    ['GET', 'GET', true],
    ['GET', 'GETTER', false],
    ['/v1/.*', '/v1/orders', true],
    ['/v1', '/v1/orders', false],
    ['GET|HEAD', 'HEAD', true],
    ['', '', true],
    ['(?i)get', 'GET', true],
  ])('%s as a whole on %s: %s', (text, tried, fits) => {
    const pattern = readPattern(text)
    expect('matches' in pattern && pattern.matches(tried)).toBe(fits)
  })

  test.each([
    'a(',
    ')',
    '(?=later)',
    '(a)\\1',
    'a**',
    'a{1001}',
    '((a{100}){100}){100}',
    '[z-a]',
    '\\',
    '\\pX',
    '(?i',
    '(?P<n>a)(?P<n>b)',
    `${'('.repeat(2_000)}${')'.repeat(2_000)}`,
    '',
    'a{1000}',
    '((a{10}){10}){9}',
    '(?i)[^a-z]+',
    '\\p{L}',
    'x\ud800',
  ])('%j is a fault when RE2 cannot compile it, in its words, and only then', (text) => {
    let says: string | null = null
    try {
      RE2JS.compile(text)
    } catch (error) {
      says = (error as Error).message
    }
    const read = readPattern(text)
    expect('fault' in read ? read.fault : null).toBe(says)
  })

  test('an expression that would hold a backtracking engine up for years answers', () => {
    const pattern = readPattern('(a+)+b')
    expect('matches' in pattern && pattern.matches('a'.repeat(5_000))).toBe(false)
  })
})

// Source: https://docs.cilium.io/en/stable/security/policy/language/#dns-based
describe('a pattern of DNS names', () => {
  test.each([
    ['*.cilium.io', 'www.cilium.io', true],
    ['*.cilium.io', 'cilium.io', false],
    ['*.cilium.io', 'a.b.cilium.io', false],
    ['*cilium.io', 'subcilium.io', true],
    ['sub*.cilium.io', 'subdomain.cilium.io', true],
    ['sub*.cilium.io', 'sub.cilium.io', true],
    ['**.cilium.io', 'a.b.cilium.io', true],
    ['**.cilium.io', 'cilium.io', false],
    ['*', 'any.name.at.all', true],
    ['API.example.com', 'api.example.com.', true],
    ['api.example.com', 'apixexample.com', false],
  ])('%s on %s: %s', (text, name, fits) => {
    expect(namePattern(text).matches(name)).toBe(fits)
  })

  test('its example fits it', () => {
    for (const text of ['*.cilium.io', '**.cilium.io', 'sub*.cilium.io', '*', 'api.example.com']) {
      expect(namePattern(text).matches(namePattern(text).example)).toBe(true)
    }
  })
})

describe('the plain letters that a pattern begins with', () => {
  test.each([
    ['/orders/.*', '/orders/7', true],
    ['/orders/.*', '/order', false],
    ['^/a$', '/a', true],
    ['/ab?', '/a', true],
    ['/ab*', '/a', true],
    ['/ab{0,2}', '/a', true],
    ['/ab+', '/abb', true],
    ['/ab+', '/a', false],
    ['/a|/b', '/b', true],
    ['(?i)/A', '/a', true],
    ['\\Qa.b\\E', 'a.b', true],
    ['', '', true],
    ['/🙂?x', '/x', true],
  ])('%j and %j: %s', (pattern, text, fits) => {
    const read = readPattern(pattern)
    expect('matches' in read && read.matches(text)).toBe(fits)
  })
})
