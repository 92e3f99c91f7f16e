import { describe, expect, test } from 'vitest'
import { icmpType, portNumber } from '../../../src/policy/kinds/cilium/ports.ts'
import type { RequestMatcher } from '../../../src/policy/form.ts'
import { rules } from './read-cilium.ts'

describe('ports of an entry', () => {
  const whenOf = (ports: string) => rules(`ingress: [{toPorts: [{ports: [${ports}]}]}]`).map(({ when }) => when)
  const path = ['spec', 'ingress', 0, 'toPorts', 0, 'ports', 0]
  const base = { kind: 'ports', path, protocolPath: [...path, 'protocol'], portPath: [...path, 'port'] }

  // Source: pkg/policy/api/l4.go, rule_validation.go
  test.each([
    ['{port: "80", protocol: TCP}', { protocol: 'TCP', name: null, range: { from: 80, to: 80 } }],
    ['{port: "80", protocol: UDP}', { protocol: 'UDP', name: null, range: { from: 80, to: 80 } }],
    ['{port: "80", endPort: 90, protocol: SCTP}', { protocol: 'SCTP', name: null, range: { from: 80, to: 90 } }],
    ['{port: "80"}', { protocol: null, name: null, range: { from: 80, to: 80 } }],
    ['{port: "80", protocol: ANY}', { protocol: null, name: null, range: { from: 80, to: 80 } }],
    ['{port: "0", protocol: TCP}', { protocol: 'TCP', name: null, range: null }],
    ['{port: "0"}', { protocol: null, name: null, range: { from: 0, to: 65535 } }],
    ['{port: "Web", protocol: TCP}', { protocol: 'TCP', name: 'web', range: null }],
  ])('%s', (port, expected) => expect(whenOf(port)).toEqual([[{ aspect: 'port', anyOf: [{ ...base, ...expected }] }]]))

  test('of protocols without ports are a way of their own', () =>
    expect(whenOf('{port: "80", protocol: TCP}, {port: "0", protocol: GRE}')).toMatchObject([
      [{ aspect: 'port', anyOf: [{ protocol: 'TCP' }] }],
      [{ aspect: 'protocol', anyOf: [{ kind: 'protocol', protocol: 47, path: [...path.slice(0, -1), 1] }] }],
    ]))
  test('may be only of protocols without ports', () =>
    expect(whenOf('{port: "0", protocol: GRE}')).toMatchObject([[{ aspect: 'protocol' }]]))
  test('stand beside peers, one rule for each element', () => {
    const [first, second] = rules(
      'ingress: [{fromEndpoints: [{}], toPorts: [{ports: [{port: "80"}]}, {ports: [{port: "81"}]}]}]',
    )
    expect([first, second].map((rule) => [rule!.path.join('.'), rule!.when.map(({ aspect }) => aspect)])).toEqual([
      ['spec.ingress.0.toPorts.0', ['port', 'peer']],
      ['spec.ingress.0.toPorts.1', ['port', 'peer']],
    ])
    expect(rules('ingress: [{toPorts: [{ports: [{port: "80"}]}]}]')[0]!.path).toEqual(['spec', 'ingress', 0])
  })
  test('are messages by number or name', () => {
    const messages = (fields: string) => {
      const [condition] = rules(`ingress: [{fromEndpoints: [{}], icmps: [{fields: [${fields}]}]}]`)[0]!.when
      return condition?.aspect === 'icmp' ? condition.anyOf : null
    }
    const at = ['spec', 'ingress', 0, 'icmps', 0, 'fields', 0]
    expect(messages('{type: 3}')).toEqual([{ kind: 'icmp', family: 4, code: null, type: 3, path: at }])
    expect(messages('{family: IPv6, type: EchoRequest}')).toMatchObject([{ family: 6, type: 128 }])
    expect(messages('{family: IPv4, type: EchoRequest}')).toMatchObject([{ family: 4, type: 8 }])
    expect(messages('{type: "3"}')).toMatchObject([{ type: 3 }])
  })
  test('are numbers as Go reads them', () => {
    expect(['80', '0', '010', '00', 'web', '08', '8o', '-1', '0x10'].map(portNumber)).toEqual([
      80,
      0,
      8,
      0,
      null,
      null,
      null,
      null,
      null,
    ])
    expect([icmpType(4, 'Echo'), icmpType(6, 'Echo'), icmpType(4, 'constructor')]).toEqual([8, null, null])
  })
})

describe('requests of an entry', () => {
  const requests = (rest: string, section = 'ingress') =>
    rules(`${section}: [{toPorts: [{ports: [{port: "80", protocol: TCP}], ${rest}}]}]`)[0]!.request
  const first = (rest: string, section?: string): RequestMatcher => requests(rest, section)![0]!

  test('over HTTP are what every part fits', () => {
    const request = first('rules: {http: [{method: GET, path: "/a.*", host: b}]}')
    if (request.kind !== 'http') throw new Error('it is of another kind')
    expect([request.method?.text, request.target?.text, request.host?.text]).toEqual(['GET', '/a.*', 'b'])
    expect([request.method!.matches('GET'), request.target!.matches('/b'), request.host!.matches('b')]).toEqual([
      true,
      false,
      true,
    ])
    expect(request.path).toEqual(['spec', 'ingress', 0, 'toPorts', 0, 'rules', 'http', 0])
    expect('tls' in request).toBe(false)
    expect(first('rules: {http: [{}]}')).toMatchObject({ method: null, target: null, host: null, headers: [] })
    expect(first('rules: {http: [{method: "", path: ""}]}')).toMatchObject({ method: null, target: null })
  })
  test.each([
    ['headers: ["X-Key: a b"]', { name: 'X-Key', value: 'a b', otherwise: 'miss' }],
    ['headers: ["X-Key a"]', { name: 'X-Key', value: 'a', otherwise: 'miss' }],
    ['headers: ["X-Key"]', { name: 'X-Key', value: null, otherwise: 'miss' }],
    ['headers: ["X-Key:"]', { name: 'X-Key:', value: null, otherwise: 'miss' }],
    ['headers: ["X-Key:: a"]', { name: 'X-Key', value: 'a', otherwise: 'miss' }],
    ['headers: [" a"]', { name: '', value: 'a', otherwise: 'miss' }],
    ['headers: ["X:Y: a"]', { name: 'X:Y', value: 'a', otherwise: 'miss' }],
    ['headerMatches: [{name: X-Key, value: a}]', { name: 'X-Key', value: 'a', otherwise: 'miss' }],
    ['headerMatches: [{name: X-Key, value: ""}]', { name: 'X-Key', value: null, otherwise: 'miss' }],
    ['headerMatches: [{name: X-Key, value: a, mismatch: LOG}]', { name: 'X-Key', value: 'a', otherwise: 'pass' }],
    [
      'headerMatches: [{name: X-Key, secret: {name: s, namespace: other}}]',
      { name: 'X-Key', value: null, secret: { name: 's', namespace: 'other' }, otherwise: 'miss' },
    ],
    [
      'headerMatches: [{name: X-Key, secret: {name: s}}]',
      { name: 'X-Key', value: null, secret: { name: 's', namespace: 'shop' }, otherwise: 'miss' },
    ],
  ])('have headers, as %s', (header, expected) =>
    expect(first(`rules: {http: [{${header}}]}`)).toMatchObject({ headers: [expected] }),
  )
  test('are look-ups of names', () => {
    const lookup = (rule: string) => {
      const request = first(`rules: {dns: [${rule}]}`, 'egress')
      return request.kind === 'dns' ? [request.pattern?.text, request.path.join('.')] : null
    }
    const path = 'spec.egress.0.toPorts.0.rules.dns.0'
    expect([lookup('{matchName: example.com}'), lookup('{matchPattern: "*.example.com"}')]).toEqual([
      ['example.com', path],
      ['*.example.com', path],
    ])
  })
  // Source: pkg/policy/api/kafka.go (1.18)
  test('are what Kafka is asked for', () => {
    const path = ['spec', 'ingress', 0, 'toPorts', 0, 'rules', 'kafka', 0]
    const nothing = { kind: 'kafka', path, role: null, apiKey: null, apiVersion: null, clientId: null, topic: null }
    const kafka = (rule: string) => first(`rules: {kafka: [${rule}]}`)
    expect(kafka('{topic: t}')).toEqual({ ...nothing, topic: 't' })
    expect(kafka('{role: produce, topic: t, clientID: c}')).toEqual({
      ...nothing,
      role: 'produce',
      topic: 't',
      clientId: 'c',
    })
    expect(kafka('{role: consume}')).toEqual({ ...nothing, role: 'consume' })
    expect(kafka('{apiKey: fetch, apiVersion: "10"}')).toEqual({ ...nothing, apiKey: 'fetch', apiVersion: 10 })
    expect(kafka('{apiKey: fetch, apiVersion: ""}')).toEqual({ ...nothing, apiKey: 'fetch' })
  })
  test('are in a protocol that is read and not evaluated, where it is named and something is asked', () => {
    expect(first('rules: {l7proto: memcached, l7: [{a: b}]}')).toEqual({
      kind: 'opaque',
      protocol: 'memcached',
      path: ['spec', 'ingress', 0, 'toPorts', 0, 'rules', 'l7'],
    })
    expect(requests('rules: {l7proto: memcached}')).toBeUndefined()
  })
  test('are server names', () =>
    expect(first('serverNames: [example.com]', 'egress')).toMatchObject({
      kind: 'sni',
      patterns: [{ text: 'example.com' }],
      path: ['spec', 'egress', 0, 'toPorts', 0, 'serverNames'],
    }))
  test('are read inside TLS where the proxy ends it, for its server names', () => {
    const request = first(
      'serverNames: [example.com], terminatingTLS: {secret: {name: s}}, rules: {http: [{method: GET}]}',
      'egress',
    )
    expect(request.kind === 'http' && request.tls?.names.map(({ text }) => text)).toEqual(['example.com'])
  })
  test('are none, where the element asks for none', () => {
    expect(rules('ingress: [{toPorts: [{ports: [{port: "80"}]}]}]')[0]).not.toHaveProperty('request')
  })
})
