import { expect, test } from 'vitest'
import { withoutTrailing } from '../../../src/ground/trailing.ts'

test.each([
  ['a--', '-', 'a'],
  ['--a', '-', '--a'],
  ['a-b', '-', 'a-b'],
  ['', '-', ''],
  ['---', '-', ''],
  ['a \n \n', ' \n', 'a'],
  ['a', '', 'a'],
])('%j without %j at its end is %j', (text, signs, rest) => expect(withoutTrailing(text, signs)).toBe(rest))
