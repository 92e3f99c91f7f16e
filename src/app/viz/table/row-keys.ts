/** Rows that a page key goes over. */
const LEAP = 15

/** The row that a key leads to from row `at` of `length`; null: it is no such key. */
export function steppedRow(
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>,
  at: number,
  length: number,
): number | null {
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + LEAP, PageUp: at - LEAP, Home: 0, End: length - 1 }[
    event.key
  ]
  return next === undefined || event.altKey || event.ctrlKey || event.metaKey
    ? null
    : Math.max(0, Math.min(length - 1, next))
}
