import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTests } from '../../../../src/sim/tools/netassert/read.ts'
import { writeTests } from '../../../../src/sim/tools/netassert/write.ts'
import { printAssertion, readAssertions, type Assertion } from '../../../../src/world/assertions/assertion.ts'
import { assertionViews, checkAssertion } from '../../../../src/world/assertions/check.ts'
import { assertionsOf, testsOf } from '../../../../src/world/assertions/netassert.ts'
import { openWorld } from '../../../../src/world/index.ts'

const workload = (kind: string, name: string, port: number, more = '') => `apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}, namespace: shop}
spec:
  ${more}
  selector: {matchLabels: {app: ${name}}}
  template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: c, image: i, ports: [{name: main, containerPort: ${port}}]}]}}
---
`
const CLUSTER = `${workload('Deployment', 'web', 80, 'replicas: 2')}${workload('StatefulSet', 'db', 5432)}${workload('DaemonSet', 'agent', 9100)}${workload('ReplicaSet', 'old', 81)}apiVersion: v1
kind: Pod
metadata: {name: tool, namespace: shop, labels: {app: tool}}
spec: {containers: [{name: c, image: i}]}
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: shop}
spec: {selector: {app: db}, ports: [{port: 5432}]}
---
`
const CLOSED = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: agent}}}]}]}
`
const open = openWorld({ documents: [{ name: 'a', text: CLUSTER }] })
const closed = openWorld({ documents: [{ name: 'a', text: CLUSTER + CLOSED }] })
const allow = (question: string): Assertion => ({ question, expect: 'allow' })
const deny = (question: string): Assertion => ({ question, expect: 'deny' })

describe('an assertion', () => {
  test.each<[string, Assertion, string]>([
    ['holds when the flow is as it expects', deny('deploy:shop/web -> sts:shop/db:5432'), 'holds'],
    ['fails when it is not', allow('deploy:shop/web -> sts:shop/db:5432'), 'fails'],
    ['depends on what its question leaves open', deny('deploy:shop/web -> sts:shop/db:5432 GET /'), 'holds'],
    ['is lost when its end is gone', allow('shop/ghost -> sts:shop/db:5432'), 'lost'],
    ['is invalid when it is no question', allow('from here to there'), 'invalid'],
  ])('%s', (_, assertion, state) => {
    expect(checkAssertion(assertion, closed).state).toBe(state)
  })

  test('depends when the backends of a Service differ', () => {
    const pod = (name: string, app: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: ${app}, mixed: "yes"}}\nspec: {containers: [{name: c, image: i}]}\n---\n`
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: {name: mixed, namespace: shop}\nspec: {selector: {mixed: "yes"}, ports: [{port: 80}]}\n---\n'
    const world = openWorld({
      documents: [{ name: 'a', text: `${CLUSTER}${pod('one', 'db')}${pod('two', 'other')}${service}${CLOSED}` }],
    })
    expect(checkAssertion(deny('deploy:shop/web -> svc:shop/mixed:80'), world)).toMatchObject({
      state: 'depends',
      answer: { needs: ['backend'] },
    })
  })

  test('knows what was before the last edit', () => {
    expect(assertionViews([deny('deploy:shop/web -> sts:shop/db:5432')], closed, open)).toMatchObject([
      { state: 'holds', now: { outcome: 'denied', deniedAt: 'ingress' }, before: 'allowed' },
    ])
    expect(assertionViews([deny('deploy:shop/web -> sts:shop/db:5432')], closed, null)).toMatchObject([
      { before: null },
    ])
  })
})

describe('a file of assertions', () => {
  test('one on each line, comments beside them', () => {
    const read = readAssertions(
      '# mine\nallow shop/web -> shop/db:5432  # open\n\n  deny shop/web → svc:shop/db:80/UDP\n',
    )
    expect(read).toEqual({
      ok: true,
      value: [allow('shop/web -> shop/db:5432'), deny('shop/web -> svc:shop/db:80/UDP')],
    })
    expect(read.ok && readAssertions(read.value.map(printAssertion).join('\n'))).toEqual(read)
  })

  test('what is none is named with its line', () => {
    expect(readAssertions('allow a/b -> c/d:1\nperhaps a/b -> c/d\nallow nonsense')).toEqual({
      ok: false,
      problem: [
        { line: 2, text: 'perhaps a/b -> c/d' },
        { line: 3, text: 'allow nonsense' },
      ],
    })
  })
})

describe('as netassert tests', () => {
  test('ends by their kind, codes by what is expected, names made of both', () => {
    const { tests, left } = testsOf(
      [
        allow('deploy:shop/web -> sts:shop/db:5432'),
        deny('shop/tool -> ds:shop/agent:9100/UDP'),
        deny('shop/web -> svc:shop/db:5432'),
        allow('shop/web-1 -> ip:203.0.113.7:443'),
      ],
      open,
    )
    expect(left).toEqual([])
    expect(tests).toMatchObject([
      {
        name: 'shop-web-to-shop-db-5432',
        protocol: 'tcp',
        targetPort: 5432,
        timeoutSeconds: 15,
        attempts: 3,
        exitCode: 0,
        src: { kind: 'deployment', name: 'web' },
        dst: { k8sResource: { kind: 'statefulset' } },
      },
      {
        name: 'shop-tool-not-to-shop-agent-9100-udp',
        protocol: 'udp',
        exitCode: 1,
        src: { kind: 'pod', name: 'tool' },
        dst: { k8sResource: { kind: 'daemonset' } },
      },
      {
        name: 'shop-web-not-to-db.shop.svc.cluster.local-5432',
        src: { kind: 'deployment' },
        dst: { host: { name: 'db.shop.svc.cluster.local' } },
      },
      { src: { kind: 'deployment', name: 'web' }, dst: { host: { name: '203.0.113.7' } } },
    ])
  })

  test('a named port becomes its number', () => {
    expect(testsOf([allow('shop/tool -> deploy:shop/web:main')], open).tests).toMatchObject([{ targetPort: 80 }])
  })

  test.each([
    ['invalid', 'nonsense'],
    ['source', 'internet -> shop/web:80'],
    ['source', 'rs:shop/old -> shop/web:80'],
    ['source', 'node:n1 -> shop/web:80'],
    ['destination', 'shop/web -> internet:80'],
    ['destination', 'shop/web -> apiserver:443'],
    ['protocol', 'shop/web -> shop/db:5432/SCTP'],
    ['udp-host', 'shop/web -> svc:shop/db:5432/UDP'],
    ['port', 'shop/tool -> shop/tool'],
    ['said', 'shop/web -> shop/db:5432 GET /'],
    ['ipv6', 'shop/web -> ip:[2001:db8::1]:443'],
  ])('%s: %s', (why, question) => {
    expect(testsOf([allow(question)], open)).toEqual({ tests: [], left: [{ index: 0, why }] })
  })

  test('short names of Services are found from the namespace of the source', () => {
    const { tests } = testsOf([allow('deploy:shop/web -> sts:shop/db:5432')], open)
    const asked = (host: string) =>
      assertionsOf([{ ...tests[0]!, name: 'n', dst: { host: { name: host } } }], open.cluster)[0]!.question
    expect(asked('db')).toBe('deploy:shop/web -> svc:shop/db:5432')
    expect(asked('db.shop')).toBe('deploy:shop/web -> svc:shop/db:5432')
    expect(asked('db.shop.svc.cluster.local.')).toBe('deploy:shop/web -> svc:shop/db:5432')
    expect(asked('db.example')).toBe('deploy:shop/web -> name:db.example:5432')
    expect(asked('2001:db8::1')).toBe('deploy:shop/web -> ip:[2001:db8::1]:5432')
  })

  test('exported and imported again they are the same', () => {
    const end = fc.constantFrom('deploy:shop/web', 'sts:shop/db', 'ds:shop/agent', 'shop/tool')
    const target = fc.oneof(end, fc.constantFrom('svc:shop/db', 'ip:203.0.113.7', 'name:api.example'))
    const assertion = fc
      .record({
        from: end,
        to: target,
        port: fc.integer({ min: 1, max: 65535 }),
        udp: fc.boolean(),
        expect: fc.constantFrom('allow' as const, 'deny' as const),
        name: fc.option(fc.stringMatching(/^named [ a-z:#'"-]{1,9}[a-z]$/), { nil: undefined }),
        timeoutSeconds: fc.constantFrom(undefined, 1, 20),
        attempts: fc.constantFrom(undefined, 1, 9),
      })
      .map(({ from, to, port, udp, expect, name, timeoutSeconds, attempts }): Assertion => ({
        question: `${from} -> ${to}:${port}${udp && !/^(?:svc|ip|name):/.test(to) ? '/UDP' : ''}`,
        expect,
        ...(name !== undefined && { name }),
        ...(timeoutSeconds && { timeoutSeconds }),
        ...(attempts && { attempts }),
      }))
    fc.assert(
      fc.property(
        fc.uniqueArray(assertion, { maxLength: 8, selector: ({ name, question }) => name ?? question }),
        (assertions) => {
          const { tests, left } = testsOf(assertions, open)
          expect(left).toEqual([])
          const read = readTests(writeTests(tests))
          expect(read.ok && assertionsOf(read.value, open.cluster)).toEqual(assertions)
        },
      ),
    )
  })
})
