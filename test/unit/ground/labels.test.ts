import { describe, expect, test } from 'vitest'
import {
  labelValue,
  matchesSelector,
  meetsRequirement,
  selectorKey,
  type LabelRequirement,
  type LabelSelector,
} from '../../../src/ground/labels.ts'

const wants = (operator: LabelRequirement['operator'], ...values: readonly string[]): LabelRequirement => ({
  key: 'app',
  operator,
  values,
  path: [],
})
const selector = (...requirements: readonly LabelRequirement[]): LabelSelector => ({ requirements, path: [] })

// Source: k8s.io/apimachinery/pkg/labels, Requirement.Matches
describe('a requirement', () => {
  test.each([
    ['Equals', ['web'], true, false, false],
    ['In', ['web', 'job'], true, false, false],
    ['NotIn', ['web', 'job'], false, true, true],
    ['Exists', [], true, true, false],
    ['DoesNotExist', [], false, false, true],
  ] as const)('%s %j', (operator, values, web, api, none) =>
    expect(
      [{ app: 'web' }, { app: 'api' }, { tier: 'web' }].map((labels) =>
        meetsRequirement(wants(operator, ...values), labels),
      ),
    ).toEqual([web, api, none]),
  )
  test('never reads what every object inherits', () => {
    expect(labelValue({}, 'constructor')).toBeNull()
    expect(labelValue({ constructor: 'x' }, 'constructor')).toBe('x')
  })
})

test('a selector wants all of its requirements, and none wants nothing', () => {
  const both = selector(wants('Exists'), wants('NotIn', 'web'))
  expect([{ app: 'api' }, { app: 'web' }, {}].map((labels) => matchesSelector(both, labels))).toEqual([
    true,
    false,
    false,
  ])
  expect(matchesSelector(selector(), {})).toBe(true)
})

describe('keys of selectors', () => {
  test('are the same whatever the order of requirements and of values in a list', () => {
    expect(selectorKey(selector(wants('In', 'a', 'b'), wants('Exists')))).toBe(
      selectorKey(selector(wants('Exists'), wants('In', 'b', 'a'))),
    )
  })
  test('are others for whoever selects others', () => {
    const keys = [
      null,
      selector(),
      selector(wants('Equals', 'a')),
      selector(wants('Equals', 'b')),
      selector(wants('In', 'a')),
      selector(wants('In', 'a', 'b')),
      selector(wants('NotIn', 'a', 'b')),
      selector(wants('Exists')),
      selector({ ...wants('Exists'), key: 'tier' }),
      selector(wants('Exists'), wants('Equals', 'a')),
    ].map(selectorKey)
    expect(new Set(keys).size).toBe(keys.length)
  })
})
