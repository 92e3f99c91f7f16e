import { MEASURE, type Box, type Gap, type Geometry, type Stretch } from '../lattice/geometry.ts'
import type { Placement } from '../lattice/placement.ts'

/**
 * Where lines begin and end. They leave at `out` and enter at `in`; a direction of 1 goes right, -1 left. Channel c is
 * the one before column c. `row` is null where a terminal is not in line with any row. `round`: the radius of its ends.
 */
export interface Terminal {
  readonly y: number
  readonly row: number | null
  readonly out: { readonly x: number; readonly channel: number; readonly direction: 1 | -1 }
  readonly in: { readonly x: number; readonly channel: number; readonly direction: 1 | -1 }
  readonly round: number
}

/** How far inside its box a rounded end is entered, at so many pixels from its middle. */
export function insetAt({ round }: Terminal, slot: number): number {
  return round - Math.sqrt(Math.max(0, round ** 2 - slot ** 2))
}

/** What lines run on: channels up and down, gaps from left to right, and rows where nobody stands. */
export interface Grid {
  readonly channels: readonly Stretch[]
  readonly gaps: readonly Gap[]
  /** Stations by id; whole hulls as `hull shop`; plates by side and id, `left internet`. */
  readonly terminals: ReadonlyMap<string, Terminal>
  /** Whether a line can pass through the cells of these columns (`to` is not one of them). */
  isFree(row: number, from: number, to: number): boolean
}

/**
 * A line needs this much after it left a gate, and before it enters one (its arrow, and the cut of its last corner).
 */
const RUN = { out: 16, in: 26, edge: 8 } as const

/** `boxes` are further things with a place on the lattice, such as nodes. */
export function gridOf(geometry: Geometry, placement: Placement, boxes: ReadonlyMap<string, Box>): Grid {
  const { columns, stationWidth, island, stations, left, right, rows, gaps } = geometry
  const last = columns.length
  const channels = Array.from({ length: last + 1 }, (_, channel): Stretch => ({
    from: channel === 0 ? island.x + RUN.edge : columns[channel - 1]! + stationWidth + RUN.out,
    to: channel === last ? island.x + island.width - RUN.edge : columns[channel]! - RUN.in,
  }))
  const taken = new Set([...placement.cells.values()].map(({ column, row }) => `${column}/${row}`))
  for (const { x, y, width, height } of boxes.values()) {
    columns.forEach((column, at) =>
      rows.forEach((row, index) => {
        if (x < column + stationWidth && column < x + width && Math.abs(row - (y + height / 2)) < MEASURE.station)
          taken.add(`${at}/${index}`)
      }),
    )
  }
  const terminals = new Map<string, Terminal>()
  const rowAt = (y: number) => {
    const row = rows.findIndex((middle) => Math.abs(middle - y) < 1)
    return row < 0 ? null : row
  }
  for (const [id, box] of [...stations, ...boxes]) {
    const column = columns.findLastIndex((x) => x - MEASURE.hullSide - MEASURE.channel / 2 <= box.x)
    terminals.set(id, {
      y: box.y + box.height / 2,
      row: rowAt(box.y + box.height / 2),
      round: stations.has(id) ? MEASURE.station / 2 : 0,
      in: { x: box.x, channel: Math.max(0, column), direction: 1 },
      out: { x: box.x + box.width, channel: Math.max(0, column) + 1, direction: 1 },
    })
  }
  for (const [key, { column, row, width, height }] of placement.hulls) {
    const box = geometry.hulls.get(key)!
    const middle = row + Math.floor((height - 1) / 2)
    terminals.set(`hull ${key}`, {
      y: rows[middle]!,
      row: middle,
      round: 0,
      in: { x: box.x, channel: column, direction: 1 },
      out: { x: box.x + box.width, channel: column + width, direction: 1 },
    })
  }
  for (const [id, box] of left) {
    const edge = { x: box.x + box.width, channel: 0 }
    terminals.set(`left ${id}`, {
      y: box.y + box.height / 2,
      row: rowAt(box.y + box.height / 2),
      round: 0,
      in: { ...edge, direction: -1 },
      out: { ...edge, direction: 1 },
    })
  }
  for (const [id, box] of right) {
    const edge = { x: box.x, channel: last }
    terminals.set(`right ${id}`, {
      y: box.y + box.height / 2,
      row: rowAt(box.y + box.height / 2),
      round: 0,
      in: { ...edge, direction: 1 },
      out: { ...edge, direction: -1 },
    })
  }
  return {
    channels,
    gaps,
    terminals,
    isFree: (row, from, to) => {
      for (let column = from; column < to; column++) if (taken.has(`${column}/${row}`)) return false
      return true
    },
  }
}
