import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyDifference, changedDocuments, differenceOf } from '../../../../src/app/state/text-difference.ts'

const roundTrip = (before: string, after: string) => applyDifference(before, differenceOf(before, after))

describe('the difference of two texts', () => {
  it.each([
    ['', ''],
    ['', 'a'],
    ['a', ''],
    ['a', 'a\n'],
    ['a\n', 'a'],
    ['a\nb\n', 'b\na\n'],
    ['a\r\nb\r\n', 'a\nb\n'],
    ['a\nb', 'a\r\nb'],
    ['\n', '\n\n'],
    ['a\n\n\nb', 'a\n\nb\n'],
    ['ünï ✓\n', 'ünï ✗ 🦊'],
    ['\r', '\n\r'],
    ['x\n'.repeat(50), 'x\n'.repeat(49)],
    ['\ud800', 'a'],
  ])('makes the second of the first: %j, %j', (before, after) => {
    expect(roundTrip(before, after)).toBe(after)
    expect(JSON.parse(JSON.stringify(differenceOf(before, after)))).toEqual(differenceOf(before, after))
  })
  it('does so for any texts', () => {
    const line = fc.oneof(fc.constantFrom('', 'a', 'b', 'a: 1', '  - b', '\r', 'ü', ' '), fc.string({ maxLength: 4 }))
    const text = fc
      .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\n', '\r\n'))
      .map(([lines, end, last]) => lines.join(end) + last)
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(roundTrip(before, after)).toBe(after)
      }),
      { numRuns: 500 },
    )
  })
  it('is found in a moment, also where not one of many lines is the same', () => {
    const of = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}\n`).join('')
    const start = performance.now()
    expect(roundTrip(of('before'), of('after'))).toBe(of('after'))
    expect(
      changedDocuments([{ name: 'a', text: of('before') }], [{ name: 'a', text: of('after') }])[0]!.lines,
    ).toHaveLength(40_000)
    expect(performance.now() - start).toBeLessThan(20_000)
  })
  it('keeps and skips by number, and holds only what is new', () => {
    expect(differenceOf('a\nb\nc\nd\n', 'a\nx\nc\nd\ne\n')).toEqual([1, -1, 'x\n', 2, 'e\n'])
    expect(differenceOf('a\nb\n', 'a\nb\n')).toEqual([2])
  })
  it('is one of its own text only', () => {
    const difference = differenceOf('a\nb\nc\n', 'a\nc\n')
    expect(applyDifference('a\nb\n', difference)).toBeNull()
    expect(applyDifference('a\nb\nc\nd\n', difference)).toBeNull()
    expect(applyDifference('', [1])).toBe('')
    expect(applyDifference('', [2])).toBeNull()
    expect(applyDifference('a\n', [])).toBeNull()
    expect(applyDifference('a\n', [999_999])).toBeNull()
  })
})

describe('changed documents', () => {
  const document = (name: string, text: string) => ({ name, text })
  it('are those that differ, line by line', () => {
    expect(
      changedDocuments(
        [document('a', 'one\ntwo\n'), document('b', 'same')],
        [document('a', 'one\nTWO\n'), document('b', 'same')],
      ),
    ).toEqual([
      {
        name: 'a',
        lines: [
          { sign: 'kept', text: 'one' },
          { sign: 'removed', text: 'two' },
          { sign: 'added', text: 'TWO' },
        ],
      },
    ])
  })
  it('are also those that came and went', () => {
    expect(changedDocuments([document('old', 'x\n')], [document('new', 'y')])).toEqual([
      { name: 'new', lines: [{ sign: 'added', text: 'y' }] },
      { name: 'old', lines: [{ sign: 'removed', text: 'x' }] },
    ])
  })
  it('are none when nothing did', () =>
    expect(changedDocuments([document('a', 'x')], [document('a', 'x')])).toEqual([]))
})
