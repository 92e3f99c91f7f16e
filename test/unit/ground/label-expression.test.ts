import { expect, test } from 'vitest'
import { matchesExpression, type LabelExpression } from '../../../src/ground/label-expression.ts'

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
  ['global fits no object with labels', { is: 'global' }, false],
]

test.each(EXPRESSIONS)('%s', (_, expression, fits) => {
  expect(matchesExpression(expression, labels)).toBe(fits)
})
