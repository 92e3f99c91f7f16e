import { isPortProtocol } from '../../../ground/ports.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { Condition, IcmpMatcher, PortMatcher, ProtocolMatcher } from '../../form.ts'

/**
 * What one element of `toPorts` demands of ports, one list of conditions for each way in which it can be met. Empty: it
 * lists no port, so nothing meets it.
 */
export function readPorts(element: unknown, path: FieldPath): readonly (readonly Condition[])[] {
  const entries = listAt(element, 'ports').map((entry, index) => readPort(entry, [...path, 'ports', index]))
  const ports = entries.flatMap((entry) => (entry.kind === 'ports' ? [entry] : []))
  const protocols = entries.flatMap((entry) => (entry.kind === 'protocol' ? [entry] : []))
  return [
    ...(ports.length > 0 ? [[{ aspect: 'port' as const, anyOf: ports }]] : []),
    ...(protocols.length > 0 ? [[{ aspect: 'protocol' as const, anyOf: protocols }]] : []),
  ]
}

/**
 * Protocols without ports, by their numbers. Source: pkg/policy/api/l4.go,
 * https://www.iana.org/assignments/protocol-numbers/
 */
const WITHOUT_PORTS: Readonly<Record<string, number>> = {
  IGMP: 2,
  IPIP: 4,
  IPV6: 41,
  GRE: 47,
  ESP: 50,
  AH: 51,
  VRRP: 112,
}

/** `0` is every port. `ANY` is TCP, UDP and SCTP. A name that no container has fits nothing. */
function readPort(entry: unknown, path: FieldPath): PortMatcher | ProtocolMatcher {
  const protocol = textAt(entry, 'protocol') ?? 'ANY'
  if (Object.hasOwn(WITHOUT_PORTS, protocol)) return { kind: 'protocol', protocol: WITHOUT_PORTS[protocol]!, path }
  const text = textAt(entry, 'port')!
  const base = {
    kind: 'ports' as const,
    protocol: isPortProtocol(protocol) ? protocol : null,
    path,
    protocolPath: [...path, 'protocol'],
    portPath: [...path, 'port'],
  }
  const from = portNumber(text)
  const end = numberAt(entry, 'endPort') ?? 0
  if (from === null) return { ...base, range: null, name: text.toLowerCase() }
  if (from === 0) return { ...base, name: null, range: base.protocol === null ? { from: 0, to: 65535 } : null }
  return { ...base, name: null, range: { from, to: Math.max(from, end) } }
}

/**
 * The number that stands there; with a zero before it, it is read in base 8. Null: none. Source:
 * pkg/policy/api/rule_validation.go (ParseUint with base 0)
 */
export function portNumber(text: string): number | null {
  return !/^(?:0|[1-9]\d*|0[0-7]+)$/.test(text) ? null : text.startsWith('0') ? parseInt(text, 8) : Number(text)
}

/** ICMP types by name. Source: pkg/policy/api/icmp.go */
const TYPES: Readonly<Record<4 | 6, Readonly<Record<string, number>>>> = {
  4: {
    EchoReply: 0,
    DestinationUnreachable: 3,
    Redirect: 5,
    Echo: 8,
    EchoRequest: 8,
    RouterAdvertisement: 9,
    RouterSelection: 10,
    TimeExceeded: 11,
    ParameterProblem: 12,
    Timestamp: 13,
    TimestampReply: 14,
    Photuris: 40,
    ExtendedEchoRequest: 42,
    ExtendedEchoReply: 43,
  },
  6: {
    DestinationUnreachable: 1,
    PacketTooBig: 2,
    TimeExceeded: 3,
    ParameterProblem: 4,
    EchoRequest: 128,
    EchoReply: 129,
    MulticastListenerQuery: 130,
    MulticastListenerReport: 131,
    MulticastListenerDone: 132,
    RouterSolicitation: 133,
    RouterAdvertisement: 134,
    NeighborSolicitation: 135,
    NeighborAdvertisement: 136,
    RedirectMessage: 137,
    RouterRenumbering: 138,
    ICMPNodeInformationQuery: 139,
    ICMPNodeInformationResponse: 140,
    InverseNeighborDiscoverySolicitation: 141,
    InverseNeighborDiscoveryAdvertisement: 142,
    HomeAgentAddressDiscoveryRequest: 144,
    HomeAgentAddressDiscoveryReply: 145,
    MobilePrefixSolicitation: 146,
    MobilePrefixAdvertisement: 147,
    DuplicateAddressRequestCodeSuffix: 157,
    DuplicateAddressConfirmationCodeSuffix: 158,
    ExtendedEchoRequest: 160,
    ExtendedEchoReply: 161,
  },
}

/** The type that a name stands for; null: none. */
export function icmpType(family: 4 | 6, name: string): number | null {
  return Object.hasOwn(TYPES[family], name) ? TYPES[family][name]! : null
}

/** The `icmps` of a rule, which name types by number or by name; empty: it has none. `family` is IPv4 when absent. */
export function readIcmps(entry: unknown, path: FieldPath): readonly IcmpMatcher[] {
  return listAt(entry, 'icmps').flatMap((rule, index) =>
    listAt(rule, 'fields').map((field, at): IcmpMatcher => {
      const family = textAt(field, 'family') === 'IPv6' ? 6 : 4
      const type = fieldAt(field, 'type')
      return {
        kind: 'icmp',
        family,
        code: null,
        type: icmpType(family, String(type)) ?? Number(type),
        path: [...path, 'icmps', index, 'fields', at],
      }
    }),
  )
}
