import { describe, expect, test } from 'vitest'
import { LessonChecker, type Work } from '../../../src/lessons/check.ts'
import { openWorld, type DocumentText } from '../../../src/world/index.ts'
import { GOALS, GUESTS, ID, lessonOf, LOCK } from './folders.ts'
import { deployment, policy, SHOP } from './worlds.ts'

const lesson = lessonOf(GOALS)
const checker = new LessonChecker(lesson)
const DONE = { events: [], predictions: {} }

/** The lesson's start with some tabs replaced or added. */
function work(change: Readonly<Record<string, string>>, rest: Partial<Work> = {}): Work {
  const documents = lesson.start.map(({ name, text }): DocumentText => ({ name, text: change[name] ?? text }))
  const added = Object.entries(change)
    .filter(([name]) => !documents.some((document) => document.name === name))
    .map(([name, text]) => ({ name, text }))
  return { documents: [...documents, ...added], ...DONE, ...rest }
}
const check = (change: Readonly<Record<string, string>>) => checker.check(work(change))

describe('a lesson', () => {
  test('is not complete at its start', () => {
    expect(check({})).toMatchObject({
      lesson: ID,
      complete: false,
      size: null,
      decoys: ['waiting'],
      disturbed: [],
      nearMiss: null,
    })
    expect(check({}).goals.map(({ met }) => met)).toEqual([false, true])
  })

  test('is complete when all goals hold, in similar clusters too, and says what the answer took', () => {
    const done = check({ guests: GUESTS })
    expect(done).toMatchObject({ complete: true, decoys: ['held'], nearMiss: null, size: { documents: 1, lines: 4 } })
    expect(done.goals.map(({ met, lines }) => [met, lines.length])).toEqual([
      [true, 1],
      [true, 2],
    ])
    expect(done.size).toEqual(lesson.par)
  })

  test('takes any answer that does it, wherever it is written', () => {
    expect(check({ mine: GUESTS.replace('name: guests', 'name: mine') })).toMatchObject({
      complete: true,
      size: { documents: 1, lines: 4 },
    })
    expect(
      check({
        lock: LOCK.replace('} }', '} }, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }] }]'),
      }),
    ).toMatchObject({ complete: true, size: { documents: 1, lines: 2 } })
  })

  test('has a goal of several lines met when all of them are', () => {
    const { goals, complete } = check({
      guests: GUESTS.replace(
        '{ podSelector: { matchLabels: { app: web } } }] }]',
        '{ podSelector: { matchLabels: { app: web } } }, { podSelector: { matchLabels: { app: cache } } }] }]',
      ),
    })
    expect(goals[1]).toMatchObject({ met: false, lines: [{ met: false }, { met: true }] })
    expect(complete).toBe(false)
  })

  test('uses a world that is open already', () => {
    const known = new LessonChecker(lesson).start
    expect(checker.check({ ...work({ guests: GUESTS }), world: known }).complete).toBe(false)
  })
})

describe('the shared world', () => {
  const world = lesson.world!
  const answered = { guests: GUESTS }

  test('must stay, object by object', () => {
    expect(check({ ...answered, [world]: SHOP.replace('replicas: 2', 'replicas: 3') })).toMatchObject({
      complete: false,
      disturbed: ['Deployment shop/api'],
      decoys: ['waiting'],
      size: null,
    })
    expect(check({ ...answered, [world]: SHOP.split('---\n').slice(1).join('---\n') })).toMatchObject({
      complete: false,
      disturbed: ['Deployment shop/web'],
    })
    expect(check({ ...answered, [world]: '' }).disturbed).toHaveLength(5)
  })
  test('may be written in other words, moved to another tab, or added to', () => {
    expect(check({ ...answered, [world]: `# a comment\n${SHOP}---\n${deployment('lab/new')}` })).toMatchObject({
      complete: true,
      disturbed: [],
    })
    expect(check({ ...answered, [world]: '', moved: SHOP })).toMatchObject({ complete: true, disturbed: [] })
  })
  test('is disturbed by a namesake in a tab of the learner', () => {
    expect(
      check({
        ...answered,
        [world]: '',
        mine: SHOP.replace('app: cache', 'app: web').replace('app: cache', 'app: web'),
      }).disturbed,
    ).toEqual(['Deployment shop/cache'])
  })
  test('is not the tabs of the lesson itself', () =>
    expect(check({ ...answered, lock: GUESTS.replace('guests', 'lock') }).disturbed).toEqual([]))
})

describe('similar clusters', () => {
  const decoy = (add: string, line: string) =>
    new LessonChecker(
      lessonOf(
        GOALS.replace(
          /hidden:[^]*wrong:/,
          `hidden:\n  - hint: Another.\n    add: ${JSON.stringify(add)}\n    check: ${line}\nwrong:`,
        ),
      ),
    )

  test('wait until the goals that are seen hold', () => expect(check({ guests: '' }).decoys).toEqual(['waiting']))
  test('fail an answer that fits only this cluster', () => {
    const byPort = GUESTS.replace(
      /from: .*\] \}\]/,
      'from: [{ podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [cache, api] }] } }] }]',
    )
    expect(check({ guests: byPort })).toMatchObject({ decoys: ['failed'], complete: false, size: null })
    expect(check({ guests: byPort }).goals.every(({ met }) => met)).toBe(true)
  })
  test('have their objects take the place of namesakes', () => {
    const scaled = decoy(deployment('shop/api', 5), 'pods shop/api 5')
    expect(scaled.check(work({ guests: GUESTS })).decoys).toEqual(['held'])
    const removed = decoy(
      policy('shop/lock', '{ podSelector: {}, policyTypes: [Egress] }'),
      'select shop/lock ingress == {}',
    )
    expect(removed.check(work({ guests: GUESTS })).decoys).toEqual(['held'])
    expect(decoy('# nothing', 'select shop/lock ingress == {}').check(work({ guests: GUESTS })).decoys).toEqual([
      'failed',
    ])
  })
  test('are compared with the start where a line asks for it', () => {
    expect(decoy('# nothing', 'unchanged NetworkPolicy shop/lock').check(work({ guests: GUESTS })).decoys).toEqual([
      'held',
    ])
    expect(
      decoy(policy('shop/lock', '{ podSelector: {} }'), 'unchanged NetworkPolicy shop/lock').check(
        work({ guests: GUESTS }),
      ).decoys,
    ).toEqual(['failed'])
  })
})

describe('a near miss', () => {
  const index = (name: string) => lesson.nearMisses.findIndex((miss) => miss.name === name)
  const everybody = lesson.nearMisses[index('everybody')]!.documents.find(({ name }) => name === 'guests')!.text

  test('is recognised by its effect, in whatever words', () => {
    expect(check({ guests: everybody }).nearMiss).toEqual({ index: index('everybody'), isSame: true })
    const reworded = policy(
      'shop/my-guests',
      '{ podSelector: { matchExpressions: [] }, policyTypes: [Ingress], ingress: [{ from: [{ podSelector: {} }] }] }',
    )
    expect(check({ guests: reworded }).nearMiss).toEqual({ index: index('everybody'), isSame: true })
  })
  test('is only alike when it misses the same goals by another effect', () => {
    expect(
      check({
        guests: GUESTS.replace(
          'app: web } } }] }]',
          'app: web } } }, { podSelector: { matchLabels: { app: cache } } }] }]',
        ),
      }).nearMiss,
    ).toEqual({ index: index('everybody'), isSame: false })
  })
  test('is only alike when more policies come to the same', () => {
    expect(
      check({
        guests: `${everybody}---\n${policy('shop/more', '{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }')}`,
      }).nearMiss,
    ).toEqual({ index: index('everybody'), isSame: false })
  })
  test('is said of what does nothing to the start only when it is written in just that way', () => {
    const nobody = lesson.nearMisses[index('nobody')]!.documents.find(({ name }) => name === 'guests')!.text
    expect(check({ guests: nobody }).goals.map(({ met }) => met)).toEqual([false, true])
    expect(check({ guests: nobody.replace('name: guests', 'name: others') }).nearMiss).toBeNull()
    expect(check({ guests: nobody }).nearMiss).toEqual({ index: index('nobody'), isSame: true })
  })
  test('is not said of an effect that leaves the goals as at the start', () => {
    const elsewhere = check({ guests: policy('dev/guests', '{ podSelector: {} }') })
    expect(elsewhere.goals.map(({ met }) => met)).toEqual([false, true])
    expect(elsewhere.nearMiss).toBeNull()
  })
  test('is never said of the start', () => expect(check({}).nearMiss).toBeNull())
  test('is never said of what is complete', () => expect(check({ guests: GUESTS }).nearMiss).toBeNull())
  test('is not said of what misses other goals than any of them', () => {
    const both = policy(
      'shop/guests',
      '{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: cache } } }] }] }',
    )
    expect(check({ guests: both }).goals.map(({ met }) => met)).toEqual([false, false])
    expect(check({ guests: both }).nearMiss).toBeNull()
  })
  test('may show in a similar cluster alone', () => {
    const wide = policy(
      'shop/guests',
      '{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [cache, api] }] } }] }] }',
    )
    const hidden = lessonOf(GOALS.replace('misses: [2]', 'misses: decoys'), { [`${ID}/wrong/everybody.yaml`]: wide })
    const other = new LessonChecker(hidden)
    expect(other.check(work({ guests: wide })).nearMiss).toEqual({ index: 0, isSame: true })
    expect(other.check(work({})).nearMiss).toBeNull()
    expect(other.check(work({ guests: everybody })).nearMiss).toBeNull()
  })
  test('is not found in predictions', () => {
    const text = 'predict shop/web -> shop/api:8080 = denied'
    const guessing = new LessonChecker(
      lessonOf(
        GOALS.replace('goals:\n', `goals:\n  - ${text}\n`)
          .replace('misses: [2]', 'misses: [2, 3]')
          .replace('misses: [1]', 'misses: [2]'),
      ),
    )
    expect(guessing.check(work({}, { predictions: { [text]: 'denied' } })).goals.map(({ met }) => met)).toEqual([
      true,
      false,
      true,
    ])
    expect(guessing.check(work({}, { predictions: { [text]: 'denied' } })).nearMiss).toBeNull()
    expect(guessing.check(work({}, { predictions: { [text]: 'allowed' } })).nearMiss).toBeNull()
  })
})

describe('a network plugin', () => {
  const goals = GOALS.replace(
    'view: graph\n',
    'view: graph\ncni: { name: flannel }\nsolved:\n  cni: { name: flannel, networkPolicy: standard }\n',
  ).replace('    misses: [2]\n', '    cni: { name: calico }\n    misses: [2]\n')
  const shared = lessonOf(goals)
  const under = new LessonChecker(shared)

  test('is what the lesson begins with, and is carried on without a world', () => {
    expect([under.start.cni.name, shared.cni.options.networkPolicy, shared.solvedCni.options.networkPolicy]).toEqual([
      'flannel',
      'off',
      'standard',
    ])
    expect(under.check({ documents: shared.solution, ...DONE }).complete).toBe(false)
    expect(
      under.check({
        documents: shared.solution,
        world: openWorld({ documents: shared.solution, cni: shared.solvedCni }),
        ...DONE,
      }).complete,
    ).toBe(true)
  })
  test('belongs to a near miss', () => {
    const { documents, cni } = shared.nearMisses[0]!
    expect(cni.name).toBe('calico')
    expect(under.check({ documents, world: openWorld({ documents, cni }), ...DONE }).nearMiss).toEqual({
      index: 0,
      isSame: true,
    })
  })
  test('is said to be wrong with its line', () => {
    expect(() => lessonOf(GOALS.replace('view: graph', 'cni: { name: weave }'))).toThrow(
      'goals.yaml:4 no plugin is called "weave"',
    )
    expect(() => lessonOf(GOALS.replace('view: graph', 'cni: flannel'))).toThrow(
      'write: cni: { name: plugin, mode: mode, option: value }',
    )
    expect(() => lessonOf(GOALS.replace('view: graph', 'solved: flannel'))).toThrow('"solved" must be a mapping')
  })
})

describe('a goal of which some lines are enough', () => {
  const some = (number: number) =>
    lessonOf(
      GOALS.replace('  - say: Nobody else comes in\n', `  - say: Nobody else comes in\n    at-least: ${number}\n`),
    )
  test('is met by so many', () => {
    const guests = GUESTS.replace(
      '{ podSelector: { matchLabels: { app: web } } }] }]',
      '{ podSelector: { matchLabels: { app: web } } }, { podSelector: { matchLabels: { app: cache } } }] }]',
    )
    const lenient = some(1)
    expect(
      new LessonChecker(lenient).check({
        ...work({ guests }),
        documents: lenient.start.map(({ name, text }) => ({ name, text: name === 'guests' ? guests : text })),
      }).goals[1],
    ).toMatchObject({ met: true, lines: [{ met: false }, { met: true }] })
  })
  test('has that many', () => expect(() => some(3)).toThrow('"at-least" is more than there are lines'))
})
