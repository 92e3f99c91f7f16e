import { describe, expect, test } from 'vitest'
import type { Leg, Refusal, Stage } from '../../../src/engine/leg.ts'
import { evaluateRoute } from '../../../src/engine/route.ts'
import type { Flow } from '../../../src/policy/match.ts'
import type { ProxyRule } from '../../../src/policy/proxy/form.ts'
import type { Sight } from '../../../src/policy/proxy/sight.ts'
import { judge as policiesUnder } from './judged.ts'
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

  const found = { fact: { fact: 'given-identity' }, ground: null } as const
  const finding = (id: string, refusal: Refusal | null): Stage => ({ kind: 'found', id, found, refusal })
  const unknown = sight({ request: null })
  const silent = (stages: readonly Stage[], more: Partial<Leg> = {}) =>
    leg(flow(15008), [], {
      proxies: [{ place: 'server-proxy', endpoint: end('api'), sight: unknown, stages }],
      ...more,
    })

  test('ends in the client’s proxy by what that finds, whatever is on the wire', () => {
    const own = (stages: readonly Stage[]) => leg(flow(15008), [], { client: { stages, sight: sight() } })
    expect(judge(own([finding('a', null), finding('b', FORBIDDEN), finding('c', RESET)]))).toMatchObject([
      {
        passage: 'denied',
        legs: [
          {
            network: null,
            proxies: [],
            passage: 'denied',
            client: [{ passage: 'allowed' }, { passage: 'denied', needs: null }],
            stop: { at: 'client-proxy', refusal: FORBIDDEN },
          },
        ],
      },
    ])
    expect(judge(own([finding('a', null)]))).toMatchObject([{ passage: 'allowed', legs: [{ passage: 'allowed' }] }])
    const broken = { at: 'client-proxy', refusal: RESET, found } as const
    expect(judge(leg(flow(15008), [], { broken }))).toMatchObject([
      { legs: [{ network: null, passage: 'denied', stop: { at: 'client-proxy', refusal: RESET } }] },
    ])
    expect(judge(leg(null, []))).toMatchObject([
      { legs: [{ network: null, passage: 'denied', stop: { at: 'client-proxy', refusal: null } }] },
    ])
  })
  test('depends where one of its legs, its own stages or its proxies do', () => {
    const asks = stage('ALLOW', 'deny', [rule('allow', 'GET')])
    expect(judge(silent([asks], { next: () => [leg(flow(15008), [])] }))).toMatchObject([
      { passage: 'depends', legs: [{ passage: 'depends' }, { passage: 'allowed' }] },
    ])
    expect(judge(leg(flow(15008), [], { client: { stages: [asks], sight: unknown } }))).toMatchObject([
      { passage: 'depends', legs: [{ client: [{ passage: 'depends' }] }] },
    ])
    expect(judge(silent([finding('a', null), asks]))).toMatchObject([
      {
        legs: [
          { proxies: [{ passage: 'depends', stages: [{ passage: 'allowed', needs: null }, { needs: 'request' }] }] },
        ],
      },
    ])
  })
  test('is told proxy by proxy until one refuses', () => {
    const proxy = (stages: readonly Stage[]) =>
      ({ place: 'waypoint', endpoint: end('api'), sight: sight(), stages }) as const
    expect(
      judge(
        leg(flow(15008), [], {
          proxies: [proxy([finding('a', null)]), proxy([finding('b', RESET), finding('c', null)]), proxy([])],
        }),
      ),
    ).toMatchObject([
      {
        legs: [
          {
            stop: { at: 'proxy', refusal: RESET },
            proxies: [
              { passage: 'allowed', stages: [{ passage: 'allowed' }] },
              { passage: 'denied', stages: [{ passage: 'denied' }] },
            ],
          },
        ],
      },
    ])
  })
  test('is decided by the rules that fit, and not by policies that are idle', () => {
    const [hit, missed] = [rule('allow', 'GET'), rule('allow', 'POST')]
    const asked = stage('ALLOW', 'deny', [missed, hit])
    const decided = (each: Stage) => judge(leg(flow(15008), [each]))[0]!.legs[0]!.proxies[0]!.stages[0]!
    expect([...decided(asked).deciding]).toEqual([hit])
    expect(decided(asked)).toMatchObject({ passage: 'allowed', needs: null })
    if (asked.kind !== 'policies') throw new Error('it has policies')
    const idle = (says: 'unknown' | undefined): Stage => ({
      ...asked,
      unmatched: 'pass',
      policies: [
        {
          ...asked.policies[0]!,
          rules: [rule('deny')],
          idle: 'other' as never,
          authorizer: says ? { name: 'x', says, known: null } : null,
        },
      ],
    })
    expect(decided(idle(undefined))).toMatchObject({ passage: 'allowed', needs: null })
    expect(decided(idle('unknown'))).toMatchObject({ passage: 'allowed', needs: null })
  })
  test('waits for an authorizer where one of several policies asks it, by one of its rules', () => {
    const one = stage('CUSTOM', 'pass', [rule('deny', 'POST'), rule('deny', 'GET')], 'unknown')
    const other = stage('CUSTOM', 'pass', [rule('deny', 'PUT')])
    if (one.kind !== 'policies' || other.kind !== 'policies') throw new Error('they have policies')
    const both: Stage = { ...one, policies: [...other.policies, ...one.policies] }
    expect(judge(leg(flow(15008), [both]))).toMatchObject([
      { passage: 'depends', legs: [{ proxies: [{ stages: [{ needs: 'authorizer' }] }] }] },
    ])
  })
  test('ends before it begins where the network carries nothing from one end to the other', () => {
    const apart = policiesUnder([], { connects: () => false })
    expect(evaluateRoute([leg(flow(15008), [])], apart)).toMatchObject([
      { passage: 'denied', legs: [{ passage: 'denied', stop: { at: 'no-road', refusal: null } }] },
    ])
  })
})
