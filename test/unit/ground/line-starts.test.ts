import { describe, expect, it } from 'vitest'
import { lineStarts, positionAt } from '../../../src/ground/line-starts.ts'

describe('an offset of a text', () => {
  const starts = lineStarts('ab\n\n  cd\n')
  it.each([
    [0, 1, 1],
    [2, 1, 3],
    [3, 2, 1],
    [4, 3, 1],
    [8, 3, 5],
    [9, 4, 1],
  ])('%i is line %i, column %i', (offset, line, column) => {
    expect(positionAt(starts, offset)).toEqual({ line, column })
  })

  it('of nothing is its beginning', () => {
    expect(positionAt(lineStarts(''), 0)).toEqual({ line: 1, column: 1 })
  })
})
