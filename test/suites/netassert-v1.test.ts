import { describe, expect, test } from 'vitest'
import { netassertV1, titleOf } from '../../src/sim/tools/netassert/v1.ts'
import { readV1, writeV1 } from '../../src/sim/tools/netassert/v1-file.ts'
import { assertionsOfV1, v1Of } from '../../src/world/assertions/netassert-v1.ts'
import { readTestsFile } from '../../src/world/assertions/tests-file.ts'
import { openWorld } from '../../src/world/index.ts'
import { workplaceOf } from '../../src/world/tool-place.ts'
import { yamlFiles } from './yaml-file.ts'

interface Row {
  readonly about: string
  readonly ports: unknown
  readonly reads?: readonly string[]
  readonly says?: string
}

const rows = (
  yamlFiles('test/fixtures/transcripts/netassert').find(({ name }) => name === 'v1')!.value as {
    readonly rows: readonly Row[]
  }
).rows
const pod = (name: string, port: number, protocol = 'TCP') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: c, image: i, ports: [{containerPort: ${port}, protocol: ${protocol}}]}]}}
---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec: {selector: {app: ${name}}, ports: [{port: ${port}, protocol: ${protocol}}]}
---
`
const SHOP = `${pod('web', 80)}${pod('db', 5432)}${pod('dns', 53, 'UDP')}`
const CLOSED =
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: db, namespace: shop}\nspec: {podSelector: {matchLabels: {app: db}}}\n'
const FILE = `alias:
  db: the database
k8s:
  deployment:
    shop:web:
      db: -5432
      dns: [UDP:53]
    shop:ghost:
      db: 5432
`
const run = (text: string, policies = '', args = ['tests.yaml']) =>
  netassertV1.run(
    args,
    workplaceOf(
      openWorld({ documents: [{ name: 'a', text: SHOP + policies }] }),
      [{ path: 'tests.yaml', text }],
      null,
      Date.UTC(2018, 1, 2),
    ),
  )

describe('the first version of netassert', () => {
  test.each(rows)('ports: $about', ({ ports, reads, says }) => {
    const file = readV1(JSON.stringify({ host: { localhost: { db: ports } } }))
    if (says !== undefined) return expect(file).toEqual({ ok: false, problem: says })
    const all = file.ok ? file.value.sources[0]!.targets[0]!.ports : []
    expect(all.map((port) => `${port.open ? '!' : ''}${titleOf('db', port)}`)).toEqual(reads)
  })

  test('finds open what a proxy takes, whatever it refuses afterwards', () => {
    const strict = `---
apiVersion: v1
kind: Namespace
metadata: {name: in, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Pod
metadata: {name: srv, namespace: in, labels: {app: srv}}
spec: {containers: [{name: c, image: i, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: srv, namespace: in}
spec: {selector: {app: srv}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: strict, namespace: in}
spec: {mtls: {mode: STRICT}}
`
    expect(run('k8s: {deployment: {"shop:web": {srv.in: 80}}}', strict).exitCode).toBe(0)
    expect(run('k8s: {deployment: {"shop:web": {srv.in: -80}}}', strict).exitCode).toBe(1)
  })

  test('prints TAP for each source, and ends with 1 when one of them fails', () => {
    const { lines, exitCode } = run(FILE, CLOSED)
    expect(lines.map(({ text }) => text)).toEqual([
      "[2018-02-02T00:00:00.000+0000] ./netassert: Using test file 'tests.yaml'",
      '[2018-02-02T00:00:00.000+0000] ./netassert: 2 tests expected',
      '='.repeat(140),
      '[2018-02-02T00:00:00.000+0000] ./netassert: Results: shop:web',
      'TAP version 13',
      '# the database TCP:5432 closed',
      'ok 1 - the database TCP:5432 closed',
      '# dns UDP:53 open',
      'ok 2 - dns UDP:53 open',
      '',
      '1..2',
      '# tests 2',
      '# pass 2',
      '# fail 0',
      '',
      '[2018-02-02T00:00:31.000+0000] ./netassert: shop:web pass',
      '='.repeat(140),
      '[2018-02-02T00:00:31.000+0000] ./netassert: Results: shop:ghost',
      '[2018-02-02T00:00:31.000+0000] ./netassert: shop:ghost fail',
      '='.repeat(140),
      '[2018-02-02T00:00:31.000+0000] ./netassert: 1 failed (31s)',
    ])
    expect(exitCode).toBe(1)
  })

  test('a failed assertion says what was expected and what was found', () => {
    expect(
      run(FILE)
        .lines.map(({ text }) => text)
        .filter((text) => /^not ok|message/.test(text)),
    ).toEqual([
      'not ok 1 - the database TCP:5432 closed',
      '    message: "db: expected tcp:5432 to be closed, found [5432]"',
    ])
  })

  test('is told a file and options', () => {
    expect(
      run('{"k8s": {"deployment": {"shop:web": {"dns": "UDP:53"}}}}', '', [
        '--timeout',
        '60',
        '--offline',
        'tests.yaml',
      ]).exitCode,
    ).toBe(0)
    expect(run('', '', ['gone.yaml']).exitCode).toBe(3)
    expect(run('host: {a: {b: ""}}').exitCode).toBe(1)
    expect(run('', '', ['-h']).exitCode).toBe(2)
  })
})

describe('its files as assertions', () => {
  const { cluster } = openWorld({ documents: [{ name: 'a', text: SHOP }] })

  test('one for each port', () => {
    expect(readTestsFile(FILE, cluster)).toEqual({
      ok: true,
      value: [
        { question: 'deploy:shop/web -> svc:shop/db:5432', expect: 'deny' },
        { question: 'deploy:shop/web -> svc:shop/dns:53/UDP', expect: 'allow' },
        { question: 'deploy:shop/ghost -> svc:shop/db:5432', expect: 'allow' },
      ],
    })
  })

  test('written and read again they are the same; what it has no words for is left out', () => {
    const assertions = [
      { question: 'deploy:shop/web -> svc:shop/db:5432', expect: 'deny' },
      { question: 'deploy:shop/web -> ip:203.0.113.7:443', expect: 'allow' },
      { question: 'internet -> name:shop.example:443', expect: 'allow' },
    ] as const
    const { file, left } = v1Of([
      ...assertions,
      { question: 'deploy:shop/web -> deploy:shop/db:5432', expect: 'allow' },
    ])
    expect(left).toEqual([3])
    const read = readV1(writeV1(file))
    expect(
      read.ok && [...assertionsOfV1(read.value, cluster)].sort((a, b) => (a.question < b.question ? -1 : 1)),
    ).toEqual([...assertions].sort((a, b) => (a.question < b.question ? -1 : 1)))
  })
})
