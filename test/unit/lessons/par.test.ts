import { expect, test } from 'vitest'
import { sizeOf } from '../../../src/lessons/par.ts'

const start = [
  { name: 'a', text: 'one\ntwo\nthree\n' },
  { name: 'b', text: '# only a comment\n' },
]
const size = (...now: readonly (readonly [string, string])[]) =>
  sizeOf(
    start,
    now.map(([name, text]) => ({ name, text })),
  )

test.each([
  ['nothing was changed', size(['a', 'one\ntwo\nthree\n'], ['b', '# only a comment\n']), { documents: 0, lines: 0 }],
  [
    'comments, empty lines and blanks at the end are free',
    size(['a', '# hello\none  \n\ntwo\r\nthree'], ['b', '  # another\n']),
    { documents: 0, lines: 0 },
  ],
  [
    'a line was changed, which is one out and one in',
    size(['a', 'one\nTWO\nthree\n'], ['b', '']),
    { documents: 1, lines: 2 },
  ],
  [
    'lines were added in two tabs',
    size(['a', 'one\ntwo\ntwo and a half\nthree\n'], ['b', 'x\ny\n']),
    { documents: 2, lines: 3 },
  ],
  ['a tab was added', size(['a', 'one\ntwo\nthree\n'], ['b', ''], ['c', 'x\n']), { documents: 1, lines: 1 }],
  ['a tab was closed', size(['b', '']), { documents: 1, lines: 3 }],
  ['a tab without meaning was closed', size(['a', 'one\ntwo\nthree\n']), { documents: 0, lines: 0 }],
  ['an indent matters', size(['a', 'one\n  two\nthree\n'], ['b', '']), { documents: 1, lines: 2 }],
  [
    'a comment behind a value counts with its line',
    size(['a', 'one # new\ntwo\nthree\n'], ['b', '']),
    { documents: 1, lines: 2 },
  ],
])('%s', (_, taken, wanted) => expect(taken).toEqual(wanted))

test('texts that have nothing in common count whole, and at once', () => {
  const lines = (word: string) => Array.from({ length: 5_000 }, (_, index) => `${word}${index}\n`).join('')
  expect(sizeOf([{ name: 'a', text: lines('a') }], [{ name: 'a', text: lines('b') }])).toEqual({
    documents: 1,
    lines: 10_000,
  })
})
