import { expect, it } from 'vitest'
import { resultText, shareText } from '../../../../src/app/text/completion.ts'

const par = { documents: 1, lines: 9 }

it.each([
  [resultText({ documents: 1, lines: 9 }, par, 0, []), '1 document, 9 lines changed; par 1 and 9. No hints.'],
  [resultText({ documents: 2, lines: 1 }, par, 1, []), '2 documents, 1 line changed; par 1 and 9. 1 hint used.'],
  [
    resultText({ documents: 0, lines: 0 }, { documents: 0, lines: 0 }, 3, [true, false, true]),
    '2 of 3 guesses right at first. 3 hints used.',
  ],
  [
    resultText({ documents: 1, lines: 2 }, par, 0, [false]),
    '1 document, 2 lines changed; par 1 and 9. 0 of 1 guess right at first. No hints.',
  ],
])('says what an answer took: %s', (text, words) => expect(text).toBe(words))

const lesson = { code: 'C8', title: 'AND, not OR', par }
it.each([
  [
    shareText(lesson, { documents: 1, lines: 9 }, 0, false),
    'Reachable C8, AND, not OR: passed in 9 lines (par 9), no hints.',
  ],
  [
    shareText(lesson, { documents: 1, lines: 1 }, 1, false),
    'Reachable C8, AND, not OR: passed in 1 line (par 9), 1 hint.',
  ],
  [shareText(lesson, { documents: 1, lines: 9 }, 2, true), 'Reachable C8, AND, not OR: seen with the solution.'],
])('puts it into a line for a chat: %s', (text, words) => expect(text).toBe(words))
