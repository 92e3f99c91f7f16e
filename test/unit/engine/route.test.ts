import { describe, expect, test } from 'vitest'
import type { Leg, Refusal, Stage } from '../../../src/engine/leg.ts'
import { evaluateRoute } from '../../../src/engine/route.ts'
import type { Flow } from '../../../src/policy/match.ts'
import type { ProxyRule } from '../../../src/policy/proxy/form.ts'
import type { Sight } from '../../../src/policy/proxy/sight.ts'
import { openWorld } from '../../../src/world/index.ts'

const world = openWorld({
  documents: [
    {
      name: 'cluster',
      text: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, image: web }] }
---
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop, labels: { app: api } }
spec: { containers: [{ name: api, image: api }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: tunnel, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  ingress: [{ ports: [{ port: 15008 }] }]
`,
    },
  ],
})
const end = (name: string) => world.cluster.podByName.get(`shop/${name}`)!.endpoint!

const flow = (port: number): Flow => ({
  source: end('web'),
  destination: end('api'),
  sourceAddress: end('web').addresses[0]!,
  destinationAddress: end('api').addresses[0]!,
  name: null,
  protocol: 'TCP',
  port,
  hairpin: false,
  service: null,
})
const sight = (more: Partial<Sight> = {}): Sight => ({
  identity: 'cluster.local/ns/shop/sa/web',
  sourceAddress: null,
  remoteAddress: null,
  destinationAddress: null,
  port: 8080,
  serverName: null,
  reads: 'requests',
  request: { method: 'GET', path: '/' },
  hosts: [],
  path: '/',
  tokens: [],
  ...more,
})
const FORBIDDEN: Refusal = { cause: 'http-403', sees: 'response', status: 403, body: null, log: null }
const RESET: Refusal = { cause: 'mtls-required', sees: 'reset', status: null, body: null, log: null }

const rule = (action: ProxyRule['action'], method?: string): ProxyRule => ({
  index: 0,
  action,
  path: [],
  all:
    method === undefined
      ? []
      : [
          {
            section: 'to',
            path: [],
            anyOf: [
              {
                path: [],
                all: [
                  { attribute: { kind: 'method' }, anyOf: [{ form: 'exact', text: method }], negate: false, path: [] },
                ],
              },
            ],
          },
        ],
})
const object = end('api').kind === 'pod' ? world.cluster.podByName.get('shop/api')!.object : null!
const stage = (
  id: string,
  unmatched: 'deny' | 'pass',
  rules: readonly ProxyRule[],
  says?: 'allow' | 'deny' | 'unknown',
): Stage => ({
  kind: 'policies',
  id,
  unmatched,
  refusal: FORBIDDEN,
  policies: [
    {
      kind: 'AuthorizationPolicy',
      object,
      namespace: 'shop',
      name: id,
      isolates: unmatched === 'deny',
      rules,
      authorizer: says === undefined ? null : { name: 'x', says, known: null },
    },
  ],
})
const leg = (wire: Flow | null, stages: readonly Stage[], more: Partial<Leg> = {}): Leg => ({
  flow: flow(8080),
  wire,
  link: { form: 'tunnel', identity: null, facts: [] },
  broken: null,
  client: null,
  next: () => [],
  proxies: [{ place: 'server-proxy', endpoint: end('api'), sight: sight(), stages }],
  ...more,
})
const judge = (first: Leg) => evaluateRoute([first], world.policies)

describe('a way through a mesh', () => {
  test('passes when the network carries what is on the wire and every proxy lets it pass', () => {
    expect(judge(leg(flow(15008), [stage('ALLOW', 'deny', [rule('allow', 'GET')])]))).toMatchObject([
      { passage: 'allowed', legs: [{ stop: null }] },
    ])
  })
  test('never opens what a network policy closed', () => {
    expect(judge(leg(flow(8080), [stage('ALLOW', 'deny', [rule('allow')])]))).toMatchObject([
      { passage: 'denied', legs: [{ stop: { at: 'ingress', refusal: null }, proxies: [] }] },
    ])
  })
  test('ends in the client’s proxy before anything is sent', () => {
    expect(
      judge(
        leg(null, [], {
          broken: { at: 'client-proxy', refusal: FORBIDDEN, found: { fact: { fact: 'given-identity' }, ground: null } },
        }),
      ),
    ).toMatchObject([{ legs: [{ network: null, stop: { at: 'client-proxy' } }] }])
  })
  test('meets the handshake after the network’s policies and before the proxies', () => {
    const broken = { at: 'wire', refusal: RESET, found: { fact: { fact: 'given-identity' }, ground: null } } as const
    expect(judge(leg(flow(15008), [], { broken }))).toMatchObject([
      { legs: [{ stop: { at: 'wire', refusal: RESET } }] },
    ])
    expect(judge(leg(flow(8080), [], { broken }))).toMatchObject([{ legs: [{ stop: { at: 'ingress' } }] }])
  })
  test('a rule that denies beats one that allows, whichever stage asks last', () => {
    expect(
      judge(leg(flow(15008), [stage('DENY', 'pass', [rule('deny', 'GET')]), stage('ALLOW', 'deny', [rule('allow')])])),
    ).toMatchObject([{ passage: 'denied', legs: [{ stop: { at: 'proxy', refusal: FORBIDDEN } }] }])
  })
  test('depends on a request that nobody told, and on an authorizer that nobody asked', () => {
    const silent = leg(flow(15008), [stage('ALLOW', 'deny', [rule('allow', 'GET')])])
    expect(judge({ ...silent, proxies: [{ ...silent.proxies[0]!, sight: sight({ request: null }) }] })).toMatchObject([
      { passage: 'depends', legs: [{ proxies: [{ stages: [{ needs: 'request' }] }] }] },
    ])
    const custom = (says: 'allow' | 'deny' | 'unknown') =>
      judge(leg(flow(15008), [stage('CUSTOM', 'pass', [rule('deny')], says)]))
    expect(custom('unknown')).toMatchObject([
      { passage: 'depends', legs: [{ proxies: [{ stages: [{ needs: 'authorizer' }] }] }] },
    ])
    expect(custom('allow')).toMatchObject([{ passage: 'allowed' }])
    expect(custom('deny')).toMatchObject([{ passage: 'denied' }])
  })
  test('goes on from leg to leg, each way by itself, and stops where it is in a circle', () => {
    const last = (stages: readonly Stage[]) => leg(flow(15008), stages)
    expect(
      judge(leg(flow(15008), [], { next: () => [last([]), last([stage('DENY', 'pass', [rule('deny')])])] })).map(
        ({ passage, legs }) => [passage, legs.length],
      ),
    ).toEqual([
      ['allowed', 2],
      ['denied', 2],
    ])
    const circle: Leg = leg(flow(15008), [], { next: () => [circle] })
    expect(judge(circle)[0]!.legs).toHaveLength(8)
  })
})
