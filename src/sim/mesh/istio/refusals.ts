import type { MeshCause, Refusal } from '../../../engine/leg.ts'
import type { MeshFact } from '../../../engine/mesh-fact.ts'

type TokenRefusal = Extract<MeshFact, { fact: 'token-refused' }>

/**
 * What Envoy answers or does, and what it writes into its access log. Source: envoyproxy.io, access log response flags;
 * istio.io, "RBAC: access denied"
 */
function answer(status: number, cause: MeshCause, body: string | null, flags: string, details: string): Refusal {
  return { cause, sees: 'response', status, body, log: { flags, details } }
}

/** No policy allows the request, or one denies it. */
export const RBAC_DENIED = answer(
  403,
  'http-403',
  'RBAC: access denied',
  '-',
  'rbac_access_denied_matched_policy[none]',
)
/** The provider of an external authorizer chooses status and body; 403 without a body is the default. */
export const AUTHORIZER_DENIED = answer(403, 'http-403', null, 'UAEX', 'ext_authz_denied')

/**
 * What is said of a token that is not taken, by what is wrong with it. In the access log blanks are underscores.
 * Source: google/jwt_verify_lib, src/status.cc; envoy, source/extensions/filters/http/jwt_authn/filter.cc
 * (generateRcDetails)
 */
export const TOKEN_DENIED: Readonly<Record<TokenRefusal['why'], Refusal>> = {
  expired: tokenDenied(401, 'http-401', 'Jwt is expired'),
  malformed: tokenDenied(
    401,
    'http-401',
    'Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections',
  ),
  'unknown-issuer': tokenDenied(401, 'http-401', 'Jwt issuer is not configured'),
  audience: tokenDenied(403, 'http-403', 'Audiences in Jwt are not allowed'),
}

function tokenDenied(status: number, cause: MeshCause, body: string): Refusal {
  return answer(status, cause, body, '-', `jwt_authn_access_denied{${body.replaceAll(' ', '_')}}`)
}

/** A route that answers by itself. */
export function answeredWith(status: number): Refusal {
  return answer(status, 'answered-by-proxy', null, '-', 'direct_response')
}

/** The path cannot be brought into a normal form. */
export const BAD_PATH = answer(400, 'http-400', null, '-', 'path_normalization_failed')
/**
 * What comes is no HTTP where a proxy reads requests. Who speaks TLS takes the answer, which is plain, for a broken
 * handshake. Source: envoy, source/common/http/http1/codec_impl.cc (sendProtocolError);
 * https://istio.io/latest/docs/ops/common-problems/network-issues/#sending-https-to-an-http-port
 */
export function notHttp(spoken: 'tls' | 'bytes'): Refusal {
  const refusal = answer(400, 'http-400', 'Bad Request', 'DPE', 'http1.codec_error')
  return spoken === 'tls' ? { ...refusal, sees: 'tls-error' } : refusal
}
/** No route fits the request. */
export const NO_ROUTE = answer(404, 'http-404', null, 'NR', 'route_not_found')
/** The mesh knows no such host, and `REGISTRY_ONLY` keeps requests inside. */
export const BLACK_HOLE = answer(502, 'http-502', null, '-', 'direct_response')
/** The host is known, and nobody stands behind it. */
export const NO_UPSTREAM = answer(503, 'no-endpoints', 'no healthy upstream', 'UH', 'no_healthy_upstream')

/** No policy allows a connection of bytes, or one denies it: it is taken, and closed at once. */
const RBAC_CLOSED: Refusal = {
  cause: 'connection-closed',
  sees: 'closed',
  status: null,
  body: null,
  log: { flags: '-', details: 'rbac_access_denied_matched_policy[none]' },
}
/** An external authorizer refuses a connection of bytes. */
export const AUTHORIZER_CLOSED: Refusal = { ...RBAC_CLOSED, log: { flags: 'UAEX', details: '-' } }
const RESET: Refusal = { cause: 'connection-reset', sees: 'reset', status: null, body: null, log: null }
/** No filter chain takes the name in the hello, or what is sent. */
export const NO_CHAIN: Refusal = { ...RESET, log: { flags: 'NR', details: 'filter_chain_not_found' } }
/** The mesh knows no such address, and `REGISTRY_ONLY` keeps bytes inside. */
export const BLACK_HOLE_RESET: Refusal = { ...RESET, log: { flags: 'UH', details: '-' } }

/** What a proxy that speaks HTTP for its client makes of a connection that ends at the other side. */
function upstreamFailed(cause: MeshCause, details: string): Refusal {
  return answer(
    503,
    cause,
    `upstream connect error or disconnect/reset before headers. reset reason: ${details}`,
    'UF',
    `upstream_reset_before_response_started{${details}}`,
  )
}

/** The proxy of a node ends the connection; whoever has a proxy of its own that speaks HTTP is told 503 by it. */
export function nodeDenied(hasHttpProxy: boolean): Refusal {
  return hasHttpProxy ? upstreamFailed('http-503', 'connection termination') : RESET
}

/** A proxy that takes a connection for bytes ends it; the same then. */
export function bytesDenied(hasHttpProxy: boolean): Refusal {
  return hasHttpProxy ? upstreamFailed('http-503', 'connection termination') : RBAC_CLOSED
}

/**
 * Nobody listens on the port. Only who has no proxy of its own is refused by the other end; a proxy has taken the
 * connection before it learns of it, and ends that, or answers in HTTP.
 */
export function notListening(clientProxy: 'http' | 'bytes' | null): Refusal {
  const cause = 'connection-refused'
  return clientProxy === 'http'
    ? upstreamFailed(
        cause,
        'remote connection failure, transport failure reason: delayed connect error: Connection refused',
      )
    : { ...RESET, cause, sees: clientProxy === null ? 'refused' : 'closed' }
}

/** Plain bytes at a server that takes mutual TLS only. */
export function plainAtStrict(hasHttpProxy: boolean): Refusal {
  return hasHttpProxy ? upstreamFailed('mtls-required', 'connection termination') : { ...RESET, cause: 'mtls-required' }
}

/** TLS at a server that does not expect it. */
export function tlsAtPlain(hasHttpProxy: boolean): Refusal {
  return hasHttpProxy
    ? upstreamFailed('tls-mismatch', 'remote connection failure, transport failure reason: TLS_error')
    : { ...RESET, cause: 'tls-mismatch', sees: 'tls-error' }
}
