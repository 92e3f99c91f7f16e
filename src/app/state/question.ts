import type { Question } from '../../world/answer.ts'

/**
 * The text when it is a whole question (`shop/web -> shop/api:8080`, also with `→` or a leading `# ?`), in the engine's
 * spelling; null when it is a single name or port. Reading it any further is the engine's business.
 */
export function readQuestionText(text: string): string | null {
  const trimmed = text.trim().replace(/^#\s*\?\s*/, '')
  if (trimmed.includes('\n') || !/\S\s*(?:->|→)\s*\S/.test(trimmed)) return null
  return trimmed.replace('→', '->')
}

/** `8080`, `8080 UDP`, `53/udp`, `http`: a port as typed. Empty, or `any`: no port. */
export function readPort(text: string): Pick<Question, 'port' | 'protocol'> {
  const [, port, protocol] = /^([^\s/]+)(?:[\s/]+(tcp|udp|sctp))?$/i.exec(text.trim()) ?? []
  if (!port || port.toLowerCase() === 'any') return {}
  return { port: /^\d+$/.test(port) ? Number(port) : port, protocol: (protocol?.toUpperCase() ?? 'TCP') as 'TCP' | 'UDP' | 'SCTP' }
}
