import type { Pattern } from '../../../ground/patterns.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { RequestMatcher } from '../../form.ts'

/**
 * The requests that an `http` clause fits; null: the rule has none. A method is exact or `*`, a path exact or the
 * beginning of the request's, whole segments at a time. What is not HTTP fits every clause.
 * Source: https://docs.tigera.io/calico/latest/network-policy/istio/http-methods, app-policy/checker/match.go
 */
export function readHttp(rule: unknown, path: FieldPath): readonly RequestMatcher[] | null {
  const http = objectAt(rule, 'http')
  if (!http) return null
  const methods = listAt(http, 'methods').map(String)
  const paths = listAt(http, 'paths')
  return [
    {
      kind: 'http',
      path: [...path, 'http'],
      host: null,
      headers: [],
      method:
        methods.length === 0 || methods.includes('*')
          ? null
          : remembered(`methods ${methods.join(' ')}`, () => ({
              text: methods.join(' or '),
              matches: (method) => methods.includes(method),
            })),
      target: paths.length === 0 ? null : remembered(`paths ${JSON.stringify(paths)}`, () => pathPattern(paths)),
    },
  ]
}

const known = new Map<string, Pattern>()
/** More than these are not remembered: they come from somebody typing. */
const REMEMBERED = 2_000

/** The same clause is always the same pattern. */
function remembered(key: string, make: () => Pattern): Pattern {
  let pattern = known.get(key)
  if (!pattern) {
    if (known.size >= REMEMBERED) known.clear()
    known.set(key, (pattern = make()))
  }
  return pattern
}

function pathPattern(paths: readonly unknown[]): Pattern {
  const wanted = paths.map((each) => ({ exact: textAt(each, 'exact'), prefix: textAt(each, 'prefix') }))
  return {
    text: wanted.map(({ exact, prefix }) => exact ?? `${prefix}…`).join(' or '),
    matches(target) {
      const asked = normalPath(target)
      if (asked === null) return false
      return wanted.some(({ exact, prefix }) => {
        const norm = normalPath(exact ?? prefix ?? '')
        return norm !== null && (asked === norm || (exact === null && (norm === '/' || asked.startsWith(`${norm}/`))))
      })
    },
  }
}

/** The path as the checker compares it; null: it fits nothing. */
export function normalPath(target: string): string | null {
  const cut = target.replace(/[?#].*/s, '')
  if (/%(?![0-9a-fA-F]{2})/.test(cut)) return null
  const decoded = cut.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  if (/%2e|%2f|%5c|\0/i.test(decoded)) return null
  const slashed = decoded.replace(/\\/g, '/')
  if (!slashed.startsWith('/')) return null
  const segments: string[] = []
  for (const raw of slashed.split('/')) {
    const segment = raw.replace(/;.*/s, '')
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return `/${segments.join('/')}`
}
