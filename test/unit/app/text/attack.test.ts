import { expect, test } from 'vitest'
import type { AttackState, Loot } from '../../../../src/lessons/attack.ts'
import type { LessonCheck } from '../../../../src/lessons/check.ts'
import type { Goal } from '../../../../src/lessons/goal.ts'
import { attackMarks } from '../../../../src/app/state/attack-marks.ts'
import { stationsOf } from '../../../../src/app/state/stations.ts'
import { pathSteps, puzzleStatus, stopText, targetName } from '../../../../src/app/text/attack.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import { Engine } from '../../../../src/worker/engine.ts'
import { unpack } from '../../../../src/worker/wire.ts'

const goal = (line: 'safe' | 'business'): Goal => ({
  say: null,
  texts: [''],
  atLeast: null,
  isBusiness: line === 'business',
  lines: [line === 'safe' ? { line: 'safe', loot: 'keys' } : { line: 'same-matrix' }],
})
const status = (goals: readonly ('safe' | 'business')[], met: readonly boolean[]) => {
  const check = {
    goals: met.map((each) => ({ met: each, lines: [{ met: each, found: { of: 'event' } }] })),
  } as unknown as LessonCheck
  const { path, business } = puzzleStatus({ goals: goals.map(goal) }, check)!
  return [path.text, business.text]
}

test('a puzzle stands somewhere on both sides', () => {
  expect(puzzleStatus({ goals: [] }, null)).toBeNull()
  expect(status(['safe', 'business', 'business'], [false, true, true])).toEqual([
    'attack path open',
    'shop still sells',
  ])
  expect(status(['safe', 'business', 'business'], [true, true, false])).toEqual([
    'attack path broken',
    'the shop is down',
  ])
  expect(status(['safe', 'safe', 'business'], [true, false, true])).toEqual([
    '1 of 2 attack paths broken',
    'shop still sells',
  ])
  expect(status(['safe', 'safe', 'business'], [true, true, true])).toEqual(['attack paths broken', 'shop still sells'])
})

test('targets are named as they are typed, and what stops is said from its end', () => {
  expect(targetName({ to: 'deploy:shop/api', port: 8080, protocol: 'TCP' })).toBe('shop/api:8080')
  expect(targetName({ to: 'internet', port: 53, protocol: 'UDP' })).toBe('internet:53/UDP')
  expect(targetName({ to: 'shop/api', port: 8080, http: { method: 'GET', path: '/all' } })).toBe(
    'shop/api:8080 GET /all',
  )
  const question = { from: 'deploy:shop/web', to: 'shop/db', port: 5432 }
  expect([
    stopText({ question, deniedAt: 'egress' }),
    stopText({ question, deniedAt: 'ingress' }),
    stopText({ question, deniedAt: null }),
  ]).toEqual(['stopped leaving shop/web', 'stopped entering shop/db', 'nothing answers'])
})

const loot = (id: string): Loot => ({
  id,
  name: `the ${id}`,
  target: { to: 'shop/db', port: 5432 },
  at: null,
  gives: [],
  opens: null,
})
const stateOf = (safe: boolean, outcome: 'allowed' | 'denied'): AttackState => ({
  places: [{ ref: 'shop/web', loot: null, isHeld: true }],
  reach: [
    { question: { from: 'shop/web', to: 'shop/db', port: 5432 }, passes: !safe, deniedAt: null, loot: 'table' },
    { question: { from: 'shop/web', to: 'ip:169.254.169.254', port: 80 }, passes: true, deniedAt: null, loot: null },
  ],
  loot: [
    {
      id: 'table',
      taken: true,
      safe,
      question: { from: 'shop/web', to: 'shop/db', port: 5432 },
      answer: { outcome, deniedAt: 'ingress', needs: [], steps: [], notes: [], flow: null },
    },
  ],
})

test('the path so far says of each step whether it still holds', () => {
  const steps = (state: AttackState) =>
    pathSteps([loot('table'), loot('other')], state, ['table', 'gone']).map(
      ({ text, state: word }) => `${plain(text)}; ${word}`,
    )
  expect(steps(stateOf(false, 'allowed'))).toEqual(['shop/web to shop/db:5432: the table; still open'])
  expect(steps(stateOf(true, 'denied'))).toEqual([
    'shop/web to shop/db:5432: the table; broken, stopped entering shop/db',
  ])
  expect(steps(stateOf(true, 'allowed'))).toEqual(['shop/web to shop/db:5432: the table; broken further up'])
})

test('each station is marked once, with the most there is to say; what has none keeps its name', () => {
  const workload = (name: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop }\nspec: { containers: [{ name: c, image: i, ports: [{ containerPort: 5432 }] }] }\n`
  const reply = new Engine().handle({
    type: 'open',
    id: 1,
    revision: 1,
    order: ['w'],
    changed: [{ name: 'w', text: `${workload('web')}---\n${workload('db')}` }],
    active: 'w',
    fresh: true,
    applyBroken: false,
    question: null,
  })
  const { cluster } = unpack((reply as Extract<typeof reply, { type: 'snapshot' }>).snapshot, null)
  const marks = (taken: readonly string[]) =>
    attackMarks(stateOf(false, 'allowed'), taken, stationsOf(cluster), cluster).map(({ id, name, is }) => [
      is,
      id ?? name,
    ])
  expect(marks([])).toEqual([
    ['here', 'shop/web'],
    ['reach', 'shop/db'],
    ['reach', '169.254.169.254:80'],
  ])
  expect(marks(['table'])).toEqual([
    ['here', 'shop/web'],
    ['looted', 'shop/db'],
    ['reach', '169.254.169.254:80'],
  ])
})
