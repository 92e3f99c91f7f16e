import { blockContains, type IpAddress } from '../ground/ip.ts'
import { matchesSelector } from '../ground/labels.ts'
import type { PortProtocol } from '../ground/ports.ts'
import type { Pod } from '../model/cluster.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { BlockMatcher, PeerMatcher, PodsMatcher, PortMatcher } from './form.ts'

export type FlowProtocol = PortProtocol | 'ICMP' | 'ICMPv6' | number

/** One connection, after name lookup, Service translation and port names: what policies judge. */
export interface Flow {
  readonly source: Endpoint
  readonly destination: Endpoint
  readonly sourceAddress: IpAddress | null
  readonly destinationAddress: IpAddress | null
  /** NetworkPolicy speaks of the first three only; the others have no ports. A number is an IP protocol number. */
  readonly protocol: FlowProtocol
  readonly port: number | null
  /** The pod reaches itself through a Service. NetworkPolicy leaves that open; we judge it like any pair of pods. */
  readonly hairpin: boolean
}

export function matchesPeer(matcher: PeerMatcher, endpoint: Endpoint, address: IpAddress | null): boolean {
  return matcher.kind === 'pods' ? endpoint.kind === 'pod' && matchesPod(matcher, endpoint.pod) : address !== null && matchesBlock(matcher, address)
}

export function matchesPod(matcher: PodsMatcher, pod: Pod): boolean {
  if (matcher.namespace !== null && pod.namespace.name !== matcher.namespace) return false
  if (matcher.namespaceSelector && !matchesSelector(matcher.namespaceSelector, pod.namespace.labels)) return false
  return matcher.podSelector === null || matchesSelector(matcher.podSelector, pod.labels)
}

export function matchesBlock({ block, except }: BlockMatcher, address: IpAddress): boolean {
  return blockContains(block, address) && !except.some((hole) => blockContains(hole, address))
}

export function matchesPort(matcher: PortMatcher, flow: Pick<Flow, 'destination' | 'protocol' | 'port'>): boolean {
  if (flow.protocol !== matcher.protocol) return false
  if (matcher.name !== null) return flow.port !== null && namedPorts(matcher.name, matcher.protocol, flow.destination).includes(flow.port)
  return matcher.range === null || (flow.port !== null && matcher.range.from <= flow.port && flow.port <= matcher.range.to)
}

/**
 * The numbers that a port name stands for on this destination: none outside pods, as only pods declare ports.
 * Source: NetworkPolicyPort.port, "a named port on a pod"; on the host network the name is still the pod's but the peer
 * is the node, so it stands for nothing.
 */
export function namedPorts(name: string, protocol: PortProtocol, destination: Endpoint): readonly number[] {
  if (destination.kind !== 'pod') return []
  return destination.pod.ports.filter((port) => port.name === name && port.protocol === protocol).map((port) => port.port)
}
