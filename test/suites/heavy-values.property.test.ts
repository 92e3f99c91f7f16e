import fc from 'fast-check'
import { loadAll } from 'js-yaml'
import { expect, test } from 'vitest'
import { Engine } from '../../src/worker/engine.ts'
import { bounded } from './bounded.ts'
import { setting } from './generate-setting.ts'
import { attempt, manifestTexts } from './real-texts.ts'

/**
 * A million letters in one place of a manifest: a label, its key, a name, a pattern, a selector. The reader, the
 * validator, the compiler and the picture are through with it before the worker would be thought dead, and what is sent
 * to the screen holds it a few dozen times, not a thousand.
 */
const MEGABYTE = 1_000_000
/**
 * Milliseconds of the processor, whoever else is at work: the worker has five seconds, and two more for each million
 * letters.
 */
const LIMIT = 7_000
const PIECES = [
  'a',
  'a.',
  'a ',
  '-',
  '/',
  ',',
  '*',
  '*.',
  '{a}',
  '(',
  '(a+)+',
  'has(',
  '!',
  "a == 'b' && ",
  '[',
  '%41',
  '\u0430',
  '\u202e',
  '"',
  '\n',
] as const

type Path = readonly (string | number)[]
const FREE_KEYS = /^(?:labels|annotations|matchLabels|selector|nodeSelector|endpointSelector|headers|data)$/

/** Of every kind and every place that holds words: the objects of a text, the one with the place, and the way there. */
const PLACES = new Map(manifestTexts().flatMap(placesOf))

test('there are places of every family of kinds', () => {
  for (const place of [
    'v1 Pod metadata.labels.*',
    'v1 Pod metadata.labels.* (key)',
    'networking.k8s.io NetworkPolicy metadata.name',
    'cilium.io CiliumNetworkPolicy spec.egress.*.toFQDNs.*.matchPattern',
    'projectcalico.org GlobalNetworkPolicy spec.selector',
    'security.istio.io AuthorizationPolicy spec.rules.*.to.*.operation.paths.*',
  ])
    expect([...PLACES.keys()]).toContain(place)
})

test('a megabyte of anything anywhere', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PLACES),
      fc.constantFrom(...PIECES),
      setting,
      ([place, { objects, index, path, isKey }], piece, cni) => {
        const copy = structuredClone(objects)
        const word = piece.repeat(MEGABYTE / piece.length)
        put(copy[index], path, isKey, word)
        const text = copy.map((object) => JSON.stringify(object)).join('\n---\n')
        const start = spent()
        const reply = new Engine().handle({
          type: 'open',
          id: 1,
          revision: 1,
          order: ['a'],
          changed: [{ name: 'a', text }],
          active: 'a',
          applyBroken: true,
          fresh: true,
          cni,
          question: null,
        })
        expect(spent() - start, place).toBeLessThan(LIMIT)
        expect(JSON.stringify(reply).length, place).toBeLessThan(40 * MEGABYTE)
      },
    ),
    bounded(100_000),
  )
})

function spent(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

interface Place {
  readonly objects: readonly unknown[]
  readonly index: number
  readonly path: Path
  readonly isKey: boolean
}

function placesOf(text: string): readonly (readonly [name: string, place: Place])[] {
  const objects = attempt(() => loadAll(text)) ?? []
  return objects.flatMap((object, index) => {
    const { apiVersion, kind } = (object ?? {}) as { readonly apiVersion?: unknown; readonly kind?: unknown }
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') return []
    return wordsIn(object, []).map(
      ({ path, isKey }) =>
        [
          `${apiVersion.replace(/\/.*/, '')} ${kind} ${path.map((key, at) => (typeof key === 'number' || FREE_KEYS.test(String(path[at - 1])) ? '*' : key)).join('.')}${isKey ? ' (key)' : ''}`,
          { objects, index, path, isKey },
        ] as const,
    )
  })
}

/** Every field below the root that holds words, and every key that its writer chooses. */
function wordsIn(value: unknown, path: Path): readonly { readonly path: Path; readonly isKey: boolean }[] {
  if (typeof value === 'string') return path.length > 1 ? [{ path, isKey: false }] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => {
    const inner = [...path, Array.isArray(value) ? Number(key) : key]
    return [
      ...(FREE_KEYS.test(String(path.at(-1))) && !Array.isArray(value) ? [{ path: inner, isKey: true }] : []),
      ...wordsIn(each, inner),
    ]
  })
}

function put(object: unknown, path: Path, isKey: boolean, word: string): void {
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], object) as Record<
    string | number,
    unknown
  >
  const last = path.at(-1)!
  if (!isKey) return void (holder[last] = word)
  holder[word] = holder[last]
  delete holder[last]
}
