import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scoreText } from '../../../../src/app/text/assertions.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import type { Assertion } from '../../../../src/world/assertions/assertion.ts'
import { checkAssertion } from '../../../../src/world/assertions/check.ts'
import { openWorld, type World } from '../../../../src/world/index.ts'
import { planMutants, type TriedMutant } from '../../../../src/world/mutants/try.ts'

const pod = (namespace: string, name: string, port: number) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}
spec: {containers: [{name: c, image: i, ports: [{containerPort: ${port}}]}]}
---
`
const SHOP = `${pod('shop', 'web', 80)}${pod('shop', 'api', 8080)}${pod('shop', 'db', 5432)}${pod('ops', 'api', 9000)}`
const policy = (spec: string, name = 'p') => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: shop}
spec: ${spec}
---
`
const worldOf = (...policies: readonly string[]) =>
  openWorld({
    documents: [
      { name: 'shop', text: SHOP },
      { name: 'policies', text: policies.join('') },
    ],
  })
const tryAll = (world: World, assertions: readonly Assertion[] = []) => {
  const plan = planMutants(world)
  return plan.tryMutants(assertions, 0, plan.count)
}
const fates = (tried: readonly TriedMutant[]) => tried.map(({ mutation, fate }) => `${mutation}: ${fate}`)
const score = (tried: readonly TriedMutant[]) => [
  tried.filter(({ fate }) => fate === 'noticed').length,
  tried.filter(({ fate }) => fate === 'noticed' || fate === 'survived').length,
]

const DB = policy(
  '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: api}}}], ports: [{port: 5432}]}]}',
  'db',
)

describe('mutants of a policy', () => {
  test('each term is loosened, each rule taken away', () => {
    expect(fates(tryAll(worldOf(DB)))).toEqual([
      'no-policy: survived',
      'no-rule: survived',
      'any-port: survived',
      'any-peer: survived',
      'any-pod: survived',
      'any-namespace: survived',
    ])
  })

  test('of several peers and ports each is left out once', () => {
    const two = policy(
      '{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: api}}}, {ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.7/32]}}], ports: [{port: 80}, {port: 81}]}]}',
    )
    expect(fates(tryAll(worldOf(two))).map((text) => text.split(':')[0])).toEqual([
      'no-policy',
      'no-rule',
      'any-port',
      'no-port',
      'no-port',
      'any-peer',
      'no-peer',
      'no-peer',
      'any-pod',
      'any-namespace',
      'any-address',
      'no-except',
    ])
  })

  test('a direction is left open where two are closed', () => {
    const both = policy('{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress, Egress]}')
    expect(fates(tryAll(worldOf(both)))).toEqual([
      'no-policy: survived',
      'direction-not-isolated: survived',
      'direction-not-isolated: survived',
    ])
  })

  test('what makes no difference to anybody is told apart', () => {
    const twice = policy('{podSelector: {matchLabels: {app: db}}}')
    expect(fates(tryAll(worldOf(twice, policy('{podSelector: {matchLabels: {app: db}}}', 'again'))))).toEqual([
      'no-policy: same',
      'no-policy: same',
    ])
  })

  test('actions of a cluster-wide policy are turned round', () => {
    const cluster = `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: {name: guard}
spec:
  tier: Admin
  priority: 10
  subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: db}}}}
  ingress: [{action: Deny, from: [{namespaces: {}}]}]
---
`
    expect(fates(tryAll(worldOf(cluster)))).toEqual([
      'no-policy: survived',
      'no-rule: survived',
      'other-action: survived',
    ])
    expect(tryAll(worldOf(cluster))[0]!.policy).toEqual({
      kind: 'ClusterNetworkPolicy',
      namespace: null,
      name: 'guard',
    })
  })

  test('they lead to the line that was changed', () => {
    const [, rule, port] = tryAll(worldOf(DB))
    expect([rule!.span?.document, rule!.span?.start.line, port!.span?.start.line]).toEqual(['policies', 4, 4])
  })
})

describe('assertions', () => {
  test('notice a mutant when one that holds does not any more', () => {
    const tried = tryAll(worldOf(DB), [
      { question: 'shop/web -> shop/db:5432', expect: 'deny' },
      { question: 'shop/web -> shop/db:5432', expect: 'allow' },
    ])
    expect(fates(tried)).toEqual([
      'no-policy: noticed',
      'no-rule: survived',
      'any-port: survived',
      'any-peer: noticed',
      'any-pod: noticed',
      'any-namespace: survived',
    ])
    expect(tried[0]!.noticedBy).toEqual([0])
  })

  test('that are proposed hold now, and notice their mutant', () => {
    const world = worldOf(DB)
    let assertions: readonly Assertion[] = []
    for (let round = 0; round < 6; round++) {
      const survivor = tryAll(world, assertions).find(({ fate }) => fate === 'survived')
      if (!survivor) break
      expect(checkAssertion(survivor.propose!, world).state).toBe('holds')
      assertions = [...assertions, survivor.propose!]
    }
    expect(score(tryAll(world, assertions))).toEqual([6, 6])
    expect(assertions.length).toBeLessThan(6)
  })

  test('once noticed, a mutant stays noticed when assertions are added', () => {
    const world = worldOf(
      DB,
      policy(
        '{podSelector: {matchLabels: {app: api}}, policyTypes: [Ingress, Egress], ingress: [{}], egress: [{to: [{podSelector: {}}]}]}',
        'api',
      ),
    )
    const end = fc.constantFrom('shop/web', 'shop/api', 'shop/db', 'ops/api', 'internet')
    const assertion = fc
      .record({
        from: end,
        to: end,
        port: fc.constantFrom(80, 5432, 8080),
        expect: fc.constantFrom('allow' as const, 'deny' as const),
      })
      .map(({ from, to, port, expect }): Assertion => ({ question: `${from} -> ${to}:${port}`, expect }))
    fc.assert(
      fc.property(fc.array(assertion, { maxLength: 4 }), fc.array(assertion, { maxLength: 4 }), (some, more) => {
        const before = tryAll(world, some)
        const after = tryAll(world, [...some, ...more])
        expect(
          before.flatMap(({ fate }, index) => (fate === 'noticed' && after[index]!.fate !== 'noticed' ? [index] : [])),
        ).toEqual([])
      }),
      { numRuns: 10 },
    )
  })
})

test('a mutant leaves what shares its text alone', () => {
  const list = JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'a', namespace: 'shop' },
        spec: { podSelector: { matchLabels: { app: 'db' } } },
      },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'b', namespace: 'shop' },
        spec: { podSelector: { matchLabels: { app: 'web' } } },
      },
    ],
  })
  const world = openWorld({ documents: [{ name: 'all', text: `${SHOP}${list}` }] })
  expect(
    tryAll(world, [
      { question: 'shop/api -> shop/db:5432', expect: 'deny' },
      { question: 'shop/api -> shop/web:80', expect: 'deny' },
    ]).map(({ policy: { name }, noticedBy }) => [name, noticedBy]),
  ).toEqual([
    ['a', [0]],
    ['b', [1]],
  ])
})

test('changes beyond what can be tried are counted, and said', () => {
  const rules = Array.from(
    { length: 300 },
    (_, index) => `  - from: [{podSelector: {matchLabels: {app: a${index}}}}]\n    ports: [{port: ${8000 + index}}]`,
  ).join('\n')
  const world = openWorld({
    documents: [
      {
        name: 'many',
        text: `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: many}\nspec:\n  podSelector: {}\n  ingress:\n${rules}\n`,
      },
    ],
  })
  const { count, untried } = planMutants(world)
  expect(count).toBe(400)
  expect(untried).toBeGreaterThan(0)
  expect(plain(scoreText([{ mutation: {}, fate: 'noticed' } as never], untried))).toContain(
    `${untried} more changes were not tried`,
  )
})
