import { isObject } from '../ground/json-object.ts'
import type { Token } from '../policy/request.ts'

/**
 * Reads a token in one word: `issuer/subject,aud=app,groups=dev|ops,realm.role=admin,invalid=expired,at=header:x-jwt`.
 * Of several values each is between bars, claims inside claims are after a dot. `malformed` alone is a token that is
 * none. What would end a part is written `%2C`. Null: it is no token.
 */
export function readToken(word: string): Token | null {
  if (word === 'malformed') return { iss: '', sub: '', invalid: 'malformed' }
  const [name, ...parts] = word.split(',')
  const slash = name!.lastIndexOf('/')
  if (slash < 1 || slash === name!.length - 1) return null
  const claims: Record<string, unknown> = {}
  let aud: Token['aud']
  let invalid: Token['invalid']
  let location: string | undefined
  for (const part of parts) {
    const equals = part.indexOf('=')
    if (equals < 1) return null
    const key = part.slice(0, equals)
    const written = part.slice(equals + 1)
    const value = written.includes('|')
      ? written
          .split('|')
          .filter((each, index, all) => !(each === '' && index === all.length - 1))
          .map(unpacked)
      : unpacked(written)
    if (key === 'aud') aud = value
    else if (key === 'invalid') {
      if (value !== 'expired' && value !== 'malformed') return null
      invalid = value
    } else if (key === 'at') location = unpacked(written)
    else if (!put(claims, key.split('.').map(unpacked), value)) return null
  }
  return {
    iss: unpacked(name!.slice(0, slash)),
    sub: unpacked(name!.slice(slash + 1)),
    ...(aud !== undefined && { aud }),
    ...(Object.keys(claims).length > 0 && { claims }),
    ...(invalid && { invalid }),
    ...(location !== undefined && { location }),
  }
}

/** False: the way leads through a claim that is no object. */
function put(claims: Record<string, unknown>, [key, ...rest]: readonly string[], value: unknown): boolean {
  if (key === undefined || key === '' || key === '__proto__') return false
  if (rest.length === 0) {
    claims[key] = value
    return true
  }
  const inner = Object.hasOwn(claims, key) ? claims[key] : (claims[key] = {})
  return (
    typeof inner === 'object' &&
    inner !== null &&
    !Array.isArray(inner) &&
    put(inner as Record<string, unknown>, rest, value)
  )
}

/** Prints what `readToken` reads. Claims that are neither text nor list nor object are printed as text. */
export function printToken({ iss, sub, aud, claims = {}, invalid, location }: Token): string {
  if (invalid === 'malformed' && !iss && !sub) return 'malformed'
  return [
    `${packed(iss)}/${packed(sub)}`,
    ...(aud === undefined ? [] : [`aud=${printed(aud)}`]),
    ...flat(claims, []),
    ...(invalid ? [`invalid=${invalid}`] : []),
    ...(location === undefined ? [] : [`at=${packed(location)}`]),
  ].join(',')
}

function flat(claims: Readonly<Record<string, unknown>>, path: readonly string[]): readonly string[] {
  return Object.entries(claims).flatMap(([key, value]) =>
    isObject(value)
      ? flat(value, [...path, key])
      : [
          `${[...path, key].map((each) => packed(each).replace(/[.=]/g, (letter) => (letter === '.' ? '%2E' : '%3D'))).join('.')}=${printed(value)}`,
        ],
  )
}

/** A list of one ends in a bar, so that it is read as a list. */
function printed(value: unknown): string {
  return Array.isArray(value)
    ? value.map((each) => packed(String(each))).join('|') + (value.length === 1 ? '|' : '')
    : packed(String(value))
}

function packed(text: string): string {
  return text.replace(/[%,|\s]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
}

function unpacked(text: string): string {
  return text.replace(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
}
