/**
 * The hosts that both lists take. Null: none. Empty: all, which is what an empty list means on either side.
 * `*.example.com` takes every name that ends in `.example.com`; of two that overlap the narrower remains.
 * Source: https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec (hostnames)
 */
export function commonHosts(a: readonly string[], b: readonly string[]): readonly string[] | null {
  if (a.length === 0) return b
  if (b.length === 0) return a
  const common = [
    ...new Set(
      a.flatMap((one) => b.flatMap((other) => (takes(one, other) ? [other] : takes(other, one) ? [one] : []))),
    ),
  ]
  return common.length > 0 ? common : null
}

function takes(pattern: string, host: string): boolean {
  return pattern === host || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)))
}
