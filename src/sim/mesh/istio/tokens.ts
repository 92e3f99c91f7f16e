import { flagAt, listAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { PlacedFact } from '../../../engine/leg.ts'
import type { MeshFact } from '../../../engine/mesh-fact.ts'
import type { HttpRequest, Token } from '../../../policy/request.ts'
import type { VerifiedToken } from '../../../policy/proxy/sight.ts'
import { withClaims } from './token-headers.ts'

/**
 * What a proxy makes of the tokens of a request. `refused`: the first that it does not take, and why. `onward`: the
 * request as policies here and the next proxy see it; null: there is none.
 */
export interface CheckedTokens {
  readonly verified: readonly VerifiedToken[]
  readonly refused: { readonly why: TokenFault; readonly found: PlacedFact } | null
  readonly onward: HttpRequest | null
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
 * A request without a token passes. A rule takes a request when there are tokens where it looks, and all of them are of
 * its issuer and verify; the first rule that does is the last that is asked. When none does, no token may stand where
 * any of them looks: else it is 401, or 403 where only the audience is wrong. What the rule took is stripped unless it
 * says otherwise.
 * Source: https://istio.io/latest/docs/reference/config/security/request_authentication/;
 * pilot/pkg/security/authn/policy_applier.go, convertToEnvoyJwtConfig; envoy,
 * source/extensions/filters/http/jwt_authn/verifier.cc, AnyVerifierImpl
 */
export function checkTokens(policies: readonly KubernetesObject[], request: HttpRequest | null): CheckedTokens {
  const rules = policies.flatMap((policy) =>
    listAt(policy.value, 'spec', 'jwtRules').map((rule, index): JwtRule => ({ policy, index, rule })),
  )
  if (!request || rules.length === 0 || isPreflight(request)) return { verified: [], refused: null, onward: request }
  const { tokens = [] } = request
  const taking = rules.findIndex(({ rule }) => {
    const seen = tokens.filter(({ location }) => looksAt(rule, location))
    return seen.length > 0 && seen.every((token) => faultOf(rule, token) === null)
  })
  const asked = (taking < 0 ? rules : rules.slice(0, taking + 1)).map(({ rule }) => rule)
  const rule = rules[taking]?.rule
  const verified = rule === undefined ? [] : tokens.filter(({ location }) => looksAt(rule, location))
  const spaced = [...SPACED, ...listAt(rule, 'spaceDelimitedClaims').map(String)]
  return {
    verified: verified.map((token) => ({ ...token, spaced })),
    refused: rule === undefined ? firstFault(rules, tokens) : null,
    onward: withClaims(
      {
        ...request,
        tokens: flagAt(rule, 'forwardOriginalToken') ? tokens : tokens.filter((each) => !verified.includes(each)),
      },
      asked,
      rule,
      verified,
    ),
  }
}

/** What a rule has against a token; null: it takes it. A rule without an issuer takes those of everybody. */
function faultOf(rule: unknown, token: Token): TokenFault | null {
  return token.invalid ?? (!isIssuer(rule, token) ? 'unknown-issuer' : takesAudience(rule, token) ? null : 'audience')
}

function isIssuer(rule: unknown, { iss }: Token): boolean {
  const issuer = textAt(rule, 'issuer') ?? ''
  return issuer === '' || issuer === iss
}

/** A token that does not verify is told of before one whose audience is wrong, and a rule of its issuer before others. */
function firstFault(rules: readonly JwtRule[], tokens: readonly Token[]): CheckedTokens['refused'] {
  const faults = tokens.flatMap((token) => {
    const looking = rules.filter(({ rule }) => looksAt(rule, token.location))
    const own = looking.filter(({ rule }) => isIssuer(rule, token))
    const at = own[0] ?? looking[0]
    if (!at) return []
    // One that its own rule takes stands beside another at places where that rule looks too.
    const why = own.every(({ rule }) => faultOf(rule, token) !== null) ? faultOf(at.rule, token) : null
    return [{ token, at, why }]
  })
  const fault =
    faults.find(({ why }) => why !== null && why !== 'audience') ?? faults.find(({ why }) => why !== null) ?? faults[0]
  if (!fault) return null
  const { token, at } = fault
  const why = fault.why ?? 'unknown-issuer'
  const found: PlacedFact = {
    fact: { fact: 'token-refused', issuer: token.iss, why },
    ground: { object: at.policy, path: ['spec', 'jwtRules', at.index, why === 'audience' ? 'audiences' : 'issuer'] },
  }
  return { why, found }
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
