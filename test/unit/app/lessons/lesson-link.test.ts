import { settingOf } from '../../../../src/sim/cni/choice.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeLessonLink, readLessonLink } from '../../../../src/app/state/link/lesson-link.ts'
import { crc32, packText } from '../../../../src/app/state/link/packed-text.ts'
import { readRoute } from '../../../../src/app/state/route.ts'
import { EMPTY_WORK, type Work, type WorkDocument } from '../../../../src/app/state/work.ts'

const ID = 'network-policy/and-not-or'
const start: readonly WorkDocument[] = [
  { name: 'guests', text: '' },
  { name: 'lock', text: 'kind: NetworkPolicy\nspec: {}\n' },
  { name: 'shop world', text: 'kind: Pod\n---\nkind: Service' },
]
const work = (documents: readonly WorkDocument[], rest: Partial<Work> = {}): Work => ({
  ...EMPTY_WORK,
  documents,
  active: documents[0]?.name ?? '',
  baseline: start,
  ...rest,
})

/** What comes of a link, by the way that the address takes. */
async function follow(address: string, from = start) {
  const route = readRoute(address)
  if (route?.to !== 'lesson' || route.link === null) throw new Error(address)
  expect(route.id).toBe(ID)
  const change = await readLessonLink(route.link)
  if (!change.ok) throw new Error(change.problem)
  return change.value(from)
}
async function shared(what: Work) {
  const address = (await encodeLessonLink(ID, start, what))!
  expect(address).toMatch(/^#\/lesson\/network-policy\/and-not-or\/v1\.[A-Za-z0-9_-]+$/)
  return follow(address)
}
const kept = ({ documents, active, cursor, question, view, policyApi, cni, assertions }: Work) => ({
  documents,
  active,
  cursor,
  question,
  view,
  policyApi,
  cni,
  assertions,
})
const forge = async (data: unknown) =>
  `#/lesson/${ID}/v1.${(await packText(typeof data === 'string' ? data : JSON.stringify(data), 1e7))!}`
const fingerprint = (of: readonly WorkDocument[]) =>
  crc32(new TextEncoder().encode(JSON.stringify(of.map(({ name, text }) => [name, text]))))

describe('a link to a lesson', () => {
  it.each([
    ['nothing changed', start],
    [
      'a tab changed',
      [start[0]!, { name: 'lock', text: 'kind: NetworkPolicy\nspec:\n  podSelector: {}\n' }, start[2]!],
    ],
    ['a tab was added', [...start, { name: 'mine', text: 'x\n' }]],
    ['a tab was closed', [start[0]!, start[2]!]],
    ['a tab was moved and renamed', [start[2]!, { name: 'guests-2', text: '' }, start[1]!]],
    ['all tabs were closed', []],
    [
      'there are letters of all sorts',
      [
        { name: 'gäste ✓', text: 'ünï 🦊 "quoted" <b>\t\u0001\ud800' },
        { name: 'lock', text: '🦊' },
      ],
    ],
    [
      'lines end otherwise',
      [
        { name: 'lock', text: 'kind: NetworkPolicy\r\nspec: {}\r\n' },
        { name: 'shop world', text: 'kind: Pod\n---\nkind: Service\n' },
      ],
    ],
    [
      'the last line has no end',
      [
        { name: 'lock', text: 'kind: NetworkPolicy\nspec: {}' },
        { name: 'guests', text: 'a' },
      ],
    ],
  ])("brings back the learner's state: %s", async (_, documents) => {
    const what = work(documents, {
      active: documents.at(-1)?.name ?? '',
      cursor: { line: 3, column: 4 },
      question: { from: 'a', to: 'b', port: 80 },
      view: 'table',
      policyApi: 'v1alpha2',
      cni: settingOf({ name: 'calico', mode: 'vxlan' }),
      assertions: [{ question: 'a -> b:80', expect: 'deny' }],
    })
    expect(await shared(what)).toEqual(kept(what))
  })

  it('brings back any texts', async () => {
    const line = fc.constantFrom('', 'kind: Pod', '---', 'kind: Service', 'spec: {}', 'x', 'ü', '\r')
    const text = fc
      .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('', '\n'))
      .map(([lines, last]) => lines.join('\n') + last)
    const documents = fc.uniqueArray(
      fc.record({ name: fc.constantFrom('guests', 'lock', 'shop world', 'new'), text }),
      { selector: ({ name }) => name },
    )
    await fc.assert(
      fc.asyncProperty(documents, async (some) => {
        expect(await shared(work(some))).toEqual(kept(work(some)))
      }),
      { numRuns: 60 },
    )
  })

  it('is short for a large world with one new policy', async () => {
    const world = {
      name: 'shop world',
      text: Array.from({ length: 1020 }, (_, index) => `  name: pod-${(index * 7919) % 10007}  # ${index}\n`).join(''),
    }
    expect(world.text.length).toBeGreaterThan(24_000)
    const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: api-metrics
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: api
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              purpose: monitoring
          podSelector:
            matchLabels:
              app: prometheus
      ports:
        - port: 9090
`
    const large = [{ name: 'api-metrics', text: '# Write it here.\n' }, world]
    const link = (await encodeLessonLink(
      ID,
      large,
      work([{ name: 'api-metrics', text: policy }, world], {
        question: { from: 'monitoring/prom', to: 'shop/api', port: 9090 },
      }),
    ))!
    expect(link.length).toBeLessThan(500)
    expect((await follow(link, large))?.documents).toEqual([{ name: 'api-metrics', text: policy }, world])
  })

  it('is not made of what no link can hold', async () => {
    expect(await encodeLessonLink(ID, start, work([{ name: 'a', text: '\u0001'.repeat(5_200_000) }]))).toBeNull()
  })

  it('of another version of the lesson gives nothing', async () => {
    const link = (await encodeLessonLink(ID, start, work(start)))!
    for (const other of [
      [],
      start.slice(1),
      [...start].reverse(),
      start.map((document) => ({ ...document, text: `${document.text}\n` })),
      start.map((document, index) => (index === 0 ? { ...document, name: 'guest' } : document)),
    ])
      expect(await follow(link, other)).toBeNull()
  })

  it('that was cut or changed is incomplete, wherever', async () => {
    const link = readRoute((await encodeLessonLink(ID, start, work([{ name: 'guests', text: 'x\n' }])))!)
    if (link?.to !== 'lesson' || link.link === null) throw new Error()
    for (let at = 3; at < link.link.length; at++)
      expect((await readLessonLink(link.link.slice(0, at) + link.link.slice(at + 1))).ok).toBe(false)
    for (let length = 3; length < link.link.length; length++)
      expect(await readLessonLink(link.link.slice(0, length))).toEqual({ ok: false, problem: 'incomplete' })
    expect(await readLessonLink(`${link.link}%`)).toEqual({ ok: false, problem: 'incomplete' })
  })

  it('of a later version of Reachable says so', async () => {
    expect(await readLessonLink('v2.abc')).toEqual({ ok: false, problem: 'newer' })
    expect(await readLessonLink('anything')).toEqual({ ok: false, problem: 'newer' })
  })
  it('that is whole and no JSON is none', async () => {
    expect(await readLessonLink((await forge('{')).slice(`#/lesson/${ID}/`.length))).toEqual({
      ok: false,
      problem: 'not-a-work',
    })
  })
})

describe('hostile content', () => {
  const right = {
    start: fingerprint(start),
    active: 'lock',
    cursor: { line: 1, column: 1 },
    question: null,
    view: null,
  }
  const lock = (change: unknown) => ({ ...right, documents: [{ name: 'lock', change }] })

  it('is not what a right link holds', async () => {
    expect(await follow(await forge({ ...right, documents: [{ name: 'lock' }] }))).toMatchObject({
      documents: [start[1]],
    })
    expect(await follow(await forge(lock([1, -1, 'x\n'])))).toMatchObject({
      documents: [{ name: 'lock', text: 'kind: NetworkPolicy\nx\n' }],
    })
  })
  it.each([
    ['null', null],
    ['a list', []],
    ['a text', '"x"'],
    ['no start', { documents: [] }],
    ['no documents', right],
    ['documents that are none', { ...right, documents: {} }],
    ['a tab that is null', { ...right, documents: [null] }],
    ['a tab that is a text', { ...right, documents: ['lock'] }],
    ['a tab without a name', { ...right, documents: [{ text: 'a' }] }],
    ['a tab that is not of the start', { ...right, documents: [{ name: 'gone' }] }],
    ['a name of the language', { ...right, documents: [{ name: '__proto__' }] }],
    ['one tab twice', { ...right, documents: [{ name: 'lock' }, { name: 'lock' }] }],
    ['a text that is none', { ...right, documents: [{ name: 'lock', text: 5 }] }],
    ['a text that is null', { ...right, documents: [{ name: 'lock', text: null }] }],
    ['a name of two lines', { ...right, documents: [{ name: 'a\nb', text: '' }] }],
    [
      'too many tabs',
      { ...right, documents: Array.from({ length: 501 }, (_, index) => ({ name: `${index}`, text: '' })) },
    ],
    ['a change that is a text', lock('x')],
    ['a change that is null', lock(null)],
    ['steps that are none', lock([{}, null])],
    ['half a line', lock([0.5])],
    ['halves that make a whole', lock([1.5, 0.5])],
    ['more lines than there are', lock([3])],
    ['fewer lines than there are', lock([1])],
    ['endlessly many lines', lock([1e300])],
    ['back and forth', lock([2, -2, 2])],
  ])('gives nothing: %s', async (_, data) => expect(await follow(await forge(data))).toBeNull())
  it('falls back where it is merely odd, and brings no field of its own', async () => {
    expect(
      await follow(
        await forge({
          ...right,
          documents: [{ name: 'lock', extra: 1 }],
          active: 'nobody',
          cursor: 'x',
          view: 'map',
          question: 5,
          baseline: [{ name: 'x', text: 'y' }],
          solved: true,
        }),
      ),
    ).toStrictEqual({
      documents: [start[1]],
      active: 'lock',
      cursor: { line: 1, column: 1 },
      question: null,
      view: null,
      policyApi: 'both',
      cni: settingOf({ name: 'reference' }),
      assertions: [],
    })
  })
})
