import { MEASURE } from './geometry.ts'
import type { Cell, CellRect, LatticeGroup, LatticeItem, Placement } from './placement.ts'

/** The cells a hull needs, with its stations on them, counted from its own corner. */
export interface Shape {
  readonly width: number
  readonly height: number
  readonly cells: ReadonlyMap<string, Cell>
}

/** `db-2` stands before `db-10`. The same in every browser language. */
const BY_NAME = new Intl.Collator('en', { numeric: true })

/** A hull of two stations has them side by side. */
const SLIGHTLY_WIDE = 0.5
/** What it costs, in empty cells, when stations of different ranks share a column. */
const MIXED_RANKS = 1

/**
 * Sources left, stores right, in columns of about equal length. `slope`: how many columns there should be for each row.
 */
export function shapeOf({ items, size }: Pick<LatticeGroup, 'items' | 'size'>, slope = 1): Shape {
  if (size) return { ...size, cells: new Map() }
  const sorted = [...items].sort(inOrder)
  let best: {
    readonly columns: readonly (readonly LatticeItem[])[]
    readonly height: number
    readonly cost: number
  } | null = null
  for (let height = 1; height <= Math.max(1, Math.ceil(Math.sqrt(items.length / slope)) + 1); height++) {
    const byRank = [0, 1, 2].flatMap((rank) =>
      chunks(
        sorted.filter((item) => item.rank === rank),
        height,
      ),
    )
    const mixed = chunks(sorted, height)
    for (const [columns, penalty] of [
      [byRank, 0],
      [mixed, MIXED_RANKS],
    ] as const) {
      const cost =
        columns.length * height - items.length + Math.abs(columns.length - height * slope - SLIGHTLY_WIDE) + penalty
      if (!best || cost < best.cost) best = { columns, height, cost }
    }
  }
  const columns = best!.columns
  return {
    width: Math.max(1, columns.length),
    height: Math.max(1, ...columns.map(({ length }) => length)),
    cells: new Map(columns.flatMap((column, at) => column.map((item, row) => [item.id, { column: at, row }] as const))),
  }
}

function inOrder(a: LatticeItem, b: LatticeItem): number {
  return a.rank - b.rank || BY_NAME.compare(a.order, b.order) || (a.id < b.id ? -1 : 1)
}

function chunks<Item>(items: readonly Item[], length: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
    items.slice(index * length, (index + 1) * length),
  )
}

/** 0 = far left, 1 = far right. */
function leaning({ items, rank }: LatticeGroup): number {
  return items.length === 0 ? rank / 2 : items.reduce((sum, item) => sum + item.rank, 0) / items.length / 2
}

/**
 * How many rows a hull would rather go down than stand one column further from where its rank belongs; the second packs
 * tighter.
 */
const WEIGHTS = [0.6, 0.05] as const

/**
 * The best free place for a hull: high up, and on its side; `rightFirst` of two that are equally good. Rows without end
 * are free.
 */
export function preferredPlace(
  group: LatticeGroup,
  { width, height }: { readonly width: number; readonly height: number },
  columns: number,
  isFree: (rect: CellRect) => boolean,
  weight: number = WEIGHTS[0],
  rightFirst = false,
): Cell {
  const lean = leaning(group)
  let best: Cell = { column: 0, row: 0 }
  let cost = Infinity
  for (let row = 0; row < cost; row++) {
    const last = Math.max(columns - width, 0)
    for (let step = 0; step <= last; step++) {
      const column = rightFirst ? last - step : step
      if (!isFree({ column, row, width, height })) continue
      const there = row + Math.abs((column + width / 2) / columns - lean) * columns * weight
      if (there < cost - 1e-9) {
        cost = there
        best = { column, row }
      }
    }
  }
  return best
}

/** The pane that the lattice is packed for, and what surrounds the cells, in pixels. */
const PANE = {
  width: 880,
  height: 430,
  beside: 2 * (MEASURE.islandSide + MEASURE.plateGap + MEASURE.plate + MEASURE.margin) - MEASURE.channel,
  above: 55,
  row: 99,
}
/**
 * Columns for each row of a hull. The first of these, and of the weights, is preferred unless another makes the picture
 * so much larger.
 */
const SLOPES = [1, 0.6, 0.4, 1.6] as const
const BETTER = 1.04

/** What it is worth that sources are left and stores right: this part of the size when all stood on the wrong side. */
const ASTRAY = 0.15

/** How far hulls are from where they belong, 0 to 1, on average. */
function astray(groups: readonly LatticeGroup[], { hulls, columns }: Omit<Placement, 'stationWidth'>): number {
  const off = groups.map((group) =>
    Math.abs((hulls.get(group.key)!.column + hulls.get(group.key)!.width / 2) / columns - leaning(group)),
  )
  return off.reduce((sum, each) => sum + each, 0) / Math.max(1, off.length)
}

/**
 * A pure function of the groups: the hull shapes and the number of columns that let the picture be largest, filled from
 * the largest hull on.
 */
export function freshPlacement(groups: readonly LatticeGroup[], stationWidth: number): Placement {
  let best: Omit<Placement, 'stationWidth'> | null = null
  let scale = 0
  for (const slope of SLOPES) {
    const shapes = new Map(groups.map((group) => [group.key, shapeOf(group, slope)]))
    const area = ({ key }: LatticeGroup) => shapes.get(key)!.width * shapes.get(key)!.height
    const sorted = [...groups].sort(
      (a, b) =>
        Number(a.corner) - Number(b.corner) ||
        area(b) - area(a) ||
        leaning(a) - leaning(b) ||
        BY_NAME.compare(a.key, b.key),
    )
    const narrowest = Math.max(1, ...[...shapes.values()].map(({ width }) => width))
    for (let columns = narrowest; columns <= narrowest + 6; columns++) {
      for (const weight of WEIGHTS) {
        for (const rightFirst of [false, true]) {
          const placement = packed(sorted, shapes, columns, weight, rightFirst)
          const fits = Math.min(
            PANE.width / (placement.columns * (stationWidth + MEASURE.channel) + PANE.beside),
            PANE.height / (placement.rows * PANE.row + PANE.above),
          )
          const worth =
            fits /
            ((slope === SLOPES[0] ? 1 : BETTER) *
              (weight === WEIGHTS[0] ? 1 : BETTER) *
              (1 + ASTRAY * astray(groups, placement)))
          if (worth <= scale + 1e-9) continue
          best = placement
          scale = worth
        }
      }
    }
  }
  return { ...best!, stationWidth }
}

function packed(
  groups: readonly LatticeGroup[],
  shapes: ReadonlyMap<string, Shape>,
  columns: number,
  weight: number,
  rightFirst: boolean,
): Omit<Placement, 'stationWidth'> {
  const hulls = new Map<string, CellRect>()
  const cells = new Map<string, Cell>()
  const taken = new Set<string>()
  const isFree = ({ column, row, width, height }: CellRect) => {
    for (let c = column; c < column + width; c++)
      for (let r = row; r < row + height; r++) if (taken.has(`${c}/${r}`)) return false
    return true
  }
  let rows = 1
  for (const group of groups) {
    const shape = shapes.get(group.key)!
    const at =
      (group.corner ? lastCorner(shape, columns, rows, isFree) : null) ??
      preferredPlace(group, shape, columns, isFree, weight, rightFirst)
    hulls.set(group.key, { ...at, width: shape.width, height: shape.height })
    for (let c = at.column; c < at.column + shape.width; c++)
      for (let r = at.row; r < at.row + shape.height; r++) taken.add(`${c}/${r}`)
    for (const [id, { column, row }] of shape.cells) cells.set(id, { column: at.column + column, row: at.row + row })
    rows = Math.max(rows, at.row + shape.height)
  }
  inReadingOrder(groups, shapes, hulls, cells)
  const empty = Math.min(...[...hulls.values()].map(({ column }) => column))
  if (empty > 0)
    for (const places of [hulls, cells] as readonly Map<string, Cell>[])
      for (const [key, place] of places) places.set(key, { ...place, column: place.column - empty })
  const used = Math.max(1, ...[...hulls.values()].map(({ column, width }) => column + width))
  return { columns: used, rows, hulls, cells }
}

/** Hulls of one shape and one leaning change places, so that their names are read in order. */
function inReadingOrder(
  groups: readonly LatticeGroup[],
  shapes: ReadonlyMap<string, Shape>,
  hulls: Map<string, CellRect>,
  cells: Map<string, Cell>,
): void {
  const alike = new Map<string, LatticeGroup[]>()
  for (const group of groups) {
    const { width, height } = shapes.get(group.key)!
    const kind = `${width}/${height}/${leaning(group)}/${group.corner}`
    const same = alike.get(kind) ?? alike.set(kind, []).get(kind)!
    same.push(group)
  }
  for (const same of alike.values()) {
    const places = same.map(({ key }) => hulls.get(key)!).sort((a, b) => a.row - b.row || a.column - b.column)
    for (const [index, group] of [...same].sort((a, b) => BY_NAME.compare(a.key, b.key)).entries()) {
      const at = places[index]!
      hulls.set(group.key, at)
      for (const [id, { column, row }] of shapes.get(group.key)!.cells)
        cells.set(id, { column: at.column + column, row: at.row + row })
    }
  }
}

/** The free place nearest to the bottom right of what is there. */
function lastCorner(
  { width, height }: Shape,
  columns: number,
  rows: number,
  isFree: (rect: CellRect) => boolean,
): Cell | null {
  for (let row = rows - height; row >= 0; row--) {
    for (let column = columns - width; column >= 0; column--)
      if (isFree({ column, row, width, height })) return { column, row }
  }
  return null
}
