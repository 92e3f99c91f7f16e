import { assertNever } from '../ground/result.ts'
import type { HeaderMatcher, HttpMatcher, RequestMatcher } from './form.ts'
import type { Token } from './proxy/sight.ts'

/** A request over HTTP. What is absent is not known; the method is then GET and the path `/`. `path` with its query. `tokens`: none when absent. */
export interface HttpRequest {
  readonly method?: string
  readonly path?: string
  readonly host?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly tokens?: readonly Token[]
}

/** What is said on a connection, as far as it is known. `app`: what the client speaks; `http` is implied by a request. */
export interface Said {
  readonly app?: 'http' | 'grpc' | 'tcp' | 'tls'
  readonly http?: HttpRequest
  readonly dns?: { readonly name: string; readonly type?: string }
  /** The server name that a TLS client asks for. */
  readonly sni?: string
}

/** Whether something fits; `unknown`: what was asked does not say. */
export type Tri = 'yes' | 'no' | 'unknown'

/** Whether one of the matchers fits what is said. */
export function fitsRequest(matchers: readonly RequestMatcher[], said: Said | undefined): Tri {
  let best: Tri = 'no'
  for (const matcher of matchers) {
    const fit = fitsOne(matcher, said ?? {})
    if (fit === 'yes') return 'yes'
    if (fit === 'unknown') best = 'unknown'
  }
  return best
}

function fitsOne(matcher: RequestMatcher, said: Said): Tri {
  switch (matcher.kind) {
    case 'http': return fitsHttp(matcher, said)
    case 'dns': return said.dns ? (matcher.pattern === null || matcher.pattern.matches(said.dns.name) ? 'yes' : 'no') : isSilent(said) ? 'unknown' : 'no'
    case 'sni': {
      const { sni } = said
      if (sni !== undefined) return matcher.patterns.some((pattern) => pattern.matches(sni)) ? 'yes' : 'no'
      return isSilent(said) || said.app === 'tls' ? 'unknown' : 'no'
    }
    case 'opaque': return isSilent(said) || said.app === 'tcp' ? 'unknown' : 'no'
    default: return assertNever(matcher)
  }
}

function isSilent({ app, http, dns, sni }: Said): boolean {
  return app === undefined && !http && !dns && sni === undefined
}

function fitsHttp({ method, target, host, headers }: HttpMatcher, said: Said): Tri {
  const { http } = said
  const speaksHttp = http !== undefined || said.app === 'http' || said.app === 'grpc'
  if (!speaksHttp && !isSilent(said)) return 'no'
  if (!http) return method || target || host || headers.length > 0 ? 'unknown' : 'yes'
  const parts: Tri[] = [
    method === null ? 'yes' : method.matches(http.method ?? 'GET') ? 'yes' : 'no',
    target === null ? 'yes' : target.matches(http.path ?? '/') ? 'yes' : 'no',
    host === null ? 'yes' : http.host === undefined ? 'unknown' : host.matches(http.host) ? 'yes' : 'no',
    ...headers.map((header): Tri => (header.otherwise === 'pass' || hasHeader(header, http) ? 'yes' : 'no')),
  ]
  return parts.includes('no') ? 'no' : parts.includes('unknown') ? 'unknown' : 'yes'
}

/** Names of headers are the same in small and capital letters, values are not. */
function hasHeader({ name, value }: HeaderMatcher, { headers = {} }: HttpRequest): boolean {
  return Object.entries(headers).some(([key, sent]) => key.toLowerCase() === name.toLowerCase() && (value === null || sent === value))
}
