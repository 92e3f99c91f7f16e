import type { Normalization } from './settings.ts'

/**
 * A path as the proxy compares it: without query and fragment, what need not be escaped unescaped, backslashes turned,
 * dots resolved, and slashes merged where the mesh says so. Null: the proxy refuses it, as it does with an escaped NUL.
 * Source: https://istio.io/latest/docs/reference/config/security/normalization/;
 * tests/integration/security/normalization_test.go
 */
export function normalizePath(written: string, how: Normalization): string | null {
  let path = written.replace(/[?#].*$/s, '')
  if (how === 'NONE') return path
  if (/%00/.test(path)) return null
  if (how === 'DECODE_AND_MERGE_SLASHES') path = path.replace(/%2f/gi, '/').replace(/%5c/gi, '\\')
  path = path.replace(/%([0-9a-fA-F]{2})/g, (escaped, code: string) => {
    const letter = String.fromCharCode(parseInt(code, 16))
    return /[A-Za-z0-9\-._~]/.test(letter) ? letter : escaped
  })
  const segments = path.replace(/\\/g, '/').split('/').slice(1)
  const kept: string[] = []
  segments.forEach((segment, index) => {
    const isLast = index === segments.length - 1
    if (segment === '..') kept.pop()
    if (segment !== '.' && segment !== '..') kept.push(segment)
    else if (isLast) kept.push('')
  })
  const resolved = `/${kept.join('/')}`
  return how === 'BASE' ? resolved : resolved.replace(/\/{2,}/g, '/')
}
