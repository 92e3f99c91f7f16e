import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TOOLS } from '../../src/sim/tools/registry.ts'
import { openWorld } from '../../src/world/index.ts'
import { completeCommand } from '../../src/world/terminal/complete.ts'
import { runCommand } from '../../src/world/terminal/run.ts'
import { splitWords } from '../../src/world/terminal/words.ts'
import { bounded } from './generate.ts'
import { yamlFiles } from './yaml-file.ts'

interface Row {
  readonly line: string
  readonly closed?: boolean
  readonly exit: number
  readonly prints: readonly string[]
  readonly more?: boolean
}

const { cluster, policy, rows } = yamlFiles('test/fixtures/transcripts/terminal')[0]!.value as { readonly cluster: string; readonly policy: string; readonly rows: readonly Row[] }
const open = openWorld({ documents: [{ name: 'cluster.yaml', text: cluster }] }), closed = openWorld({ documents: [{ name: 'cluster.yaml', text: cluster }, { name: 'policy.yaml', text: policy }] })

describe('a line', () => {
  test.each(rows.map((row) => ({ ...row, about: `${row.line || 'nothing'}${row.closed ? ', closed' : ''}` })))('$about', ({ line, closed: isClosed, exit, prints, more }) => {
    const { lines, exitCode } = runCommand(isClosed ? closed : open, { line, at: 'shop/web', startedAt: 0 })
    const texts = lines.map(({ text }) => text)
    expect(more ? texts.slice(0, prints.length) : texts).toEqual(prints)
    expect(exitCode).toBe(exit)
  })

  test('of a policy leads to it', () => {
    const { lines } = runCommand(closed, { line: 'kubectl get netpol', at: 'shop/web', startedAt: 0 })
    expect(lines[1]!.about).toMatchObject({ about: 'place', span: { document: 'policy.yaml', start: { line: 3 } } })
  })

  test('of a connection leads to its question', () => {
    const { lines } = runCommand(closed, { line: 'nc -zv api 80', at: 'shop/web', startedAt: 0 })
    expect(lines[0]!.about).toEqual({ about: 'probe', probe: { from: 'shop/web', to: 'name:api.shop.svc.cluster.local', port: 80, protocol: 'TCP' } })
  })

  test('to a node that may use only its own endpoints is not answered, and to a Service without any it is refused', () => {
    const service = (name: string, app: string, nodePort: number) => `---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\nspec: {type: NodePort, externalTrafficPolicy: Local, selector: {app: ${app}}, ports: [{port: 80, nodePort: ${nodePort}}]}\n`
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: api, namespace: shop, labels: {app: api}}\nspec: {nodeName: n2, containers: [{name: api, image: x}]}\n', node = '---\napiVersion: v1\nkind: Node\nmetadata: {name: n1}\nstatus: {addresses: [{type: InternalIP, address: 172.18.0.11}]}\n'
    const world = openWorld({ documents: [{ name: 'cluster.yaml', text: pod + node + service('api', 'api', 30001) + service('nobody', 'nobody', 30002) }] })
    const printed = (port: number) => runCommand(world, { line: `curl -m 2 http://172.18.0.11:${port}/`, at: 'internet', startedAt: 0 }).lines.map(({ text }) => text)
    expect(printed(30_001)).toEqual(['curl: (28) Connection timed out after 2000 milliseconds'])
    expect(printed(30_002)).toEqual(["curl: (7) Failed to connect to 172.18.0.11 port 30002 after 0 ms: Couldn't connect to server"])
  })

  test('never throws', () => {
    const word = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom(...TOOLS.flatMap(({ tool, offered }) => [tool.name, ...offered]), '"', "'", '\\', '-n', 'shop', 'api', '80', '-w'))
    fc.assert(fc.property(fc.array(word, { maxLength: 6 }), fc.constantFrom('shop/web', 'internet', 'node:node-1', ''), (words, at) => { runCommand(closed, { line: words.join(' '), at, startedAt: 0 }) }), bounded(300))
  })
})

test('words are split as a shell does', () => {
  expect(splitWords(`curl -H 'a: b' "x y"z \\' ''`)).toEqual({ ok: true, value: ['curl', '-H', 'a: b', 'x yz', "'", ''] })
  expect(splitWords('"')).toEqual({ ok: false, problem: 'open-quote' })
})

test('what is typed can be completed: tools, their words, what is in the cluster', () => {
  const complete = (line: string) => completeCommand(open, line, 'shop/web')
  expect(complete('kube-')).toEqual({ from: 0, words: ['kube-bench', 'kube-hunter'] })
  expect(complete('kube-bench --ju')).toEqual({ from: 11, words: ['--junit'] })
  expect(complete('curl http://a').words).toEqual(['http://api:80/', 'http://api:9999/'])
  expect(complete('kubectl get netpol -n sh').words).toEqual(['shop'])
  expect(complete('frob x').words).toEqual([])
})

test('every tool is there once, and offers words', () => {
  expect(new Set(TOOLS.map(({ tool }) => tool.name)).size).toBe(TOOLS.length)
  for (const { offered } of TOOLS) expect(offered.length).toBeGreaterThan(0)
})
