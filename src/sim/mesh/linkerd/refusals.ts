import type { Refusal } from '../../../engine/leg.ts'
import type { Spoken } from './spoken.ts'

/**
 * How callers meet what Linkerd's proxies refuse. An answer has no body; callers in the mesh find the reason in the
 * header `l5d-proxy-error`.
 * Source: linkerd2-proxy, linkerd/app/inbound/src/http/server.rs (ServerRescue) and policy/tcp.rs
 */
export const FORBIDDEN: Refusal = { cause: 'http-403', sees: 'response', status: 403, body: null, log: null }
/** No route of the Server takes the request. */
export const NOT_FOUND: Refusal = { cause: 'http-404', sees: 'response', status: 404, body: null, log: null }
const CLOSED: Refusal = { cause: 'connection-closed', sees: 'closed', status: null, body: null, log: null }
/** Nobody is there to finish the TLS handshake with. */
export const NO_HANDSHAKE: Refusal = { cause: 'tls-mismatch', sees: 'tls-error', status: null, body: null, log: null }
/** A route leads to somebody who is not there. */
export const BROKEN_ROUTE: Refusal = { cause: 'http-500', sees: 'response', status: 500, body: null, log: null }
/** A route sends the client elsewhere. */
export const REDIRECTED: Refusal = {
  cause: 'answered-by-proxy',
  sees: 'response',
  status: 302,
  body: null,
  log: null,
}
/** A route leads to a Service that nobody is behind. */
export const NO_BACKEND: Refusal = { cause: 'no-endpoints', sees: 'response', status: 503, body: null, log: null }

/**
 * A connection that is taken and ended. Who has begun TLS on it meets that in the handshake. Source:
 * https://linkerd.io/2-edge/tasks/managing-egress-traffic/ (curl: (35))
 */
export function closed(spoken: Spoken): Refusal {
  return spoken === 'tls' ? { ...CLOSED, sees: 'tls-error' } : CLOSED
}
