import { describe, expect, test } from 'vitest'
import { namePattern, readPattern } from '../../../src/ground/patterns.ts'
import type { HttpMatcher, RequestMatcher } from '../../../src/policy/form.ts'
import { fitsRequest, type Said } from '../../../src/policy/request.ts'

function pattern(text: string): NonNullable<HttpMatcher['method']> {
  const read = readPattern(text)
  if ('fault' in read) throw new Error(read.fault)
  return read
}

const http = (parts: Partial<HttpMatcher>): RequestMatcher => ({ kind: 'http', method: null, target: null, host: null, headers: [], path: [], ...parts })
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
    ['a header is there, in other capitals', [http({ headers: [{ name: 'X-Token', value: 'a', otherwise: 'miss' }] })], { http: { headers: { 'x-token': 'a' } } }, 'yes'],
    ['a header has another value', [http({ headers: [{ name: 'X-Token', value: 'a', otherwise: 'miss' }] })], { http: { headers: { 'x-token': 'b' } } }, 'no'],
    ['a mismatch that only changes the request', [http({ headers: [{ name: 'X-Token', value: 'a', otherwise: 'pass' }] })], { http: {} }, 'yes'],
  ])('%s', (_, matchers, said, fit) => expect(fitsRequest(matchers, said)).toBe(fit))
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
  ])('%s', (_, matcher, said, fit) => expect(fitsRequest([matcher], said)).toBe(fit))
})
