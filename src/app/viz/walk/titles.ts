import { piecesOf } from '../../text/pieces.ts'

/** Widths of texts in pixels, as the picture of a walk sets them. */
export interface WalkMeasures {
  /** Names of nodes and pods. */
  title(text: string): number
  /** Addresses beside them. */
  address(text: string): number
  /** Names of stops. */
  name(text: string): number
  /** What stands under the name of a stop. */
  detail(text: string): number
}

/** One line of a heading: a stretch of the name, an address, or both. */
export interface TitleLine {
  readonly name: string
  readonly address: string
  /** Where the address begins, from the left edge of the line. */
  readonly addressAt: number
  readonly width: number
}

const BETWEEN = 9

/**
 * A heading in lines no wider than `room`, broken after separators. A piece that is longer is left whole and makes its
 * line wider.
 */
export function titleLines(
  name: string,
  address: string,
  room: number,
  { title, address: small }: Pick<WalkMeasures, 'title' | 'address'>,
): readonly TitleLine[] {
  const names: string[] = []
  for (const piece of piecesOf(name)) {
    const last = names.at(-1)
    if (last !== undefined && title(last + piece) <= room) names[names.length - 1] = last + piece
    else names.push(piece)
  }
  const lines = names.map((text): TitleLine => ({ name: text, address: '', addressAt: 0, width: title(text) }))
  if (address === '') return lines
  const last = lines.at(-1)!
  const both = last.width + BETWEEN + small(address)
  return both <= room
    ? [...lines.slice(0, -1), { ...last, address, addressAt: last.width + BETWEEN, width: both }]
    : [...lines, { name: '', address, addressAt: 0, width: small(address) }]
}

/** The width of the widest line, in pixels; of none 0. */
export function widest(lines: readonly TitleLine[]): number {
  return Math.max(0, ...lines.map(({ width }) => width))
}
