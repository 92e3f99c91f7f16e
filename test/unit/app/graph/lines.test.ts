import { describe, expect, it } from 'vitest'
import { bundleLines, LINE_LIMIT } from '../../../../src/app/viz/graph/bundles.ts'
import type { Line } from '../../../../src/app/viz/graph/line.ts'
import { chooseLines, neighbourLines, type AtRest, type LineChoice } from '../../../../src/app/viz/graph/lines.ts'
import { graphEntries, type GraphEntry } from '../../../../src/app/viz/graph/entries.ts'
import { marksOf } from '../../../../src/app/viz/graph/marks.ts'
import { pairsOf, type Pairs } from '../../../../src/app/viz/graph/pairs.ts'
import type { FlowGoal, FlowSelection } from '../../../../src/app/viz/selection.ts'
import { CELL, type Snapshot } from '../../../../src/worker/snapshot.ts'
import { all, CLOSED, drawingOf, GUESTS, pod, policy, screen, SHOP, snapshotOf, town } from './worlds.ts'

function choose(
  { cluster, reach, diff }: Snapshot,
  selection: FlowSelection | null = null,
  pinned: string | null = null,
  goals: readonly FlowGoal[] = [],
  entries: readonly GraphEntry[] = [],
): { readonly choice: LineChoice; readonly pairs: Pairs } {
  const marks = marksOf(cluster, reach, null)
  const pairs = pairsOf(reach)
  return {
    pairs,
    choice: chooseLines({
      pairs,
      diff,
      selection,
      goals,
      entries,
      pinned,
      folded: marks.folded,
      markOf: (id) => marks.of(id),
      groupOf: (mark) => marks.groupOf(mark),
    }),
  }
}

const atRest = (pairs: Pairs): AtRest => ({ pairs, drawn: new Set(), changed: new Map(), folded: new Set() })

const shown = (lines: readonly Line[]) =>
  lines.map(({ key, kind, chips }) =>
    [
      key,
      kind,
      ...chips.map(
        ({ sign, text }) => `${sign === 'goal' ? '#' : sign === 'opened' ? '+' : sign === 'closed' ? '−' : ''}${text}`,
      ),
    ].join(' '),
  )

/** All flows between different ends, and those that a line, a bundle or a count stands for. */
function account({ choice, pairs }: { readonly choice: LineChoice; readonly pairs: Pairs }): {
  readonly all: number
  readonly told: number
} {
  const sum = (from: string, to: string) =>
    Object.values(pairs.counts(from, to)).reduce((total: number, each: number) => total + each, 0)
  const everything = pairs.marks
    .flatMap((from) => pairs.marks.map((to) => (from === to ? 0 : sum(from, to))))
    .reduce((a, b) => a + b, 0)
  const lines = [...choice.rules, ...choice.extras]
    .filter(({ from, to, bundle }) => bundle === null && from !== to)
    .map(({ from, to }) => sum(from, to))
    .reduce((a, b) => a + b, 0)
  return { all: everything, told: lines + choice.undrawn.open + choice.undrawn.denied + choice.undrawn.bundled }
}

describe('lines that are drawn', () => {
  it('are none when everything is open: its stubs say so, and the count', () => {
    const { choice, pairs } = choose(snapshotOf(SHOP))
    expect([...choice.rules, ...choice.extras]).toEqual([])
    expect(choice.undrawn).toEqual({ open: pairs.totals.open, denied: 0, bundled: 0, gone: 0 })
    expect(drawingOf(SHOP).stubs.heads).not.toBe('')
  })

  it('are those of rules, with how many of their ports pass', () => {
    expect(shown(choose(snapshotOf(all(SHOP, CLOSED, GUESTS))).choice.rules)).toEqual([
      'monitoring/prom → shop/api allowed',
      'shop/web → shop/api part 1 of 2',
    ])
  })

  it('are those of a lesson’s goals, whatever their verdict, with their numbers', () => {
    const goals: readonly FlowGoal[] = [
      { number: 1, flow: { from: 'monitoring/prom', to: 'shop/api', port: null, verdict: CELL.allowed } },
      { number: 2, flow: { from: 'dev/dbg', to: 'shop/api', port: null, verdict: CELL['denied-entering'] } },
      { number: 3, flow: { from: 'dev/dbg', to: 'shop/api', port: null, verdict: CELL['denied-entering'] } },
      { number: 4, flow: { from: 'dev/dbg', to: 'nowhere/else', port: null, verdict: null } },
    ]
    const { rules, extras } = choose(snapshotOf(all(SHOP, CLOSED, GUESTS)), null, null, goals).choice
    expect(shown(rules)).toEqual(['monitoring/prom → shop/api allowed #1', 'shop/web → shop/api part 1 of 2'])
    expect(shown(extras)).toEqual(['dev/dbg → shop/api denied-entering #2 #3'])
  })

  it('are those by which traffic comes in through a controller, without a verdict, unless there is a line already', () => {
    const entries: readonly GraphEntry[] = [
      { from: 'internet', to: 'shop/web', text: 'Ingress' },
      { from: 'internet', to: 'nowhere/else', text: 'Ingress' },
    ]
    const snapshot = snapshotOf(all(SHOP, CLOSED, GUESTS))
    const { extras, undrawn } = choose(snapshot, null, null, [], entries).choice
    expect(shown(extras)).toEqual(['internet → shop/web none Ingress'])
    expect(undrawn).toEqual(choose(snapshot).choice.undrawn)
    const goals: readonly FlowGoal[] = [
      { number: 1, flow: { from: 'internet', to: 'shop/web', port: null, verdict: CELL['denied-entering'] } },
    ]
    expect(shown(choose(snapshot, null, null, goals, entries).choice.extras)).toEqual([
      'internet → shop/web denied-entering #1',
    ])
  })

  it('lead to every workload behind the Services of the entries, each once', () => {
    const entry = {
      kind: 'Ingress',
      namespace: 'shop',
      name: 'front',
      through: [],
      hosts: [],
      paths: [],
      isNarrowed: false,
      port: 80,
      podPort: 8080,
      span: null,
    } as const
    const service = (id: string, backends: readonly string[]) =>
      ({
        id,
        namespace: 'shop',
        name: id,
        type: 'ClusterIP',
        headless: false,
        ports: [],
        backends,
        span: null,
      }) as const
    expect(
      graphEntries({
        entries: [
          { ...entry, service: 'svc:shop/a' },
          { ...entry, service: 'svc:shop/a', kind: 'HTTPRoute' },
          { ...entry, service: 'svc:shop/gone' },
        ],
        services: [service('svc:shop/a', ['shop/web', 'shop/api'])],
      }),
    ).toEqual([
      { from: 'internet', to: 'shop/web', text: 'Ingress' },
      { from: 'internet', to: 'shop/api', text: 'Ingress' },
    ])
  })

  it('name the ports that pass while an end is pinned', () => {
    expect(shown(choose(snapshotOf(all(SHOP, CLOSED, GUESTS)), null, 'shop/api').choice.rules)).toEqual([
      'monitoring/prom → shop/api allowed 8080 9090',
      'shop/web → shop/api part 8080',
    ])
  })

  it('follow the verdict of the port that is asked about', () => {
    const port = { port: 9090, protocol: 'TCP', name: null } as const
    const { choice } = choose(snapshotOf(all(SHOP, CLOSED, GUESTS)), {
      from: 'shop/web',
      to: 'shop/api',
      port,
      verdict: CELL['denied-entering'],
    })
    expect(shown(choice.rules)).toContain('shop/web → shop/api denied-entering 9090')
    expect(
      shown(choose(snapshotOf(SHOP), { from: 'node:n1', to: 'shop/api', port, verdict: null }).choice.extras),
    ).toEqual([])
  })

  it('show what opened and closed, by the ports that did', () => {
    const show = screen()
    show(all(SHOP, CLOSED, GUESTS.replace('8080', '9090')))
    const { choice } = choose(show(all(SHOP, CLOSED, GUESTS)))
    expect(shown(choice.rules)).toContain('shop/web → shop/api part −9090 +8080')
    show(all(SHOP, CLOSED))
    const again = choose(show(all(SHOP, CLOSED)))
    expect(shown(again.choice.extras)).toEqual(
      ['shop/web → shop/api denied-entering −8080', 'monitoring/prom → shop/api denied-entering −8080 9090'].sort(),
    )
  })

  it('stop a default deny at the gates: each says how many flows it closed, and a pin brings their lines', () => {
    const show = screen()
    show(town(3, 5))
    const { choice, pairs } = choose(
      show(all(town(3, 5), policy('team-0', 'deny', '{ podSelector: {}, policyTypes: [Ingress] }'))),
    )
    expect(choice.extras.length + choice.gates.length).toBeLessThan(20)
    expect(
      choice.gates.every(({ at, gate, opened }) => at.startsWith('team-0/') && gate === 'in' && opened === 0),
    ).toBe(true)
    const closed = (at: string) =>
      [...choice.changed.values()].filter(({ to }) => to === at).reduce((sum, pair) => sum + pair.closed.length, 0)
    expect(choice.gates.map(({ at, closed: amount }) => [at, amount])).toEqual(
      choice.gates.map(({ at }) => [at, closed(at)]),
    )
    expect(choice.gates.length).toBeGreaterThan(2)
    const { at } = choice.gates[0]!
    const pinned = neighbourLines({ ...atRest(pairs), changed: choice.changed }, at, true)
    expect(pinned.filter(({ role }) => role === 'changed').every(({ chips }) => chips[0]?.sign === 'closed')).toBe(true)
    expect(pinned.filter(({ role }) => role === 'changed')).not.toEqual([])
  })

  it('count changes of stations that are gone', () => {
    const show = screen()
    show(all(SHOP, pod('shop/extra')))
    expect(choose(show(SHOP)).choice.undrawn.gone).toBeGreaterThan(0)
  })
})

describe('nothing is lost', () => {
  it.each([
    ['open', SHOP],
    ['closed', all(SHOP, CLOSED)],
    ['with guests', all(SHOP, CLOSED, GUESTS)],
    ['a town', town(4, 5)],
    ['a crowded town', town(10, 6)],
  ])('%s', (_, text) => {
    const { all: flows, told } = account(choose(snapshotOf(text)))
    expect(told).toBe(flows)
  })
})

describe('too many lines', () => {
  const clique = all(
    ...Array.from({ length: 12 }, (_, index) => pod(`a/p-${index}`)),
    pod('b/q'),
    policy('a', 'own', '{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }'),
  )

  it('within a namespace become a count in its heading, and its outline where everybody reaches everybody', () => {
    const { choice } = choose(snapshotOf(clique))
    expect(choice.rules.length).toBeLessThanOrEqual(LINE_LIMIT)
    expect(choice.inside.get('a')).toEqual({ flows: 132, everybody: true })
    expect(choice.undrawn.bundled).toBe(132)
    expect(drawingOf(clique).ground.hulls.find(({ key }) => key === 'a')).toMatchObject({
      isClique: true,
      policies: expect.stringContaining('132 ✓ inside') as string,
    })
  })

  it('do not claim that everybody reaches everybody where that is not so', () => {
    const star = all(
      ...Array.from({ length: 60 }, (_, index) => pod(`a/p-${index}`)),
      policy('a', 'own', '{ podSelector: { matchLabels: { app: p-0 } }, ingress: [{ from: [{ podSelector: {} }] }] }'),
    )
    expect(choose(snapshotOf(star)).choice.inside.get('a')).toEqual({ flows: 59, everybody: false })
    expect(drawingOf(star).ground.hulls[0]!.isClique).toBe(false)
  })

  it('between two namespaces become one bundle', () => {
    const pairs = pairsOf(
      snapshotOf(
        all(
          ...Array.from({ length: 8 }, (_, index) => pod(`a/p-${index}`)),
          ...Array.from({ length: 8 }, (_, index) => pod(`b/q-${index}`)),
        ),
      ).reach,
    )
    const lines = Array.from({ length: 8 }, (_, from) =>
      Array.from({ length: 8 }, (_, to): Line => ({
        key: `a/p-${from} → b/q-${to}`,
        from: `a/p-${from}`,
        to: `b/q-${to}`,
        kind: 'allowed',
        role: 'rule',
        chips: [],
        bundle: null,
      })),
    ).flat()
    const bundled = bundleLines(lines, pairs, (mark) => mark.split('/')[0]!)
    expect(bundled.lines.map(({ from, to, chips }) => [from, to, chips[0]?.text])).toEqual([
      ['hull a', 'hull b', '64 ✓'],
    ])
  })
})

describe('neighbours', () => {
  const { pairs } = choose(snapshotOf(all(SHOP, CLOSED, GUESTS)))

  it('are what passes, and with the pin also what is denied', () => {
    const pointed = neighbourLines(atRest(pairs), 'shop/db', false)
    const pinned = neighbourLines(atRest(pairs), 'shop/db', true)
    expect(pointed.every(({ from, kind }) => from === 'shop/db' && kind === 'open')).toBe(true)
    expect(pinned.filter(({ kind }) => kind === 'denied-entering').length).toBeGreaterThan(8)
  })

  it('do not repeat what is there', () => {
    expect(
      shown(neighbourLines({ ...atRest(pairs), drawn: new Set(['shop/web → shop/api']) }, 'shop/api', true)).some(
        (line) => line.startsWith('shop/web → shop/api'),
      ),
    ).toBe(false)
  })
})
