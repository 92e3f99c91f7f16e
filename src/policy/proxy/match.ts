import { blockContains, parseAddress } from '../../ground/ip.ts'
import { assertNever } from '../../ground/result.ts'
import type { Tri } from '../request.ts'
import type { Attribute, ProxyBranch, ProxyClause, ProxyRule, ProxyTest, ValueMatcher } from './form.ts'
import type { Sight, VerifiedToken } from './sight.ts'

/** What a proxy reads: no value, one, or several; `unknown`: the question does not say. */
export type Read = readonly string[] | 'unknown'

/** Whether every clause of the rule fits what the proxy saw. */
export function fitsProxyRule({ all }: ProxyRule, sight: Sight): Tri {
  return allOf(all.map((clause) => fitsClause(clause, sight)))
}

/** Whether any branch of the clause fits. `unknown`: one may, and none surely does. */
export function fitsClause({ anyOf }: ProxyClause, sight: Sight): Tri {
  const fits = anyOf.map((branch) => fitsBranch(branch, sight))
  return fits.includes('yes') ? 'yes' : fits.includes('unknown') ? 'unknown' : 'no'
}

/** Whether every test of the branch fits. */
export function fitsBranch({ all }: ProxyBranch, sight: Sight): Tri {
  return allOf(all.map((test) => fitsTest(test, sight)))
}

/** Whether what the proxy reads of the attribute fits one of the values, or none where `negate` says so. */
export function fitsTest({ attribute, anyOf, negate }: ProxyTest, sight: Sight): Tri {
  const read = readAttribute(attribute, sight)
  const hits = (values: readonly string[]) =>
    values.some((value) => anyOf.some((matcher) => fitsValue(matcher, value, attribute.kind === 'host'))) !== negate
  if (read !== 'unknown') return hits(read) ? 'yes' : 'no'
  // Of several hosts all may fit, or none.
  if (attribute.kind !== 'host' || sight.hosts.length === 0) return 'unknown'
  const fits = new Set(sight.hosts.map((host) => hits([host.toLowerCase()])))
  return fits.size > 1 ? 'unknown' : fits.has(true) ? 'yes' : 'no'
}

function allOf(fits: readonly Tri[]): Tri {
  return fits.includes('no') ? 'no' : fits.includes('unknown') ? 'unknown' : 'yes'
}

/** Identities are written without their scheme, which proxies leave away too. */
export function readAttribute(attribute: Attribute, sight: Sight): Read {
  const { identity, request } = sight
  switch (attribute.kind) {
    case 'principal':
      return identity === null ? [] : [bareIdentity(identity)]
    case 'namespace':
      return one(spiffe(identity)?.namespace)
    case 'service-account': {
      const id = spiffe(identity)
      return id ? [`${id.namespace}/${id.account}`] : []
    }
    case 'trust-domain':
      return one(spiffe(identity)?.domain)
    case 'source-address':
      return one(sight.sourceAddress?.text)
    case 'remote-address':
      return one(sight.remoteAddress?.text)
    case 'destination-address':
      return one(sight.destinationAddress?.text)
    case 'port':
      return sight.port === null ? [] : [String(sight.port)]
    case 'server-name':
      return one(sight.serverName)
    case 'unreadable':
      return 'unknown'
    default:
      break
  }
  if (sight.reads === 'bytes') return []
  if (request === null) return 'unknown'
  switch (attribute.kind) {
    case 'host':
      return request.host === undefined && sight.hosts.length !== 1
        ? 'unknown'
        : one((request.host ?? sight.hosts[0])?.toLowerCase())
    case 'method':
      return [request.method ?? 'GET']
    case 'path':
      return one(sight.path)
    case 'header':
      return Object.entries(request.headers ?? {})
        .filter(([name]) => name.toLowerCase() === attribute.name.toLowerCase())
        .map(([, value]) => String(value))
    case 'request-principal':
      return sight.tokens.map(({ iss, sub }) => `${iss}/${sub}`)
    case 'audience':
      return sight.tokens.flatMap(({ aud }) => (aud === undefined ? [] : typeof aud === 'string' ? [aud] : [...aud]))
    case 'presenter':
      return sight.tokens.flatMap(({ claims }) => (typeof claims?.['azp'] === 'string' ? [claims['azp']] : []))
    case 'claim':
      return sight.tokens.flatMap((token) => claimAt(token, attribute.path))
    default:
      return assertNever(attribute)
  }
}

function one(value: string | null | undefined): readonly string[] {
  return value === null || value === undefined ? [] : [value]
}

/** A claim is a text or a list; some texts are lists of words. */
export function claimAt(token: VerifiedToken, path: readonly string[]): readonly string[] {
  let value: unknown = {
    ...token.claims,
    iss: token.iss,
    sub: token.sub,
    ...(token.aud !== undefined && { aud: token.aud }),
  }
  for (const step of path)
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string, unknown>)[step]
        : undefined
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value.map(String)
  return token.spaced.includes(path.at(-1) ?? '')
    ? String(value).split(' ')
    : typeof value === 'object'
      ? []
      : [String(value)]
}

/** `ignoreCase`: what is read is in small letters, and capital ones in what is written count as such. */
export function fitsValue(matcher: ValueMatcher, value: string, ignoreCase = false): boolean {
  const text = ignoreCase ? matcher.text.toLowerCase() : matcher.text
  switch (matcher.form) {
    case 'exact':
      return value === text
    case 'prefix':
      return value.startsWith(text.slice(0, -1))
    case 'suffix':
      return value.endsWith(text.slice(1))
    case 'present':
      return value !== ''
    case 'glob':
      return fitsGlob(text, value)
    case 'template':
      return fitsTemplate(text, value)
    case 'block': {
      const address = parseAddress(value)
      return (
        address !== null &&
        blockContains(matcher.block, address) &&
        !matcher.except.some((hole) => blockContains(hole, address))
      )
    }
    case 'pattern':
      return matcher.matches(value)
    default:
      return assertNever(matcher)
  }
}

/** Every `*` stands for any text. Each piece is looked for after the one before, which takes linear time. */
function fitsGlob(pattern: string, value: string): boolean {
  const [first, ...rest] = pattern.split('*') as [string, ...string[]]
  if (rest.length === 0) return value === pattern
  if (!value.startsWith(first)) return false
  const last = rest.pop()!
  let at = first.length
  for (const piece of rest) {
    const found = value.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return value.length - last.length >= at && value.endsWith(last)
}

/**
 * `{*}` is one segment that is not empty, `{**}` any text with or without slashes; it comes last of them. What stands
 * between is literal.
 * Source: https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation
 */
function fitsTemplate(template: string, value: string): boolean {
  const parts = template.split(/(\{\*\*?\})/)
  let at = 0
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]!
    if (part === '{**}') {
      const rest = parts.slice(index + 1).join('')
      return value.length - rest.length >= at && value.endsWith(rest)
    }
    if (part === '{*}') {
      const end = value.indexOf('/', at)
      const next = end < 0 ? value.length : end
      // A literal that follows in the same segment ends where the segment does.
      const tail = (parts[index + 1] ?? '').split('/', 1)[0]!
      const stop = next - tail.length
      if (stop <= at) return false
      at = stop
    } else {
      if (!value.startsWith(part, at)) return false
      at += part.length
    }
  }
  return at === value.length
}

/** A SPIFFE identity without its scheme, as policies write it. */
function bareIdentity(identity: string): string {
  return identity.replace(/^spiffe:\/\//, '')
}

/** The parts of `spiffe://domain/ns/namespace/sa/account`; null: it is written otherwise, or there is none. */
export function spiffe(
  identity: string | null,
): { readonly domain: string; readonly namespace: string; readonly account: string } | null {
  const parts = identity === null ? null : /^([^/]+)\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(bareIdentity(identity))
  return parts ? { domain: parts[1]!, namespace: parts[2]!, account: parts[3]! } : null
}
