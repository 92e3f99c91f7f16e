import { describe, expect, it } from 'vitest'
import { linesOf } from '../../../../src/app/editor/lines.ts'
import { answerMarks, highlightMarks, lensMarks, markKey } from '../../../../src/app/editor/marks.ts'
import { spines } from '../../../../src/app/editor/spine.ts'
import type { SourceSpan } from '../../../../src/ground/span.ts'
import { DENIED } from '../text/answers.ts'
import { LENS, peer, POLICY, rule, TEXT } from './lens-samples.ts'

const lines = linesOf(TEXT)

describe('the spine of a dash', () => {
  it('runs along everything the dash owns, across blank lines; a dash with one line has none', () => {
    expect(spines(LENS, lines).map(({ line, part, bridge }) => [line, part, bridge])).toEqual([
      [9, 'first', 0],
      [10, 'middle', 0],
      [11, 'middle', 1],
      [13, 'last', 0],
      [18, 'first', 0],
      [19, 'last', 0],
    ])
  })

  it('needs a dash', () => {
    const inline = linesOf('- from: [{podSelector: {}}]\n  ports: []')
    expect(spines({ ...LENS, policies: [{ ...POLICY, rules: [rule(0, 1, [peer(1, 2)])] }] }, inline)).toEqual([])
  })

  it('does not follow a comment that is indented less', () => {
    const text = linesOf('        - podSelector:\n  # aside\n            matchLabels: {}\n')
    expect(
      spines({ ...LENS, policies: [{ ...POLICY, rules: [rule(0, 1, [peer(1, 3)])] }] }, text).map(
        ({ line, bridge }) => [line, bridge],
      ),
    ).toEqual([
      [1, 1],
      [3, 0],
    ])
  })
})

describe('ghost text', () => {
  it('at the end of a line is a mark; on a line of its own it is a row', () => {
    expect(lensMarks(LENS, lines).filter(({ mark }) => mark === 'ghost')).toEqual([
      { mark: 'ghost', line: 15, text: 'protocol: TCP' },
    ])
  })
})

describe('the lines that decide', () => {
  const span = (document: string, line: number, endLine = line, endColumn = 10): SourceSpan => ({
    document,
    start: { line, column: 5 },
    end: { line: endLine, column: endColumn },
  })
  it('once each, of this document, without the line that a span ends before', () => {
    expect(
      highlightMarks('a', [span('a', 14), span('b', 3), span('a', 14, 16, 1), span('a', 2)]).map(({ line }) => line),
    ).toEqual([2, 14, 15])
  })
})

describe('answers', () => {
  it('stand at their own document only, with the question that a click asks', () => {
    const answer = { line: 27, question: 'shop/web -> shop/api:8080', result: { ok: true, answer: DENIED } } as const
    expect(
      answerMarks('a', [
        { document: 'a', ...answer },
        { document: 'b', ...answer },
      ]),
    ).toEqual([
      {
        mark: 'answer',
        line: 27,
        glyph: 'deny',
        text: 'no rule of 2 admits it',
        question: 'shop/web -> shop/api:8080',
      },
    ])
  })
})

it('marks that look different have different keys', () => {
  const keys = [...lensMarks(LENS, lines), ...highlightMarks('a', [])].map(markKey)
  expect(new Set(keys).size).toBe(keys.length)
})
