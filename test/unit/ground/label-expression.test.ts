import { expect, test } from 'vitest'
import {
  conjunctsOf,
  matchesExpression,
  printExpression,
  type LabelExpression,
} from '../../../src/ground/label-expression.ts'
import { readSelector } from '../../../src/policy/kinds/calico/selector.ts'

const labels = { app: 'web', tier: 'front' }
const web: LabelExpression = { is: 'equal', key: 'app', value: 'web' }
const api: LabelExpression = { is: 'equal', key: 'app', value: 'api' }

const EXPRESSIONS: readonly (readonly [string, LabelExpression, boolean])[] = [
  ['all of nothing', { is: 'all', of: [] }, true],
  ['any of nothing', { is: 'any', of: [] }, false],
  ['all of two, one fails', { is: 'all', of: [web, api] }, false],
  ['any of two, one fits', { is: 'any', of: [api, web] }, true],
  ['not', { is: 'not', of: api }, true],
  ['has', { is: 'has', key: 'tier' }, true],
  ['has what is absent', { is: 'has', key: 'zone' }, false],
  ['equal on an absent label', { is: 'equal', key: 'zone', value: '' }, false],
  ['not equal on an absent label', { is: 'not-equal', key: 'zone', value: 'eu' }, true],
  ['not equal to its value', { is: 'not-equal', key: 'app', value: 'web' }, false],
  ['in', { is: 'in', key: 'app', values: ['api', 'web'] }, true],
  ['in on an absent label', { is: 'in', key: 'zone', values: ['eu'] }, false],
  ['not in on an absent label', { is: 'not-in', key: 'zone', values: ['eu'] }, true],
  ['not in with its value', { is: 'not-in', key: 'app', values: ['web'] }, false],
  ['contains', { is: 'contains', key: 'tier', value: 'ron' }, true],
  ['starts with', { is: 'starts-with', key: 'tier', value: 'front' }, true],
  ['ends with', { is: 'ends-with', key: 'tier', value: 'fro' }, false],
  ['global says no more than all, where nobody has put its meaning in its place', { is: 'global' }, true],
]

test.each(EXPRESSIONS)('%s', (_, expression, fits) => {
  expect(matchesExpression(expression, labels)).toBe(fits)
})

const read = (text: string) => {
  const selector = readSelector(text)
  if (!selector.ok) throw new Error(`${text}: ${selector.fault.message}`)
  return selector.expression
}

test.each([
  "app == 'web'",
  "app != 'web'",
  "app in {'a', 'b'}",
  "app not in {'a'}",
  "app contains 'a'",
  "app starts with 'a'",
  "app ends with 'a'",
  'has(app)',
  '!has(app)',
  'all()',
  'global()',
  'has(a) && (has(b) || has(c))',
  'has(a) || has(b) && has(c)',
  `a == "it's"`,
  `a in {'"', "'"}`,
  "!(has(a) && !(b == 'c'))",
])('%s is printed so that it reads the same', (text) => expect(read(printExpression(read(text)))).toEqual(read(text)))

test('what must hold together, through all brackets', () => {
  expect(conjunctsOf(read("(has(a) && b == 'c') && (has(d) || has(e))")).map(printExpression)).toEqual([
    'has(a)',
    "b == 'c'",
    'has(d) || has(e)',
  ])
  expect(conjunctsOf(read('all()'))).toEqual([])
})
