import { expect, test } from 'vitest'
import { visible } from '../../../src/app/text/visible.ts'
import { quote } from '../../../src/manifests/field-error.ts'

/** The cases are those of Go's own documentation of strconv.Quote, and the signs that hide. */
test.each([
  ['web', '"web"'],
  ['', '""'],
  ['"Fran & Freddie\'s Diner\t☺"', '"\\"Fran & Freddie\'s Diner\\t☺\\""'],
  ['web\u202egpj', '"web\\u202egpj"'],
  ['a\u200bb\ufeff', '"a\\u200bb\\ufeff"'],
  ['\u0000\u0007\u001b\u007f\u0085', '"\\x00\\a\\x1b\\x7f\\u0085"'],
  ['a\\b\n', '"a\\\\b\\n"'],
  ['\u0430pi', '"\u0430pi"'],
  ['a\u00a0b', '"a\\u00a0b"'],
  ['\u{e0041}', '"\\U000e0041"'],
])('a text is quoted as the API server does: %j', (text, quoted) => {
  expect(quote(text)).toBe(quoted)
})

test('what is no text is compact JSON', () => {
  expect([quote(5), quote(['a']), quote(null)]).toEqual(['5', '["a"]', 'null'])
})

test('a name shows what cannot be seen in it', () => {
  expect([visible('web\u202egpj'), visible('a\u200bb\u0000'), visible('größe 🦊 api')]).toEqual([
    'web‹U+202E›gpj',
    'a‹U+200B›b‹U+0000›',
    'größe 🦊 api',
  ])
})
