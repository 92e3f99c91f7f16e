import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CELL, openWorld, type World } from '../../src/world/index.ts'

/** A small world in which Istio's pods, Linkerd's absence and plain pods meet. */
const CLUSTER = (mode: 'sidecar' | 'ambient') => `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { ${mode === 'sidecar' ? 'istio-injection: enabled' : 'istio.io/dataplane-mode: ambient'} } }
---
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop, labels: { app: api } }
spec: { serviceAccountName: api, containers: [{ name: app, image: example/api, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: api }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { serviceAccountName: web, containers: [{ name: app, image: example/web }] }
---
apiVersion: v1
kind: Pod
metadata: { name: dbg, namespace: dev }
spec: { containers: [{ name: app, image: example/dbg }] }
`

const source = fc
  .record(
    {
      principals: fc.subarray(['cluster.local/ns/shop/sa/web', '*', 'cluster.local/ns/other/*'], { minLength: 1 }),
      notNamespaces: fc.subarray(['shop', 'dev'], { minLength: 1 }),
      ipBlocks: fc.constant(['10.0.0.0/8']),
    },
    { requiredKeys: [] },
  )
  .filter((each) => Object.keys(each).length > 0)
const operation = fc
  .record(
    {
      methods: fc.subarray(['GET', 'POST'], { minLength: 1 }),
      notPaths: fc.constant(['/admin*']),
      ports: fc.subarray(['8080', '9090'], { minLength: 1 }),
    },
    { requiredKeys: [] },
  )
  .filter((each) => Object.keys(each).length > 0)
const rule = fc.record(
  {
    from: fc.array(
      source.map((each) => ({ source: each })),
      { minLength: 1, maxLength: 2 },
    ),
    to: fc.array(
      operation.map((each) => ({ operation: each })),
      { minLength: 1, maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
)
const policy = fc.record({
  action: fc.constantFrom('ALLOW', 'DENY'),
  rules: fc.array(rule, { minLength: 1, maxLength: 2 }),
  selected: fc.boolean(),
})
const mode = fc.constantFrom('sidecar' as const, 'ambient' as const)

type Policy = typeof policy extends fc.Arbitrary<infer Value> ? Value : never
const written = (policies: readonly Policy[]) =>
  policies
    .map(({ action, rules, selected }, index) =>
      JSON.stringify({
        apiVersion: 'security.istio.io/v1',
        kind: 'AuthorizationPolicy',
        metadata: { name: `p${index}`, namespace: 'shop' },
        spec: { ...(selected && { selector: { matchLabels: { app: 'api' } } }), action, rules },
      }),
    )
    .join('\n---\n')
const CLOSED =
  '---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: closed, namespace: shop }\nspec: { podSelector: {}, ingress: [] }'
const STRICT =
  '---\napiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: strict, namespace: shop }\nspec: { mtls: { mode: STRICT } }'

const open = (which: 'sidecar' | 'ambient', ...texts: readonly string[]): World =>
  openWorld({ documents: [CLUSTER(which), ...texts].map((text, index) => ({ name: `d${index}`, text })) })
const QUESTIONS = [
  'shop/web -> svc:shop/api:80 GET /',
  'shop/web -> svc:shop/api:80 POST /admin',
  'dev/dbg -> svc:shop/api:80 GET /',
  'shop/web -> shop/api:9090 tcp',
  'dev/dbg -> shop/api:8080 GET /',
  'shop/web -> svc:shop/api:80',
]
const outcomes = (world: World) =>
  QUESTIONS.map((text) => {
    const read = world.parse(text)
    return read.ok ? world.ask(read.value).outcome : 'unanswerable'
  })

describe('whatever policies Istio has', () => {
  test('their order decides nothing', () => {
    fc.assert(
      fc.property(mode, fc.array(policy, { maxLength: 4 }), (which, policies) => {
        expect(outcomes(open(which, written([...policies].reverse())))).toEqual(
          outcomes(open(which, written(policies))),
        )
      }),
      { numRuns: 60 },
    )
  })
  test('one more that denies opens nothing', () => {
    fc.assert(
      fc.property(mode, fc.array(policy, { maxLength: 3 }), policy, (which, policies, more) => {
        const before = outcomes(open(which, written(policies)))
        const after = outcomes(open(which, written([...policies, { ...more, action: 'DENY' }])))
        after.forEach((outcome, index) => expect(RANK[outcome]).toBeLessThanOrEqual(RANK[before[index]!]))
      }),
      { numRuns: 60 },
    )
  })
  test('where mutual TLS is asked for, nobody comes in plainly', () => {
    fc.assert(
      fc.property(mode, fc.array(policy, { maxLength: 3 }), (which, policies) => {
        const world = open(which, written(policies), STRICT)
        for (const text of QUESTIONS.filter((each) => each.startsWith('dev/dbg'))) {
          const read = world.parse(text)
          expect(read.ok && world.ask(read.value)).toMatchObject({ outcome: 'denied', cause: 'mtls-required' })
        }
      }),
      { numRuns: 40 },
    )
  })
  test('they open nothing that a network policy closed', () => {
    fc.assert(
      fc.property(mode, fc.array(policy, { maxLength: 3 }), (which, policies) => {
        expect(outcomes(open(which, written(policies), CLOSED))).toEqual(QUESTIONS.map(() => 'denied'))
      }),
      { numRuns: 40 },
    )
  })
  test('the matrix says of each pair what the question through its Service says', () => {
    fc.assert(
      fc.property(mode, fc.array(policy, { maxLength: 3 }), fc.boolean(), (which, policies, isStrict) => {
        const world = open(which, written(policies), isStrict ? STRICT : '')
        const { ends, columns, cells } = world.matrix()
        const column = columns.findIndex(({ end, port }) => ends[end]!.ref === 'shop/api' && port?.port === 8080)
        for (const from of ['shop/web', 'dev/dbg']) {
          const cell = cells[ends.findIndex(({ ref }) => ref === from) * columns.length + column]
          const { outcome } = world.ask({ from, to: 'svc:shop/api', port: 80 })
          expect({ from, cell }).toEqual({
            from,
            cell:
              outcome === 'allowed'
                ? cell === CELL.open
                  ? CELL.open
                  : CELL.allowed
                : outcome === 'conditional'
                  ? CELL.part
                  : CELL['denied-entering'],
          })
        }
      }),
      { numRuns: 60 },
    )
  })
})

const RANK = { denied: 0, conditional: 1, allowed: 2, unanswerable: -1 } as const
