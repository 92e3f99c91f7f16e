import { describe, expect, it } from 'vitest'
import { Echoes } from '../../../../src/app/editor/echoes.ts'
import { movedLine } from '../../../../src/app/editor/moved-lines.ts'
import { indentBefore, offsetAt } from '../../../../src/app/editor/offsets.ts'

describe('what comes back from the app', () => {
  it('is no news when it is what the editor has, or had on the way there', () => {
    const echoes = new Echoes('')
    for (const text of ['a', 'ab', 'abc']) echoes.send(text)
    expect(echoes.isNews('a')).toBe(false)
    expect(echoes.isNews('ab')).toBe(false)
    expect(echoes.isNews('abc')).toBe(false)
  })

  it('is news when the editor never had it, also when it had it before it was in step again', () => {
    const echoes = new Echoes('')
    echoes.send('a')
    echoes.send('ab')
    expect(echoes.isNews('ab')).toBe(false)
    expect(echoes.isNews('a')).toBe(true)
    expect(echoes.isNews('a')).toBe(false)
    expect(echoes.isNews('other')).toBe(true)
  })
})

describe('where a row is after an edit', () => {
  const typed = (line: number, lineEnds: number) => ({ first: line, last: line, lineEnds })
  it.each<[string, number, Parameters<typeof movedLine>[1], number]>([
    ['a line end above moves it down', 5, typed(3, 1), 6],
    ['a line end in the line it follows leaves it there', 5, typed(5, 1), 5],
    ['a line end below does nothing', 5, typed(6, 1), 5],
    ['a deleted line above moves it up', 5, { first: 2, last: 3, lineEnds: 0 }, 4],
    ['when its own line is joined to the one above, it follows that', 5, { first: 4, last: 5, lineEnds: 0 }, 4],
    ['three lines replaced by two', 9, { first: 4, last: 6, lineEnds: 1 }, 8],
    ['two lines replaced by three', 9, { first: 4, last: 5, lineEnds: 2 }, 10],
  ])('%s', (_, line, change, expected) => expect(movedLine(line, change)).toBe(expected))
})

describe('offsets in a plain field', () => {
  const text = 'ab\n\n  cd\n'
  it.each([
    [0, 1, 1],
    [2, 1, 3],
    [3, 2, 1],
    [4, 3, 1],
    [8, 3, 5],
    [9, 4, 1],
  ])('offset %i is line %i, column %i', (offset, line, column) => {
    expect(offsetAt(text, { line, column })).toBe(offset)
  })

  it('beyond the end are the end', () => {
    expect(offsetAt(text, { line: 1, column: 99 })).toBe(2)
    expect(offsetAt(text, { line: 99, column: 1 })).toBe(text.length)
  })

  it('a new line repeats the white space before the cursor', () => {
    expect(indentBefore(text, 7)).toBe('  ')
    expect(indentBefore(text, 5)).toBe(' ')
    expect(indentBefore(text, 1)).toBe('')
  })
})
