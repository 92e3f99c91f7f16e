import { ADVANCE } from './type.ts'

/** A name set in a station: its lines, and their size in pixels. */
export interface SetName {
  readonly lines: readonly string[]
  readonly size: number
}

/** Words at whose beginning a long name without separators is parted, since there a reader parts it too. */
const TAILS =
  /(service|server|generator|controller|exporter|frontend|backend|manager|operator|gateway|proxy|worker|client|database|monitor)$/

/**
 * Breaks a name into lines of at most `letters`. It breaks after `/`, `.`, `-` and `_`; before a familiar last word;
 * and only if nothing else helps, anywhere. What does not fit into `most` lines ends in an ellipsis; its full name is
 * in the popover.
 */
export function wrapName(name: string, letters: number, most: number): readonly string[] {
  const room = Math.max(2, Math.floor(letters))
  const lines: string[] = []
  for (const piece of name.split(/(?<=[/._-])/).flatMap((part) => parted(part, room))) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + piece.length <= room) lines[lines.length - 1] = last + piece
    else lines.push(piece)
  }
  if (lines.length <= most) return lines
  const kept = lines.slice(0, most)
  kept[most - 1] = `${kept[most - 1]!.slice(0, room - 1)}…`
  return kept
}

function parted(piece: string, room: number): readonly string[] {
  if (piece.length <= room) return [piece]
  const tail = TAILS.exec(piece)
  if (tail && tail.index > 0 && tail.index <= room && tail[0].length <= room)
    return [piece.slice(0, tail.index), tail[0]]
  return Array.from({ length: Math.ceil(piece.length / room) }, (_, index) =>
    piece.slice(index * room, (index + 1) * room),
  )
}

/**
 * On one line if that can be had by making it a little smaller, else on up to `most`. `size` is the wanted one, `least`
 * the smallest allowed. A name without a place to break it may be as wide as `over`, in pixels, before it is torn
 * apart.
 */
export function setName(
  name: string,
  { room, over }: { readonly room: number; readonly over: number },
  size: number,
  least: number,
  most: number,
): SetName {
  for (const each of [size, (size + least) / 2, least])
    if (name.length * each * ADVANCE.mono <= room) return { lines: [name], size: each }
  const letters = room / (least * ADVANCE.mono)
  if (isTorn(name, letters) && name.length * least * ADVANCE.mono <= over) return { lines: [name], size: least }
  return { lines: wrapName(name, letters, most), size: least }
}

/** Closer than this letters would touch; in ems. */
const CLOSEST = -0.06

/**
 * How far the letters of a line stand from each other beyond the usual, in pixels: a line that is a little too wide for
 * its room is set closer, up to what can be read. Never positive.
 */
export function tracking(line: string, size: number, room: number): number {
  const over = line.length * size * ADVANCE.mono - room
  return over <= 0 ? 0 : -Math.min(over / line.length, -CLOSEST * size)
}

/** Whether lines of so many letters break the name inside a word. */
function isTorn(name: string, letters: number): boolean {
  const room = Math.max(2, Math.floor(letters))
  return name.split(/(?<=[/._-])/).some((part) =>
    parted(part, room)
      .slice(1)
      .some((piece) => TAILS.exec(piece)?.index !== 0),
  )
}

/** Widths a station may have, in pixels; all stations of a cluster have the same. */
const WIDTHS = [90, 104, 118, 132, 146] as const
/** What a station keeps free of letters at both ends together. */
export const STATION_INSET = 10
/** Letters in a picture of some size are about so large, in its own pixels. */
const USUAL_SIZE = 13
/** Longer names than this do not make everybody wider. */
const LONG = 32

/** The narrowest width in which every name can be set on two lines without breaking it inside a word. */
export function stationWidthFor(names: readonly string[]): number {
  const fits = (width: number) =>
    names.every((name) => {
      if (name.length > LONG) return true
      const letters = Math.floor((width - STATION_INSET) / (USUAL_SIZE * ADVANCE.mono))
      return wrapName(name, letters, 9).length <= 2 && !isTorn(name, letters)
    })
  return WIDTHS.find(fits) ?? WIDTHS.at(-1)!
}
