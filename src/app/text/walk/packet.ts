import type { Header, Packet } from '../../../sim/cni/walk.ts'
import { WALK } from '../catalogue/en/walk.ts'

/**
 * A header as one line: addresses or ports with an arrow between, then whatever else it says. `isNew`: this hop wrote
 * it.
 */
export interface HeaderPiece {
  readonly text: string
  readonly isNew: boolean
}

/** A header beside what it was, or will be, on the other side of a hop. `only`: it is on this side alone. */
export interface Layer {
  readonly header: Header
  readonly state: 'same' | 'changed' | 'only'
  readonly pieces: readonly HeaderPiece[]
}

/** What a hop does to a packet. `isSame`: nothing. */
export interface PacketChange {
  readonly before: readonly Layer[]
  readonly after: readonly Layer[]
  readonly isSame: boolean
}

/**
 * Compares a packet on both sides of a hop. Tunnels come and go on the outside, so headers are paired from the inside
 * out: a pair of the same layer is one header, and what is left over on one side was put on or taken off.
 */
export function packetChange(before: Packet, after: Packet): PacketChange {
  const layers = (mine: Packet, other: Packet) =>
    mine.map((header, index): Layer => {
      const pair = partnerOf(mine, other, index)
      const isSame = pair !== null && sameFields(header, pair)
      return { header, state: pair === null ? 'only' : isSame ? 'same' : 'changed', pieces: piecesOf(header, pair) }
    })
  const change = { before: layers(before, after), after: layers(after, before) }
  return { ...change, isSame: [...change.before, ...change.after].every(({ state }) => state === 'same') }
}

/** Bytes of all headers together. */
export function bytesOf(packet: Packet): number {
  return packet.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** `10.0.0.5 → 10.0.1.7`, `43120 → 8080, SYN`, `VNI 12001`. */
export function headerText(header: Header): string {
  return piecesOf(header, header)
    .map(({ text }) => text)
    .join('')
}

/** `60 bytes`, `110 bytes, 50 of them new`, `60 bytes, 50 fewer`. */
export function sizeText(packet: Packet, other: Packet | null): string {
  const size = bytesOf(packet)
  const more = other === null ? 0 : size - bytesOf(other)
  return `${WALK.bytes(size)}${more > 0 ? WALK.newBytes(more) : more < 0 ? WALK.fewerBytes(-more) : ''}`
}

function partnerOf(mine: Packet, other: Packet, index: number): Header | null {
  const fromInside = mine.length - index
  for (let depth = 1; depth <= fromInside; depth++) {
    if (mine.at(-depth)?.layer !== other.at(-depth)?.layer) return null
  }
  return other.at(-fromInside) ?? null
}

function sameFields(a: Header, b: Header): boolean {
  return (
    a.fields.length === b.fields.length &&
    a.fields.every(({ name, value }, index) => b.fields[index]!.name === name && b.fields[index]!.value === value)
  )
}

function piecesOf({ layer, fields }: Header, other: Header | null): readonly HeaderPiece[] {
  const isNew = (name: string) =>
    other !== null &&
    other.fields.find((field) => field.name === name)?.value !== fields.find((field) => field.name === name)?.value
  const src = fields.find(({ name }) => name === 'src')
  const dst = fields.find(({ name }) => name === 'dst')
  const ends: readonly HeaderPiece[] =
    src && dst
      ? [
          { text: src.value, isNew: isNew('src') },
          { text: ' → ', isNew: false },
          { text: dst.value, isNew: isNew('dst') },
        ]
      : []
  const rest = fields.filter(
    (field) =>
      (!(src && dst) || (field !== src && field !== dst)) &&
      !(field.name === 'protocol' && GOES_WITHOUT_SAYING.includes(field.value)),
  )
  return rest.reduce<readonly HeaderPiece[]>(
    (pieces, { name, value }) => [
      ...pieces,
      ...(pieces.length > 0 ? [{ text: ', ', isNew: false }] : []),
      { text: SPEAKS_FOR_ITSELF.includes(name) ? value : `${nameOf(layer, name)} ${value}`, isNew: isNew(name) },
    ],
    ends,
  )
}

/** The next header says it again. */
const GOES_WITHOUT_SAYING: readonly string[] = ['TCP', 'UDP', 'SCTP', 'ICMP', 'ICMPv6']
/** Fields whose value says what it is. */
const SPEAKS_FOR_ITSELF: readonly string[] = ['flags', 'payload', 'frame', 'note', 'type']

function nameOf(layer: Header['layer'], field: string): string {
  if (field === 'vni' && (layer === 'VXLAN' || layer === 'Geneve')) return 'VNI'
  if (field === 'src') return WALK.fieldFrom
  return field === 'dst' ? WALK.fieldTo : field
}
