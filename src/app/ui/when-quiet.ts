/** Milliseconds without another call before what can wait is done. */
const QUIET = 120

/**
 * Milliseconds of reading that nobody who types should wait for, and of quiet before what takes as long is read: longer
 * than between two keys.
 */
const SLOW = 40
const LONG_QUIET = 600

/**
 * How long it has to be quiet before something is read again that `took` so many milliseconds the last time; 0: it
 * never was. The engine reads it between two keys, and the answer to the next would wait.
 */
export function quietFor(took: number): number {
  return took > SLOW ? LONG_QUIET : QUIET
}

/**
 * Calls once nothing has called it back for a moment, or for `ms` milliseconds, for work that is not worth doing at
 * every key press. The result calls it back.
 */
export function whenQuiet(call: () => void, ms = QUIET): () => void {
  const timer = setTimeout(call, ms)
  return () => clearTimeout(timer)
}
