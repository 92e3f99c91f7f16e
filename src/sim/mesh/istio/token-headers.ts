import { fieldAt, listAt, textAt } from '../../../manifests/fields.ts'
import type { HttpRequest, Token } from '../../../policy/request.ts'

/**
 * The request with the headers in which checked tokens are handed on, by `outputClaimToHeaders` and
 * `outputPayloadToHeader`: whoever sends one of them himself has it taken away by each rule that is asked, and the rule
 * that takes the tokens sets its own. Policies of the same proxy see them so.
 * Source: envoy, source/extensions/filters/http/jwt_authn/extractor.cc, sanitizeHeaders, and authenticator.cc,
 * addJWTClaimToHeader
 */
export function withClaims(
  request: HttpRequest,
  asked: readonly unknown[],
  taking: unknown,
  tokens: readonly Token[],
): HttpRequest {
  const taken = new Set(asked.flatMap(headersOf).map((name) => name.toLowerCase()))
  if (taken.size === 0) return request
  const kept = Object.entries(request.headers ?? {}).filter(([name]) => !taken.has(name.toLowerCase()))
  const given = tokens.flatMap((token): [string, string][] => {
    const payload = {
      iss: token.iss,
      sub: token.sub,
      ...(token.aud !== undefined && { aud: token.aud }),
      ...token.claims,
    }
    const whole = textAt(taking, 'outputPayloadToHeader')
    return [
      ...listAt(taking, 'outputClaimToHeaders').flatMap((entry): [string, string][] => {
        const value = claimText(fieldAt(payload, ...(textAt(entry, 'claim') ?? '').split('.')))
        return value === '' ? [] : [[textAt(entry, 'header') ?? '', value]]
      }),
      ...(whole ? [[whole, encoded(payload)] as [string, string]] : []),
    ]
  })
  return { ...request, headers: Object.fromEntries([...kept, ...given]) }
}

function headersOf(rule: unknown): readonly string[] {
  const whole = textAt(rule, 'outputPayloadToHeader')
  return [
    ...listAt(rule, 'outputClaimToHeaders').flatMap((entry) => textAt(entry, 'header') ?? []),
    ...(whole ? [whole] : []),
  ]
}

/** Text, numbers and flags as they are; lists and objects as JSON in base64url; empty: the token has no such claim. */
function claimText(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'object' ? encoded(value) : String(value)
}

function encoded(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
