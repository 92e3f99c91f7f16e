/** Milliseconds without another call before what can wait is done. */
const QUIET = 120

/** Calls once nothing has called it back for a moment, for work that is not worth doing at every key press. The result calls it back. */
export function whenQuiet(call: () => void): () => void {
  const timer = setTimeout(call, QUIET)
  return () => clearTimeout(timer)
}
