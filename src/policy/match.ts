import { matchesDomain } from '../ground/domain-name.ts'
import { blockContains, type IpAddress } from '../ground/ip.ts'
import { matchesSelector } from '../ground/labels.ts'
import type { PortProtocol } from '../ground/ports.ts'
import { assertNever } from '../ground/result.ts'
import type { Pod } from '../model/cluster.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { BlockMatcher, Direction, NodesMatcher, PeerMatcher, PodsMatcher, PortMatcher } from './form.ts'

export type FlowProtocol = PortProtocol | 'ICMP' | 'ICMPv6' | number

/** One connection, after name lookup, Service translation and port names: what policies judge. */
export interface Flow {
  readonly source: Endpoint
  readonly destination: Endpoint
  readonly sourceAddress: IpAddress | null
  readonly destinationAddress: IpAddress | null
  /** The DNS name under which the source looked the destination's address up; null: it dialled the address, or a Service's. */
  readonly name: string | null
  /** NetworkPolicy speaks of the first three only; the others have no ports. A number is an IP protocol number. */
  readonly protocol: FlowProtocol
  readonly port: number | null
  /** The pod reaches itself through a Service. ClusterNetworkPolicy holds then and NetworkPolicy leaves it open; we judge it like any pair of pods. */
  readonly hairpin: boolean
}

/** The other end of a flow, as the rules of one direction see it. Only a destination has a name. */
export interface Peer {
  readonly endpoint: Endpoint
  readonly address: IpAddress | null
  readonly name: string | null
}

export function peerOf(flow: Flow, direction: Direction): Peer {
  return direction === 'egress'
    ? { endpoint: flow.destination, address: flow.destinationAddress, name: flow.name }
    : { endpoint: flow.source, address: flow.sourceAddress, name: null }
}

export function matchesPeer(matcher: PeerMatcher, { endpoint, address, name }: Peer): boolean {
  switch (matcher.kind) {
    case 'pods': return endpoint.kind === 'pod' && matchesPod(matcher, endpoint.pod)
    case 'block': return address !== null && matchesBlock(matcher, address)
    case 'nodes': return matchesNode(matcher, endpoint)
    case 'name': return name !== null && matchesDomain(matcher.domain, name)
    default: return assertNever(matcher)
  }
}

export function matchesPod(matcher: PodsMatcher, pod: Pod): boolean {
  if (matcher.namespace !== null && pod.namespace.name !== matcher.namespace) return false
  if (matcher.namespaceSelector && !matchesSelector(matcher.namespaceSelector, pod.namespace.labels)) return false
  return matcher.podSelector === null || matchesSelector(matcher.podSelector, pod.labels)
}

export function matchesNode({ selector }: NodesMatcher, endpoint: Endpoint): boolean {
  return endpoint.kind === 'host' && matchesSelector(selector, endpoint.labels)
}

export function matchesBlock({ block, except }: BlockMatcher, address: IpAddress): boolean {
  return blockContains(block, address) && !except.some((hole) => blockContains(hole, address))
}

export function matchesPort(matcher: PortMatcher, flow: Pick<Flow, 'destination' | 'protocol' | 'port'>): boolean {
  if (matcher.protocol !== null && flow.protocol !== matcher.protocol) return false
  if (matcher.name !== null) return flow.port !== null && namedPorts(matcher.name, flow.protocol, flow.destination).includes(flow.port)
  return matcher.range === null || (flow.port !== null && matcher.range.from <= flow.port && flow.port <= matcher.range.to)
}

/**
 * The numbers that a port name stands for on this destination: none outside pods, as only pods declare ports.
 * Source: NetworkPolicyPort.port, "a named port on a pod"; on the host network the name is still the pod's but the peer
 * is the node, so it stands for nothing.
 */
export function namedPorts(name: string, protocol: string | number, destination: Endpoint): readonly number[] {
  if (destination.kind !== 'pod') return []
  return destination.pod.ports.filter((port) => port.name === name && port.protocol === protocol).map((port) => port.port)
}
