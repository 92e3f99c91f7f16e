/** A generated world: pods, policies. */
export interface Size {
  readonly pods: number
  readonly policies: number
}

/** With NetworkPolicies only. */
export const SIZES: readonly Size[] = [
  { pods: 100, policies: 20 },
  { pods: 1000, policies: 100 },
  { pods: 10_000, policies: 500 },
]

/** With a thousand policies of mixed kinds. */
export const MIXED_SIZES: readonly Size[] = [
  { pods: 500, policies: 1000 },
  { pods: 2000, policies: 1000 },
  { pods: 10_000, policies: 1000 },
]

/** The middle one, and the one that nine in ten stay below. Milliseconds, to a tenth. */
export function spread(times: readonly number[]): { readonly median: number; readonly p90: number } {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
  return { median: at(0.5), p90: at(0.9) }
}
