import { matchesDomain } from '../ground/domain-name.ts'
import { blockContains, type IpAddress } from '../ground/ip.ts'
import { matchesExpression } from '../ground/label-expression.ts'
import { matchesSelector, type Labels } from '../ground/labels.ts'
import type { PortProtocol } from '../ground/ports.ts'
import { assertNever } from '../ground/result.ts'
import type { Pod, Service } from '../model/cluster.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type {
  BlockMatcher,
  Direction,
  IcmpMatcher,
  NodesMatcher,
  PeerMatcher,
  PodsMatcher,
  PortMatcher,
  ProtocolMatcher,
  SubjectMatcher,
} from './form.ts'
import type { Said } from './request.ts'

/** What a flow speaks: a protocol by its name, or by its IANA number where it has no name here. */
export type FlowProtocol = PortProtocol | 'ICMP' | 'ICMPv6' | number

/**
 * The Service that the connection was opened to, and its port there. `address`: the Service's that was dialled; null: it
 * has none, or was reached over a node. `entryNode`: the node that translates it as it does what comes from outside, the
 * one whose port was dialled, or the caller's own where it dials an address outside; null: it is translated where it
 * starts. `nodePort` null: the Service has none.
 */
export interface ServiceHop {
  readonly service: Service
  readonly port: number
  readonly address: IpAddress | null
  readonly entryNode: string | null
  readonly nodePort: number | null
}

/** One connection, after name lookup, Service translation and port names: what policies judge. */
export interface Flow {
  readonly source: Endpoint
  readonly destination: Endpoint
  /** One of its source's addresses; null: somebody outside whose address nobody knows. */
  readonly sourceAddress: IpAddress | null
  /** One of its destination's addresses; null: somebody outside whose address nobody knows. */
  readonly destinationAddress: IpAddress | null
  /**
   * The DNS name under which the source looked the destination's address up; null: it dialled the address, or a
   * Service's.
   */
  readonly name: string | null
  /** NetworkPolicy speaks of the first three only; the others have no ports. A number is an IP protocol number. */
  readonly protocol: FlowProtocol
  /** The destination's port; null: the protocol has none, or none was asked for. */
  readonly port: number | null
  /**
   * The pod reaches itself through a Service. ClusterNetworkPolicy holds then and NetworkPolicy leaves it open; we
   * judge it like any pair of pods.
   */
  readonly hairpin: boolean
  /** Null: it was opened to the endpoint itself. */
  readonly service: ServiceHop | null
  /** The port of a node that was dialled and leads here without a Service; absent: none was. */
  readonly hostPort?: { readonly node: string; readonly port: number }
  /** The client's port; absent: any that clients take. */
  readonly sourcePort?: number
  /** Of ICMP and ICMPv6; absent: an echo request, which is what `ping` sends. */
  readonly icmp?: { readonly type: number; readonly code?: number }
  /** What is said on the connection; absent: it is not known. */
  readonly said?: Said
}

/** How an enforcer knows who is at the other end. */
export interface Viewpoint {
  /**
   * Whether blocks are compared with the endpoint's address. False: the enforcer knows it by what it is, and no block
   * ever fits it.
   */
  blocksFit(endpoint: Endpoint): boolean
  /** The pods that selectors find behind the endpoint. Empty: none, so that no selector of pods fits. */
  podsBehind(endpoint: Endpoint): readonly Pod[]
  /** The labels of a pod, as selectors of pods are compared with them. */
  labelsOf(pod: Pod): Labels
  /** The labels of an identity, `source:key` and `any:key`. Empty: the enforcer knows none. */
  identityOf(endpoint: Endpoint): Labels
  /**
   * The labels that selectors which are expressions find at the endpoint, of each that wears some. Of a host other ones
   * count for what it is (`subject`) and for who it is to others.
   */
  labelsWorn(endpoint: Endpoint, as: 'subject' | 'peer'): readonly Labels[]
}

/**
 * Blocks fit whoever has the address, selectors fit pods with an address of their own: what the text of NetworkPolicy
 * says.
 */
export const PLAIN_VIEW: Viewpoint = {
  blocksFit: () => true,
  podsBehind: (endpoint) => (endpoint.kind === 'pod' ? [endpoint.pod] : []),
  labelsOf: ({ labels }) => labels,
  identityOf: () => ({}),
  labelsWorn: () => [],
}

/**
 * The other end of a flow, as the rules of one direction see it. Only a destination has a name. `address` null: it has
 * none, or blocks are not compared with it (`hidden`).
 */
export interface Peer {
  readonly endpoint: Endpoint
  readonly pods: readonly Pod[]
  readonly address: IpAddress | null
  readonly hidden: boolean
  readonly name: string | null
  readonly view: Viewpoint
}

/** The other end of a flow, as the gate of this direction sees it. A name is known of a destination only. */
export function peerOf(flow: Flow, direction: Direction, view: Viewpoint): Peer {
  return direction === 'egress'
    ? peerAt(flow.destination, flow.destinationAddress, flow.name, view)
    : peerAt(flow.source, flow.sourceAddress, null, view)
}

/**
 * An end of a flow, as the profile lets matchers see it. `address` null: none is known. `name`: the DNS name that it
 * was reached by; null: none.
 */
export function peerAt(endpoint: Endpoint, address: IpAddress | null, name: string | null, view: Viewpoint): Peer {
  const hidden = !view.blocksFit(endpoint)
  return { endpoint, name, hidden, view, address: hidden ? null : address, pods: view.podsBehind(endpoint) }
}

/** The end that a policy selects, as conditions on it see it. */
export function selfOf(flow: Flow, direction: Direction, view: Viewpoint): Peer {
  return direction === 'egress'
    ? peerAt(flow.source, flow.sourceAddress, null, view)
    : peerAt(flow.destination, flow.destinationAddress, null, view)
}

/**
 * Whether a policy is for this endpoint. Selectors of pods never find anybody else, and nobody outside has policies.
 */
export function matchesSubject(subject: SubjectMatcher, endpoint: Endpoint, view: Viewpoint): boolean {
  if (subject.kind === 'nodes') return matchesNode(subject, endpoint)
  if (subject.kind === 'expression')
    return view.labelsWorn(endpoint, 'subject').some((labels) => matchesExpression(subject.expression, labels))
  return subject.kind === 'pods'
    ? endpoint.kind === 'pod' && matchesPod(subject, endpoint.pod, view)
    : endpoint.kind !== 'external' && matchesPeer(subject, peerAt(endpoint, null, null, view))
}

/** Whether the other end is whom the matcher means. */
export function matchesPeer(matcher: PeerMatcher, { endpoint, pods, address, name, hidden, view }: Peer): boolean {
  switch (matcher.kind) {
    case 'pods':
      return pods.some((pod) => matchesPod(matcher, pod, view))
    // Somebody outside whose address nobody kept is still somebody outside.
    case 'block':
      return address !== null
        ? matchesBlock(matcher, address)
        : !hidden && endpoint.kind === 'external' && isEverything(matcher)
    case 'nodes':
      return matchesNode(matcher, endpoint)
    case 'name':
      return name !== null && matchesDomain(matcher.domain, name)
    case 'fqdn':
      return name !== null && endpoint.kind === 'external' && matcher.pattern.matches(name)
    case 'identity':
      return (
        (matcher.namespace === null ||
          (endpoint.kind === 'pod' && endpoint.pod.namespace.name === matcher.namespace)) &&
        matchesSelector(matcher.selector, view.identityOf(endpoint))
      )
    case 'expression':
      return view.labelsWorn(endpoint, 'peer').some((labels) => matchesExpression(matcher.expression, labels))
    // What they stand for takes their place before anything is judged.
    case 'service':
    case 'group':
    case 'nobody':
      return false
    default:
      return assertNever(matcher)
  }
}

/** `view` tells which labels count; without one those that are written. */
export function matchesPod(matcher: PodsMatcher, pod: Pod, view: Viewpoint = PLAIN_VIEW): boolean {
  if (matcher.namespace !== null && pod.namespace.name !== matcher.namespace) return false
  if (matcher.namespaceSelector && !matchesSelector(matcher.namespaceSelector, pod.namespace.labels)) return false
  return matcher.podSelector === null || matchesSelector(matcher.podSelector, view.labelsOf(pod))
}

/** Whether the endpoint is a node, or a process on its network, whose labels fit. */
export function matchesNode({ selector }: NodesMatcher, endpoint: Endpoint): boolean {
  return endpoint.kind === 'host' && matchesSelector(selector, endpoint.labels)
}

function isEverything({ block, except }: BlockMatcher): boolean {
  return block.prefix === 0 && except.length === 0
}

/** Whether the address is in the block and in none of its exceptions. */
export function matchesBlock({ block, except }: Pick<BlockMatcher, 'block' | 'except'>, address: IpAddress): boolean {
  return blockContains(block, address) && !except.some((hole) => blockContains(hole, address))
}

/**
 * Whether the flow goes to such a port. A name is looked up on the destination. A flow without a port fits only a
 * matcher that asks for none.
 */
export function matchesPort(matcher: PortMatcher, flow: Pick<Flow, 'destination' | 'protocol' | 'port'>): boolean {
  if (matcher.protocol !== null && flow.protocol !== matcher.protocol) return false
  if (matcher.name !== null)
    return flow.port !== null && namedPorts(matcher.name, flow.protocol, flow.destination).includes(flow.port)
  return (
    matcher.range === null || (flow.port !== null && matcher.range.from <= flow.port && flow.port <= matcher.range.to)
  )
}

/**
 * The numbers that a port name stands for on this destination: none outside pods, as only pods declare ports.
 * Source: NetworkPolicyPort.port, "a named port on a pod"; on the host network the name is still the pod's but the peer
 * is the node, so it stands for nothing.
 */
export function namedPorts(name: string, protocol: string | number, destination: Endpoint): readonly number[] {
  if (destination.kind !== 'pod') return []
  return destination.pod.ports
    .filter((port) => port.name === name && port.protocol === protocol)
    .map((port) => port.port)
}

/** Whether the message is of the family, the type and the code. */
export function matchesIcmp(
  { family, type, code }: IcmpMatcher,
  { protocol, icmp }: Pick<Flow, 'protocol' | 'icmp'>,
): boolean {
  if (protocol !== (family === 4 ? 'ICMP' : 'ICMPv6')) return false
  const sent = icmp ?? { type: family === 4 ? 8 : 128, code: 0 }
  return (type === null || type === sent.type) && (code === null || code === (sent.code ?? 0))
}

/**
 * IP protocol numbers of the protocols that have names here. Source: https://www.iana.org/assignments/protocol-numbers/
 */
export const PROTOCOL_NUMBERS: Readonly<Record<string, number>> = {
  ICMP: 1,
  TCP: 6,
  UDP: 17,
  ICMPv6: 58,
  SCTP: 132,
  UDPLite: 136,
}

/** Whether the flow speaks that protocol, by name or number. */
export function matchesProtocol({ protocol }: ProtocolMatcher, flow: Pick<Flow, 'protocol'>): boolean {
  const number = (each: string | number) => (typeof each === 'number' ? each : (PROTOCOL_NUMBERS[each] ?? -1))
  return number(protocol) === number(flow.protocol)
}
