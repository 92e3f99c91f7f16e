import { describe, expect, it } from 'vitest'
import { printReport } from '../../../../src/app/exports/report.ts'
import { connectionRows, listedConnections } from '../../../../src/app/viz/table/connection-rows.ts'
import { Engine } from '../../../../src/worker/engine.ts'
import { unpack } from '../../../../src/worker/wire.ts'

const pod = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }\nspec: { containers: [{ name: c, image: x, ports: [{ containerPort: 8080 }] }] }\n`
const POLICY = `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: api, namespace: shop }\nspec:\n  podSelector: { matchLabels: { app: api } }\n  ingress:\n    - from: [{ podSelector: { matchLabels: { app: wbe } } }]\n`

function reportOf(
  documents: readonly { readonly name: string; readonly text: string }[],
  more: { readonly title?: string; readonly link?: string | null } = {},
): string {
  const engine = new Engine()
  const opened = engine.handle({
    type: 'open',
    id: 1,
    revision: 1,
    order: documents.map(({ name }) => name),
    changed: documents,
    active: documents[0]!.name,
    fresh: true,
    applyBroken: false,
    question: null,
  })
  const policies = engine.handle({ type: 'policies', id: 2 })
  const connections = engine.handle({
    type: 'connections',
    id: 3,
    query: { about: null, namespace: null, exposure: false },
  })
  if (opened.type !== 'snapshot' || policies.type !== 'policies' || connections.type !== 'connections')
    throw new Error('a snapshot, policies and connections are asked for')
  const rows = connectionRows(connections.value)
  return printReport({
    title: 'Shop',
    cni: 'Calico',
    link: '#v1.abc',
    ...more,
    snapshot: unpack(opened.snapshot, null),
    policies: policies.value,
    connections: listedConnections(rows, rows.all, 'connections'),
  })
}

describe('the report of a world', () => {
  const lines = reportOf([
    { name: 'policy', text: POLICY },
    { name: 'world', text: [pod('web'), pod('api')].join('---\n') },
  ]).split('\n')

  it('says what it is of, and leads back to it', () => {
    expect(lines.slice(0, 5)).toEqual([
      '# Shop',
      '',
      '2 workloads, 1 policy, judged for Calico.',
      '',
      '[Open in Reachable](#v1.abc)',
    ])
  })

  it('has every policy in sentences, with its place', () => {
    expect(lines).toContain('### shop/api')
    expect(lines).toContain(
      'NetworkPolicy, `policy` line 1. It is about `api`, 1 pod. Nothing gets in that no policy lets in, and it has one rule for that.',
    )
    expect(lines.some((line) => line.startsWith('1. Rule 1 lets pods `app=wbe`'))).toBe(true)
  })

  it('has the matrix, the connections and the problems', () => {
    expect(lines).toContain('| from \\ to | shop/api 8080 | shop/web 8080 | internet |')
    expect(lines).toContain('| shop/web | **denied** entering |  | open |')
    expect(lines.some((line) => line.startsWith('| shop/api | shop/web | all |'))).toBe(true)
    expect(
      lines.some((line) => line.startsWith('- `policy` line 7: ') && line.includes('Did you mean `app=web`?')),
    ).toBe(true)
  })

  it('lets no name become Markdown or HTML', () => {
    const hostile = reportOf([{ name: 'a`b <i>', text: POLICY }], { title: '<img src=x> [x](y) **b**', link: null })
    expect(hostile).toContain('# &lt;img src=x\\> \\[x\\](y) \\*\\*b\\*\\*')
    expect(hostile).toContain('a\\`b &lt;i\\>')
    expect(hostile).not.toContain('<i')
  })

  it('leaves out what is too wide for a page, and says so', () => {
    expect(
      reportOf([{ name: 'world', text: Array.from({ length: 30 }, (_, index) => pod(`p${index}`)).join('---\n') }]),
    ).toContain('columns are too many for a page; the connections are below.')
  })
})
