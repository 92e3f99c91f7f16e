import type { FlowProtocol } from '../../policy/match.ts'
import type { Drop, NetworkSymptom } from './walk.ts'

/** What a drop leaves behind on the machine where it happens. */
export type Traces = Pick<Drop, 'counter' | 'log'>

/** Nothing is counted or written where the packet ends. */
export const NO_TRACE: Traces = { counter: null, log: null }

/**
 * Whom the caller wrote to, and over what. `host`: as it wrote it. `port` null: the protocol has none. `error`: what
 * the kernel tells it, where that is not the usual.
 */
export interface Called {
  readonly host: string
  readonly port: number | null
  readonly protocol: FlowProtocol
  readonly error?: string
}

/**
 * Why a packet goes no further and what its caller reads: of curl for TCP, else of dig, ncat and ping; empty where
 * nothing is printed.
 * Source: https://github.com/curl/curl/blob/master/lib/connect.c, lib/multi.c ("Connection timed out after"; curl -m
 * 3), https://github.com/nmap/nmap/tree/master/ncat.
 */
export function dropped(by: Drop['by'], symptom: NetworkSymptom, called: Called, traces: Traces): Drop {
  return { by, symptom, curl: clientWords(symptom, called), ...traces }
}

function clientWords(symptom: NetworkSymptom, { host, port, protocol, error = ERRORS[symptom] }: Called): string {
  if (symptom === 'unknown-host')
    return protocol === 'TCP' ? `curl: (6) Could not resolve host: ${host}` : `Name or service not known: ${host}`
  switch (protocol) {
    case 'TCP':
      return symptom === 'timeout'
        ? 'curl: (28) Connection timed out after 3001 milliseconds'
        : `curl: (7) Failed to connect to ${host} port ${port ?? 80}: ${error}`
    case 'UDP':
      return port === 53
        ? `;; communications error to ${host}#53: ${symptom === 'timeout' ? 'timed out' : error.toLowerCase()}`
        : symptom === 'timeout'
          ? ''
          : `Ncat: ${error}.`
    case 'SCTP':
      return symptom === 'timeout' ? 'Ncat: TIMEOUT.' : `Ncat: ${error}.`
    case 'ICMP':
    case 'ICMPv6':
      return symptom === 'timeout'
        ? '1 packets transmitted, 0 received, 100% packet loss, time 0ms'
        : `From ${host} icmp_seq=1 Destination Host Unreachable`
    default:
      return ''
  }
}

/** Of `strerror`. Source: https://man7.org/linux/man-pages/man3/errno.3.html */
const ERRORS = {
  timeout: 'Connection timed out',
  refused: 'Connection refused',
  unreachable: 'No route to host',
  'unknown-host': 'Name or service not known',
} as const
