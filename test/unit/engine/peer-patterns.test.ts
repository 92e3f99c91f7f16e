import { describe, expect, test } from 'vitest'
import { PeerPatterns } from '../../../src/engine/peer-patterns.ts'
import type { Rule } from '../../../src/policy/form.ts'

const rule = (index: number) => ({ index }) as unknown as Rule
const [a, b] = [rule(0), rule(1)]

/** The rules that fit each class, by number. */
const fitting = (patterns: PeerPatterns, classes: number): readonly (readonly number[])[] =>
  Array.from({ length: classes }, (_, index) =>
    patterns
      .rules(patterns.of(index))
      .map((each) => each.index)
      .sort(),
  )

describe('which rules fit each class', () => {
  test('none before one is added, so that all are alike', () => {
    const patterns = PeerPatterns.none(3)
    expect(fitting(patterns, 3)).toEqual([[], [], []])
    expect(patterns.count).toBe(1)
  })
  test('those that were added for it', () => {
    const patterns = PeerPatterns.none(4)
    patterns.add(a, [0, 1])
    patterns.add(b, [1, 2])
    expect(fitting(patterns, 4)).toEqual([[0], [0, 1], [1], []])
  })
  test('classes that the same rules fit share a pattern', () => {
    const patterns = PeerPatterns.none(5)
    patterns.add(a, [0, 1, 2])
    patterns.add(b, [1, 2, 3])
    expect(patterns.of(1)).toBe(patterns.of(2))
    expect(new Set([0, 1, 3, 4].map((index) => patterns.of(index))).size).toBe(4)
    expect(patterns.count).toBe(4)
  })
  test('a rule for nobody changes nothing', () => {
    const patterns = PeerPatterns.none(1)
    patterns.add(a, [])
    expect([fitting(patterns, 1), patterns.count]).toEqual([[[]], 1])
  })
  test('a copy goes its own way', () => {
    const patterns = PeerPatterns.none(2)
    patterns.add(a, [0])
    const copy = patterns.copy()
    copy.add(b, [0, 1])
    expect(fitting(patterns, 2)).toEqual([[0], []])
    expect(fitting(copy, 2)).toEqual([[0, 1], [1]])
    patterns.add(b, [1])
    expect(fitting(patterns, 2)).toEqual([[0], [1]])
    expect(fitting(copy, 2)).toEqual([[0, 1], [1]])
    expect(patterns.count).toBe(3)
  })
})
