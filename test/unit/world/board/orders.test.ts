import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newOrders, type Ordered } from '../../../../src/world/board/orders.ts'

const card = (key: string, order: number | null, canMove = true): Ordered => ({ key, order, canMove })
const moved = (cards: readonly Ordered[], key: string, to: number) => {
  const orders = newOrders(cards, key, to)
  return orders && Object.fromEntries(orders)
}

describe('the orders that a move needs', () => {
  test.each([
    ['between two, a number between', [card('a', 10), card('b', 20), card('c', 30)], 'c', 1, { c: 15 }],
    ['to the front, less than the first', [card('a', 10), card('b', 20)], 'b', 0, { b: 0 }],
    ['to the end, more than the last', [card('a', 10), card('b', 20)], 'a', 1, { a: 30 }],
    ['where no whole number fits, a fraction', [card('a', 1), card('b', 2), card('c', 3)], 'c', 1, { c: 1.5 }],
    [
      'between one with an order and one without, behind the first',
      [card('a', 10), card('b', null), card('c', null)],
      'c',
      1,
      { c: 20 },
    ],
    [
      'behind one without an order, those before get one',
      [card('a', null), card('b', null), card('c', null)],
      'a',
      1,
      { b: 10, a: 20 },
    ],
    [
      'between equal ones, those behind make room',
      [card('a', 10), card('b', 10), card('c', 10)],
      'c',
      1,
      { c: 20, b: 30 },
    ],
    ['where it is, nothing', [card('a', 10), card('b', 20)], 'a', 0, {}],
  ] as const)('%s', (_, cards, key, to, expected) => expect(moved(cards, key, to)).toEqual(expected))

  test('nothing fits between two whose order nobody writes', () =>
    expect(moved([card('k1', 1000, false), card('k2', 1000, false), card('c', 2000)], 'c', 1)).toBeNull())
  test('what has no order to write does not move', () =>
    expect(moved([card('k1', 1000, false), card('c', 2000)], 'k1', 1)).toBeNull())

  test('afterwards it stands where it was put, and the others as they stood', () => {
    const orders = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(null)), {
      minLength: 2,
      maxLength: 7,
    })
    fc.assert(
      fc.property(orders, fc.nat(6), fc.nat(6), (given, from, to) => {
        const rank = (order: number | null | undefined) => order ?? Infinity
        const cards = given
          .map((order, index) => card(String.fromCharCode(97 + index), order))
          .sort((a, b) => (rank(a.order) === rank(b.order) ? 0 : rank(a.order) - rank(b.order)))
        const key = cards[from % cards.length]!.key
        const place = to % cards.length
        const found = newOrders(cards, key, place)!
        const now = new Map(
          cards.map((each) => [each.key, found.has(each.key) ? found.get(each.key)! : rank(each.order)]),
        )
        const wanted = cards.filter((each) => each.key !== key).map((each) => each.key)
        wanted.splice(place, 0, key)
        if (found.size === 0) return
        // Equal ones fall to their names, so whoever was moved must differ from both neighbours.
        const at = wanted.indexOf(key)
        if (at > 0) expect(now.get(wanted[at - 1]!)!).toBeLessThan(now.get(key)!)
        if (at < wanted.length - 1) expect(now.get(key)!).toBeLessThan(now.get(wanted[at + 1]!)!)
        for (let index = 1; index < wanted.length; index++)
          expect(now.get(wanted[index - 1]!)!).toBeLessThanOrEqual(now.get(wanted[index]!)!)
      }),
      { numRuns: 300 },
    )
  })
})
