import { innerIndex } from '../../src/sim/cni/headers.ts'
import type { Header, Hop, Packet } from '../../src/sim/cni/walk.ts'

/**
 * A hop in one line: `node-a cali3cb054d99ce: check egress allowed`,
 * `node-a flannel.1: wrap [172.18.0.11 > 172.18.0.12 UDP 8472, VXLAN 1, Ethernet] 10.244.1.5 >
 * 10.244.2.7:8080`. The packet stands there where it is another than before; `~` is the wire, what is outside is in
 * parentheses, and `?` marks what nobody states in so many words.
 */
export function hopLines(hops: readonly Hop[]): readonly string[] {
  return hops.map((hop, index) =>
    [
      `${placeOf(hop)}${hop.device === null ? '' : ` ${hop.device}`}: ${hop.kind}${hop.believed ? '?' : ''}`,
      ...(hop.check ? [hop.check.at, hop.check.outcome] : []),
      ...(hop.drop ? [`dropped ${hop.drop.by} ${hop.drop.symptom}`] : []),
      ...(index === 0 || hop.after !== hop.before ? [packetLine(hop.after)] : []),
    ].join(' '),
  )
}

function placeOf({ place }: Hop): string {
  switch (place.in) {
    case 'pod':
      return place.pod
    case 'node':
      return place.node
    case 'wire':
      return '~'
    case 'outside':
      return `(${place.label})`
  }
}

/** `[outer headers] src > dst:port`. */
export function packetLine(packet: Packet): string {
  const inner = innerIndex(packet)
  const [ip, transport] = packet.slice(inner)
  const port = (name: string) => (transport && transport.layer !== 'ICMP' ? `:${field(transport, name)}` : '')
  const isAnswer = transport?.fields.some(({ value }) => value === 'SYN, ACK')
  return `${inner > 0 ? `[${outerText(packet.slice(0, inner))}] ` : ''}${field(ip!, 'src')}${isAnswer ? port('src') : ''} > ${field(ip!, 'dst')}${isAnswer ? '' : port('dst')}${optionText(ip!)}`
}

function outerText(outer: Packet): string {
  const [ip, ...rest] = outer
  return `${field(ip!, 'src')} > ${field(ip!, 'dst')}${rest.length === 0 ? ' IPIP' : ''}${rest.map((header, index) => `${index > 0 ? ',' : ''} ${headerText(header)}`).join('')}`
}

function headerText(header: Header): string {
  const number = field(header, header.layer === 'UDP' ? 'dst' : 'VNI')
  return `${header.layer}${number === '' ? '' : ` ${number}`}${optionText(header)}`
}

function optionText(header: Header): string {
  const option = field(header, 'option')
  return option === '' ? '' : ` {${option}}`
}

function field({ fields }: Header, name: string): string {
  return fields.find((each) => each.name === name)?.value ?? ''
}

/** Bytes that tunnels put around a packet; 0 for one that travels as it was sent. */
export function overheadOf(packet: Packet): number {
  return packet.slice(0, innerIndex(packet)).reduce((sum, { bytes }) => sum + bytes, 0)
}
