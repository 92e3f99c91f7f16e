/** Milliseconds without another call before what can wait is done. */
const QUIET = 120

/** Calls once nothing has called it back for a moment, or for `ms` milliseconds, for work that is not worth doing at every key press. The result calls it back. */
export function whenQuiet(call: () => void, ms = QUIET): () => void {
  const timer = setTimeout(call, ms)
  return () => clearTimeout(timer)
}
