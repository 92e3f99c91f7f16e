import { turned } from './headers.ts'
import type { Header, Hop, HopKind, LookupTable, Packet } from './walk.ts'

/** A hop before a packet comes to it. */
export interface Stop extends Omit<Hop, 'before' | 'after'> {
  /** What leaves the stop, given what comes to it: the same packet where nothing changes. */
  readonly change: (packet: Packet) => Packet
  /** `there`: only the first packet stops here; `back`: only its answer does. */
  readonly way: 'both' | 'there' | 'back'
}

/** The way that a plugin sends a packet. */
export interface Road {
  /** Of both ways, in the order of the way there. A stop with a `drop` is the last that is reached. */
  readonly stops: readonly Stop[]
  /** Bytes of the largest packet that a pod may send on it. */
  readonly podMtu: number
  /** The address that the caller speaks with where that is not the one it is known by; absent: it is. */
  readonly source?: string
  /** What becomes of a tunnel's header on the way back; absent: nothing. */
  readonly turn?: (header: Header) => Header
}

/** A stop of which only what it has is said. */
export function stop(kind: HopKind, place: Hop['place'], facts: Partial<Omit<Stop, 'kind' | 'place'>> = {}): Stop {
  return {
    kind,
    place,
    device: null,
    hook: null,
    mtu: null,
    check: null,
    proxy: null,
    table: null,
    command: null,
    drop: null,
    believed: false,
    way: 'both',
    change: (packet) => packet,
    ...facts,
  }
}

/** A stop that a packet came to; `hop` is that. */
export interface Travelled {
  readonly stop: Stop
  readonly hop: Hop
}

/** The first packet at every stop, until it arrives or is dropped. */
export function travel(stops: readonly Stop[], first: Packet): readonly Travelled[] {
  const travelled: Travelled[] = []
  let packet = first
  for (const each of stops) {
    if (each.way === 'back') continue
    const after = each.drop ? packet : each.change(packet)
    travelled.push({ stop: each, hop: hopOf(each, packet, after) })
    if (each.drop) break
    packet = after
  }
  return travelled
}

const MIRRORED: Partial<Readonly<Record<HopKind, HopKind>>> = {
  'leave-pod': 'enter-pod',
  'enter-pod': 'leave-pod',
  wrap: 'unwrap',
  unwrap: 'wrap',
  'leave-node': 'enter-node',
  'enter-node': 'leave-node',
}

/**
 * The answer's way: the same stops from the other end, where whoever rewrote the packet undoes it because it remembers
 * the connection. Gates remember it too and judge nothing.
 */
export function answerOf({ stops, turn = (header) => header }: Road, travelled: readonly Travelled[]): readonly Hop[] {
  const hops: Hop[] = []
  const answer = (packet: Packet): Packet => turned(packet).map(turn)
  let packet: Packet = answer(travelled.at(-1)!.hop.after)
  for (const each of [...stops].reverse()) {
    if (each.way === 'there') continue
    const there = travelled.find(({ stop: known }) => known === each)?.hop
    const after = there ? (there.after === there.before ? packet : answer(there.before)) : each.change(packet)
    const kind = MIRRORED[each.kind] ?? each.kind
    const isUndone = kind === 'translate' || kind === 'masquerade'
    hops.push({
      ...hopOf(each, packet, after),
      kind,
      // Where a node sends the answer to is another device, which only the way back would tell.
      ...(there && {
        device: kind === 'route' && each.place.in === 'node' ? null : each.device,
        hook: isUndone ? 'conntrack' : each.hook,
        table: isUndone ? remembered(there) : null,
        command: kind === 'route' || kind === 'bridge' ? null : each.command,
      }),
    })
    packet = after
  }
  return hops
}

/** What conntrack has written down about a rewriting: how it came, and how its answer will come. */
function remembered({ before, after }: Hop): LookupTable {
  const ends = (packet: Packet) =>
    packet
      .flatMap(({ layer, fields }) =>
        fields
          .filter(({ name }) => name === 'src' || name === 'dst')
          .map(({ name, value }) =>
            layer === 'IP' ? `${name}=${value}` : `${name === 'src' ? 'sport' : 'dport'}=${value}`,
          ),
      )
      .join(' ')
  return { title: 'conntrack', rows: [{ cells: [ends(before), ends(turned(after))], matched: true }] }
}

function hopOf(
  { kind, place, device, hook, mtu, check, proxy, table, command, drop, believed }: Stop,
  before: Packet,
  after: Packet,
): Hop {
  return { kind, place, device, hook, before, after, mtu, check, proxy, table, command, drop, believed }
}
