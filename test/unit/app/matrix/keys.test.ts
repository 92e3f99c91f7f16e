import { describe, expect, it } from 'vitest'
import { placeAfter } from '../../../../src/app/viz/matrix/keys.ts'

const size = { rows: 10, columns: 4, page: 3, headings: false }
const at = { row: 5, column: 2 }

describe('keys in a grid', () => {
  it.each<[string, boolean, readonly [number, number]]>([
    ['ArrowUp', false, [4, 2]],
    ['ArrowDown', false, [6, 2]],
    ['ArrowLeft', false, [5, 1]],
    ['ArrowRight', false, [5, 3]],
    ['ArrowUp', true, [0, 2]],
    ['ArrowDown', true, [9, 2]],
    ['ArrowLeft', true, [5, 0]],
    ['ArrowRight', true, [5, 3]],
    ['Home', false, [5, 0]],
    ['End', false, [5, 3]],
    ['Home', true, [0, 0]],
    ['End', true, [9, 3]],
    ['PageUp', false, [2, 2]],
    ['PageDown', false, [8, 2]],
  ])('%s (control %s) leads to %j', (key, control, [row, column]) => {
    expect(placeAfter(key, control, at, size)).toEqual({ row, column })
  })

  it('stay inside', () => {
    expect(placeAfter('ArrowUp', false, { row: 0, column: 0 }, size)).toEqual({ row: 0, column: 0 })
    expect(placeAfter('PageDown', false, { row: 9, column: 3 }, size)).toEqual({ row: 9, column: 3 })
  })

  it('reach the headings where these can be chosen', () => {
    const chosen = { ...size, headings: true }
    expect(placeAfter('ArrowUp', false, { row: 0, column: 2 }, chosen)).toEqual({ row: -1, column: 2 })
    expect(placeAfter('ArrowLeft', false, { row: -1, column: 0 }, chosen)).toEqual({ row: -1, column: -1 })
    expect(placeAfter('PageUp', false, { row: 2, column: 0 }, chosen)).toEqual({ row: 0, column: 0 })
  })

  it('leave others alone', () => {
    expect(placeAfter('a', false, at, size)).toBeNull()
    expect(placeAfter('Enter', false, at, size)).toBeNull()
  })
})
