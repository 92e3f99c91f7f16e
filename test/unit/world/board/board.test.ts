import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../../../src/ground/text-edit.ts'
import { askBoard, type BoardQuery } from '../../../../src/world/board/ask.ts'
import { openWorld, type World } from '../../../../src/world/index.ts'
import { ladderOf } from '../../../../src/app/text/ladder.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import { boardPath } from '../../../../src/app/viz/board-path.ts'
import { readText } from '../../../suites/yaml-file.ts'

const TIERS = `apiVersion: projectcalico.org/v3
kind: Tier
metadata: {name: security}
spec: {order: 100}
---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: gate}
spec: {tier: security, order: 10, selector: app == 'api', ingress: [{action: Pass, source: {selector: app == 'web'}}]}
---
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: {name: second, namespace: shop}
spec:
  order: 20
  selector: app == 'api'
  ingress:
    - action: Deny
---
# The first of its tier.
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: {name: first, namespace: shop}
spec:
  selector: app == 'api'
  order: 10
  ingress:
    - action: Allow
`
const STAGED = `apiVersion: projectcalico.org/v3
kind: StagedNetworkPolicy
metadata: {name: second, namespace: shop}
spec:
  stagedAction: Set
  order: 5
  selector: app == 'api'
  ingress:
    - action: Deny
`

function worldOf(...texts: readonly string[]): World {
  return openWorld({
    documents: [
      { name: 'cluster', text: readText('test/fixtures/clusters/shop.yaml') },
      ...texts.map((text, index) => ({ name: `text-${index}`, text })),
    ],
    cni: { name: 'calico' },
  })
}

function after(world: World, query: BoardQuery): World {
  const { edits } = askBoard(world, query)
  expect(edits).not.toBeNull()
  return world.open(
    world.documents.map(({ name, text }) => ({
      name,
      text: applyEdits(
        text,
        edits!.filter(({ document }) => document === name),
      ),
    })),
  )
}

const cards = (world: World, tier: string) =>
  askBoard(world, { do: 'show' })
    .board.tiers.find(({ id }) => id === tier)!
    .cards.map(({ ref, order }) => `${ref.name} ${order}`)

describe('the board', () => {
  test('shows tiers in order, and in them policies in order', () => {
    const world = worldOf(TIERS)
    expect(askBoard(world, { do: 'show' }).board.tiers.map(({ id }) => id)).toEqual(['security', 'default'])
    expect(cards(world, 'default')).toEqual(['first 10', 'second 20'])
  })
  test('a move writes the order, keeps comments, and turns the verdict', () => {
    const world = worldOf(TIERS)
    const question = { from: 'shop/web', to: 'shop/api-1', port: 8080 }
    const key = askBoard(world, { do: 'show' }).board.tiers[1]!.cards[1]!.key
    const moved = after(world, { do: 'move', key, to: 0 })
    expect(cards(moved, 'default')).toEqual(['second 0', 'first 10'])
    expect(moved.documents[1]!.text).toContain('# The first of its tier.')
    expect([world.ask(question).outcome, moved.ask(question).outcome]).toEqual(['allowed', 'denied'])
  })
  test('the way of a flow goes through the cards', () => {
    const world = worldOf(TIERS)
    const { board } = askBoard(world, { do: 'show' })
    const path = boardPath(world.ask({ from: 'shop/web', to: 'shop/api-1', port: 8080 }).steps, 'ingress')
    expect(board.tiers.map((tier) => [path.tier(tier), tier.cards.map((card) => path.card(card)?.state)])).toEqual([
      ['passed', ['pass']],
      ['decided', ['allow', 'unreached']],
    ])
    const other = boardPath(world.ask({ from: 'shop/db', to: 'shop/api-1', port: 8080 }).steps, 'ingress')
    expect(board.tiers.map((tier) => other.tier(tier))).toEqual(['dropped', 'unreached'])
  })
})

test('a card that a rule hands the flow on past is told apart from one behind the decision', () => {
  const world = worldOf(`apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: {name: hand-on, namespace: shop}
spec: {order: 10, selector: app == 'api', ingress: [{action: Pass}]}
---
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: {name: later, namespace: shop}
spec: {order: 20, selector: app == 'api', ingress: [{action: Deny}]}
`)
  const { board } = askBoard(world, { do: 'show' })
  const answer = world.ask({ from: 'shop/web', to: 'shop/api-1', port: 8080 })
  const path = boardPath(answer.steps, 'ingress')
  expect(answer.outcome).toBe('allowed')
  expect(board.tiers[0]!.cards.map((card) => path.card(card)?.state)).toEqual(['pass', 'passed-over'])
  expect(plain(ladderOf(answer).gates[1]!.policies[1]!.detail)).toContain('not asked: handed on past it')
})

describe('what is staged', () => {
  test('changes no verdict, and says what would change', () => {
    const world = worldOf(TIERS, STAGED)
    const question = { from: 'shop/web', to: 'shop/api-1', port: 8080 }
    const reply = askBoard(world, { do: 'show' })
    expect(world.ask(question).outcome).toBe('allowed')
    expect(reply.staged.map(({ name, action, canPromote }) => [name, action, canPromote])).toEqual([
      ['shop/second', 'Set', true],
    ])
    expect(reply.pending!.closed).toBeGreaterThan(0)
    expect(reply.pending!.changes.every(({ sign }) => sign === 'closed')).toBe(true)
  })
  test('promoting it takes the place of the policy of its name', () => {
    const world = worldOf(TIERS, STAGED)
    const promoted = after(world, { do: 'promote', key: 'StagedNetworkPolicy/shop/second' })
    expect(promoted.documents[2]!.text).toBe(
      STAGED.replace('StagedNetworkPolicy', 'NetworkPolicy').replace('  stagedAction: Set\n', ''),
    )
    expect(promoted.documents[1]!.text).not.toContain('name: second')
    expect(cards(promoted, 'default')).toEqual(['second 5', 'first 10'])
    expect(promoted.ask({ from: 'shop/web', to: 'shop/api-1', port: 8080 }).outcome).toBe('denied')
    expect(promoted.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  })
  test('one that deletes takes its policy with it', () => {
    const gone = worldOf(
      TIERS,
      'apiVersion: projectcalico.org/v3\nkind: StagedNetworkPolicy\nmetadata: {name: first, namespace: shop}\nspec: {stagedAction: Delete}\n',
    )
    expect(cards(after(gone, { do: 'promote', key: 'StagedNetworkPolicy/shop/first' }), 'default')).toEqual([
      'second 20',
    ])
  })
  test('a twin of a Kubernetes policy becomes one', () => {
    const twin = worldOf(
      'apiVersion: projectcalico.org/v3\nkind: StagedKubernetesNetworkPolicy\nmetadata: {name: closed, namespace: shop}\nspec:\n  podSelector: {matchLabels: {app: api}}\n',
    )
    expect(twin.ask({ from: 'shop/web', to: 'shop/api-1', port: 8080 }).outcome).toBe('allowed')
    expect(
      after(twin, { do: 'promote', key: 'StagedKubernetesNetworkPolicy/shop/closed' }).ask({
        from: 'shop/web',
        to: 'shop/api-1',
        port: 8080,
      }).outcome,
    ).toBe('denied')
  })
})

describe('what Felix builds', () => {
  const POD = { do: 'dataplane', pod: 'shop/api-1', direction: 'ingress' } as const
  test('is a chain for the pod and one for each policy, with the lines of the text', () => {
    const { lines } = askBoard(worldOf(TIERS), POD).dataplane!
    const text = lines.map((line) => line.text)
    expect(text[0]).toMatch(/^:cali-tw-cali[0-9a-f]{11}$/)
    expect(text.filter((line) => line.startsWith(':')).slice(1)).toEqual([
      ':cali-pi-gate',
      ':cali-pi-shop/first',
      ':cali-pi-shop/second',
    ])
    expect(text).toContain('-A cali-pi-shop/second -j DROP')
    expect(lines.find((line) => line.text.startsWith('-A cali-pi-gate'))!.span!.start.line).toBe(9)
    expect(text.filter((line) => line.includes('Drop if no policies passed packet'))).toHaveLength(2)
  })
  test('is one program with eBPF, and nothing under another plugin', () => {
    const ebpf = openWorld({
      documents: worldOf(TIERS).documents,
      cni: { name: 'calico', options: { dataplane: 'ebpf' } },
    })
    const other = openWorld({ documents: ebpf.documents, cni: { name: 'cilium' } })
    expect(askBoard(ebpf, POD).dataplane!.lines.map(({ text }) => text.trim())).toEqual(
      expect.arrayContaining([
        'tier security',
        'policy gate',
        "1. src in {app == 'web'} → next tier",
        'end of tier → deny',
        '1. always → allow',
        'profile kns.shop → allow',
      ]),
    )
    expect(askBoard(other, POD).dataplane).toBeNull()
  })
})
