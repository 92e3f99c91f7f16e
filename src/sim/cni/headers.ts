import type { IpFamily } from '../../ground/ip.ts'
import type { Flow, FlowProtocol } from '../../policy/match.ts'
import { hashOf } from './address-range.ts'
import type { Header, Packet } from './walk.ts'

/**
 * Bytes of each header, without options. WireGuard: 16 of its data message's header and 16 of the tag behind what is
 * encrypted.
 * Source: RFC 791, 8200, 9293, 768, 9260, 792, 7348, 8926, https://www.wireguard.com/papers/wireguard.pdf (section
 * 5.4.6).
 */
export const HEADER_BYTES = {
  IPv4: 20,
  IPv6: 40,
  TCP: 20,
  UDP: 8,
  SCTP: 12,
  ICMP: 8,
  Ethernet: 14,
  VXLAN: 8,
  Geneve: 8,
  WireGuard: 32,
} as const

/**
 * What the caller sends first. `dst` may be a name that is still to be looked up. `dstPort` null: the protocol has no
 * ports, or none was asked for.
 */
export interface FirstPacket {
  readonly family: IpFamily
  readonly src: string
  readonly dst: string
  readonly protocol: FlowProtocol
  readonly srcPort: number
  readonly dstPort: number | null
  /** Of ICMP and ICMPv6; absent: an echo request. */
  readonly icmp?: Flow['icmp']
}

/**
 * The first packet of a connection: an address header and, where the protocol is one of those that we know, what it
 * carries.
 */
export function firstPacket({ family, src, dst, protocol, srcPort, dstPort, icmp }: FirstPacket): Packet {
  return [ipHeader(family, src, dst, String(protocol)), ...transportHeaders(protocol, srcPort, dstPort, icmp)]
}

/** A header of IPv4 or IPv6. `src`, `dst`: addresses; `protocol`: of what it carries. */
export function ipHeader(family: IpFamily, src: string, dst: string, protocol: string): Header {
  return {
    layer: 'IP',
    bytes: family === 4 ? HEADER_BYTES.IPv4 : HEADER_BYTES.IPv6,
    fields: [
      { name: 'src', value: src },
      { name: 'dst', value: dst },
      { name: 'protocol', value: protocol },
    ],
  }
}

/**
 * A header of a protocol with ports. `dst` null: the port is not known, and left out. `more`: fields behind the ports.
 */
export function portHeader(
  layer: 'TCP' | 'UDP' | 'SCTP',
  src: number,
  dst: number | null,
  more: Header['fields'] = [],
): Header {
  return {
    layer,
    bytes: HEADER_BYTES[layer],
    fields: [
      { name: 'src', value: String(src) },
      ...(dst === null ? [] : [{ name: 'dst', value: String(dst) }]),
      ...more,
    ],
  }
}

function transportHeaders(
  protocol: FlowProtocol,
  src: number,
  dst: number | null,
  icmp: Flow['icmp'],
): readonly Header[] {
  switch (protocol) {
    case 'TCP':
      return [portHeader('TCP', src, dst, [{ name: 'flags', value: 'SYN' }])]
    case 'UDP':
      return [portHeader('UDP', src, dst)]
    case 'SCTP':
      return [portHeader('SCTP', src, dst, [{ name: 'type', value: 'INIT' }])]
    case 'ICMP':
    case 'ICMPv6':
      return [
        {
          layer: 'ICMP',
          bytes: HEADER_BYTES.ICMP,
          fields: [
            {
              name: 'type',
              value: icmp ? `type ${icmp.type}${icmp.code === undefined ? '' : ` code ${icmp.code}`}` : 'echo request',
            },
          ],
        },
      ]
    default:
      return []
  }
}

/**
 * A port that the kernel would pick by itself. Ours comes from a text, so that it is the same at every look.
 * Source: https://docs.kernel.org/networking/ip-sysctl.html (ip_local_port_range, 32768 to 60999)
 */
export function ephemeralPort(text: string): number {
  return 32_768 + (hashOf(text) % 28_232)
}

/** The value of a header's field; null: it has none of that name. */
export function fieldOf({ fields }: Header, name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null
}

/** The header with another value in a field. A field that it does not have stays away. */
export function withField(header: Header, name: string, value: string): Header {
  return { ...header, fields: header.fields.map((field) => (field.name === name ? { name, value } : field)) }
}

/** Where the packet that a pod or a caller sent begins: behind everything that tunnels put around it. */
export function innerIndex(packet: Packet): number {
  return packet.findLastIndex(({ layer }) => layer === 'IP')
}

/** One end of a packet as NAT writes it; what is left out stays. */
export interface Rewriting {
  readonly src?: string
  readonly srcPort?: number
  readonly dst?: string
  readonly dstPort?: number | null
}

/**
 * The packet with other addresses or ports. NAT sees packets outside tunnels, so the outermost address header is the
 * one.
 */
export function rewritten(packet: Packet, { src, srcPort, dst, dstPort }: Rewriting): Packet {
  const [ip, transport, ...rest] = packet
  if (!ip) return packet
  const set = (header: Header, name: string, value: string | number | null | undefined) =>
    value === undefined || value === null ? header : withField(header, name, String(value))
  const addressed = set(set(ip, 'src', src), 'dst', dst)
  return transport ? [addressed, set(set(transport, 'src', srcPort), 'dst', dstPort), ...rest] : [addressed]
}

const ANSWERS: Readonly<Record<string, string>> = { SYN: 'SYN, ACK', INIT: 'INIT ACK', 'echo request': 'echo reply' }

/** The packet that answers, header by header; a tunnel keeps the port that it listens on. */
export function turned(packet: Packet): Packet {
  const [header, ...inner] = packet
  if (!header) return []
  const rest = turned(inner)
  return [turnedHeader(header, rest), ...rest]
}

function turnedHeader(header: Header, inner: Packet): Header {
  if (header.layer === 'UDP' && inner[0] && inner[0].layer !== 'IP')
    return inner[0].layer === 'WireGuard' ? header : withField(header, 'src', String(tunnelPort(inner)))
  const src = fieldOf(header, 'src')
  const dst = fieldOf(header, 'dst')
  return {
    ...header,
    fields: header.fields.map(({ name, value }) => ({
      name,
      value: name === 'src' ? (dst ?? value) : name === 'dst' ? (src ?? value) : (ANSWERS[value] ?? value),
    })),
  }
}

/**
 * Tunnels over UDP send from a port that comes from what they carry, so that one connection takes one way through the
 * network.
 */
export function tunnelPort(inner: Packet): number {
  return ephemeralPort(
    inner
      .slice(innerIndex(inner))
      .flatMap(({ fields }) => fields.map(({ value }) => value))
      .join(' '),
  )
}
