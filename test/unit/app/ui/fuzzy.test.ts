import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzzyMatch, markedPieces } from '../../../../src/app/ui/fuzzy.ts'

/** The text with the meant letters in brackets; null: it was not meant. */
function meant(word: string, text: string): string | null {
  const match = fuzzyMatch(word, text)
  return (
    match &&
    markedPieces(text, match.at)
      .map((piece) => (piece.isMarked ? `[${piece.text}]` : piece.text))
      .join('')
  )
}

describe('a word that is typed means a text', () => {
  it.each([
    ['gm', 'Go to matrix', '[G]o to [m]atrix'],
    ['matrix', 'Go to matrix', 'Go to [matrix]'],
    ['mtrx', 'Matrix', '[M]a[tr]i[x]'],
    ['defdeny', 'default-deny', '[def]ault-[deny]'],
    ['np', 'NetworkPolicy', '[N]etwork[P]olicy'],
    ['polic', 'NetworkPolicy', 'Network[Polic]y'],
    ['api', 'shop/my-api', 'shop/my-[api]'],
    ['web', 'shop/frontweb', 'shop/front[web]'],
    ['c2', 'C2 One door', '[C2] One door'],
    ['CILIUM', 'Cilium, VXLAN', '[Cilium], VXLAN'],
    ['sw', 'shop/web', '[s]hop/[w]eb'],
    ['ä', 'Ärger', '[Ä]rger'],
    ['', 'anything', 'anything'],
  ])('%j in %j', (word, text, expected) => expect(meant(word, text)).toBe(expected))

  it.each([
    ['xg', 'Go to matrix'],
    ['mg', 'Go to matrix'],
    ['o', 'xo yo'],
    ['gx', 'Go to matrix'],
    ['matrixx', 'Matrix'],
    ['a', ''],
  ])('but %j does not mean %j', (word, text) => expect(fuzzyMatch(word, text)).toBeNull())
})

describe('of several texts', () => {
  const better = (word: string, a: string, b: string) =>
    expect(fuzzyMatch(word, a)!.score).toBeGreaterThan(fuzzyMatch(word, b)!.score)
  it('the one that begins with it fits better', () => better('mat', 'Matrix', 'Go to matrix'))
  it('letters in one piece fit better than letters of several words', () =>
    better('walk', 'Walk', 'With all labels known'))
  it('the beginning of a word fits better than its middle', () => better('api', 'shop/api', 'shop/myapi'))
  it('fewer letters left out fit better', () => better('mx', 'Max', 'Matrix'))
})

it('never throws, marks letters of the text in order, and finds every text by itself', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60, unit: 'grapheme' }), fc.string({ maxLength: 8 }), (text, word) => {
      const match = fuzzyMatch(word, text)
      if (match) {
        expect([...match.at].sort((a, b) => a - b)).toEqual(match.at)
        expect(match.at.map((place) => text[place]!.toLowerCase()).join('')).toBe(word.toLowerCase())
      }
      expect(
        markedPieces(text, match?.at ?? [])
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text)
    }),
  )
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{2,20}$/), (text) => {
      expect(fuzzyMatch(text, text)?.at).toEqual([...text].map((_, index) => index))
    }),
  )
})

it('a long text of one letter takes no time worth naming', () => {
  const start = performance.now()
  fuzzyMatch('a'.repeat(100), 'a'.repeat(10_000))
  expect(performance.now() - start).toBeLessThan(2000)
})
