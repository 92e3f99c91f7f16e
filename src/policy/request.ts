import type { NamePattern } from '../ground/patterns.ts'
import { assertNever } from '../ground/result.ts'
import type { HeaderMatcher, HttpMatcher, KafkaMatcher, RequestMatcher } from './form.ts'

/**
 * A token that a request carries. It is correctly signed unless `invalid`. `location`: where it stands,
 * `header:NAME:PREFIX` (the prefix may end in a blank), `param:NAME` or `cookie:NAME`; absent: `Authorization: Bearer`.
 */
export interface Token {
  readonly iss: string
  readonly sub: string
  readonly aud?: string | readonly string[]
  readonly claims?: Readonly<Record<string, unknown>>
  readonly invalid?: 'expired' | 'malformed'
  readonly location?: string
}

/**
 * A request over HTTP. What is absent is not known; the method is then GET and the path `/`. `path` with its query.
 * `tokens`: none when absent.
 */
export interface HttpRequest {
  readonly method?: string
  readonly path?: string
  readonly host?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly tokens?: readonly Token[]
}

/**
 * A request to Kafka. `apiKey`: what is asked, `produce` or `fetch`, in any letters. What is absent is not part of the
 * request.
 */
export interface KafkaRequest {
  readonly apiKey: string
  readonly topic?: string
  readonly clientId?: string
  readonly apiVersion?: number
}

/**
 * What is said on a connection, as far as it is known. `app`: what the client speaks; `http` is implied by a request.
 * Both `http` and `sni`: the request is inside TLS.
 */
export interface Said {
  readonly app?: 'http' | 'grpc' | 'tcp' | 'tls'
  readonly http?: HttpRequest
  readonly dns?: { readonly name: string; readonly type?: string }
  /** The server name that a TLS client asks for. */
  readonly sni?: string
  readonly kafka?: KafkaRequest
}

/** Whether something fits; `unknown`: what was asked does not say. */
export type Tri = 'yes' | 'no' | 'unknown'

/** What a refusal looks like to the caller, by what the proxy read. */
export type RefusedRequest = RequestMatcher['kind']

/**
 * Whether one of the matchers fits what is said. `dialled`: the name that the client looked up, which is also what it
 * asks for in TLS; null: none.
 */
export function fitsRequest(matchers: readonly RequestMatcher[], said: Said | undefined, dialled: string | null): Tri {
  return either(matchers.map((matcher) => fitsOne(matcher, said ?? {}, dialled)))
}

/** What a proxy with these matchers refuses a client with, when none of them fits. */
export function refusedAs(
  matchers: readonly RequestMatcher[],
  said: Said | undefined,
  dialled: string | null,
): RefusedRequest {
  const [first] = matchers
  if (first?.kind !== 'http' || said === undefined) return first?.kind ?? 'opaque'
  if (first.tls && fitsServerName(first.tls.names, said, dialled) === 'no') return 'sni'
  // A proxy that waits for HTTP and is greeted in TLS, or in anything else, has nobody to answer: it closes the
  // connection.
  return (isEncrypted(said) && !first.tls) || (!isSilent(said) && !speaksHttp(said) && !first.tls) ? 'opaque' : 'http'
}

function fitsOne(matcher: RequestMatcher, said: Said, dialled: string | null): Tri {
  switch (matcher.kind) {
    case 'http':
      return fitsHttp(matcher, said, dialled)
    case 'dns':
      return said.dns
        ? yesOrNo(matcher.pattern === null || matcher.pattern.matches(said.dns.name))
        : isSilent(said)
          ? 'unknown'
          : 'no'
    case 'sni': {
      if (said.sni !== undefined || said.app === 'tls') return fitsServerName(matcher.patterns, said, dialled)
      return isSilent(said) ? 'unknown' : 'no'
    }
    case 'kafka':
      return said.kafka
        ? yesOrNo(fitsKafka(matcher, said.kafka))
        : isSilent(said) || said.app === 'tcp'
          ? 'unknown'
          : 'no'
    case 'opaque':
      return isSilent(said) || said.app === 'tcp' ? 'unknown' : 'no'
    default:
      return assertNever(matcher)
  }
}

/** A client that does not say otherwise asks for the host of its request, or for the name that it dialled. */
function fitsServerName(patterns: readonly NamePattern[], { sni, http }: Said, dialled: string | null): Tri {
  const name = sni ?? http?.host?.replace(/:\d+$/, '') ?? dialled
  return name === null ? 'unknown' : yesOrNo(patterns.some((pattern) => pattern.matches(name)))
}

function isSilent({ app, http, dns, sni, kafka }: Said): boolean {
  return app === undefined && !http && !dns && sni === undefined && !kafka
}

function isEncrypted({ app, sni }: Said): boolean {
  return sni !== undefined || app === 'tls'
}

function speaksHttp({ app, http }: Said): boolean {
  return http !== undefined || app === 'http' || app === 'grpc'
}

function fitsHttp({ method, target, host, headers, tls }: HttpMatcher, said: Said, dialled: string | null): Tri {
  const { http } = said
  if (isEncrypted(said) ? !tls : !speaksHttp(said) && !isSilent(said)) return 'no'
  const server: Tri = tls && tls.names.length > 0 ? fitsServerName(tls.names, said, dialled) : 'yes'
  if (!http) return both([server, method || target || host || headers.length > 0 ? 'unknown' : 'yes'])
  return both([
    server,
    yesOrNo(method === null || method.matches(http.method ?? 'GET')),
    yesOrNo(target === null || target.matches(http.path ?? '/')),
    host === null ? 'yes' : http.host === undefined ? 'unknown' : yesOrNo(host.matches(http.host)),
    ...headers.map((header) => (header.otherwise === 'pass' ? 'yes' : hasHeader(header, http))),
  ])
}

/**
 * Names of headers are the same in small and capital letters, values are not. Which value a Secret holds that is in no
 * manifest is not known.
 */
function hasHeader({ name, value, secret }: HeaderMatcher, { headers = {} }: HttpRequest): Tri {
  const sent = Object.entries(headers).filter(([key]) => key.toLowerCase() === name.toLowerCase())
  if (secret) return sent.length > 0 ? 'unknown' : 'no'
  return yesOrNo(sent.some(([, each]) => value === null || each === value))
}

/** What a role comes to. Source: pkg/policy/api/kafka (1.19), KafkaRole */
const ROLES: Readonly<Record<string, readonly string[]>> = {
  produce: ['produce', 'metadata', 'apiversions'],
  consume: [
    'fetch',
    'offsets',
    'metadata',
    'offsetcommit',
    'offsetfetch',
    'findcoordinator',
    'joingroup',
    'heartbeat',
    'leavegroup',
    'syncgroup',
    'apiversions',
  ],
}

/** A request without a topic is not asked for one. */
function fitsKafka({ role, apiKey, apiVersion, clientId, topic }: KafkaMatcher, asked: KafkaRequest): boolean {
  const key = asked.apiKey.toLowerCase()
  return (
    (role === null || (ROLES[role] ?? []).includes(key)) &&
    (apiKey === null || apiKey.toLowerCase() === key) &&
    (apiVersion === null || asked.apiVersion === undefined || apiVersion === asked.apiVersion) &&
    (clientId === null || clientId === asked.clientId) &&
    (topic === null || asked.topic === undefined || topic === asked.topic)
  )
}

function yesOrNo(fits: boolean): Tri {
  return fits ? 'yes' : 'no'
}

function both(parts: readonly Tri[]): Tri {
  return parts.includes('no') ? 'no' : parts.includes('unknown') ? 'unknown' : 'yes'
}

function either(parts: readonly Tri[]): Tri {
  return parts.includes('yes') ? 'yes' : parts.includes('unknown') ? 'unknown' : 'no'
}
