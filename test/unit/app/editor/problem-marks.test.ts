import { describe, expect, it } from 'vitest'
import { linesOf } from '../../../../src/app/editor/lines.ts'
import { problemMarks } from '../../../../src/app/editor/problem-marks.ts'
import type { Diagnostic } from '../../../../src/ground/diagnostic.ts'
import type { Position } from '../../../../src/ground/span.ts'

const lines = linesOf('kind: Pod\nspec:\n  port: 70000   \n\n')

function placed(start: Position, end: Position, document = 'a') {
  const diagnostic: Diagnostic = {
    code: 'not-an-object',
    got: 'text',
    severity: 'error',
    layer: 'syntax',
    span: { document, start, end },
    subject: null,
  }
  return problemMarks('a', [diagnostic], lines).map(({ line, column, endColumn }) => [line, column, endColumn])
}

describe('a squiggle', () => {
  it.each<[string, Position, Position, number[][]]>([
    ['under the span', { line: 3, column: 9 }, { line: 3, column: 14 }, [[3, 9, 14]]],
    [
      'of several lines, under the first one without its trailing space',
      { line: 3, column: 3 },
      { line: 5, column: 1 },
      [[3, 3, 14]],
    ],
    ['without width, under the word that begins there', { line: 1, column: 7 }, { line: 1, column: 7 }, [[1, 7, 10]]],
    [
      'without width at the end of a line, under its last letter',
      { line: 2, column: 6 },
      { line: 2, column: 6 },
      [[2, 5, 6]],
    ],
    ['on a blank line, where it can be seen', { line: 4, column: 1 }, { line: 4, column: 1 }, [[4, 1, 2]]],
    [
      'beyond the end of the line, under its last letter',
      { line: 2, column: 40 },
      { line: 2, column: 44 },
      [[2, 5, 6]],
    ],
  ])('%s', (_, start, end, expected) => expect(placed(start, end)).toEqual(expected))

  it('only in its own document', () => {
    expect(placed({ line: 1, column: 1 }, { line: 1, column: 2 }, 'b')).toEqual([])
    expect(
      problemMarks(
        'a',
        [{ code: 'not-evaluated', severity: 'note', layer: 'finding', span: null, subject: null }],
        lines,
      ),
    ).toEqual([])
  })
})
