import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TOOLS } from '../../src/sim/tools/registry.ts'
import type { CniChoice } from '../../src/sim/cni/choice.ts'
import { openWorld, type World } from '../../src/world/index.ts'
import { readFlowLog } from '../../src/world/hubble/read-log.ts'
import { completeCommand } from '../../src/world/terminal/complete.ts'
import { runCommand, type Run } from '../../src/world/terminal/run.ts'
import { splitWords } from '../../src/world/terminal/words.ts'
import { bounded } from './bounded.ts'
import { yamlFiles } from './yaml-file.ts'

interface Row {
  readonly line: string
  readonly closed?: boolean
  /** Under Cilium. */
  readonly cilium?: boolean
  /** With what is in Istio’s mesh. */
  readonly istio?: boolean
  /** Lines that were typed before it. */
  readonly before?: readonly string[]
  readonly exit: number
  readonly prints: readonly string[]
  readonly more?: boolean
}

const { cluster, policy, istio, rows } = yamlFiles('test/fixtures/transcripts/terminal')[0]!.value as {
  readonly cluster: string
  readonly policy: string
  readonly istio: string
  readonly rows: readonly Row[]
}
const worldOf = (isClosed: boolean, cni: CniChoice['name']) =>
  openWorld({
    documents: [{ name: 'cluster.yaml', text: cluster }, ...(isClosed ? [{ name: 'policy.yaml', text: policy }] : [])],
    cni: { name: cni },
  })
const open = worldOf(false, 'reference')
const closed = worldOf(true, 'reference')
const openCilium = worldOf(false, 'cilium')
const closedCilium = worldOf(true, 'cilium')
const meshed = openWorld({ documents: [cluster, istio].map((text, index) => ({ name: `${index}.yaml`, text })) })
const run = (world: World, line: string, before: readonly string[] = [], at = 'shop/web'): Run =>
  runCommand(world, {
    line,
    at,
    startedAt: 0,
    sent: before.length === 0 ? [] : run(world, before.at(-1)!, before.slice(0, -1), at).sent,
  })

describe('a line', () => {
  test.each(
    rows.map((row) => ({
      ...row,
      about: `${row.line || 'nothing'}${row.closed ? ', closed' : ''}${row.cilium ? ', under Cilium' : ''}${row.istio ? ', with Istio' : ''}`,
    })),
  )('$about', ({ line, closed: isClosed, cilium, istio: isMeshed, before, exit, prints, more }) => {
    const { lines, exitCode } = run(
      isMeshed ? meshed : cilium ? (isClosed ? closedCilium : openCilium) : isClosed ? closed : open,
      line,
      before,
    )
    const texts = lines.map(({ text }) => text)
    expect(more ? texts.slice(0, prints.length) : texts).toEqual(prints)
    expect(exitCode).toBe(exit)
  })

  test('of a policy leads to it', () => {
    const { lines } = run(closed, 'kubectl get netpol')
    expect(lines[1]!.about).toMatchObject({ about: 'place', span: { document: 'policy.yaml', start: { line: 3 } } })
  })

  test('of a connection leads to its question', () => {
    const { lines } = run(closed, 'nc -zv api 80')
    expect(lines[0]!.about).toEqual({
      about: 'probe',
      probe: { from: 'shop/web', to: 'name:api.shop.svc.cluster.local', port: 80, protocol: 'TCP' },
    })
  })

  test('to a node that may use only its own endpoints is not answered, and to a Service without any it is refused', () => {
    const service = (name: string, app: string, nodePort: number) =>
      `---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\nspec: {type: NodePort, externalTrafficPolicy: Local, selector: {app: ${app}}, ports: [{port: 80, nodePort: ${nodePort}}]}\n`
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: api, namespace: shop, labels: {app: api}}\nspec: {nodeName: n2, containers: [{name: api, image: x}]}\n'
    const node =
      '---\napiVersion: v1\nkind: Node\nmetadata: {name: n1}\nstatus: {addresses: [{type: InternalIP, address: 172.18.0.11}]}\n'
    const world = openWorld({
      documents: [
        { name: 'cluster.yaml', text: pod + node + service('api', 'api', 30001) + service('nobody', 'nobody', 30002) },
      ],
    })
    const printed = (port: number) =>
      run(world, `curl -m 2 http://172.18.0.11:${port}/`, [], 'internet').lines.map(({ text }) => text)
    expect(printed(30_001)).toEqual(['curl: (28) Connection timed out after 2000 milliseconds'])
    expect(printed(30_002)).toEqual([
      "curl: (7) Failed to connect to 172.18.0.11 port 30002 after 0 ms: Couldn't connect to server",
    ])
  })

  test('that Hubble shows leads to what was sent, and what was sent is told to the next line', () => {
    const { lines, sent } = run(closedCilium, 'hubble observe --verdict DROPPED --last 1', [
      'nc -z nobody 80',
      'nc -z -w 2 api 80',
    ])
    expect(sent.map(({ to }) => to)).toEqual(['name:nobody.shop.svc.cluster.local', 'name:api.shop.svc.cluster.local'])
    expect(lines[0]!.about).toEqual({ about: 'probe', probe: sent[1] })
  })

  test('that Hubble shows can be read again as a log of flows', () => {
    const log = run(openCilium, 'hubble observe -o json', ['curl http://api/'])
      .lines.map(({ text }) => text)
      .join('\n')
    expect(readFlowLog(log).connections).toMatchObject([
      { from: { name: 'shop/web' }, to: { name: 'shop/api' }, port: 8080, passed: true },
    ])
  })

  test('runs what is asserted as a file of the first version of netassert too', () => {
    const assertions = [
      { question: 'internet -> svc:shop/api:80', expect: 'allow' },
      { question: 'shop/web -> shop/api:9', expect: 'deny' },
    ] as const
    const { lines, exitCode } = runCommand(open, {
      line: './netassert',
      at: 'shop/web',
      startedAt: 0,
      sent: [],
      assertions,
    })
    expect(lines.map(({ text }) => text).join('\n')).toContain("Using test file 'test/test.yaml'")
    expect(lines.some(({ text }) => /^(?:ok|not ok) 1 /.test(text.trim()))).toBe(true)
    expect(exitCode).toBe(lines.some(({ text }) => text.trim().startsWith('not ok')) ? 1 : 0)
    expect(run(open, './netassert').exitCode).toBe(3)
  })

  test('runs what is asserted as a file of tests', () => {
    const assertions = [
      { question: 'shop/web -> shop/api:8080', expect: 'allow' },
      { question: 'shop/web -> shop/api:9', expect: 'deny' },
    ] as const
    const ran = (world: World) =>
      runCommand(world, {
        line: 'netassert run --input-file netassert.yaml --tap out.tap',
        at: 'shop/web',
        startedAt: 0,
        sent: [],
        assertions,
      })
    expect(ran(open)).toMatchObject({
      exitCode: 0,
      written: [{ path: 'out.tap', text: expect.stringContaining('1..2') }],
    })
    expect(ran(closed).exitCode).toBe(1)
    const nothing = runCommand(open, {
      line: 'netassert run --input-file netassert.yaml',
      at: 'shop/web',
      startedAt: 0,
      sent: [],
    })
    expect([nothing.exitCode, nothing.lines.at(-1)!.text]).toEqual([
      1,
      expect.stringMatching(/^# Nothing is asserted yet/),
    ])
  })

  test('never throws', () => {
    const word = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        ...TOOLS.flatMap(({ tool, offered }) => [tool.name, ...offered]),
        '"',
        "'",
        '\\',
        '-n',
        'shop',
        'api',
        '80',
        '-w',
      ),
    )
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 6 }),
        fc.constantFrom('shop/web', 'internet', 'node:node-1', ''),
        (words, at) => {
          run(closedCilium, words.join(' '), ['nc -z api 80'], at)
        },
      ),
      bounded(300),
    )
  })
})

test('words are split as a shell does', () => {
  expect(splitWords(`curl -H 'a: b' "x y"z \\' ''`)).toEqual({
    ok: true,
    value: ['curl', '-H', 'a: b', 'x yz', "'", ''],
  })
  expect(splitWords('"')).toEqual({ ok: false, problem: 'open-quote' })
})

test('what is typed can be completed: tools, their words, what is in the cluster', () => {
  const complete = (line: string) => completeCommand(open, line, 'shop/web')
  expect(complete('kube-')).toEqual({ from: 0, words: ['kube-bench', 'kube-hunter'] })
  expect(complete('kube-bench --ju')).toEqual({ from: 11, words: ['--junit'] })
  expect(complete('curl http://a').words).toEqual(['http://api:80/', 'http://api:9999/'])
  expect(complete('kubectl get netpol -n sh').words).toEqual(['shop'])
  expect(complete('hubble observe --from-pod shop/w').words).toEqual(['shop/web'])
  expect(complete('hubble observe --verdict D').words).toEqual(['DROPPED'])
  expect(complete('hubble observe -o j').words).toEqual(['json', 'jsonpb'])
  expect(complete('hubble observe -t tr').words).toEqual(['trace', 'trace-sock'])
  expect(complete('frob x').words).toEqual([])
})

test('every tool is there once, and offers words', () => {
  expect(new Set(TOOLS.map(({ tool }) => tool.name)).size).toBe(TOOLS.length)
  for (const { offered } of TOOLS) expect(offered.length).toBeGreaterThan(0)
})
