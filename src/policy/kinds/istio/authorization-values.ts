import { parseAddress, parseCidrLoosely } from '../../../ground/ip.ts'

/*
 * What istiod's webhook says of single values of an AuthorizationPolicy; null: nothing. Source: istio/istio
 * pkg/config/security/security.go
 */

/** Go's `strconv.ParseUint` speaks of what is no number; of one that is too large nothing more is said. */
export function portProblem(value: string): string | null {
  if (!/^\d+$/.test(value))
    return `bad port (${value}): strconv.ParseUint: parsing ${JSON.stringify(value)}: invalid syntax`
  return Number(value) <= 65535
    ? null
    : `bad port (${value}): ${Number(value) < 2 ** 32 ? '<nil>' : `strconv.ParseUint: parsing ${JSON.stringify(value)}: value out of range`}`
}

/** What istiod says of a value that must be an address or a block; null: it is one. */
export function addressProblem(value: string): string | null {
  if (!value.includes('/')) return parseAddress(value) ? null : `bad IP address (${value})`
  const parsed = parseCidrLoosely(value)
  return parsed && parsed.fault !== 'leading-zero' ? null : `bad CIDR range (${value}): ${prefixProblem(value)}`
}

/** What Go's `netip.ParsePrefix` says of it. */
function prefixProblem(value: string): string {
  const slash = value.lastIndexOf('/')
  const address = value.slice(0, slash)
  const length = value.slice(slash + 1)
  const quoted = JSON.stringify(value)
  if (!parseAddress(address))
    return `netip.ParsePrefix(${quoted}): ParseAddr(${JSON.stringify(address)}): unable to parse IP`
  return /^(0|[1-9]\d{0,2})$/.test(length)
    ? `netip.ParsePrefix(${quoted}): prefix length out of range`
    : `netip.ParsePrefix(${quoted}): bad bits after slash: ${JSON.stringify(length)}`
}

/**
 * What istiod says of a value that must be a service account; null: it is one. `name`: the field that it says it of.
 */
export function accountProblem(value: string, name: string): string | null {
  const expected = "expected format 'serviceAccount' or 'namespace/serviceAccount', found"
  const parts = value.split('/')
  if (value === '') return `empty value not allowed, found in ${name}`
  if (value.includes('*')) return `wildcard not allowed, found in ${name}`
  if (parts.length > 2) return `${expected} ${JSON.stringify(value)} in ${name}`
  if (value.length > 320) return `value cannot exceed 320 characters, found ${JSON.stringify(value)} in ${name}`
  const empty = parts.indexOf('')
  return empty < 0
    ? null
    : `${expected} empty ${empty === 0 ? 'namespace' : 'serviceAccount'} ${JSON.stringify(value)} in ${name}`
}

/**
 * Segment by segment, without the slashes at both ends. Of a path with an operator every other segment has to be what a
 * path may say.
 */
export function templateProblem(value: string, name: string): string | null {
  const path = value.replace(/^\/+/, '').replace(/\/+$/, '')
  const isTemplate = /\{\*\*?\}/.test(path)
  const say = (reason: string) => `invalid or unsupported path ${path}, found in ${name}. ${reason}`
  let wasAny = false
  for (const segment of path.split('/')) {
    if (segment === '{*}' || segment === '{**}') {
      if (wasAny) return say('{**} is not the last operator')
      wasAny = segment === '{**}'
    } else if (/[{}]/.test(segment)) return say("Contains '{' or '}' beyond a supported path template")
    else if (isTemplate && !/^[a-zA-Z0-9\-._~%!$&'()+,;:@=]+$/.test(segment))
      return say(`Contains segment ${segment} with invalid string literal`)
  }
  return null
}
