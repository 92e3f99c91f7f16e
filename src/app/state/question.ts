import type { Answer, Question } from '../../world/answer.ts'
import { printQuestion } from '../../world/print-question.ts'
import type { Session } from './session.svelte.ts'

/**
 * The text when it is a whole question (`shop/web -> shop/api:8080`, also with `→` or a leading `# ?`), in the engine's
 * spelling; null when it is a single name or port. Reading it any further is the engine's business.
 */
export function readQuestionText(text: string): string | null {
  const trimmed = text.trim().replace(/^#\s*\?\s*/, '')
  if (trimmed.includes('\n') || !/\S\s*(?:->|→)\s*\S/.test(trimmed)) return null
  return trimmed.replace('→', '->')
}

/** The question that is asked, as data; null: none, or a text that the engine has not read yet or cannot read. */
export function questionOf({ question, reply }: Pick<Session, 'question' | 'reply'>): Question | null {
  return typeof question === 'object' ? question : (reply?.question ?? null)
}

/** `8080`, `8080 UDP`, `53/udp`, `http`: a port as typed; `icmp`: none, but messages. Empty, or `any`: no port. */
export function readPort(text: string): Pick<Question, 'port' | 'protocol'> {
  const [, port, protocol] = /^([^\s/]+)(?:[\s/]+(tcp|udp|sctp))?$/i.exec(text.trim()) ?? []
  if (/^icmp(v6)?$/i.test(text.trim())) return { protocol: /6$/.test(text.trim()) ? 'ICMPv6' : 'ICMP' }
  if (!port || port.toLowerCase() === 'any') return {}
  return {
    port: /^\d+$/.test(port) ? Number(port) : port,
    protocol: (protocol?.toUpperCase() ?? 'TCP') as 'TCP' | 'UDP' | 'SCTP',
  }
}

/**
 * What is said on the connection, as it is typed: `GET /orders`, `dns api.example`, `sni api.example`. Empty: anything.
 */
export function saidText({ port: _port, protocol: _protocol, ...said }: Question): string {
  return printQuestion({ ...said, from: '', to: '' }).replace(/^ ->\s*/, '')
}

/** The question with other words on the connection, for the engine to read. Empty, or `anything`: none. */
export function withSaid(
  {
    app: _app,
    fromIdentity: _identity,
    http: _http,
    dns: _dns,
    sni: _sni,
    kafka: _kafka,
    icmp: _icmp,
    ...question
  }: Question,
  text: string,
): Question | string {
  const words = text.trim()
  return words === '' || words.toLowerCase() === 'anything' ? question : `${printQuestion(question)} ${words}`
}

/** Whether the answer depends on what is said, or proxies of a mesh read it. */
export function needsWords(answer: Pick<Answer, 'outcome' | 'needs' | 'mesh'> | null): boolean {
  return (
    answer?.mesh !== undefined ||
    (answer?.outcome === 'conditional' &&
      answer.needs.some((fact) => fact === 'request' || fact === 'dns-name' || fact === 'sni'))
  )
}

/** What people ask first; the rest can be typed. */
export const SAID_OPTIONS = [
  'anything',
  'GET /',
  'POST /',
  'DELETE /',
  'GET / X-Token:42',
  'GET / token=issuer.example/alice,groups=dev',
  'GET / as=cluster.local/ns/shop/sa/web',
  'tcp',
  'dns api.example.com',
  'sni api.example.com',
  'type=8',
].map((value) => ({ value, label: value, detail: '' }))
