import type { Refusal } from '../../../engine/leg.ts'
import { assertNever } from '../../../ground/result.ts'
import { FURTHER_VERDICT } from '../catalogue/en/further-verdict.ts'
import type { Sentence } from '../sentence.ts'

/** What curl prints of it, and what to conclude. */
export function refusalView(
  { sees, status, body, cause }: Refusal,
  host: string,
  port: number,
  isEncrypted: boolean,
): {
  readonly output: readonly string[]
  readonly remark: Sentence
} {
  const { caller } = FURTHER_VERDICT
  switch (sees) {
    case 'response':
      return {
        output: [`< HTTP/1.1 ${status ?? ''} ${STATUS[status ?? 0] ?? ''}`.trim(), ...(body ? [body] : [])],
        remark: caller.response,
      }
    case 'reset':
      return {
        // In the handshake it is that which fails.
        output: [`curl: (${isEncrypted ? 35 : 56}) Recv failure: Connection reset by peer`],
        remark: cause === 'mtls-required' ? caller.mutualRequired : caller.reset,
      }
    case 'closed':
      return { output: ['curl: (52) Empty reply from server'], remark: caller.closed }
    case 'refused':
      return {
        output: [`curl: (7) Failed to connect to ${host} port ${port}: Connection refused`],
        remark: caller.refused,
      }
    case 'tls-error':
      return {
        output: ['curl: (35) TLS connect error'],
        remark: cause === 'connection-closed' ? caller.closedBeforeTls : caller.tlsMismatch,
      }
    default:
      return assertNever(sees)
  }
}

const STATUS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
}
