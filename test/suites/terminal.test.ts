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
