import type { AddressRange, Holder } from '../../world/nodes.ts'

/** How a place of a range is drawn. `asked`: the question is about its pod; `guest`: a pod of another node has it. */
export type PlaceKind = 'pod' | 'asked' | 'added' | 'guest' | 'kept' | 'free'

/** In the order of the legend. */
export const PLACE_KINDS: readonly PlaceKind[] = ['pod', 'asked', 'added', 'guest', 'kept', 'free']

/**
 * One place. `address` null: nobody knows it yet, as a cloud gives one when it is needed, or it is a free one of IPv6.
 */
export interface Place {
  readonly kind: PlaceKind
  readonly address: string | null
  readonly holder: Holder | null
}

/** Ranges up to this size are drawn place by place; of larger ones only how much is used. */
const DRAWN_PLACES = 256

/**
 * What the places are drawn after: the namespace of pods that were added, null when none were, and the pods of the
 * question.
 */
export interface Marks {
  readonly addedNamespace: string | null
  readonly asked: ReadonlySet<string>
}

/** All places of a range, in order; null: there are too many to draw. */
export function placesOf({ size, cidr, held }: AddressRange, marks: Marks): readonly Place[] | null {
  if (size > DRAWN_PLACES) return null
  const first = cidr === null ? null : firstOf(cidr)
  const places = Array.from({ length: size }, (_, place): Place => ({
    kind: 'free',
    holder: null,
    address: first === null ? null : dotted(first + place),
  }))
  for (const { place, address, holder } of held) places[place] = { kind: kindOf(holder, marks), address, holder }
  return places
}

/** The first address of a block of IPv4 as a number; null: it is not of IPv4. */
function firstOf(cidr: string): number | null {
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\//.exec(cidr)?.slice(1).map(Number)
  return parts ? parts.reduce((sum, part) => sum * 256 + part, 0) : null
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.')
}

function kindOf(holder: Holder, { addedNamespace, asked }: Marks): PlaceKind {
  if (holder.kind !== 'pod') return 'kept'
  if (asked.has(holder.pod)) return 'asked'
  if (isAdded(holder, addedNamespace)) return 'added'
  return holder.node === null ? 'pod' : 'guest'
}

/** Whether the holder is a pod that was only added to see what happens. */
export function isAdded(holder: Holder | null, addedNamespace: string | null): boolean {
  return holder?.kind === 'pod' && addedNamespace !== null && holder.pod.startsWith(`${addedNamespace}/`)
}

/** Squares in a row. A few places stand in one row; many in rows of 16, as hexadecimal digits do, or of 32. */
export function columnsFor(size: number): number {
  return size <= 32 ? Math.max(1, size) : 32
}

/** Where a key leads from a place; null: the key means nothing here. */
export function placeAfter(key: string, place: number, size: number, columns: number): number | null {
  const within = (next: number) => Math.min(size - 1, Math.max(0, next))
  switch (key) {
    case 'ArrowRight':
      return within(place + 1)
    case 'ArrowLeft':
      return within(place - 1)
    case 'ArrowDown':
      return place + columns < size ? place + columns : place
    case 'ArrowUp':
      return place - columns >= 0 ? place - columns : place
    case 'PageDown':
      return within(place + columns * 4)
    case 'PageUp':
      return within(place - columns * 4)
    case 'Home':
      return 0
    case 'End':
      return size - 1
    default:
      return null
  }
}

/** How much of a large range is used, in percent with one digit; never 0 when something is. */
export function usedShare({ size, held }: AddressRange): number {
  return held.length === 0 ? 0 : Math.max(0.5, Math.round((held.length / size) * 1000) / 10)
}
