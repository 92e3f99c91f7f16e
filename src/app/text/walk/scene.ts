import type { CniSetting } from '../../../sim/cni/choice.ts'
import type { Header, Hop, HopPlace, PacketWalk } from '../../../sim/cni/walk.ts'
import { WALK } from '../catalogue/en/walk.ts'

/** `way`: the first packet, from source to destination. `reply`: its answer. */
export type Leg = 'way' | 'reply'

/** A stop, and what stands around it: all that a sentence about it needs. */
export interface Scene {
  readonly hop: Hop
  /** From 0. */
  readonly index: number
  /** All stops of this way. */
  readonly hops: readonly Hop[]
  readonly leg: Leg
  readonly setting: CniSetting
  /** Bytes of the largest packet that a pod may send. */
  readonly podMtu: number
}

/** Every stop of one way, in order. */
export function scenesOf(walk: PacketWalk, leg: Leg): readonly Scene[] {
  const hops = leg === 'way' ? walk.hops : walk.reply
  return hops.map((hop, index) => ({ hop, index, hops, leg, setting: walk.setting, podMtu: walk.podMtu }))
}

/** Where a stop is, in a word: the pod, the node, `the wire`, or what is outside. */
export function placeName(place: HopPlace): string {
  switch (place.in) {
    case 'pod':
      return place.pod
    case 'node':
      return place.node || WALK.someNode
    case 'wire':
      return WALK.wire
    case 'outside':
      return place.label
  }
}

/** The node that a stop is on; null: on none. */
export function nodeOf(place: HopPlace): string | null {
  return place.in === 'pod' || place.in === 'node' ? place.node || WALK.someNode : null
}

/**
 * The node by which the packet enters next, or else by which it came. Null: it stays on one node, or the other end is
 * outside.
 */
export function otherNode({ hop, hops, index }: Scene): string | null {
  const own = nodeOf(hop.place)
  const others = [...hops.slice(index + 1), ...hops.slice(0, index).reverse()].map(({ place }) => nodeOf(place))
  return others.find((node) => node !== null && node !== own) ?? null
}

/** Whether the packet has come to this machine over the wire. */
export function hasArrived({ hops, index }: Scene): boolean {
  return hops.slice(0, index + 1).some(({ kind }) => kind === 'enter-node')
}

/** Whether the way goes on over the wire. */
export function goesOut({ hops, index }: Scene): boolean {
  return hops
    .slice(index + 1)
    .some(({ place, kind }) => place.in === 'wire' || place.in === 'outside' || kind === 'leave-node')
}

/** Whether the packet leaves the cluster after this stop, and comes to no other node. */
export function leavesCluster({ hops, index }: Scene): boolean {
  return hops.at(-1)?.place.in === 'outside' && !hops.slice(index + 1).some(({ kind }) => kind === 'enter-node')
}

/** Whether the place before or after this stop is beyond the cluster. */
export function isBesideOutside({ hops, index }: Scene): boolean {
  return hops[index - 1]?.place.in === 'outside' || hops[index + 1]?.place.in === 'outside'
}

/** Whether this is the node by which the packet comes into the cluster. */
export function entersCluster(scene: Scene): boolean {
  return beginsOutside(scene) && !scene.hops.slice(0, scene.index).some(({ kind }) => kind === 'enter-node')
}

/** Whether the way begins beyond the cluster. */
export function beginsOutside({ hops }: Scene): boolean {
  return hops[0]?.place.in === 'outside'
}

/** A plugin that compares the sender's address with the link that the packet came by, before it asks where to. */
export function isSenderCheck({ kind, hook }: Hop): boolean {
  return kind === 'route' && hook !== null && hook.includes('rpfilter')
}

/** What both pods are plugged into. */
export function bridgeOf({ hook, device }: Hop): string | null {
  return hook ?? device
}

/** Layers that carry other packets across the nodes' network. `IP in IP`: an address header right before another. */
export type Tunnel = 'VXLAN' | 'Geneve' | 'WireGuard' | 'IP in IP'

/** The outermost tunnel that a packet is in; null: it travels as it is. */
export function tunnelOf(packet: readonly Header[]): Tunnel | null {
  for (const [index, { layer }] of packet.entries()) {
    if (layer === 'VXLAN' || layer === 'Geneve' || layer === 'WireGuard') return layer
    if (layer === 'IP' && packet[index + 1]?.layer === 'IP') return 'IP in IP'
  }
  return null
}

/** The value of a field of the first header of this layer; null: there is none. */
export function fieldOf(packet: readonly Header[], layer: Header['layer'], name: string): string | null {
  return packet.find((header) => header.layer === layer)?.fields.find((field) => field.name === name)?.value ?? null
}
