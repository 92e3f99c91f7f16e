import { describe, expect, it } from 'vitest'
import type { LabelRequirement, LabelSelector } from '../../../src/ground/labels.ts'
import { fewestLabels } from '../../../src/world/exposure/fewest-labels.ts'

type Written = readonly [key: string, operator: LabelRequirement['operator'], ...values: string[]]

const selector = (...requirements: readonly Written[]): LabelSelector => ({
  path: [],
  requirements: requirements.map(([key, operator, ...values]) => ({ key, operator, values, path: [] })),
})
const fewest = (...requirements: readonly Written[]) =>
  fewestLabels(selector(...requirements), (value) => value === 'any')

describe('the fewest labels that a selector matches', () => {
  it('are none where none are asked for', () => {
    expect(fewestLabels(null, () => false)).toEqual({})
    expect(fewest()).toEqual({})
    expect(fewest(['app', 'NotIn', 'a'], ['old', 'DoesNotExist'])).toEqual({})
  })

  it('have the first value that fits all requirements of a key', () => {
    expect(fewest(['app', 'Equals', 'web'])).toEqual({ app: 'web' })
    expect(fewest(['app', 'In', 'c', 'a', 'b'], ['app', 'NotIn', 'a'])).toEqual({ app: 'b' })
    expect(fewest(['app', 'In', 'a', 'b'], ['app', 'Equals', 'b'])).toEqual({ app: 'b' })
  })

  it('have a value that nobody names where any will do', () => {
    expect(fewest(['tier', 'Exists'])).toEqual({ tier: 'any-2' })
  })

  it('do not exist when requirements contradict each other', () => {
    expect(fewest(['app', 'Exists'], ['app', 'DoesNotExist'])).toBeNull()
    expect(fewest(['app', 'Equals', 'a'], ['app', 'Equals', 'b'])).toBeNull()
    expect(fewest(['app', 'In', 'a'], ['app', 'NotIn', 'a'])).toBeNull()
  })
})
