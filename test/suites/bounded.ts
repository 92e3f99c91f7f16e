/** Seconds that each property is tried for, by `npm run fuzz`; unset: as long as its test says. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 0)

/**
 * Ends a run in time on a slow machine; what was tried until then counts. A failure prints its seed and the smallest
 * case.
 */
export const bounded = (numRuns: number, milliseconds = 1_500) => ({
  numRuns: SECONDS > 0 ? Infinity : numRuns,
  interruptAfterTimeLimit: SECONDS > 0 ? SECONDS * 1000 : milliseconds,
  markInterruptAsFailure: false,
})
