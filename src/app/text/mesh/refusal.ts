import type { MeshCause, Refusal } from '../../../engine/leg.ts'
import { assertNever } from '../../../ground/result.ts'
import { say, type Sentence } from '../sentence.ts'

/** What the verdict leads with, and what it goes on with, when a mesh lets something end. */
export const MESH_CAUSES: Readonly<Record<MeshCause, { readonly lead: string; readonly rest: string; readonly place: string }>> = {
  'http-400': { lead: 'Refused with 400.', rest: 'The proxy does not take a path like this.', place: '400 from the proxy' },
  'http-401': { lead: 'Refused with 401.', rest: 'A token came with the request, and the proxy does not accept it.', place: '401 from the proxy' },
  'http-403': { lead: 'Refused with 403.', rest: 'The connection stands, and the proxy does not let this request pass.', place: '403 from the proxy' },
  'http-404': { lead: 'Refused with 404.', rest: 'A proxy on the way has no route for this request.', place: '404 from a proxy' },
  'http-429': { lead: 'Refused with 429.', rest: 'The proxy has let too many requests pass already.', place: '429 from the proxy' },
  'http-500': { lead: 'Answered with 500.', rest: 'A route of the client’s proxy leads to nobody.', place: '500 from the client’s proxy' },
  'http-502': { lead: 'Answered with 502.', rest: 'The client’s own proxy sends nothing to places that the mesh does not know.', place: '502 from the client’s proxy' },
  'http-503': { lead: 'Answered with 503.', rest: 'A proxy on the way could not open the next connection.', place: '503 from a proxy' },
  'answered-by-proxy': { lead: 'Answered by a proxy.', rest: 'A route on the way answers by itself and sends nothing on.', place: 'answered by a proxy' },
  'mtls-required': { lead: 'Closed: the server takes mutual TLS only.', rest: 'The packets arrive, and what comes is plain.', place: 'mutual TLS required' },
  'tls-mismatch': { lead: 'The handshake fails.', rest: 'One end speaks TLS and the other does not expect it.', place: 'TLS does not match' },
  'connection-reset': { lead: 'Reset.', rest: 'A proxy ends the connection.', place: 'reset by a proxy' },
  'connection-closed': { lead: 'Closed.', rest: 'The proxy takes the connection and ends it at once.', place: 'closed by the proxy' },
  'no-endpoints': { lead: 'Nobody answers.', rest: 'There is no pod to send it to.', place: 'no endpoints' },
}

/** What curl prints of it, and what to conclude. */
export function refusalView({ sees, status, body, cause }: Refusal): { readonly output: readonly string[]; readonly remark: Sentence } {
  switch (sees) {
    case 'response': return { output: [`< HTTP/1.1 ${status ?? ''} ${STATUS[status ?? 0] ?? ''}`.trim(), ...(body ? [body] : [])], remark: say`A proxy answered instead of the program.` }
    case 'reset': return { output: ['curl: (56) Recv failure: Connection reset by peer'], remark: cause === 'mtls-required' ? say`The connection opens and is reset at once: no time-out, so no network policy is at work.` : say`Reset at once, not after a time-out: a proxy ended it.` }
    case 'closed': return { output: ['curl: (52) Empty reply from server'], remark: say`The connection opens and ends: a proxy closed it.` }
    case 'tls-error': return { output: ['curl: (35) TLS connect error'], remark: cause === 'connection-closed' ? say`The connection opens, and a proxy ends it before TLS is agreed.` : say`The ends do not agree whether TLS is spoken.` }
    default: return assertNever(sees)
  }
}

const STATUS: Readonly<Record<number, string>> = { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 429: 'Too Many Requests', 500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable' }
