/** A card of a tier, as far as moving goes. `order` null: it has none, and is asked last. */
export interface Ordered {
  readonly key: string
  readonly order: number | null
  readonly canMove: boolean
}

/** Room between two orders that we give, so that another fits in. */
const STEP = 10

/**
 * The orders that cards need for one of them to come to another place; empty: it is there already. `to` counts among
 * the cards without it. Null: it cannot be done, because a card whose order nobody writes stands in the way. As few
 * cards as possible get another order.
 */
export function newOrders(cards: readonly Ordered[], key: string, to: number): ReadonlyMap<string, number> | null {
  const moved = cards.find((card) => card.key === key)
  if (!moved?.canMove) return null
  const others = cards.filter((card) => card !== moved)
  const place = Math.max(0, Math.min(to, others.length))
  if (others.filter((card) => cards.indexOf(card) < cards.indexOf(moved)).length === place) return new Map()
  const before = others.slice(0, place)
  const after = others.slice(place)
  const low = before.length === 0 ? -Infinity : rankOf(before.at(-1)!)
  const high = after.length === 0 ? Infinity : rankOf(after[0]!)
  if (low < high) return new Map([[key, between(low, high)]])
  return low === Infinity ? numbered(before, moved) : pushed(low, moved, after)
}

function rankOf({ order }: Ordered): number {
  return order ?? Infinity
}

/** A plain number where there is one. */
function between(low: number, high: number): number {
  if (low === -Infinity) return high === Infinity ? 100 : high - STEP
  if (high === Infinity) return low + STEP
  const middle = (low + high) / 2
  return Number.isInteger(low) && Number.isInteger(high) && high - low > 1 ? Math.floor(middle) : middle
}

/** All before it that have no order get one, or it would not come behind them by its own. */
function numbered(before: readonly Ordered[], moved: Ordered): ReadonlyMap<string, number> {
  const orders = new Map<string, number>()
  let last = before.findLast(({ order }) => order !== null)?.order ?? 0
  for (const card of [...before.filter(({ order }) => order === null), moved]) orders.set(card.key, (last += STEP))
  return orders
}

/** It takes the next order, and those behind it that would not be behind it any more make room. */
function pushed(low: number, moved: Ordered, after: readonly Ordered[]): ReadonlyMap<string, number> | null {
  const orders = new Map<string, number>([[moved.key, low + STEP]])
  let last = low + STEP
  for (const card of after) {
    if (rankOf(card) > last) break
    if (!card.canMove) return null
    orders.set(card.key, (last += STEP))
  }
  return orders
}
