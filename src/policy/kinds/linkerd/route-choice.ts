import { withoutTrailing } from '../../../ground/trailing.ts'
import type { HttpRequest } from '../../request.ts'
import type { Route, RouteMatch, RouteRule, Wanted, WantedPath } from './route.ts'

/** The route that a request takes; `none`: it fits none of them; `unknown`: the request says too little. */
export type RouteChoice =
  { readonly route: Route; readonly rule: RouteRule; readonly match: RouteMatch | null } | 'none' | 'unknown'

/** How well a request fits: the more of the first number that differs, the better. Null: it does not fit. */
type Score = readonly number[]

/**
 * The route that fits best. First the host: the longest name, a whole one before the end of one, any of them before
 * none. Then the longest path, whatever its type; then a method, more headers, more query parameters. Of equal ones the
 * first; `routes` come in the order of `byAge`.
 * Source: linkerd2-proxy, linkerd/http/route/src/lib.rs (find, best), http/match.rs, http/match/path.rs and
 * grpc/match.rs (Ord)
 */
export function chooseRoute(routes: readonly Route[], request: HttpRequest | null): RouteChoice {
  if (request === null || (request.host === undefined && routes.some(({ hostnames }) => hostnames.length > 0)))
    return routes.length === 0 ? 'none' : 'unknown'
  let best: { readonly score: Score; readonly choice: Exclude<RouteChoice, string> } | null = null
  for (const route of routes) {
    const host = hostScore(route.hostnames, request.host ?? '')
    if (!host) continue
    // A route without rules has none that fits.
    for (const rule of route.rules) {
      for (const match of rule.matches.length > 0 ? rule.matches : [null]) {
        const fit = match === null ? (route.kind === 'GRPCRoute' ? ANY_CALL : WHOLE) : matchScore(route, match, request)
        if (fit && (!best || isBetter([...host, ...fit], best.score)))
          best = { score: [...host, ...fit], choice: { route, rule, match } }
      }
    }
  }
  return best?.choice ?? 'none'
}

/** Of a rule that names nothing: as good as the path `/`. */
const WHOLE: Score = [1, 0, 0, 0]
const ANY_CALL: Score = [0, 0, 0, 0]

function isBetter(a: Score, b: Score): boolean {
  const at = a.findIndex((value, index) => value !== b[index])
  return at >= 0 && a[at]! > b[at]!
}

/** Names of hosts differ neither in capitals nor in a final dot that is not asked for; a port does not count. */
function hostScore(hostnames: readonly string[], host: string): Score | null {
  if (hostnames.length === 0) return [0, 0]
  const plain = host.toLowerCase().replace(/:\d+$/, '')
  const scores = hostnames.flatMap((name): readonly (readonly [number, number])[] => {
    const wanted = name.toLowerCase()
    const given = wanted.endsWith('.') ? plain : plain.replace(/\.$/, '')
    if (wanted.startsWith('*.'))
      return given.endsWith(wanted.slice(1)) && given.length > wanted.length - 1 ? [[1, wanted.length - 1]] : []
    return given === wanted ? [[2, wanted.length]] : []
  })
  return scores.reduce<readonly [number, number] | null>(
    (best, score) => (!best || isBetter(score, best) ? score : best),
    null,
  )
}

function matchScore({ kind }: Route, match: RouteMatch, request: HttpRequest): Score | null {
  const [path, search = ''] = (request.path ?? '/').split('?', 2) as [string, string?]
  if (
    !match.headers.every(({ name, value }) =>
      Object.entries(request.headers ?? {}).some(
        ([key, sent]) => key.toLowerCase() === name.toLowerCase() && fits(value, sent),
      ),
    )
  )
    return null
  if (kind === 'GRPCRoute') return callScore(match, path)
  // A request that does not say its method is a GET.
  if (match.method !== null && match.method !== (request.method ?? 'GET')) return null
  const length = match.requestPath === null ? 1 : pathLength(match.requestPath, path)
  const query = [...new URLSearchParams(search)]
  if (
    length === null ||
    !match.query.every(({ name, value }) => query.some(([key, sent]) => key === name && fits(value, sent)))
  )
    return null
  return [length, match.method === null ? 0 : 1, match.headers.length, match.query.length]
}

/** `/package.Service/Method`; the call is a POST by nature. */
function callScore(match: RouteMatch, path: string): Score | null {
  const [root, service, call] = path.split('/')
  if (root !== '' || service === undefined || call === undefined) return null
  if ((match.service !== null && match.service !== service) || (match.call !== null && match.call !== call)) return null
  return [match.service?.length ?? 0, match.call?.length ?? 0, match.headers.length, 0]
}

/**
 * How many letters of the path are matched; null: it does not fit. A prefix is whole segments, and a slash at its end
 * or at the path's counts for nothing.
 */
function pathLength(wanted: WantedPath, path: string): number | null {
  if (!('prefix' in wanted)) return fits(wanted, path) ? path.length : null
  if (wanted.prefix === '/') return 1
  const prefix = withoutTrailing(wanted.prefix, '/')
  const plain = withoutTrailing(path, '/')
  if (!plain.startsWith(prefix)) return null
  const rest = plain.slice(prefix.length)
  return rest === '' || rest.startsWith('/') ? prefix.length : null
}

function fits(wanted: Wanted, text: string): boolean {
  return 'exactly' in wanted ? wanted.exactly === text : wanted.matches(text)
}
