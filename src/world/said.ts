import type { Question } from './answer.ts'
import { printToken, readToken } from './token-text.ts'

/** What a question tells beside who, whom and which port. */
export type SaidInQuestion = Pick<Question, 'http' | 'dns' | 'sni' | 'kafka' | 'icmp' | 'app' | 'fromIdentity'>

/**
 * Reads the words after the destination: `GET /orders host=api.example sni=api.example X-Token:42`, `dns api.example`,
 * `sni api.example`, `kafka produce orders client=web`, `type=3 code=1` (of an ICMP message). Blanks in a header's
 * value are `%20`. `grpc /pkg.Service/Method` is a call, `tcp`, `tls` and `http` alone say what is spoken and no more.
 * A request may carry tokens, `token=issuer/subject,groups=a|b`, see `readToken`; `as=cluster.local/ns/shop/sa/web` is
 * an identity in a mesh, beside anything else. Null: these words say nothing that is known. None: nothing is said.
 */
export function readSaid(words: readonly string[]): SaidInQuestion | null {
  const as = words.find((word) => word.startsWith('as=') && word.length > 3)
  const said = readWords(words.filter((word) => word !== as))
  return said && { ...said, ...(as !== undefined && { fromIdentity: as.slice('as='.length) }) }
}

function readWords([first, second, ...rest]: readonly string[]): SaidInQuestion | null {
  if (first === undefined) return {}
  if (first === 'dns' || first === 'sni')
    return second === undefined || rest.length > 0
      ? null
      : first === 'dns'
        ? { dns: { name: second } }
        : { sni: second }
  if (first === 'kafka') return second === undefined ? null : readKafka(second, rest)
  if (first.startsWith('type=')) return readIcmp([first, ...(second === undefined ? [] : [second]), ...rest])
  if (first === 'grpc') {
    const call = second === undefined || second.startsWith('/') ? readHttp(null, second ?? '/', rest) : null
    return call && { app: 'grpc', ...call }
  }
  if (first === 'tcp' || first === 'tls' || first === 'http') return second === undefined ? { app: first } : null
  if (!/^[A-Z]{1,20}$/.test(first)) return null
  return second === undefined || second.startsWith('/') ? readHttp(first, second ?? '/', rest) : null
}

function readHttp(method: string | null, path: string, words: readonly string[]): SaidInQuestion | null {
  let host: string | undefined
  let sni: string | undefined
  const headers: Record<string, string> = {}
  const tokens: NonNullable<NonNullable<Question['http']>['tokens']>[number][] = []
  for (const word of words) {
    const header = /^([-!#$%&'*+.^_`|~0-9A-Za-z]+):(.*)$/s.exec(word)
    if (word.startsWith('host=') && word.length > 5) host = word.slice('host='.length)
    else if (word.startsWith('sni=') && word.length > 4) sni = word.slice('sni='.length)
    else if (word.startsWith('token=')) {
      const token = readToken(word.slice('token='.length))
      if (!token) return null
      tokens.push(token)
    } else if (header) headers[header[1]!] = unpacked(header[2]!)
    else return null
  }
  return {
    http: {
      ...(method !== null && { method }),
      path,
      ...(host && { host }),
      ...(Object.keys(headers).length > 0 && { headers }),
      ...(tokens.length > 0 && { tokens }),
    },
    ...(sni && { sni }),
  }
}

function readKafka(apiKey: string, words: readonly string[]): SaidInQuestion | null {
  let topic: string | undefined
  let clientId: string | undefined
  for (const word of words) {
    if (word.startsWith('client=') && word.length > 7) clientId = word.slice('client='.length)
    else if (topic === undefined) topic = word
    else return null
  }
  return { kafka: { apiKey, ...(topic && { topic }), ...(clientId && { clientId }) } }
}

function readIcmp(words: readonly string[]): SaidInQuestion | null {
  const [, type, code] = /^type=(\d{1,3})(?: code=(\d{1,3}))?$/.exec(words.join(' ')) ?? []
  if (type === undefined || Number(type) > 255 || Number(code ?? 0) > 255) return null
  return { icmp: { type: Number(type), ...(code !== undefined && { code: Number(code) }) } }
}

/** Prints what `readSaid` reads; empty when nothing is said. */
export function printSaid({ fromIdentity, ...said }: SaidInQuestion): string {
  return [printWords(said), ...(fromIdentity === undefined ? [] : [`as=${fromIdentity}`])]
    .filter((each) => each !== '')
    .join(' ')
}

function printWords({ http, dns, sni, kafka, icmp, app }: Omit<SaidInQuestion, 'fromIdentity'>): string {
  if (http) {
    const headers = Object.entries(http.headers ?? {}).map(([name, value]) => `${name}:${packed(value)}`)
    const tokens = (http.tokens ?? []).map((token) => `token=${printToken(token)}`)
    const verb = app === 'grpc' && http.method === undefined ? 'grpc' : (http.method ?? 'GET')
    return [
      verb,
      http.path ?? '/',
      ...(http.host === undefined ? [] : [`host=${http.host}`]),
      ...(sni === undefined ? [] : [`sni=${sni}`]),
      ...tokens,
      ...headers,
    ].join(' ')
  }
  if (dns) return `dns ${dns.name}`
  if (kafka)
    return [
      'kafka',
      kafka.apiKey,
      ...(kafka.topic ? [kafka.topic] : []),
      ...(kafka.clientId ? [`client=${kafka.clientId}`] : []),
    ].join(' ')
  if (icmp) return `type=${icmp.type}${icmp.code === undefined ? '' : ` code=${icmp.code}`}`
  return sni !== undefined ? `sni ${sni}` : (app ?? '')
}

/** A value as one word. */
function packed(value: string): string {
  return value.replace(/%/g, '%25').replace(/\s/g, '%20')
}

function unpacked(word: string): string {
  return word.replace(/%20/g, ' ').replace(/%25/g, '%')
}
