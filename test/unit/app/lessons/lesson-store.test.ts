import { settingOf } from '../../../../src/sim/cni/choice.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  betterResult,
  LessonStore,
  mergedProgress,
  progressFile,
  readProgressFile,
  type LessonDraft,
  type LessonResult,
} from '../../../../src/app/state/lesson/store.ts'
import { EMPTY_WORK } from '../../../../src/app/state/work.ts'
import { FORBIDDEN, MemoryStore } from './memory-store.ts'

const ID = 'network-policy/and-not-or'
const draft: LessonDraft = {
  work: {
    documents: [
      { name: 'a', text: 'ünï\r\n' },
      { name: 'shop world', text: '' },
    ],
    active: 'a',
    cursor: { line: 2, column: 3 },
    question: { from: 'a', to: 'b', port: 80 },
    view: 'matrix',
    baseline: [{ name: 'a', text: 'old' }],
    policyApi: 'v1alpha2',
    cni: settingOf({ name: 'cilium', mode: 'native', options: { kubeProxyReplacement: 'on' } }),
    assertions: [{ question: 'a -> b:80', expect: 'deny', name: 'no b', timeoutSeconds: 20, attempts: 2 }],
  },
  hints: [1, 3],
  events: [
    { event: 'select', ref: 'shop/web' },
    { event: 'view', view: 'matrix' },
    { event: 'trace', question: { from: 'a', to: 'b', port: 53, protocol: 'UDP' } },
    { event: 'trace', question: { from: 'a', to: 'b', port: 'http' } },
    { event: 'walk', question: { from: 'a', to: 'b' }, cni: { name: 'flannel', mode: 'host-gw' } },
    { event: 'walk', question: { from: 'a', to: 'b' }, cni: null },
  ],
  predictions: { 'predict a -> b = allowed': 'denied', __proto__x: 'allowed' },
  firstPredictions: { 'predict a -> b = allowed': 'allowed' },
  solved: true,
  met: [true, false],
}
const passed: LessonResult = { state: 'passed', hints: 1, documents: 1, lines: 9 }

function browser() {
  const local = new MemoryStore()
  return { local, store: new LessonStore(local) }
}

describe('a draft', () => {
  it('comes back exactly, also in another visit', () => {
    const { local, store } = browser()
    expect(store.saveDraft(ID, draft)).toBe('saved')
    expect(new LessonStore(local).draft(ID)).toEqual(draft)
  })
  it('belongs to its lesson', () => {
    const { store } = browser()
    store.saveDraft(ID, draft)
    store.saveDraft('a/b', { ...draft, hints: [2] })
    expect(store.draft(ID)?.hints).toEqual([1, 3])
    expect(store.draft('a/b')?.hints).toEqual([2])
    expect(store.draft('a/c')).toBeNull()
  })
  it('can be set aside, and is there until it is dropped', () => {
    const { store } = browser()
    expect(store.aside(ID)).toBeNull()
    store.saveDraft(ID, draft)
    store.setAside(ID)
    store.saveDraft(ID, { ...draft, hints: [2] })
    expect([store.aside(ID), store.draft(ID)?.hints]).toEqual([draft, [2]])
    store.dropAside(ID)
    expect([store.aside(ID), store.draft(ID)?.hints]).toEqual([null, [2]])
  })
  it('is of the lesson that was worked on last', () => {
    const { store } = browser()
    expect(store.last()).toBeNull()
    store.saveDraft('a/b', draft)
    store.saveDraft(ID, draft)
    expect(store.last()).toBe(ID)
  })
})

describe('two tabs with the same lesson', () => {
  const typed = (text: string): LessonDraft => ({ ...draft, work: { ...draft.work, documents: [{ name: 'a', text }] } })

  it('keep what was typed last; one in which nothing was done writes nothing over it', () => {
    const { local, store } = browser()
    const other = new LessonStore(local)
    store.saveDraft(ID, typed('both'))
    other.draft(ID)
    expect(other.saveDraft(ID, typed('typed in the other'))).toBe('saved')
    expect(
      store.saveDraft(ID, { ...typed('both'), work: { ...typed('both').work, cursor: { line: 9, column: 9 } } }),
    ).toBe('saved')
    expect(store.draft(ID)?.work.documents[0]!.text).toBe('typed in the other')
  })
  it('are told when one writes over what the other typed', () => {
    const { local, store } = browser()
    const other = new LessonStore(local)
    store.saveDraft(ID, typed('both'))
    other.draft(ID)
    other.saveDraft(ID, typed('typed in the other'))
    expect([store.saveDraft(ID, typed('typed here')), store.saveDraft(ID, typed('typed on'))]).toEqual([
      'over',
      'saved',
    ])
  })
})

describe('what a later version wrote', () => {
  it('cannot be read, and is not written over', () => {
    const { local, store } = browser()
    const later = '{"version":2,"lessons":{}}'
    for (const key of [`reachable.lesson.${ID}`, 'reachable.progress', 'reachable.lesson-last'])
      local.setItem(key, later)
    expect([
      store.saveDraft(ID, draft),
      store.saveProgress({ [ID]: passed }),
      store.draft(ID),
      store.progress(),
      store.last(),
    ]).toEqual(['full', false, null, {}, null])
    expect([...local.items.values()]).toEqual([later, later, later])
  })
})

describe('storage', () => {
  it('that is forbidden, full or none keeps nothing and breaks nothing', () => {
    for (const [store, outcome] of [
      [new LessonStore(FORBIDDEN), 'full'],
      [new LessonStore(null), 'unavailable'],
    ] as const) {
      expect(store.saveDraft(ID, draft)).toBe(outcome)
      expect(store.saveProgress({ [ID]: passed })).toBe(false)
      store.setAside(ID)
      store.dropAside(ID)
      expect([store.draft(ID), store.last(), store.progress()]).toEqual([null, null, {}])
    }
    const { local, store } = browser()
    store.saveDraft(ID, draft)
    local.isFull = true
    expect(store.saveDraft(ID, { ...draft, hints: [] })).toBe('full')
    expect(store.draft(ID)).toEqual(draft)
  })

  const work = { documents: [{ name: 'a', text: '' }] }
  it.each([
    '',
    '{',
    'null',
    '[]',
    '5',
    '{}',
    '{"version":2,"work":{"documents":[]}}',
    '{"version":1}',
    '{"version":1,"work":[]}',
    '{"version":1,"work":{"documents":[1]}}',
  ])('may hold no draft: %s', (text) => {
    const { local, store } = browser()
    local.setItem(`reachable.lesson.${ID}`, text)
    expect(store.draft(ID)).toBeNull()
  })
  it('is taken field by field', () => {
    const { local, store } = browser()
    local.setItem(
      `reachable.lesson.${ID}`,
      JSON.stringify({
        version: 1,
        work,
        hints: [1, 4, '2', null, 3],
        events: [
          null,
          5,
          { event: 'select' },
          { event: 'view', view: 1 },
          { event: 'trace', question: 'a -> b' },
          { event: 'trace', question: { from: 'a' } },
          { event: 'trace', question: { from: 'a', to: 'b', port: 99999, x: 1 } },
          { event: 'boom' },
          { event: 'walk', question: 5 },
          { event: 'walk', question: { from: 'a', to: 'b' }, cni: { name: 'flannel', mode: 'ipip' } },
          { event: 'select', ref: 'a', x: 1 },
        ],
        predictions: { a: 'allowed', b: 'maybe', c: null },
        firstPredictions: ['allowed'],
        solved: 'yes',
        met: [true, 1, 'true', false],
        extra: 1,
      }),
    )
    expect(store.draft(ID)).toStrictEqual({
      work: { ...EMPTY_WORK, documents: [{ name: 'a', text: '' }], active: 'a' },
      hints: [1, 3],
      events: [
        { event: 'trace', question: { from: 'a', to: 'b' } },
        { event: 'walk', question: { from: 'a', to: 'b' }, cni: null },
        { event: 'select', ref: 'a' },
      ],
      predictions: { a: 'allowed' },
      firstPredictions: {},
      solved: false,
      met: [true, false, false, false],
    })
  })
  it('does not take names of the language for predictions', () => {
    const { local, store } = browser()
    local.setItem(
      `reachable.lesson.${ID}`,
      `{"version":1,"work":${JSON.stringify(work)},"predictions":{"__proto__":"allowed"},"__proto__":{"solved":true}}`,
    )
    expect(store.draft(ID)?.solved).toBe(false)
    expect(({} as Record<string, unknown>).solved).toBeUndefined()
  })
  it.each([
    '"a/b"',
    '{"version":1,"value":5}',
    '{"version":1,"value":"../../x"}',
    '{"version":1,"value":"a"}',
    '{"version":1,"value":"A/B"}',
  ])('may name no last lesson: %s', (text) => {
    const { local, store } = browser()
    local.setItem('reachable.lesson-last', text)
    expect(store.last()).toBeNull()
  })
  it('may hold anything', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc
            .record({
              version: fc.constant(1),
              work: fc.jsonValue(),
              lessons: fc.jsonValue(),
              value: fc.jsonValue(),
              events: fc.jsonValue(),
              hints: fc.jsonValue(),
              predictions: fc.jsonValue(),
              met: fc.jsonValue(),
            })
            .map((data) => JSON.stringify(data)),
        ),
        (text) => {
          const { local, store } = browser()
          for (const key of [`reachable.lesson.${ID}`, 'reachable.progress', 'reachable.lesson-last'])
            local.setItem(key, text)
          store.draft(ID)
          store.last()
          expect(typeof store.progress()).toBe('object')
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('the progress', () => {
  it('comes back', () => {
    const { local, store } = browser()
    expect(store.saveProgress({ [ID]: passed })).toBe(true)
    expect(new LessonStore(local).progress()).toEqual({ [ID]: passed })
  })
  it('leaves out what is no result, and mends numbers', () => {
    const { local, store } = browser()
    local.setItem(
      'reachable.progress',
      JSON.stringify({
        version: 1,
        lessons: {
          [ID]: { state: 'passed', hints: -1, documents: 1.5, lines: 1e9, x: 1 },
          'a/b': { state: 'seen', hints: 2 },
          'a/c': { state: 'won' },
          'a/d': null,
          bad: passed,
          '../..': passed,
        },
      }),
    )
    expect(store.progress()).toStrictEqual({
      [ID]: { state: 'passed', hints: 0, documents: 0, lines: 0 },
      'a/b': { state: 'seen', hints: 2, documents: 0, lines: 0 },
    })
  })
  it('goes through a file', async () => {
    const progress = { [ID]: passed, 'a/b': { ...passed, state: 'seen' as const } }
    const file = progressFile(progress)
    expect(file.type).toBe('application/json')
    expect(readProgressFile(await file.text())).toEqual(progress)
    expect(readProgressFile(await progressFile({}).text())).toEqual({})
  })
  it.each([
    '',
    '{',
    'null',
    '[]',
    '{}',
    '{"reachable":"progress","version":1}',
    '{"reachable":"progress","version":2,"lessons":{}}',
    '{"reachable":"work","version":1,"lessons":{}}',
    '{"reachable":"progress","version":1,"lessons":[]}',
    `{"reachable":"progress","version":1,"lessons":{}}${' '.repeat(1_000_000)}`,
  ])('is not in a file like %.60s', (text) => expect(readProgressFile(text)).toBeNull())
})

describe('of two results', () => {
  const worse: readonly LessonResult[] = [
    { ...passed, lines: 10 },
    { ...passed, documents: 2, lines: 1 },
    { ...passed, hints: 2, documents: 0, lines: 0 },
    { state: 'seen', hints: 0, documents: 0, lines: 0 },
  ]
  it.each(worse)('the better one is kept, whichever came first: not %j', (result) => {
    expect(betterResult(passed, result)).toBe(passed)
    expect(betterResult(result, passed)).toBe(passed)
    expect(mergedProgress({ [ID]: passed }, { [ID]: result })).toEqual({ [ID]: passed })
    expect(mergedProgress({ [ID]: result }, { [ID]: passed })).toEqual({ [ID]: passed })
  })
  it('equal ones are one', () => expect(betterResult(passed, { ...passed })).toEqual(passed))
  it('of different lessons both are kept', () => {
    expect(mergedProgress({ 'a/b': passed }, { 'a/c': passed })).toEqual({ 'a/b': passed, 'a/c': passed })
  })
})
