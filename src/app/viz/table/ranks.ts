/** Ranks of keys, in order of number and then of text. Equal keys share a rank. */
export function ranksOf(keys: readonly (readonly [number, string])[]): Uint32Array {
  const order = keys
    .map((_, index) => index)
    .sort((a, b) => keys[a]![0] - keys[b]![0] || (keys[a]![1] < keys[b]![1] ? -1 : keys[a]![1] > keys[b]![1] ? 1 : 0))
  const ranks = new Uint32Array(keys.length)
  order.forEach((index, place) => {
    const before = order[place - 1]
    ranks[index] =
      before !== undefined && keys[before]![0] === keys[index]![0] && keys[before]![1] === keys[index]![1]
        ? ranks[before]!
        : place
  })
  return ranks
}

/** Sorts by a rank from 0 below `ranks`; ties stay in their order. For hundreds of thousands of items. */
export function countingSort(items: Uint32Array, rank: (item: number) => number, ranks: number): Uint32Array {
  const next = new Uint32Array(ranks + 1)
  for (const item of items) next[rank(item) + 1]!++
  for (let index = 1; index <= ranks; index++) next[index]! += next[index - 1]!
  const sorted = new Uint32Array(items.length)
  for (const item of items) sorted[next[rank(item)]!++] = item
  return sorted
}
