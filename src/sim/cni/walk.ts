import type { CheckpointId, DecisionStep } from '../../engine/explanation.ts'
import type { CniSetting } from './choice.ts'

/** One header of a packet. `fields` in the order in which people read them; addresses and ports are `src` and `dst`. */
export interface Header {
  readonly layer: 'Ethernet' | 'IP' | 'TCP' | 'UDP' | 'SCTP' | 'ICMP' | 'VXLAN' | 'Geneve' | 'WireGuard'
  readonly bytes: number
  readonly fields: readonly { readonly name: string; readonly value: string }[]
}

/** A packet as its headers, the outermost first. The transport header stands for what it carries. */
export type Packet = readonly Header[]

/**
 * What happens at a stop. `ask-dns`: the name is looked up, and its address stands in the packet from then on; until
 * then the name does. `check` of it: the gate that stopped the question. `translate`: a Service's address becomes a
 * backend's. `leave-pod`, `enter-pod`: through the pod's link. `check`: a gate. `bridge`, `route`: the node decides
 * where it goes. `wrap`, `unwrap`: a tunnel's headers come on and off. `leave-node`, `router`, `enter-node`: on the
 * wire between machines. `masquerade`: a node puts its own address in the source's place. `outside`: it starts or ends
 * beyond the cluster. `socket`: somebody listens. `proxy`: a proxy of a service mesh ends the connection and opens one
 * of its own.
 */
export type HopKind =
  | 'ask-dns'
  | 'translate'
  | 'leave-pod'
  | 'check'
  | 'bridge'
  | 'route'
  | 'wrap'
  | 'leave-node'
  | 'router'
  | 'enter-node'
  | 'unwrap'
  | 'masquerade'
  | 'enter-pod'
  | 'outside'
  | 'socket'
  | 'proxy'

/**
 * Where a stop is. `pod`: `namespace/name`. `node` empty: nobody knows which. `wire`: between nodes, or between a node
 * and the outside.
 */
export type HopPlace =
  | { readonly in: 'pod'; readonly pod: string; readonly node: string }
  | { readonly in: 'node'; readonly node: string }
  | { readonly in: 'wire' }
  | { readonly in: 'outside'; readonly label: string }

/**
 * What a gate said. `unenforced`: nobody enforces policies here, although there are some. `none`: no policy selects.
 */
export interface HopCheck {
  readonly at: CheckpointId
  readonly outcome: 'allowed' | 'denied' | 'exempt' | 'none' | 'unenforced'
  readonly steps: readonly DecisionStep[]
}

/**
 * A proxy of a mesh. `side`: it opens the connection for a caller, or takes it for a server. `port`: on which it
 * catches what is not meant for it; null: it was called itself, or calls by itself. `link`, `identity`: how the
 * connection between the proxies is secured, and whom the server can tell the caller to be. `of`: how many connections
 * the question comes to, and which this is, from 1.
 */
export interface HopProxy {
  readonly name: 'envoy' | 'ztunnel' | 'linkerd-proxy'
  readonly side: 'client' | 'server'
  readonly port: number | null
  readonly link: 'plain' | 'mutual' | 'tunnel' | 'own-tls'
  readonly identity: string | null
  readonly outcome: 'allowed' | 'denied' | 'depends'
  /** Which connection of the way it is, from 1. */
  readonly connection: number
  /** How many connections the way has. */
  readonly of: number
}

/** What the kernel or the agent looks up, with the row that counts. */
export interface LookupTable {
  readonly title: 'routes' | 'forwarding' | 'service' | 'ipcache' | 'policy-map' | 'rules' | 'names' | 'conntrack'
  readonly rows: readonly { readonly cells: readonly string[]; readonly matched: boolean }[]
}

/** What the network does, and what a proxy does. */
export type NetworkSymptom = 'timeout' | 'refused' | 'unreachable' | 'unknown-host'
/**
 * What a caller sees of a proxy that refuses it: an answer, a reset, an end without an answer, or a handshake that
 * fails.
 */
export type ProxySymptom = 'answer' | 'reset' | 'closed' | 'handshake'

/**
 * Why a packet goes no further, and what shows it. Every text is what a machine prints. `counter`, `log` null: nothing
 * is counted or written.
 */
export interface Drop {
  readonly by:
    'policy' | 'no-endpoints' | 'no-local-endpoints' | 'no-route' | 'name-not-resolved' | 'not-listening' | 'proxy'
  /**
   * What the caller sees: nothing until it gives up, a refusal, an unreachable network, or a name that is not known. Of
   * a proxy: an answer, a reset, an end without an answer, or a handshake that fails.
   */
  readonly symptom: NetworkSymptom | ProxySymptom
  /** What its client prints: curl for TCP, else dig, ncat or ping; empty: nothing. */
  readonly curl: string
  readonly counter: string | null
  readonly log: string | null
}

/**
 * One stop of a packet. `before` and `after`: the packet as it comes to and leaves the stop; the same object where
 * nothing changes.
 */
export interface Hop {
  readonly kind: HopKind
  readonly place: HopPlace
  /** The network interface, as `ip link` names it; null: there is none to name. */
  readonly device: string | null
  /** The chain, hook or program that does it; null: the kernel's plain routing. */
  readonly hook: string | null
  readonly before: Packet
  readonly after: Packet
  /**
   * What fits through the device, in bytes: of `wrap` what comes to it, of `unwrap` what leaves it. Null: it has no
   * limit of its own.
   */
  readonly mtu: number | null
  /** What the gate here said; null: none stands here. */
  readonly check: HopCheck | null
  /** The proxy that takes the packet; null: none does. */
  readonly proxy: HopProxy | null
  /** What is looked up; null: nothing. */
  readonly table: LookupTable | null
  /** A command that shows it, with the machine it runs on: `n1$ tcpdump -ni eth0 udp port 8472`; null: none. */
  readonly command: string | null
  /** Why it goes no further; null: it goes on. */
  readonly drop: Drop | null
  /** Nobody states it in so many words: it follows from what is stated, or is generally known. */
  readonly believed: boolean
}

/**
 * The way of one connection's first packet, and of its answer. It follows the engine's verdict: the last stop is a
 * socket or the outside exactly when the verdict allows, else the stop with `drop`.
 */
export interface PacketWalk {
  readonly setting: CniSetting
  readonly hops: readonly Hop[]
  /** The answer's way back; empty when nothing arrived. Replies are not judged again. */
  readonly reply: readonly Hop[]
  /** The largest packet a pod may send so that it fits through every stop, in bytes. */
  readonly podMtu: number
}
