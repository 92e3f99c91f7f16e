import { zipSync } from 'fflate'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkInPicture, withText } from '../../src/app/exports/picture-file.ts'
import type { Example } from '../../src/app/state/example/examples.ts'
import { encodeExampleLink, readExampleLink } from '../../src/app/state/link/example-link.ts'
import { readVersions } from '../../src/app/state/history/version-store.ts'
import { readImport } from '../../src/app/state/import/read.ts'
import { encodeLessonLink, readLessonLink } from '../../src/app/state/link/lesson-link.ts'
import { LessonStore, readProgressFile } from '../../src/app/state/lesson/store.ts'
import { decodeLink, encodeLink } from '../../src/app/state/link/codec.ts'
import { EXAMPLE_PREFIX } from '../../src/app/state/link/packed-link.ts'
import { packText } from '../../src/app/state/link/packed-text.ts'
import { ShowChannel, type ChannelLike, type ShowMessage } from '../../src/app/state/present/channel.ts'
import { readShow } from '../../src/app/state/present/stage.ts'
import { fingerprint, packTabs } from '../../src/app/state/link/tab-difference.ts'
import { DOCUMENT_LIMIT, EMPTY_WORK, packWork, readWork, roomFor, type Work } from '../../src/app/state/work.ts'
import { WorkStore, type KeyValueStore } from '../../src/app/state/work-store.ts'
import { readExpected } from '../../src/cli/tests.ts'
import { readCurriculum } from '../../src/lessons/curriculum.ts'
import { readLesson } from '../../src/lessons/read-lesson.ts'
import { settingOf } from '../../src/sim/cni/choice.ts'
import { readControls } from '../../src/sim/tools/kube-bench/read-controls.ts'
import { readTests } from '../../src/sim/tools/netassert/read.ts'
import { readV1 } from '../../src/sim/tools/netassert/v1-file.ts'
import { readTestsFile } from '../../src/world/assertions/tests-file.ts'
import { flowLogView } from '../../src/world/hubble/log-view.ts'
import { runCommand } from '../../src/world/terminal/run.ts'
import { openWorld } from '../../src/world/index.ts'
import { bounded } from './bounded.ts'
import { lessonFiles } from './lesson-files.ts'
import { filesUnder, manifestTexts, mutated, mutatedBytes, WORDS } from './real-texts.ts'

/**
 * Everything that comes from somewhere else, changed by somebody who means no good: each reader takes what it can use,
 * and says what is wrong with the rest.
 */
const MANIFESTS = manifestTexts()
const START = [
  { name: 'policy', text: MANIFESTS[0]! },
  { name: 'world', text: MANIFESTS[1]! },
]
const WORK: Work = {
  ...EMPTY_WORK,
  documents: [...START, { name: 'constructor', text: MANIFESTS[2]! }],
  active: 'policy',
  question: { from: 'shop/web', to: 'shop/api', port: 80, http: { method: 'GET', headers: { toString: 'x' } } },
  view: 'matrix',
  baseline: START,
  cni: settingOf({ name: 'cilium' }),
  assertions: [{ question: 'a -> b:80', expect: 'deny', name: 'x', attempts: 2 }],
}
const EXAMPLES: readonly Example[] = [
  {
    id: 'one',
    title: 'One',
    promise: '',
    group: '',
    order: 1,
    documents: [],
    question: null,
    view: null,
    cni: null,
    work: { ...EMPTY_WORK, documents: START, active: 'policy' },
  },
]
const ID = 'track/lesson'

/** A work that was read has everything that the screen takes for granted. */
function expectWhole(work: Work): void {
  expect(roomFor(work.documents)).toBe('fits')
  expect(new Set(work.documents.map(({ name }) => name)).size).toBe(work.documents.length)
  expect(
    work.documents.length === 0 ? work.active === '' : work.documents.some(({ name }) => name === work.active),
  ).toBe(true)
  expect(readWork(JSON.parse(JSON.stringify(packWork(work))))).toEqual(work)
}

/** JSON with a piece changed, as data. */
const changedData = (data: unknown) =>
  mutated([JSON.stringify(data)]).map((text): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      return text
    }
  })

test('links of every form, with letters changed and with anything packed into them', async () => {
  const whole = (await encodeLink(WORK))!
  const short = (await encodeExampleLink(WORK, EXAMPLES))!.fragment
  const lesson = (await encodeLessonLink(ID, START, WORK))!.split('/').at(-1)!
  const letters = fc
    .tuple(
      fc.constantFrom(whole, short, lesson),
      fc.array(fc.tuple(fc.nat(), fc.constantFrom('A', '-', '.', '%', '\u202e', '')), { minLength: 1, maxLength: 3 }),
    )
    .map(([link, edits]) =>
      edits.reduce(
        (text, [at, put]) => `${text.slice(0, at % text.length)}${put}${text.slice((at % text.length) + 1)}`,
        link,
      ),
    )
  const data = changedData({
    ...packWork(WORK),
    example: 'one',
    start: fingerprint(START),
    documents: packTabs(WORK.documents, START),
  })
  await fc.assert(
    fc.asyncProperty(letters, data, async (link, value) => {
      const packed = await packText(JSON.stringify(value), 1e7)
      for (const fragment of [link, `#v1.${packed}`, `#v2.${packed}`, `v1.${packed}`]) {
        const read = fragment.startsWith(EXAMPLE_PREFIX)
          ? await readExampleLink(fragment.slice(EXAMPLE_PREFIX.length), EXAMPLES)
          : await decodeLink(fragment)
        if (read.ok) expectWhole(read.value)
        const change = await readLessonLink(fragment)
        const shared = change.ok ? change.value(START) : null
        if (shared) expectWhole({ ...EMPTY_WORK, ...shared })
      }
    }),
    bounded(100_000),
  )
})

test('a link whose tabs are each a whole world is not put together', async () => {
  const packed = await packText(
    JSON.stringify({
      example: 'one',
      start: fingerprint(START),
      documents: Array.from({ length: DOCUMENT_LIMIT + 1 }, (_, index) => ({
        name: index < 2 ? START[index]!.name : `t${index}`,
      })),
    }),
    1e7,
  )
  expect(await readExampleLink(packed!, EXAMPLES)).toEqual({ ok: false, problem: 'not-a-work' })
})

test('what storage and other windows hold', () => {
  const show = {
    id: 'x',
    stages: [
      { title: 'a', work: packWork(WORK) },
      { title: 'b', work: packWork(WORK) },
    ],
    at: 1,
    began: 5,
  }
  const kept = {
    version: 1,
    work: packWork(WORK),
    title: 'x',
    edited: true,
    stamp: 3,
    saved: 5,
    hints: [1],
    events: [{ event: 'view', view: 'graph' }],
    predictions: { a: 'allowed' },
    met: [true],
    lessons: { 'a/b': { state: 'passed', hints: 1, documents: 1, lines: 1 } },
  }
  const versions = {
    format: 1,
    versions: [
      {
        id: '1',
        at: 5,
        name: 'x',
        title: 'y',
        work: packWork(WORK),
        objects: [{ name: 'Pod a', sum: 1 }],
        change: { added: ['a'], removed: [], changed: [], cni: true },
      },
    ],
  }
  fc.assert(
    fc.property(
      changedData(show),
      changedData({ type: 'show', to: null, isPrepared: true, show, work: packWork(WORK), spot: true }),
      changedData(kept),
      changedData(versions),
      (aShow, message, entry, history) => {
        const read = readShow(aShow)
        if (read) expect(read.stages[read.at]).toBeDefined()
        const heard: ShowMessage[] = []
        const line: ChannelLike = { onmessage: null, postMessage() {}, close() {} }
        new ShowChannel(line).listen((each) => heard.push(each))
        line.onmessage?.({ data: message } as MessageEvent<unknown>)
        for (const each of heard) if ('work' in each) expectWhole(each.work)
        const text = JSON.stringify(entry) ?? ''
        const store = storeWith(text)
        const found = new WorkStore(
          store,
          store,
          () => 'a',
          () => 1,
        ).resume()
        if (found) expectWhole(found.work)
        const lessons = new LessonStore(store)
        const draft = lessons.draft('a/b')
        if (draft) expectWhole(draft.work)
        lessons.progress()
        readProgressFile(text)
        try {
          for (const { at, work } of readVersions(history)) {
            expect(new Date(at).toISOString()).toBeTypeOf('string')
            expectWhole(work)
          }
        } catch (error) {
          // A later version's are left alone.
          if (!String(error).includes('later version')) throw error
        }
      },
    ),
    bounded(100_000),
  )
})

/** Every key holds the same. */
function storeWith(text: string): KeyValueStore {
  const keys = ['reachable.work.a', 'reachable.tab']
  return {
    length: keys.length,
    key: (index) => keys[index] ?? null,
    getItem: () => text,
    setItem() {},
    removeItem() {},
  }
}

test('archives and pictures with bytes changed', async () => {
  const manifest = new TextEncoder().encode(MANIFESTS[0])
  const zips = [
    zipSync({
      'a.yaml': manifest,
      '../../b.yaml': manifest,
      '__proto__.yaml': manifest,
      'c/Chart.yaml': new TextEncoder().encode('name: x\n'),
    }),
    zipSync({ 'a.yaml': manifest }, { level: 0 }),
  ]
  const header = Uint8Array.from([
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    0,
    0,
    0,
    13,
    0x49,
    0x48,
    0x44,
    0x52,
    ...Array.from({ length: 17 }, () => 0),
  ])
  const picture = withText(header, (await encodeLink(WORK))!)
  const svg = new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg"><metadata>reachable ${await encodeLink(WORK)}</metadata></svg>`,
  )
  await fc.assert(
    fc.asyncProperty(
      mutatedBytes(zips),
      mutatedBytes([picture, svg]),
      fc.constantFrom(...WORDS),
      async (zip, image, name) => {
        const blob = new Blob([zip])
        const read = await readImport(
          [
            { path: `${name}.zip`, isDirect: true, blob },
            { path: `${name}.yaml`, isDirect: false, blob },
            { path: name, isDirect: true, blob: null },
          ],
          { signal: new AbortController().signal, progress() {} },
        )
        if (read.ok)
          expect(new Set(read.value.documents.map((document) => document.name)).size).toBe(read.value.documents.length)
        const link = await linkInPicture(new Blob([image]))
        const opened = link === null ? null : await decodeLink(link)
        if (opened?.ok) expectWhole(opened.value)
      },
    ),
    bounded(100_000),
  )
})

test('files of tools: tests of netassert in both versions, checks of kube-bench, assertions, logs of Hubble', () => {
  const world = openWorld({
    documents: [{ name: 'world', text: MANIFESTS.slice(0, 6).join('\n---\n') }],
    cni: { name: 'cilium' },
  })
  const fixtures = [
    ...filesUnder('test/fixtures/transcripts', /\.yaml$/),
    ...filesUnder('src/sim/tools/kube-bench/cfg', /\.yaml$/),
  ].filter((text) => text.length < 40_000)
  const log = [
    '{"flow":{"time":"2024-01-01T00:00:00Z","verdict":"FORWARDED","IP":{"source":"10.0.0.1","destination":"10.0.0.2","ipVersion":"IPv4"},"l4":{"TCP":{"source_port":40000,"destination_port":80,"flags":{"SYN":true}}},"source":{"identity":1,"namespace":"shop","labels":["k8s:app=web"],"pod_name":"web-1"},"destination":{"identity":2,"namespace":"shop","labels":["k8s:app=api"],"pod_name":"api-1"},"Type":"L3_L4","traffic_direction":"INGRESS","is_reply":false,"l7":{"type":"REQUEST","http":{"method":"GET","url":"http://api/x"}}},"node_name":"n1"}',
    'Jan  1 00:00:00.000: shop/web-1:40000 (ID:1) -> shop/api-1:80 (ID:2) policy-verdict:L3-L4 INGRESS ALLOWED (TCP Flags: SYN)',
  ]
  const v1 = 'k8s:\n  deployment:\n    shop:web:\n      shop:api: 80\nhost:\n  localhost:\n    10.0.0.1: TCP:-80\n'
  fc.assert(
    fc.property(
      mutated([...fixtures, v1]),
      mutated([log.join('\n'), log[0]!]),
      fc.constantFrom('NetworkPolicy' as const, 'CiliumNetworkPolicy' as const),
      (text, flows, kind) => {
        readTests(text)
        readV1(text)
        readTestsFile(text, world.cluster)
        readExpected([{ name: 'a', text }], world)
        readControls(text)
        const withFile = openWorld({ documents: [{ name: 'cfg/x.yaml', text }] })
        for (const line of ['kube-bench run --config-dir cfg', 'kube-bench -D .', 'netassert run -i cfg/x.yaml'])
          runCommand(withFile, { line, at: 'node:n1', startedAt: 0, sent: [] })
        structuredClone(flowLogView(world, flows, kind))
      },
    ),
    bounded(100_000),
  )
})

test('files of lessons', () => {
  const files = lessonFiles()
  const { tracks } = readCurriculum(files)
  const ids = tracks.flatMap(({ lessons }) => lessons.map(({ id }) => id))
  const chosen = fc.constantFrom(...ids).chain((id) => {
    const own = Object.keys(files).filter((path) => path.startsWith(`${id}/`))
    return fc
      .constantFrom(...own)
      .chain((path) => mutated([files[path]!]).map((text) => ({ id, changed: { ...files, [path]: text } })))
  })
  fc.assert(
    fc.property(chosen, mutated([files['curriculum.yaml']!]), ({ id, changed }, curriculum) => {
      structuredClone(readLesson(id, changed, { tracks }))
      readCurriculum({ ...files, 'curriculum.yaml': curriculum })
    }),
    bounded(100_000),
  )
})
