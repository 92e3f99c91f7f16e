import { describe, expect, test } from 'vitest'
import { InternedSets, POINT } from '../../../src/engine/set-algebra.ts'

/** The atoms of a set, of `count` in all. */
const atomsIn = (sets: InternedSets, set: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, atom) => atom).filter((atom) => sets.has(set, atom))

describe('sets of atoms', () => {
  // More than two words of 32, so that no operation can look at the first word only.
  const sets = new InternedSets(70)

  test('equal sets are one number', () => {
    expect(sets.union(sets.of([1, 69]), sets.of([3]))).toBe(sets.of([3, 69, 1]))
    expect(sets.intersect(sets.of([1, 69]), sets.of([69, 2]))).toBe(sets.of([69]))
    expect(sets.subtract(sets.all, sets.none)).toBe(sets.all)
    expect(sets.subtract(sets.of([1, 2]), sets.of([2]))).toBe(sets.of([1]))
    expect(sets.intersect(sets.all, sets.none)).toBe(sets.none)
    expect(sets.of(Array.from({ length: 70 }, (_, atom) => atom))).toBe(sets.all)
    expect(sets.of([])).toBe(sets.none)
  })

  test('each atom is in a set or not, whichever word of it holds the atom', () => {
    expect(atomsIn(sets, sets.of([0, 31, 32, 63, 64, 69]), 70)).toEqual([0, 31, 32, 63, 64, 69])
    expect(atomsIn(sets, sets.none, 70)).toEqual([])
  })

  test('whoever is first, and asked again, the answer is the same', () => {
    const [some, other] = [sets.of([4, 40]), sets.of([40, 50])]
    for (let again = 0; again < 2; again++) {
      expect(sets.union(some, other)).toBe(sets.of([4, 40, 50]))
      expect(sets.union(other, some)).toBe(sets.of([4, 40, 50]))
      expect(sets.intersect(some, other)).toBe(sets.of([40]))
      expect(sets.intersect(other, some)).toBe(sets.of([40]))
      expect(sets.subtract(some, other)).toBe(sets.of([4]))
      expect(sets.subtract(other, some)).toBe(sets.of([50]))
      expect(sets.subtract(some, some)).toBe(sets.none)
    }
  })

  test('many of them are kept apart', () => {
    const many = new InternedSets(40)
    const ids = Array.from({ length: 200 }, (_, index) => many.of([index % 40, (index * 7) % 40, 39]))
    ids.forEach((id, index) =>
      expect(atomsIn(many, id, 40)).toEqual([...new Set([index % 40, (index * 7) % 40, 39])].sort((a, b) => a - b)),
    )
    expect(new Set(ids).size).toBe(many.count - 2)
  })

  test('may be of thousands of atoms', () => {
    const wide = new InternedSets(3_200)
    const ids = [0, 1, 2].map((index) => wide.of([index, 3_199]))
    ids.forEach((id, index) => expect(atomsIn(wide, id, 3_200)).toEqual([index, 3_199]))
  })

  test('of no atoms, all is none', () => {
    const empty = new InternedSets(0)
    expect(empty.all).toBe(empty.none)
    expect(empty.has(empty.all, 0)).toBe(false)
  })
})

describe('atoms that are cut in two', () => {
  test('are in a set in both halves or in neither, and those after them move up', () => {
    const sets = new InternedSets(4)
    const [first, middle, last] = [sets.of([0]), sets.of([1, 2]), sets.of([3])]
    const both = sets.union(first, last)
    sets.split([1, 3], 6)
    expect(atomsIn(sets, first, 6)).toEqual([0])
    expect(atomsIn(sets, middle, 6)).toEqual([1, 2, 3])
    expect(atomsIn(sets, last, 6)).toEqual([4, 5])
    expect(atomsIn(sets, both, 6)).toEqual([0, 4, 5])
    expect(atomsIn(sets, sets.all, 6)).toEqual([0, 1, 2, 3, 4, 5])
    expect(sets.union(first, last)).toBe(both)
    expect(sets.of([0, 4, 5])).toBe(both)
  })
  test('are cut as often as they are named', () => {
    const sets = new InternedSets(2)
    const first = sets.of([0])
    sets.split([0, 0], 4)
    expect(atomsIn(sets, first, 4)).toEqual([0, 1, 2])
    expect(sets.of([0, 1, 2])).toBe(first)
  })
  test('may need another word, of each of many sets', () => {
    const sets = new InternedSets(32)
    const ids = Array.from({ length: 100 }, (_, index) => sets.of([index % 32, (index * 5) % 32, 31]))
    const before = ids.map((id) => atomsIn(sets, id, 32))
    sets.split([31], 33)
    ids.forEach((id, index) => expect(atomsIn(sets, id, 33)).toEqual([...before[index]!, 32]))
    expect(sets.count).toBe(new Set(ids).size + 2)
  })
})

test('of one atom a set is in or not', () => {
  for (const a of [false, true])
    for (const b of [false, true]) {
      expect(POINT.union(a, b)).toBe(a || b)
      expect(POINT.intersect(a, b)).toBe(a && b)
      expect(POINT.subtract(a, b)).toBe(a && !b)
    }
  expect([POINT.none, POINT.all]).toEqual([false, true])
})
