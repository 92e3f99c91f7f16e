import { piecesOf } from '../../text/pieces.ts'
import type { PodWalls } from '../../../world/walls.ts'

/** A rectangle from its left upper corner, in pixels of the picture. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The part of a wall, from left to right, that a wire goes through. */
export interface Gap {
  readonly from: number
  readonly to: number
}

/** A text in the picture, from its left end on its base line. */
export interface Label {
  readonly x: number
  readonly y: number
  readonly text: string
}

/** A pod beside the one that is shown: its name in lines that fit, and where its own wire stands. */
export interface NeighbourMark {
  readonly box: Box
  readonly lines: readonly Label[]
  readonly wire: number
}

/** A container in the picture. */
export interface ContainerMark {
  readonly box: Box
  readonly name: string
  readonly isInit: boolean
  readonly isPrivileged: boolean
}

/** The walls of a pod as shapes, in pixels. Everything hangs on the ground: the bridge or the routes of the node. */
export interface WallsPicture {
  readonly width: number
  readonly height: number
  /** The node. */
  readonly island: Box
  readonly hull: Box
  /** Whether a wall stands around the pod's network. Without one its containers stand on the node's. */
  readonly isWalled: boolean
  readonly containers: readonly ContainerMark[]
  /** What the containers stand on, from left to right: their own `lo`, or, without a wall, the ground. */
  readonly rail: { readonly y: number; readonly from: number; readonly to: number }
  /** The way from the rail to the ground, and the gap in the wall for it; null: there is no wall. */
  readonly wire: { readonly x: number; readonly from: number; readonly to: number; readonly gap: Gap } | null
  /** The name and the addresses of the wire's end in the pod, in lines that fit; empty: there is no wire. */
  readonly ends: readonly Label[]
  readonly neighbours: readonly NeighbourMark[]
  /** Neighbours that are not drawn. */
  readonly more: number
  readonly ground: Box
  /** Where walls part the ground, so that no wire shares its place with another. Empty: it is one for all. */
  readonly partings: readonly number[]
  /** The way out of the node. */
  readonly door: { readonly x: number; readonly from: number; readonly to: number }
}

/** Of mono at 13 pixels. */
const LETTER = 7.9
/** Of mono at 12 pixels, and between its lines. */
const ADDRESS_LETTER = 7.3
const LINE = 15
const MARGIN = 10
const PAD = 14
const HEAD = 32
const CAPSULE = 34
const GAP = 10
const NEIGHBOUR = { least: 96, most: 150 }
const FALL = 46
const OPEN_FALL = 18
const GROUND = 30
const BELOW = 34
/** Narrower than this, neighbours are counted and not drawn. */
const NARROW = 480

/**
 * Lays the picture out for a width. Deterministic; nothing is shortened: names that do not fit make their boxes higher.
 */
export function wallsPicture(walls: PodWalls, width: number): WallsPicture {
  const island = { x: MARGIN, y: MARGIN, width: width - 2 * MARGIN }
  const left = island.x + PAD
  const inner = island.width - 2 * PAD
  const drawn = width < NARROW ? [] : walls.neighbours.names.slice(0, width < 640 ? 1 : 2)
  const each = Math.min(
    NEIGHBOUR.most,
    Math.max(NEIGHBOUR.least, ...drawn.map((name) => Math.ceil(longest(name) * ADDRESS_LETTER) + 20)),
  )
  const beside = drawn.length * (each + GAP)
  const isWalled = walls.link !== null

  const hullWidth = inner - beside
  const { marks, bottom } = containerMarks(walls, left + PAD, island.y + HEAD + 26, hullWidth - 2 * PAD)
  const railY = bottom + 14
  const wireX = left + Math.round(Math.min(hullWidth / 5, 130))
  const ends = walls.link
    ? endLines(walls.link.inside, walls.addresses, Math.floor((hullWidth - (wireX - left) - 28) / ADDRESS_LETTER))
    : []
  const top = island.y + HEAD
  const hullHeight = (isWalled ? railY + 6 + ends.length * LINE : bottom + 10) - top
  const hull = { x: left, y: top, width: hullWidth, height: hullHeight }
  const groundY = top + hullHeight + (isWalled ? FALL : OPEN_FALL)
  const ground = { x: left, y: groundY, width: inner, height: GROUND }
  const neighbours = drawn.map((name, index): NeighbourMark => {
    const x = left + hullWidth + GAP + index * (each + GAP)
    const lines = linesOf(name, Math.floor((each - 16) / ADDRESS_LETTER))
    const height = 24 + lines.length * LINE
    const box = { x, y: top + hullHeight - height, width: each, height }
    return { box, wire: x + each / 2, lines: lines.map((text, at) => ({ x: x + 9, y: box.y + 20 + at * LINE, text })) }
  })
  const islandHeight = groundY + GROUND + BELOW - island.y
  return {
    width,
    height: islandHeight + MARGIN + 18,
    island: { ...island, height: islandHeight },
    hull,
    isWalled,
    containers: marks,
    ground,
    neighbours,
    rail: { y: isWalled ? railY : groundY, from: left + PAD, to: left + hullWidth - PAD - 18 },
    wire: isWalled ? { x: wireX, from: railY, to: groundY, gap: { from: wireX - 8, to: wireX + 8 } } : null,
    ends: ends.map((text, at) => ({ x: wireX + 14, y: railY + 14 + at * LINE, text })),
    more: walls.neighbours.count - drawn.length,
    partings: walls.link?.segment === 'routed' ? neighbours.map(({ box }) => box.x - GAP / 2) : [],
    door: { x: left + Math.round(inner / 2), from: groundY + GROUND, to: islandHeight + MARGIN + 14 },
  }
}

/** The name and the addresses in one line, or each address in a line of its own. */
function endLines(inside: string, addresses: readonly string[], letters: number): readonly string[] {
  const line = [inside, ...addresses].join(' ')
  return line.length <= letters
    ? [line]
    : addresses.map((address, index) => (index === 0 ? `${inside} ${address}` : address))
}

/** Side by side for as long as there is room, then in another row. */
function containerMarks(
  { containers }: PodWalls,
  left: number,
  top: number,
  room: number,
): { readonly marks: readonly ContainerMark[]; readonly bottom: number } {
  let x = left
  let y = top
  const marks = containers.map(({ name, list, privileged }): ContainerMark => {
    const letters = name.length + (list === 'initContainers' ? 6 : 0) + (privileged ? 12 : 0)
    const width = Math.min(room, Math.max(64, Math.ceil(letters * LETTER) + 28))
    if (x > left && x + width > left + room) {
      x = left
      y += CAPSULE + 8
    }
    const box = { x, y, width, height: CAPSULE }
    x += width + GAP
    return { box, name, isInit: list === 'initContainers', isPrivileged: privileged }
  })
  return { marks, bottom: y + CAPSULE }
}

function longest(name: string): number {
  return Math.max(...piecesOf(name).map((piece) => piece.length))
}

/** The name in lines of at most so many letters, broken where names may break. */
function linesOf(name: string, letters: number): readonly string[] {
  const lines: string[] = []
  for (const piece of piecesOf(name)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + piece.length <= letters) lines[lines.length - 1] = last + piece
    else lines.push(piece)
  }
  return lines
}

/** The outline of the pod's wall: all around but for the gap; without a wall, open towards the ground. */
export function hullPath({ x, y, width, height }: Box, gap: Gap | null): string {
  const radius = 12
  const right = x + width
  const bottom = y + height
  const start = gap
    ? `M${gap.to} ${bottom}H${right - radius}A${radius} ${radius} 0 0 0 ${right} ${bottom - radius}`
    : `M${right} ${bottom + OPEN_FALL}`
  const end = gap
    ? `V${bottom - radius}A${radius} ${radius} 0 0 0 ${x + radius} ${bottom}H${gap.from}`
    : `V${bottom + OPEN_FALL}`
  return `${start}V${y + radius}A${radius} ${radius} 0 0 0 ${right - radius} ${y}H${x + radius}A${radius} ${radius} 0 0 0 ${x} ${y + radius}${end}`
}
