import { describe, expect, test } from 'vitest'
import { namePattern, readPattern } from '../../../src/ground/patterns.ts'
import type { HttpMatcher, RequestMatcher } from '../../../src/policy/form.ts'
import { fitsRequest, refusedAs, type Said } from '../../../src/policy/request.ts'

function pattern(text: string): NonNullable<HttpMatcher['method']> {
  const read = readPattern(text)
  if ('fault' in read) throw new Error(read.fault)
  return read
}

const http = (parts: Partial<HttpMatcher>): RequestMatcher => ({
  kind: 'http',
  method: null,
  target: null,
  host: null,
  headers: [],
  path: [],
  ...parts,
})
const getOrders = http({ method: pattern('GET'), target: pattern('/orders/.*') })

describe('a rule on HTTP', () => {
  test.each<readonly [string, readonly RequestMatcher[], Said | undefined, string]>([
    ['no matcher fits nothing', [], undefined, 'no'],
    ['method and path fit', [getOrders], { http: { method: 'GET', path: '/orders/7' } }, 'yes'],
    ['the method does not fit', [getOrders], { http: { method: 'PUT', path: '/orders/7' } }, 'no'],
    ['a request without words is GET /', [http({ method: pattern('GET'), target: pattern('/') })], { http: {} }, 'yes'],
    ['one of two fits', [http({ method: pattern('PUT') }), getOrders], { http: { path: '/orders/7' } }, 'yes'],
    ['nothing is said: it depends', [getOrders], undefined, 'unknown'],
    ['a rule that asks nothing of the request', [http({})], undefined, 'yes'],
    ['the host is not said: it depends', [http({ host: pattern('shop') })], { http: {} }, 'unknown'],
    ['another protocol is spoken', [getOrders], { app: 'tcp' }, 'no'],
    [
      'a header is there, in other capitals',
      [http({ headers: [{ name: 'X-Token', value: 'a', otherwise: 'miss' }] })],
      { http: { headers: { 'x-token': 'a' } } },
      'yes',
    ],
    [
      'a header has another value',
      [http({ headers: [{ name: 'X-Token', value: 'a', otherwise: 'miss' }] })],
      { http: { headers: { 'x-token': 'b' } } },
      'no',
    ],
    [
      'a mismatch that only changes the request',
      [http({ headers: [{ name: 'X-Token', value: 'a', otherwise: 'pass' }] })],
      { http: {} },
      'yes',
    ],
  ])('%s', (_, matchers, said, fit) => expect(fitsRequest(matchers, said, null)).toBe(fit))
})

describe('a rule on names', () => {
  const dns: RequestMatcher = { kind: 'dns', pattern: namePattern('*.example.com'), path: [] }
  const sni: RequestMatcher = { kind: 'sni', patterns: [namePattern('api.example.com')], path: [] }
  test.each<readonly [string, RequestMatcher, Said | undefined, string]>([
    ['the name that is asked for fits', dns, { dns: { name: 'api.example.com' } }, 'yes'],
    ['another name', dns, { dns: { name: 'example.org' } }, 'no'],
    ['no name is said', dns, undefined, 'unknown'],
    ['HTTP is no DNS', dns, { http: {} }, 'no'],
    ['the server name fits', sni, { sni: 'api.example.com' }, 'yes'],
    ['another server name', sni, { sni: 'www.example.com' }, 'no'],
    ['TLS without its server name', sni, { app: 'tls' }, 'unknown'],
    ['no TLS at all', sni, { app: 'http' }, 'no'],
  ])('%s', (_, matcher, said, fit) => expect(fitsRequest([matcher], said, null)).toBe(fit))
})

describe('a rule on HTTP where TLS ends at the proxy', () => {
  const inside = http({ method: pattern('GET'), tls: { names: [namePattern('api.example.com')] } })
  test.each<readonly [string, Said, string | null, string, string]>([
    ['the server name and the request fit', { sni: 'api.example.com', http: {} }, null, 'yes', 'http'],
    ['another server name', { sni: 'www.example.com', http: {} }, null, 'no', 'sni'],
    ['the client asks for the host of its request', { http: { host: 'api.example.com:443' } }, null, 'yes', 'http'],
    ['the client asks for the name that it dialled', { http: {} }, 'www.example.com', 'no', 'sni'],
    ['another method', { sni: 'api.example.com', http: { method: 'PUT' } }, null, 'no', 'http'],
    ['nobody says which server is asked for', { http: {} }, null, 'unknown', 'http'],
  ])('%s', (_, said, dialled, fit, refusal) => {
    expect(fitsRequest([inside], said, dialled)).toBe(fit)
    expect(refusedAs([inside], said, dialled)).toBe(refusal)
  })

  test('a proxy that waits for plain HTTP closes what begins with TLS', () => {
    expect(fitsRequest([getOrders], { sni: 'api.example.com', http: { path: '/orders/7' } }, null)).toBe('no')
    expect(refusedAs([getOrders], { sni: 'api.example.com' }, null)).toBe('opaque')
  })
  test('a value from a Secret that is in no manifest is not known', () => {
    const secret = http({
      headers: [{ name: 'X-Token', value: null, secret: { namespace: 'shop', name: 'token' }, otherwise: 'miss' }],
    })
    expect(fitsRequest([secret], { http: { headers: { 'x-token': 'a' } } }, null)).toBe('unknown')
    expect(fitsRequest([secret], { http: {} }, null)).toBe('no')
  })
})

describe('a rule on Kafka', () => {
  const rule = (parts: Partial<Extract<RequestMatcher, { kind: 'kafka' }>>): RequestMatcher => ({
    kind: 'kafka',
    role: null,
    apiKey: null,
    apiVersion: null,
    clientId: null,
    topic: null,
    path: [],
    ...parts,
  })
  test.each<readonly [string, RequestMatcher, Said | undefined, string]>([
    [
      'a producer asks to produce',
      rule({ role: 'produce', topic: 'orders' }),
      { kafka: { apiKey: 'produce', topic: 'orders' } },
      'yes',
    ],
    [
      'a producer does not fetch',
      rule({ role: 'produce', topic: 'orders' }),
      { kafka: { apiKey: 'fetch', topic: 'orders' } },
      'no',
    ],
    ['another topic', rule({ role: 'consume', topic: 'orders' }), { kafka: { apiKey: 'fetch', topic: 'plans' } }, 'no'],
    [
      'a request about no topic is not asked for one',
      rule({ role: 'consume', topic: 'orders' }),
      { kafka: { apiKey: 'Heartbeat' } },
      'yes',
    ],
    ['another client', rule({ clientId: 'web' }), { kafka: { apiKey: 'fetch', clientId: 'job' } }, 'no'],
    ['nothing is said', rule({}), undefined, 'unknown'],
    ['HTTP is no Kafka', rule({}), { http: {} }, 'no'],
  ])('%s', (_, matcher, said, fit) => expect(fitsRequest([matcher], said, null)).toBe(fit))
})
