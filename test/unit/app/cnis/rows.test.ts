import { describe, expect, test } from 'vitest'
import { behaviourGroups, factLines, sourceName } from '../../../../src/app/panels/cnis/behaviour-rows.ts'
import { cellSpoken, flowRows, shortTitles, titleOf, whyLines } from '../../../../src/app/panels/cnis/flow-rows.ts'
import { DEFAULT_COLUMNS } from '../../../../src/app/state/cni-columns.ts'
import { behaviours } from '../../../../src/app/text/catalogue/de/behaviours.ts'
import { BEHAVIOURS } from '../../../../src/app/text/catalogue/en/behaviours.ts'
import { differenceText } from '../../../../src/app/text/cnis.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import { settingOf } from '../../../../src/sim/cni/choice.ts'
import { openWorld } from '../../../../src/world/index.ts'
import { compareCnis } from '../../../../src/world/cnis/compare.ts'

const POD = (name: string, namespace: string, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}\nspec: {nodeName: n1, containers: [{name: c, image: i, ports: [{containerPort: 80}]}]}\n${more}---\n`
const documents = [
  {
    name: 'all',
    text: `${POD('web', 'shop')}${POD('backup', 'dev', 'status: {podIP: 10.200.7.20}\n')}${POD('dbg', 'dev')}apiVersion: v1
kind: Service
metadata: {name: door, namespace: shop}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: guests, namespace: shop}
spec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.200.7.20/32}}]}]}
`,
  },
]
const found = compareCnis(openWorld({ documents }), {
  settings: DEFAULT_COLUMNS,
  question: { from: 'dev/dbg', to: 'shop/web', port: 80 },
  limit: 200,
})
const rows = flowRows(found)
const row = (from: string, to: string) => rows.find(({ name }) => name.from === from && name.to === to)!
const told = ({ cells }: (typeof rows)[number]) =>
  cells.map(
    ({ verdict, reason, isBelieved }) =>
      `${verdict.word}${verdict.place ? ` ${verdict.place}` : ''}${isBelieved ? ' (believed)' : ''}: ${plain(reason)}`,
  )

describe('rows of flows', () => {
  test('begin with the one that was asked', () => {
    expect(rows[0]).toMatchObject({
      key: 'asked',
      isAsked: true,
      kind: 'asked',
      name: { from: 'dev/dbg', to: 'shop/web', port: '80' },
    })
    expect(rows.filter(({ isAsked }) => isAsked)).toHaveLength(1)
  })

  test('say why each plugin answers as it does', () => {
    expect(told(rows[0]!)).toEqual([
      'Allowed: shop/guests: accepted by the API, enforced by nobody.',
      'Denied entering: No rule of shop/guests fits.',
      'Denied entering: No rule of shop/guests fits.',
      'Denied entering: No rule of shop/guests fits.',
      'Denied entering: No rule of shop/guests fits.',
    ])
    expect(told(row('dev/backup', 'shop/web'))).toEqual([
      'Allowed: shop/guests: accepted by the API, enforced by nobody.',
      'Allowed: Rule 1 of shop/guests lets it in.',
      'Allowed: Rule 1 of shop/guests lets it in.',
      'Denied entering: Cilium knows pods by identity: a block of addresses never matches one. No rule of shop/guests fits.',
      'Allowed: Rule 1 of shop/guests lets it in.',
    ])
    const door = row('internet', 'node:n1')
    expect(door.kind).toBe('node-port')
    expect(told(door)[4]).toMatch(
      /^Allowed \(believed\): This gate sees node n1 \(10\.10\.0\.11\) instead of the client\. A pod’s own node always gets in\.$/,
    )
  })

  test('stand under headings when they differ for two reasons', () => {
    expect(rows.flatMap(({ heading }) => (heading ? [heading] : []))).toEqual([
      'They differ where policies are enforced',
      'They differ only because nobody enforces policies in some columns',
    ])
  })

  test('say the same of several plugins once, and name them as briefly as they can be told apart', () => {
    expect(shortTitles(found.columns)).toEqual([
      'Flannel, VXLAN',
      'Flannel, VXLAN, network policy controller on',
      'Calico',
      'Cilium',
      'Amazon VPC CNI',
    ])
    expect(whyLines(row('dev/backup', 'shop/web').cells, found.columns).map(({ titles }) => titles)).toEqual([
      'Flannel, VXLAN',
      'Flannel, VXLAN, network policy controller on · Calico · Amazon VPC CNI',
      'Cilium',
    ])
  })

  test('say in words what stands in other places', () => {
    expect(cellSpoken(found.columns[2]!, rows[0]!.cells[2]!)).toBe(', under Calico, IPIP. No rule of shop/guests fits.')
    expect(cellSpoken(found.columns[4]!, row('internet', 'node:n1').cells[4]!)).toBe(
      ', under Amazon VPC CNI, secondary IPs, network policy agent standard. Believed: This gate sees node n1 (10.10.0.11) instead of the client. A pod’s own node always gets in.',
    )
    expect(titleOf(settingOf({ name: 'reference' }))).toBe('Reference')
  })

  test('are counted in words', () => {
    expect(differenceText(1200, 34_000)).toBe('1,200 of 34,000 flows differ.')
    expect(differenceText(0, 12)).toBe('All columns agree on every flow here.')
  })
})

describe('rows of behaviours', () => {
  test('are those that differ, by topic, and all when they are wanted', () => {
    const some = behaviourGroups(found.behaviours, false)
    const all = behaviourGroups(found.behaviours, true)
    expect(some[0]).toMatchObject({ topic: 'policies', name: 'Which policies are read' })
    expect(some.flatMap(({ rows: each }) => each.map(({ id }) => id))).not.toContain('own-node-in')
    expect(all.flatMap(({ rows: each }) => each.map(({ id }) => id)).sort()).toEqual(
      Object.keys(BEHAVIOURS.texts).sort(),
    )
  })

  test('mark what is believed, and name the source of each', () => {
    const outside = behaviourGroups(found.behaviours, false)
      .flatMap(({ rows: each }) => each)
      .find(({ id }) => id === 'outside-here')!
    expect(outside.facts.map(({ short, isBelieved }) => `${short}${isBelieved ? ' (believed)' : ''}`)).toEqual([
      'nobody looks',
      'the client’s address',
      'the client’s address',
      'gets in (believed)',
      'gets in (believed)',
    ])
    expect(
      factLines(outside.facts, found.columns).map(({ titles, isBelieved, sources }) => [
        titles,
        isBelieved,
        sources.length,
      ]),
    ).toEqual([
      ['Flannel, VXLAN', false, 1],
      ['Flannel, VXLAN, network policy controller on · Calico', false, 2],
      ['Cilium · Amazon VPC CNI', true, 2],
    ])
  })

  test('call a source by its repository or its site', () => {
    expect(sourceName('https://github.com/cilium/cilium/blob/main/bpf/bpf_lxc.c')).toBe('cilium/cilium')
    expect(sourceName('https://docs.cilium.io/en/stable/security/policy/language/#ip-cidr-based')).toBe(
      'docs.cilium.io',
    )
  })

  test.each([
    ['English', BEHAVIOURS, 48],
    ['German', behaviours, 56],
  ] as const)('have short words that fit a cell, in %s', (_, { texts }, longest) => {
    const long = Object.values(texts).flatMap(({ title, values }) => [
      ...(title.length > longest ? [title] : []),
      ...Object.values(values as Readonly<Record<string, readonly [string, string]>>).flatMap(([short, whole]) =>
        short.length > 30 || !whole.endsWith('.') ? [short] : [],
      ),
    ])
    expect(long).toEqual([])
  })
})
