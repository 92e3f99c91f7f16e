import { describe, expect, it } from 'vitest'
import { canonical } from '../../../src/lessons/canonical.ts'
import { readCurriculum } from '../../../src/lessons/curriculum.ts'
import { makeLesson } from '../../../src/lessons/made/make.ts'
import { filesOfPlan, folderName } from '../../../src/lessons/made/plan-files.ts'
import type { LessonPlan } from '../../../src/lessons/made/plan.ts'
import { withMadeLesson } from '../../../src/lessons/made/track.ts'
import { readLesson } from '../../../src/lessons/read-lesson.ts'
import { settingOf } from '../../../src/sim/cni/choice.ts'
import { GOOD } from './folders.ts'
import { policy, SHOP } from './worlds.ts'

const LIBRARY = {
  'curriculum.yaml': GOOD['curriculum.yaml']!,
  'track/lesson/lesson.md': GOOD['track/lesson/lesson.md']!,
  'worlds/shop.yaml': SHOP,
}
const cni = settingOf({ name: 'reference' })
const state = (text: string, over = cni) => ({
  documents: [
    { name: 'NetworkPolicy/guests', text },
    { name: 'the world', text: SHOP },
  ],
  cni: over,
})
const rule = (...from: readonly string[]) =>
  policy('shop/guests', `{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [${from.join(', ')}] }] }`)
const WEB = '{ podSelector: { matchLabels: { app: web } } }'

const PLAN: LessonPlan = {
  title: 'My guests',
  about: 'Who may come in: one label.',
  minutes: 5,
  text: 'Let `shop/web` in, and nobody else.',
  hints: ['Look at the rule.', 'Name a peer.', 'Write `app: web`.'],
  forReal: '```sh\nkubectl apply -f guests.yaml\n```',
  learned: 'A guest is named.',
  start: state(policy('shop/guests', '{ podSelector: { matchLabels: { app: api } } }')),
  question: 'shop/web -> shop/api:8080',
  view: 'graph',
  goals: [
    { line: 'allow shop/web -> shop/api:8080', say: '' },
    { line: 'deny shop/cache -> shop/api', say: 'Nobody else: "cache"' },
  ],
  solution: state(rule(WEB)),
  wrong: [
    { ...state(rule('{ podSelector: {} }')), name: 'Everybody', say: 'Everybody comes in.', hint: 2 },
    {
      ...state(rule('{ podSelector: { matchLabels: { app: cache } } }')),
      name: 'Everybody',
      say: 'The wrong one comes in.',
      hint: 1,
    },
  ],
}

describe('a lesson that is made on the screen', () => {
  it('is a folder like ours, with the shared world named and the misses found out', () => {
    const { name, files, problems, promises, misses } = makeLesson(PLAN, LIBRARY)
    expect(problems).toEqual([])
    expect(promises.filter(({ faults }) => faults.length > 0)).toEqual([])
    expect([name, misses]).toEqual(['my-guests', [[2], [1, 2]]])
    expect(Object.keys(files).sort()).toEqual([
      'goals.yaml',
      'lesson.md',
      'solution/NetworkPolicy-guests.yaml',
      'start/NetworkPolicy-guests.yaml',
      'wrong/everybody-2.yaml',
      'wrong/everybody.yaml',
    ])
    expect(files['goals.yaml']).toContain('world: shop\n')
    const all = withMadeLesson(LIBRARY, name, files)
    const { lesson } = readLesson(`made/${name}`, all, readCurriculum(all))
    expect(lesson).toMatchObject({
      title: 'My guests',
      about: 'Who may come in: one label.',
      code: 'M1',
      goals: [{ say: null }, { say: 'Nobody else: "cache"' }],
      question: { from: 'shop/web', to: 'shop/api', port: 8080 },
    })
  })
  it('says what of its promises does not hold', () => {
    const broken = (change: Partial<LessonPlan>) =>
      makeLesson({ ...PLAN, ...change }, LIBRARY)
        .promises.filter(({ faults }) => faults.length > 0)
        .map(({ id }) => id)
    expect(broken({ start: PLAN.solution! })).toContain('start')
    expect(broken({ solution: PLAN.wrong[0]! })).toContain('solution')
    expect(broken({ wrong: [] })).toEqual(['near-misses'])
    expect(
      broken({ wrong: [PLAN.wrong[0]!, { ...PLAN.solution!, name: 'right', say: 'It is right.', hint: 1 }] }),
    ).toContain('near-misses')
    expect(broken({ forReal: 'Try it.' })).toEqual(['for-real'])
  })
  it('that cannot be read is told with file and line, and not tried', () => {
    const { problems, promises } = makeLesson(
      { ...PLAN, text: 'Hello <b>there</b>.', goals: [{ line: 'let everybody in', say: '' }] },
      LIBRARY,
    )
    expect([...new Set(problems.map(({ file }) => file))].sort()).toEqual(['goals.yaml', 'lesson.md'])
    expect(promises).toEqual([])
  })
  it('keeps its world where that is its own, and the plugins', () => {
    const flannel = settingOf({ name: 'flannel', mode: 'host-gw', options: { networkPolicy: 'standard' } })
    const own = { documents: [{ name: 'all', text: `${SHOP}# mine\n` }], cni: flannel }
    const files = filesOfPlan({ ...PLAN, start: own, solution: { ...own, cni }, wrong: [] }, LIBRARY)
    expect(Object.keys(files)).toContain('start/all.yaml')
    expect(files['goals.yaml']).not.toContain('world:')
    expect(files['goals.yaml']).toMatch(/^cni: \{"name":"flannel","mode":"host-gw","networkPolicy":"standard"\}$/m)
    expect(files['goals.yaml']).toMatch(/^solved:\n {2}cni: \{"name":"reference"/m)
  })
  it.each([
    ['AND, not OR', 'and-not-or'],
    ['  Ärger  im Büro! ', 'a-rger-im-bu-ro'],
    ['…', 'lesson'],
    ['x'.repeat(90), 'x'.repeat(60)],
  ])('%j has the folder %s', (title, name) => expect(folderName(title)).toBe(name))
})

it('takes the order of fields for nothing, and that of lists for something', () => {
  expect(canonical({ b: [{ y: 1, x: 2 }], a: null })).toBe(canonical({ a: null, b: [{ x: 2, y: 1 }] }))
  expect(canonical([1, 2])).not.toBe(canonical([2, 1]))
})
