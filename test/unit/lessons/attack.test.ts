import { describe, expect, test } from 'vitest'
import { attackState } from '../../../src/lessons/check-attack.ts'
import type { Attack, Loot } from '../../../src/lessons/attack.ts'
import { LessonChecker } from '../../../src/lessons/check.ts'
import { printQuestion } from '../../../src/world/index.ts'
import { GOALS, ID, lessonOf, read, withFiles } from './folders.ts'
import { deployment, pod, policy, service, SHOP, worldOf } from './worlds.ts'

const loot = (id: string, to: string, rest: Partial<Loot> = {}): Loot => ({
  id,
  name: id,
  target: { to, port: 8080 },
  at: null,
  gives: [],
  opens: null,
  ...rest,
})
const attackOf = (...all: readonly Loot[]): Attack => ({ footholds: ['shop/web'], loot: all, also: [] })
const took = (...ids: readonly string[]) => ids.map((id) => ({ event: 'loot' as const, loot: id }))
const noEntry = (name: string) => policy(`shop/no-${name}`, `{ podSelector: { matchLabels: { app: ${name} } } }`)

describe('what is within reach', () => {
  const keys = loot('keys', 'ip:169.254.169.254', { target: { to: 'ip:169.254.169.254', port: 80 } })
  const lines = (attack: Attack, ...texts: readonly string[]) =>
    attackState(attack, worldOf(...texts), []).reach.map(
      ({ question, passes, deniedAt, loot: found }) =>
        `${printQuestion(question)} ${passes ? 'passes' : `stops ${deniedAt}`}${found ? ` ${found}` : ''}`,
    )

  test('is every port that is listened on, then the loot, then what is named beside; not the place itself', () => {
    expect(lines({ ...attackOf(keys), also: [{ to: 'internet', port: 443 }] }, SHOP)).toEqual([
      'shop/web -> deploy:dev/web:8080 passes',
      'shop/web -> deploy:shop/api:8080 passes',
      'shop/web -> deploy:shop/cache:8080 passes',
      'shop/web -> ip:169.254.169.254:80 passes keys',
      'shop/web -> internet:443 passes',
    ])
  })
  test('says where it ends, and joins loot with the port that it lies on', () => {
    expect(lines(attackOf(loot('orders', 'shop/api')), SHOP, noEntry('api'))).toEqual([
      'shop/web -> deploy:dev/web:8080 passes',
      'shop/web -> shop/api:8080 stops ingress orders',
      'shop/web -> deploy:shop/cache:8080 passes',
    ])
  })
  test('has a line of its own for what is said on a port', () => {
    expect(
      lines(
        attackOf(
          loot('orders', 'shop/api', { target: { to: 'shop/api', port: 8080, http: { method: 'GET', path: '/all' } } }),
        ),
        SHOP,
      ).filter((line) => line.includes('api')),
    ).toHaveLength(2)
  })
})

describe('a way of several steps', () => {
  const steps = attackOf(loot('table', 'shop/db'), loot('token', 'shop/api', { opens: 'shop/api' }))
  const onlyApi = policy(
    'shop/db',
    '{ podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: api } } }] }] }',
  )
  const cluster = [SHOP, deployment('shop/db'), onlyApi]
  const state = (events: ReturnType<typeof took>, ...more: readonly string[]) =>
    attackState(steps, worldOf(...cluster, ...more), events)

  test('is open as a whole before anything was taken, and is seen only as far as one has come', () => {
    const { places, reach, loot: all } = state([])
    expect(all.map(({ id, taken, safe }) => [id, taken, safe])).toEqual([
      ['table', false, false],
      ['token', false, false],
    ])
    expect(places).toEqual([{ ref: 'shop/web', loot: null, isHeld: true }])
    expect(reach.find(({ loot: found }) => found === 'table')).toMatchObject({ passes: false, deniedAt: 'ingress' })
  })
  test('goes on from what was taken', () => {
    const { places, reach } = state(took('token'))
    expect(places.map(({ ref, loot: by }) => [ref, by])).toEqual([
      ['shop/web', null],
      ['shop/api', 'token'],
    ])
    expect(reach.find(({ loot: found }) => found === 'table')).toMatchObject({
      passes: true,
      question: { from: 'shop/api', to: 'shop/db', port: 8080 },
    })
  })
  test('is broken by a gate at any step', () => {
    const first = state(took('token', 'table'), noEntry('api'))
    expect(first.places.map(({ isHeld }) => isHeld)).toEqual([true, false])
    expect(first.loot.map(({ safe, taken }) => [safe, taken])).toEqual([
      [true, true],
      [true, true],
    ])
    const last = attackState(steps, worldOf(SHOP, deployment('shop/db'), noEntry('db')), took('token'))
    expect(last.loot.map(({ safe }) => safe)).toEqual([true, false])
  })
  test('is not broken by taking its beginning or its end away', () => {
    expect(
      attackState(steps, worldOf(deployment('shop/db'), deployment('shop/api')), []).loot.map(({ safe }) => safe),
    ).toEqual([false, false])
    expect(attackState(attackOf(loot('table', 'shop/db')), worldOf(SHOP), []).loot[0]!.safe).toBe(false)
  })
})

test('a node port is a way in from outside, whichever node it is', () => {
  const world = worldOf(
    SHOP.replace(service('shop/api'), service('shop/api', 'NodePort')),
    'apiVersion: v1\nkind: Node\nmetadata: { name: n1 }\n',
  )
  expect(
    attackState(
      {
        ...attackOf(loot('orders', 'svc:shop/api', { target: { to: 'svc:shop/api', port: 80 } })),
        footholds: ['internet'],
      },
      world,
      [],
    ).loot[0]!.safe,
  ).toBe(false)
})

describe('a puzzle', () => {
  const ATTACK = `attack:
  foothold: shop/web
  loot:
    - { id: orders, name: the orders, target: "shop/api:8080", gives: They are yours., opens: shop/api }
  also: ["internet:443"]
goals:
  - event loot orders
  - safe orders
  - { business: Monitoring sees it, check: allow shop/cache -> shop/api:8080 }
hidden:`
  const goals = GOALS.replace(/goals:[^]*hidden:/, ATTACK)
  const lesson = lessonOf(goals)
  const done = {
    documents: lesson.start.map((each) => ({
      ...each,
      text:
        each.name === 'lock'
          ? policy(
              'shop/lock',
              '{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: cache } } }] }] }',
            )
          : each.text,
    })),
    predictions: {},
  }

  test('is read', () => {
    expect(lesson.attack).toMatchObject({
      footholds: ['shop/web'],
      loot: [{ id: 'orders', name: 'the orders', target: { to: 'shop/api', port: 8080 }, at: null, opens: 'shop/api' }],
      also: [{ to: 'internet', port: 443 }],
    })
    expect(lesson.goals.map(({ say, isBusiness }) => [say, isBusiness])).toEqual([
      [null, false],
      [null, false],
      ['Monitoring sees it', true],
    ])
  })
  test('wants the attack as well as the defence', () => {
    const checker = new LessonChecker(lesson)
    expect(checker.check({ ...done, events: [] }).goals.map(({ met }) => met)).toEqual([false, true, true])
    expect(checker.check({ ...done, events: took('orders') }).goals.map(({ met }) => met)).toEqual([true, true, true])
    expect(
      checker
        .check({ documents: lesson.start, events: [], predictions: {} })
        .attack?.loot.map(({ id, taken }) => [id, taken]),
    ).toEqual([['orders', false]])
  })
  test('tells nobody the way who has not found it', () => {
    const open = { documents: lesson.start.filter(({ name }) => name !== 'lock'), predictions: {} }
    const found = (events: ReturnType<typeof took>) =>
      new LessonChecker(lesson).check({ ...open, events }).goals[1]!.lines[0]
    expect(found([])).toMatchObject({ met: false, found: { of: 'loot', question: null } })
    expect(found(took('orders'))).toMatchObject({
      met: false,
      found: { of: 'loot', question: { from: 'shop/web', to: 'shop/api' } },
    })
  })
  test.each([
    ['loot that there is not', 'safe orders', 'safe order', 'the attack has no loot "order"'],
    [
      'a foothold that there is not',
      'foothold: shop/web',
      'foothold: shop/wob',
      'nothing at the start is called shop/wob',
    ],
    [
      'a place that loot does not open',
      'opens: shop/api',
      'opens: shop/none',
      'nothing at the start is called shop/none',
    ],
    ['a moment without its unit', 'gives: They', 'at: soon, gives: They', 'write "at" as 0s'],
    ['a name that is not one', 'id: orders', 'id: Orders', '"id" is of small letters and dashes'],
    ['what nobody can call', '"shop/api:8080"', '"shop/api 8080 x"', 'cannot be called'],
  ])('reports %s', (_what, right, faulty, message) => {
    const { problems } = read(withFiles({ [`${ID}/goals.yaml`]: goals.replace(right, faulty) }))
    expect(problems.map((problem) => problem.message).join('\n')).toContain(message)
  })
})

test('what can be had only in the first seconds is had', () => {
  const early = attackState(
    {
      ...attackOf(loot('beacon', 'internet', { target: { to: 'internet', port: 443 }, at: 0 })),
      footholds: ['shop/late'],
    },
    worldOf(SHOP, pod('shop/late')),
    [],
  )
  expect(early.loot[0]!.safe).toBe(false)
})
