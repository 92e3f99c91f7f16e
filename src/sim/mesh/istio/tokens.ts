import { listAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { PlacedFact } from '../../../engine/leg.ts'
import type { MeshFact } from '../../../engine/mesh-fact.ts'
import type { HttpRequest } from '../../../policy/request.ts'
import type { Token, VerifiedToken } from '../../../policy/proxy/sight.ts'

/**
 * What a proxy makes of the tokens of a request. `refused`: the first that it does not take, and why. `onward`: those
 * that the next proxy still sees.
 */
export interface CheckedTokens {
  readonly verified: readonly VerifiedToken[]
  readonly refused: { readonly why: TokenFault; readonly found: PlacedFact } | null
  readonly onward: readonly Token[]
}

type TokenFault = Extract<MeshFact, { fact: 'token-refused' }>['why']

interface JwtRule {
  readonly policy: KubernetesObject
  readonly index: number
  readonly rule: unknown
}

/** Claims that are lists of words without being told so. */
const SPACED = ['scope', 'permission']

/**
 * A request without a token passes. Every token that stands where a rule looks must be of an issuer that a rule names
 * and must verify, else 401; one whose audience no rule of its issuer takes is 403. What is taken is stripped unless
 * the rule says otherwise.
 * Source: https://istio.io/latest/docs/reference/config/security/request_authentication/;
 * tests/integration/security/jwt_test.go
 */
export function checkTokens(policies: readonly KubernetesObject[], request: HttpRequest | null): CheckedTokens {
  const tokens = request?.tokens ?? []
  const rules = policies.flatMap((policy) =>
    listAt(policy.value, 'spec', 'jwtRules').map((rule, index): JwtRule => ({ policy, index, rule })),
  )
  const verified: VerifiedToken[] = []
  const onward: Token[] = []
  let refused: CheckedTokens['refused'] = null
  if (rules.length === 0 || (request && isPreflight(request))) return { verified, refused, onward: tokens }
  for (const token of tokens) {
    const looking = rules.filter(({ rule }) => looksAt(rule, token.location))
    if (looking.length === 0) {
      onward.push(token)
      continue
    }
    const own = looking.filter(({ rule }) => textAt(rule, 'issuer') === token.iss)
    const taking = own.find(({ rule }) => takesAudience(rule, token))
    const why: TokenFault | null = token.invalid ?? (own.length === 0 ? 'unknown-issuer' : taking ? null : 'audience')
    if (why === null) {
      verified.push({ ...token, spaced: [...SPACED, ...listAt(taking!.rule, 'spaceDelimitedClaims').map(String)] })
      if (own.some(({ rule }) => (rule as { forwardOriginalToken?: unknown }).forwardOriginalToken === true))
        onward.push(token)
      continue
    }
    const at = own[0] ?? looking[0]!
    const found: PlacedFact = {
      fact: { fact: 'token-refused', issuer: token.iss ?? '', why },
      ground: { object: at.policy, path: ['spec', 'jwtRules', at.index, why === 'audience' ? 'audiences' : 'issuer'] },
    }
    // A token that does not verify ends it before audiences are looked at.
    if (refused === null || (refused.why === 'audience' && why !== 'audience')) refused = { why, found }
  }
  return { verified, refused, onward }
}

/** A browser's question before the real one carries no token, and is let through. */
function isPreflight({ method, headers = {} }: HttpRequest): boolean {
  const names = Object.keys(headers).map((name) => name.toLowerCase())
  return method === 'OPTIONS' && names.includes('origin') && names.includes('access-control-request-method')
}

function takesAudience(rule: unknown, { aud }: Token): boolean {
  const wanted = listAt(rule, 'audiences')
  const has = aud === undefined ? [] : typeof aud === 'string' ? [aud] : aud
  return wanted.length === 0 || has.some((each) => wanted.includes(each))
}

/** Where a rule names places of its own, the usual ones are not looked at. */
function looksAt(rule: unknown, location: string | undefined): boolean {
  const headers = listAt(rule, 'fromHeaders')
  const params = listAt(rule, 'fromParams')
  const cookies = listAt(rule, 'fromCookies')
  const [kind, name = '', ...rest] = (location ?? 'header:Authorization:Bearer ').split(':') as [string, ...string[]]
  const prefix = rest.join(':')
  const isBearer = kind === 'header' && name.toLowerCase() === 'authorization' && prefix.trim() === 'Bearer'
  if (headers.length + params.length + cookies.length === 0)
    return isBearer || (kind === 'param' && name === 'access_token')
  if (kind === 'param') return params.includes(name)
  if (kind === 'cookie') return cookies.includes(name)
  return headers.some(
    (header) =>
      (textAt(header, 'name') ?? '').toLowerCase() === name.toLowerCase() &&
      (textAt(header, 'prefix') ?? '').trim() === prefix.trim(),
  )
}
