import { describe, expect, test } from 'vitest'
import { LessonChecker } from '../../../src/lessons/check.ts'
import { readGoalLine } from '../../../src/lessons/read-goal.ts'
import { settingOf } from '../../../src/sim/cni/choice.ts'
import { readAssertions } from '../../../src/world/assertions/assertion.ts'
import { lessonNamed } from '../app/lessons/screen.ts'
import { check, policy, SHOP, worldOf } from './worlds.ts'

const API = 'podSelector: { matchLabels: { app: api } }'
const FROM_WEB = '{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 8080 }] }'
const open = worldOf(SHOP)
const guarded = worldOf(SHOP, policy('shop/lock', `{ ${API}, ingress: [${FROM_WEB}] }`))
const asserted = (...lines: readonly string[]) => {
  const read = readAssertions(lines.join('\n'))
  if (!read.ok) throw new Error(lines.join())
  return read.value
}
const TWO = asserted('allow shop/web -> shop/api:8080', 'deny shop/cache -> shop/api:8080')

describe('assertions', () => {
  test.each([
    ['asserts 2', true, 2, 0],
    ['asserts 3', false, 2, 0],
    ['asserts 1 deny', true, 1, 0],
    ['asserts 2 deny', false, 1, 0],
    ['asserts 1 allow shop/web -> shop/api:8080', true, 1, 0],
    ['asserts 1 allow shop/* -> shop/api', true, 1, 0],
    ['asserts 1 deny shop/web -> shop/api:8080', false, 0, 0],
    ['asserts 1 shop/cache -> shop/api:9090', false, 0, 0],
    ['asserts 1 shop/cache -> shop/api:8080/UDP', false, 0, 0],
  ])('%s', (text, met, number, failing) =>
    expect(check(text, guarded, { assertions: TWO })).toEqual({ met, found: { of: 'assertions', number, failing } }),
  )
  test('must all hold', () =>
    expect(check('asserts 1 allow', open, { assertions: TWO })).toEqual({
      met: false,
      found: { of: 'assertions', number: 1, failing: 1 },
    }))
  test('may be few', () => {
    expect(check('asserts at most 2', open, { assertions: TWO })).toEqual({
      met: true,
      found: { of: 'number', number: 2 },
    })
    expect(check('asserts at most 1', open, { assertions: TWO }).met).toBe(false)
  })
  test('are none where none were made', () =>
    expect(check('asserts 1', open)).toEqual({ met: false, found: { of: 'assertions', number: 0, failing: 0 } }))
  test('go into a file as far as the tool has words for them', () => {
    const assertions = [...TWO, ...asserted('deny internet -> shop/api:8080', 'allow shop/web -> dev/web:53/UDP')]
    expect(check('exports 3', guarded, { assertions }).found).toEqual({ of: 'assertions', number: 3, failing: 0 })
    expect(check('exports 1 allow shop/web -> dev/web:53/UDP', guarded, { assertions }).met).toBe(true)
    expect(check('exports 1 deny internet -> shop/api', guarded, { assertions }).met).toBe(false)
  })
  test('notice changes of the policies that make a difference', () => {
    const few = check('notices 1', guarded, { assertions: asserted('allow shop/web -> shop/api:8080') })
    const more = check('notices 3', guarded, { assertions: TWO })
    if (few.found.of !== 'mutants' || more.found.of !== 'mutants') throw new Error('mutants')
    expect(few).toMatchObject({ met: true, found: { noticed: 1 } })
    expect(more.met).toBe(true)
    expect(more.found.all).toBe(few.found.all)
    expect(more.found.noticed).toBeGreaterThan(few.found.noticed)
    expect(check('notices 1', open, { assertions: TWO })).toEqual({
      met: false,
      found: { of: 'mutants', all: 0, noticed: 0 },
    })
  })
})

describe('a tool', () => {
  test('prints, or does not', () => {
    expect(check('prints shop/web $ nc -zv api 80 = succeeded', open)).toEqual({
      met: true,
      found: { of: 'output', printed: true },
    })
    expect(check('hides shop/cache $ nc -zv -w 1 api 80 = succeeded', guarded)).toEqual({
      met: true,
      found: { of: 'output', printed: false },
    })
    expect(check('hides shop/web $ nc -zv -w 1 api 80 = succeeded', guarded).met).toBe(false)
  })
})

describe('a change', () => {
  const wider = worldOf(
    SHOP,
    policy(
      'shop/lock',
      `{ ${API}, ingress: [${FROM_WEB}, { from: [{ podSelector: { matchLabels: { app: cache } } }], ports: [{ port: 8080 }] }] }`,
    ),
  )
  test('opens these flows and no others', () => {
    expect(check('opened {shop/cache -> shop/api:8080}', wider, { before: guarded })).toEqual({
      met: true,
      found: { of: 'opened', more: [], missing: [] },
    })
    expect(check('opened {}', guarded, { before: guarded }).met).toBe(true)
  })
  test('opens too much, too little, or closes', () => {
    expect(check('opened {}', wider, { before: guarded })).toMatchObject({
      met: false,
      found: { more: ['shop/cache -> shop/api:8080'], missing: [] },
    })
    expect(check('opened {shop/cache -> shop/api:8080}', guarded, { before: guarded })).toMatchObject({
      met: false,
      found: { more: [], missing: ['shop/cache -> shop/api:8080'] },
    })
    expect(check('opened {}', guarded, { before: wider }).met).toBe(false)
  })
  test('is against something', () => expect(check('opened {}', guarded).met).toBe(false))
})

describe('an event', () => {
  const met = (text: string, ...events: NonNullable<Parameters<typeof check>[2]>['events'] & object) =>
    check(text, open, { events }).met
  test('is a tool that was run, a file that was taken out, so many assertions that failed at once', () => {
    expect(met('event run kube-bench', { event: 'run', tool: 'kube-bench' })).toBe(true)
    expect(met('event run kube-bench', { event: 'run', tool: 'kube-hunter' })).toBe(false)
    expect(met('event export tests', { event: 'export' })).toBe(true)
    expect(met('event red 2', { event: 'red', number: 1 })).toBe(false)
    expect(met('event red 2', { event: 'red', number: 3 })).toBe(true)
  })
})

test.each([
  ['asserts', 'write: asserts number [allow|deny] [source -> destination:port]'],
  ['asserts many', 'write: asserts number [allow|deny] [source -> destination:port]'],
  ['asserts 1 shop/web', 'write: asserts number [allow|deny] [source -> destination:port]'],
  ['exports deny', 'write: exports number [allow|deny] [source -> destination:port]'],
  ['notices all', 'write: notices number'],
  ['prints nc = x', 'write: prints place $ command = text'],
  ['hides shop/web $ nc', 'write: hides place $ command = text'],
  ['opened shop/web -> shop/api:80', 'write: opened {source -> destination:port}'],
  ['event run sh', 'write: event select|trace|view|walk|red|run|export|loot …'],
])('%s is told', (text, problem) =>
  expect(readGoalLine(text, (question) => open.parse(question))).toEqual({ ok: false, problem }),
)

test('a wrong answer is known by its assertions', () => {
  const documents = [{ name: 'mine', text: SHOP }]
  const wrong = (name: string, ...lines: readonly string[]) => ({
    name,
    documents,
    cni: settingOf({ name: 'reference' }),
    assertions: asserted(...lines),
    misses: [1],
    say: [],
    hint: 1,
  })
  const goals = [
    {
      say: null,
      lines: [{ line: 'asserted', least: 2, expect: null, flow: null }],
      texts: ['asserts 2'],
      atLeast: null,
      isBusiness: false,
    },
  ] as const
  const checker = new LessonChecker(
    lessonNamed('a/b', 'A1', {
      world: null,
      question: null,
      start: documents,
      solution: documents,
      goals,
      nearMisses: [
        wrong('one', 'allow shop/web -> shop/api:8080'),
        wrong('other', 'allow shop/cache -> shop/api:8080'),
      ],
    }),
  )
  const nearMiss = (...lines: readonly string[]) =>
    checker.check({ documents, events: [], predictions: {}, assertions: asserted(...lines) }).nearMiss
  expect(nearMiss('allow shop/cache -> shop/api:8080')).toEqual({ index: 1, isSame: true })
  expect(nearMiss()).toBeNull()
  expect(nearMiss('allow dev/web -> shop/api:8080')).toBeNull()
})
