import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../src/ground/text-edit.ts'
import { openWorld, type DocumentText, type Flip, type World } from '../../src/world/index.ts'

const SHOP = {
  name: 'shop',
  text: readFileSync(fileURLToPath(new URL('../../lessons/worlds/shop.yaml', import.meta.url)), 'utf8'),
}

function policy(name: string, spec: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ${name}\n  namespace: shop\nspec:\n${spec.replace(/^/gm, '  ')}\n`
}

const DENY = policy('default-deny', 'podSelector: {}\npolicyTypes: [Ingress]')
const ALLOW_WEB = policy(
  'allow-web',
  `podSelector:
  matchLabels:
    app: api
ingress:
  # the shop's own front
  - from:
      - podSelector:
          matchLabels:
            app: web-frontend
    ports:
      - port: 8080`,
)

function open(...texts: readonly string[]): { readonly world: World; readonly documents: readonly DocumentText[] } {
  const documents = [...texts.map((text, index) => ({ name: `policy-${index + 1}`, text })), SHOP]
  return { documents, world: openWorld({ documents }) }
}

function ask(world: World, text: string) {
  const question = world.parse(text)
  if (!question.ok) throw new Error(text)
  return question.value
}

function flipped(documents: readonly DocumentText[], { edits, added }: Flip): World {
  const edited = documents.map(({ name, text }) => ({
    name,
    text: applyEdits(
      text,
      edits.filter(({ document }) => document === name),
    ),
  }))
  return openWorld({ documents: added ? [...edited, added] : edited })
}

const words = ({ does, promises: { opened, closed, changed } }: Flip) =>
  `${does.map(({ flip, policy }) => `${flip} ${policy}`).join(' + ')} | ${opened} ${closed} ${changed}`

/** Each: policies, question, what is offered with the pairs that it opens, closes and changes. */
describe.each([
  [
    'one label is wrong',
    [DENY, ALLOW_WEB],
    'shop/web -> shop/api:8080',
    ['use-label shop/allow-web | 1 0 0', 'add-peer shop/allow-web | 1 0 0', 'add-rule shop/allow-web | 1 0 0'],
  ],
  [
    'the port is missing',
    [DENY, ALLOW_WEB.replace('web-frontend', 'web')],
    'shop/web -> shop/api:9090',
    ['add-port shop/allow-web | 0 0 1', 'add-rule shop/allow-web | 0 0 1', 'new-policy shop/allow-web-to-api | 0 0 1'],
  ],
  [
    'no policy has a rule',
    [DENY],
    'dev/dbg -> shop/web:8080',
    ['new-policy shop/allow-dbg-to-web | 1 0 0', 'add-rule shop/default-deny | 5 0 0'],
  ],
  [
    'both ends deny',
    [DENY, policy('stay', 'podSelector:\n  matchLabels:\n    app: web\npolicyTypes: [Egress]')],
    'shop/web -> shop/api:8080',
    ['new-policy shop/allow-web-out-to-api + new-policy shop/allow-web-to-api | 1 0 0'],
  ],
  [
    'the source is somewhere outside',
    [DENY],
    'internet -> shop/web:8080',
    ['new-policy shop/allow-outside-to-web | 1 0 0', 'add-rule shop/default-deny | 5 0 0'],
  ],
  [
    'nothing guards the target',
    [],
    'dev/dbg -> shop/db:5432',
    ['guest-list shop/guard-db | 0 2 0', 'guest-list dev/hold-dbg | 0 2 0', 'close shop/guard-db | 0 11 0'],
  ],
  [
    'one peer of two lets it in',
    [
      DENY,
      policy(
        'guests',
        'podSelector: { matchLabels: { app: api } }\ningress:\n  - from:\n      - podSelector: { matchLabels: { app: web } }\n      - podSelector: { matchLabels: { app: cache } }',
      ),
    ],
    'shop/cache -> shop/api:8080',
    ['delete-peer shop/guests | 0 1 0'],
  ],
] as const)('when %s', (_name, policies, text, expected) => {
  const { world, documents } = open(...policies)
  const question = ask(world, text)
  const flips = world.flips(question)
  test(`what is offered`, () => expect(flips.map(words).slice(0, expected.length)).toEqual(expected))
  test.each(flips.map((flip) => [words(flip), flip] as const))(
    '%s turns the answer round and does what it says',
    (_words, flip) => {
      const after = flipped(documents, flip)
      expect(after.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(after.ask(question).outcome).toBe(world.ask(question).outcome === 'allowed' ? 'denied' : 'allowed')
      const { opened, closed, changed } = after.diffConnections(world)
      expect({ opened, closed, changed }).toEqual({
        opened: flip.promises.opened,
        closed: flip.promises.closed,
        changed: flip.promises.changed,
      })
    },
  )
})

test('comments stay where they are', () => {
  const { world, documents } = open(DENY, ALLOW_WEB)
  const [first] = world.flips(ask(world, 'shop/web -> shop/api:8080'))
  expect(applyEdits(documents[1]!.text, first!.edits)).toBe(ALLOW_WEB.replace('web-frontend', 'web'))
})

test('nothing is offered against an administrator’s denial, nor for a question without an answer', () => {
  const admin = `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: no-debug }
spec:
  tier: Admin
  priority: 1
  subject: { namespaces: {} }
  ingress:
    - action: Deny
      from:
        - namespaces: { matchLabels: { env: dev } }
`
  const { world } = open(admin)
  expect(world.ask(ask(world, 'dev/dbg -> shop/db:5432')).outcome).toBe('denied')
  expect(world.flips(ask(world, 'dev/dbg -> shop/db:5432'))).toEqual([])
  expect(world.flips(ask(world, 'shop/nobody -> shop/db:5432'))).toEqual([])
})
