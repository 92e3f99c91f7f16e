import { expect, it } from 'vitest'
import { questionComment } from '../../../src/ground/question-comment.ts'

it.each([
  ['# ? a -> b:80', 'a -> b:80'],
  ['  #?a -> b  ', 'a -> b'],
  ['\t#\t? a -> b\r', 'a -> b'],
  ['# a -> b', null],
  ['kind: Pod # ? a -> b', null],
  ['# ?', null],
  ['', null],
])('the question in %j', (line, question) => {
  expect(questionComment(line)).toBe(question)
})
