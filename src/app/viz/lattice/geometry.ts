import type { Placement } from './placement.ts'

/** In pixels of the picture at 100 %. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** All measures of the lattice. A channel is the space between two columns, in which lines run up and down. */
export const MEASURE = {
  station: 46,
  channel: 102,
  rowGap: 46,
  hullSide: 14,
  hullHead: 39,
  hullFoot: 10,
  betweenHulls: 15,
  islandSide: 56,
  islandEnd: 13,
  plate: 108,
  plateGap: 18,
  plateSpace: 12,
  margin: 6,
} as const

/** How wide stations are, and how much of each channel they take for it; pixels. */
export interface StationRoom {
  readonly width: number
  readonly ofChannel: number
}

/** A box of words outside the island; `lines` of text make it higher. */
export interface PlateRequest {
  readonly id: string
  readonly lines: number
}

/** What is to be given a place in pixels. */
export interface GeometryRequest {
  readonly placement: Placement
  readonly stations: StationRoom
  /** Hulls that are not drawn (a folded namespace is its own frame) need no room for a heading. */
  readonly bare: ReadonlySet<string>
  /** How wide a hull's heading is, in pixels; a hull may grow into the channel on its right to hold it. */
  readonly headings: ReadonlyMap<string, number>
  readonly left: readonly PlateRequest[]
  readonly right: readonly PlateRequest[]
}

/**
 * Where everything is. `gaps[r]` is the free stretch above row r (the last: below all rows); `columns` are left edges,
 * `rows` middles.
 */
export interface Geometry {
  readonly world: Box
  readonly island: Box
  readonly columns: readonly number[]
  readonly rows: readonly number[]
  readonly gaps: readonly Gap[]
  readonly stationWidth: number
  readonly stations: ReadonlyMap<string, Box>
  readonly hulls: ReadonlyMap<string, Box>
  readonly left: ReadonlyMap<string, Box>
  readonly right: ReadonlyMap<string, Box>
}

/** A piece of an axis, in pixels. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** `spare`: further room at its end, behind signposts, for when the stretch gets too narrow. */
export interface Gap extends Stretch {
  readonly spare: number
}

/** A hull that grows for its heading keeps this much from what is on its right. */
const HULL_CLEAR = 12
/** From a row of folded namespaces to the part of the island that is always kept free at its ends, in pixels. */
const BARE_SHORE = 22
/** Room that lines keep from what is above and below their gap; a signpost may stand on a station's shoulder. */
const CLEAR = { below: 8, above: 20, least: 7, edge: 2 } as const

/** Where everything stands, in pixels of the picture. */
export function geometryOf({ placement, stations: room, bare, headings, left, right }: GeometryRequest): Geometry {
  const stationWidth = room.width
  const channel = MEASURE.channel - room.ofChannel
  const pitch = stationWidth + channel
  const columns = Array.from({ length: placement.columns }, (_, column) => column * pitch)
  const { rows, gaps, top, bottom } = rowsOf(placement, bare)
  const island: Box = {
    x: -MEASURE.islandSide,
    y: top,
    width: (placement.columns - 1) * pitch + stationWidth + 2 * MEASURE.islandSide,
    height: bottom - top,
  }
  const stations = new Map(
    [...placement.cells].map(([id, { column, row }]) => [
      id,
      { x: columns[column]!, y: rows[row]! - MEASURE.station / 2, width: stationWidth, height: MEASURE.station },
    ]),
  )
  const hulls = new Map(
    [...placement.hulls].map(([key, { column, row, width, height }]) => {
      const x = columns[column]! - MEASURE.hullSide
      const y = rows[row]! - MEASURE.station / 2 - MEASURE.hullHead
      const own = (width - 1) * pitch + stationWidth + 2 * MEASURE.hullSide
      const most =
        own +
        (column + width < placement.columns ? channel - 2 * MEASURE.hullSide : MEASURE.islandSide - MEASURE.hullSide) -
        HULL_CLEAR
      return [
        key,
        {
          x,
          y,
          width: Math.min(Math.max(own, headings.get(key) ?? 0), most),
          height: rows[row + height - 1]! + MEASURE.station / 2 + MEASURE.hullFoot - y,
        },
      ]
    }),
  )
  const plates = (requests: readonly PlateRequest[], x: number, column: number) =>
    platesAt(requests, x, rows[firstRow(placement, column)] ?? (top + bottom) / 2, island)
  return {
    island,
    columns,
    rows,
    gaps,
    stationWidth,
    stations,
    hulls,
    left: plates(left, island.x - MEASURE.plateGap - MEASURE.plate, 0),
    right: plates(right, island.x + island.width + MEASURE.plateGap, placement.columns - 1),
    world: worldOf(island, left, right),
  }
}

function rowsOf(
  { rows: count, hulls }: Placement,
  bare: ReadonlySet<string>,
): { readonly rows: readonly number[]; readonly gaps: readonly Gap[]; readonly top: number; readonly bottom: number } {
  const starts = new Set([...hulls].flatMap(([key, { row }]) => (bare.has(key) ? [] : [row])))
  const half = MEASURE.station / 2
  const rows: number[] = []
  const gaps: Gap[] = []
  // Without a heading there is nothing between the first row and the shore, and lines need their room all the same.
  let y = MEASURE.islandEnd + (starts.has(0) ? MEASURE.hullHead : BARE_SHORE)
  gaps.push({ from: CLEAR.edge, to: starts.has(0) ? MEASURE.islandEnd - CLEAR.edge : y - CLEAR.below, spare: 0 })
  for (let row = 0; row < count; row++) {
    if (row > 0) {
      const foot = y
      y += starts.has(row) ? MEASURE.hullFoot + MEASURE.betweenHulls + MEASURE.hullHead : MEASURE.rowGap
      gaps.push(
        starts.has(row)
          ? { from: foot + MEASURE.hullFoot + CLEAR.edge, to: y - MEASURE.hullHead - CLEAR.edge, spare: 0 }
          : { from: foot + CLEAR.below, to: y - CLEAR.above, spare: CLEAR.above - CLEAR.least },
      )
    }
    rows.push(y + half)
    y += MEASURE.station
  }
  const bottom = y + MEASURE.islandEnd + (starts.size > 0 ? MEASURE.hullFoot : BARE_SHORE)
  gaps.push({
    from: starts.size > 0 ? bottom - MEASURE.islandEnd + CLEAR.edge : y + CLEAR.below,
    to: bottom - CLEAR.edge,
    spare: 0,
  })
  return { rows, gaps, top: 0, bottom }
}

/** Plates begin beside the first station of their side of the island, so that a line between them is straight. */
function firstRow({ cells }: Placement, column: number): number {
  return Math.min(...[...cells.values()].filter((cell) => cell.column === column).map(({ row }) => row))
}

const plateHeight = (lines: number) => MEASURE.station - 2 + Math.max(0, lines - 2) * 14

function platesAt(requests: readonly PlateRequest[], x: number, middle: number, island: Box): ReadonlyMap<string, Box> {
  const heights = requests.map(({ lines }) => plateHeight(lines))
  const total = heights.reduce((sum, height) => sum + height, 0) + Math.max(0, requests.length - 1) * MEASURE.plateSpace
  const wanted = middle - (heights[0] ?? 0) / 2
  let y = Math.max(Math.min(wanted, island.y + island.height - total), island.y + 24)
  return new Map(
    requests.map(({ id }, index) => {
      const box = { x, y, width: MEASURE.plate, height: heights[index]! }
      y += box.height + MEASURE.plateSpace
      return [id, box] as const
    }),
  )
}

/**
 * Room for plates is kept on both sides, whether there are any or not: the picture must not change its size while
 * somebody types.
 */
function worldOf(island: Box, left: readonly PlateRequest[], right: readonly PlateRequest[]): Box {
  const side = MEASURE.plateGap + MEASURE.plate + MEASURE.margin
  const tallest = Math.max(
    ...[left, right].map((plates) =>
      plates.reduce((sum, { lines }) => sum + plateHeight(lines) + MEASURE.plateSpace, 24),
    ),
  )
  return {
    x: island.x - side,
    y: island.y - MEASURE.margin,
    width: island.width + 2 * side,
    height: Math.max(island.height, tallest) + 2 * MEASURE.margin,
  }
}
