import type { Diagnostic } from '../ground/diagnostic.ts'
import { parseAddress } from '../ground/ip.ts'
import { isPortProtocol } from '../ground/ports.ts'
import { failure, success, type Result } from '../ground/result.ts'
import type { Question } from './answer.ts'
import { questionProblem } from './references.ts'
import { readSaid } from './said.ts'

/** No reference is longer: two names of 253 letters, a kind and a port on both sides. */
const LONGEST = 1_200

/**
 * Reads a question in text: `shop/web -> shop/api:8080`, `internet -> svc:shop/web:80/TCP`,
 * `dev/dbg -> ip:[2001:db8::7]:53/UDP`, `shop/web -> shop/api:http`, `shop/web -> shop/api/ICMP`. One grammar for the
 * question bar, comments, goals and links.
 *
 * The right side is a reference, an optional `:port` (number or name) and an optional `/protocol`; after a blank may
 * follow what is said on the connection, see `readSaid`: a request, `POST /path host=api.example X-Token:42`, a
 * look-up, `dns api.example`, a server name, `sni api.example`, a message, `type=3`. `→` is `->`.
 */
export function parseQuestion(text: string): Result<Question, Diagnostic> {
  const sides = text.split(/->|→/).map((side) => side.trim())
  const [from, right] = sides
  const [destination, ...words] = (right ?? '').split(/\s+/)
  const said = readSaid(words)
  if (text.length > LONGEST || sides.length !== 2 || !from || !destination || /\s/.test(from) || !said)
    return failure(questionProblem('syntax', text.trim(), []))
  const split = splitDestination(destination)
  if (!split) return failure(questionProblem('syntax', text.trim(), []))
  const { to, port, protocol } = split
  const question = { from, to: to.replace(/^ip:\[(.*)\]$/, 'ip:$1') }
  const number = port === undefined ? undefined : /^\d+$/.test(port) ? Number(port) : port
  if (typeof number === 'number' && (number < 1 || number > 65535)) return failure(questionProblem('port', port!, []))
  if (
    protocol !== undefined &&
    !isPortProtocol(protocol) &&
    protocol !== 'ICMP' &&
    protocol !== 'ICMPv6' &&
    !/^\d+$/.test(protocol)
  ) {
    return failure(questionProblem('protocol', protocol, ['TCP', 'UDP', 'SCTP', 'ICMP']))
  }
  return success({
    ...question,
    ...(number === undefined ? {} : { port: number }),
    ...said,
    ...(protocol === undefined
      ? {}
      : { protocol: /^\d+$/.test(protocol) ? Number(protocol) : (protocol as NonNullable<Question['protocol']>) }),
  })
}

function splitDestination(text: string): { to: string; port?: string; protocol?: string } | null {
  const address = /^ip:([0-9a-fA-F:.]+)$/.exec(text)
  if (address && parseAddress(address[1]!)) return { to: text }
  // The reference is everything up to the port: brackets keep the colons of an address together.
  const parts =
    /^(internet|ingress|apiserver|(?:[a-z]+:)?(?:\[[^\]]*\]|[^:\s[\]]+?))(?::([^:/\s]+))?(?:\/([A-Za-z]+v?\d*|\d+))?$/.exec(
      text,
    )
  if (!parts) return null
  const [, to, port, protocol] = parts as unknown as [string, string, string | undefined, string | undefined]
  // `shop/api` has the same form as `node:n1/PROTOCOL`: the last part is a protocol after a port, after a whole name,
  // or when it can be nothing else.
  const isWhole = to.includes('/') || /^(?:node|ip|name):|^(?:internet|ingress|apiserver)$/.test(to)
  const isProtocol =
    protocol !== undefined &&
    (port !== undefined || isWhole || isPortProtocol(protocol) || protocol === 'ICMP' || protocol === 'ICMPv6')
  if (protocol !== undefined && !isProtocol) return { to: `${to}/${protocol}` }
  return { to, ...(port === undefined ? {} : { port }), ...(protocol === undefined ? {} : { protocol }) }
}
