import type { Line } from './line.ts'
import type { LineKind } from './pairs.ts'
import type { Box } from '../lattice/geometry.ts'
import { stretchOf } from '../routes/path.ts'
import type { Point } from '../routes/lines.ts'

/** Around its middle. */
export interface ChipMark {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Of its letters. */
  readonly size: number
  readonly sign: 'opened' | 'closed' | 'goal' | null
  readonly text: string
}

/** The size of letters in chips, and whether only what changed is written. */
export interface ChipStyle {
  readonly size: number
  readonly onlyChanges: boolean
}

/** Of a chip with letters of 1 px: 12 px mono stand in one 22 px high. */
const CHIP = { height: 22 / 12, letter: 7.3 / 12, sign: 15 / 12, padding: 15 / 12 } as const
/** The verdict that a chip is coloured by: what is closed is denied, whatever its line shows. */
export function chipColour(sign: ChipMark['sign'], kind: LineKind): 'allow' | 'deny' | 'part' | 'open' {
  if (sign === 'closed' || kind === 'denied-entering' || kind === 'denied-leaving') return 'deny'
  if (kind === 'allowed') return 'allow'
  return kind === 'part' ? 'part' : 'open'
}

/** `text` in letters of `size`, with or without room for a sign. */
export function chipSize(
  text: string,
  signed: boolean,
  size: number,
): { readonly width: number; readonly height: number } {
  return {
    width: Math.round((text.length * CHIP.letter + (signed ? CHIP.sign : 0) + CHIP.padding) * size),
    height: Math.round(CHIP.height * size),
  }
}

/** A square for one figure. */
function tileSize(text: string, size: number): { readonly width: number; readonly height: number } {
  const side = Math.round((20 / 12) * size)
  return { width: side + Math.round((text.length - 1) * CHIP.letter * size), height: side }
}

/** The room that a chip takes. */
export function chipBox({ x, y, width, height }: ChipMark): Box {
  return { x: x - width / 2, y: y - height / 2, width, height }
}

/** Chips that were placed so far, so that the next one finds a place of its own. */
export class ChipSpace {
  readonly #taken: Box[]

  constructor(
    obstacles: readonly Box[],
    private readonly chip: ChipStyle,
  ) {
    this.#taken = [...obstacles]
  }

  /**
   * Chips stand on the line's own part, near the source where lines come together and near the target where they part;
   * never over a gate or a bar. On a level piece they need their whole width, on an upright one only their height.
   */
  place(line: Line, points: readonly Point[], low: number, high: number, fromStart: boolean): readonly ChipMark[] {
    const { size, onlyChanges } = this.chip
    return line.chips
      .filter(({ sign }) => sign !== null || !onlyChanges || line.role === 'selected')
      .map(({ sign, text }) => {
        const { width, height } = sign === 'goal' ? tileSize(text, size) : chipSize(text, sign !== null, size)
        const places = placesOn(points, low, high, width, height)
        const wished = fromStart ? places : [...places].reverse()
        const chip = (place: Point): ChipMark => ({ ...place, width, height, size, sign, text })
        const at =
          wished.find((place) => !this.#taken.some((box) => touches(chipBox(chip(place)), box))) ??
          wished[0] ??
          pointAt(points, (low + high) / 2)
        this.#taken.push(chipBox(chip(at)))
        return chip(at)
      })
  }
}

function touches(a: Box, b: Box): boolean {
  return a.x - 3 < b.x + b.width && b.x < a.x + a.width + 3 && a.y - 2 < b.y + b.height && b.y < a.y + a.height + 2
}

/** Places are tried at this distance from each other. */
const STEP = 10

function placesOn(
  points: readonly Point[],
  low: number,
  high: number,
  width: number,
  height: number,
): readonly Point[] {
  const places: Point[] = []
  let passed = 0
  for (let index = 1; index < points.length; index++) {
    const [a, b] = [points[index - 1]!, points[index]!]
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    const half = a.y === b.y ? width / 2 : height / 2
    for (let along = Math.max(low, passed) + half; along <= Math.min(high, passed + length) - half; along += STEP)
      places.push({
        x: a.x + ((b.x - a.x) * (along - passed)) / length,
        y: a.y + ((b.y - a.y) * (along - passed)) / length,
      })
    passed += length
  }
  return places
}

function pointAt(points: readonly Point[], along: number): Point {
  return stretchOf(points, Math.max(0, along), Infinity)[0]!
}
