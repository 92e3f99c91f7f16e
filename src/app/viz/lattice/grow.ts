import type { Cell, CellRect, LatticeGroup, LatticeItem, Placement } from './placement.ts'
import { preferredPlace, shapeOf } from './pack.ts'

/** A placement in the making. */
interface Draft {
  columns: number
  rows: number
  readonly hulls: Map<string, CellRect>
  readonly cells: Map<string, Cell>
}

/**
 * Everybody who is still there where they were, and the others on free cells. `last` tells where those who were there
 * before stood.
 */
export function grownPlacement(
  previous: Placement,
  groups: readonly LatticeGroup[],
  last: ReadonlyMap<string, Cell>,
): Placement {
  const present = new Set(groups.flatMap(({ items }) => items.map(({ id }) => id)))
  const keys = new Set(groups.map(({ key }) => key))
  const left = new Set([...previous.cells].flatMap(([id, cell]) => (present.has(id) ? [] : [keyOf(cell)])))
  const draft: Draft = {
    columns: previous.columns,
    rows: previous.rows,
    hulls: new Map([...previous.hulls].filter(([key]) => keys.has(key))),
    cells: new Map([...previous.cells].filter(([id]) => present.has(id))),
  }
  for (const group of groups) {
    if (!draft.hulls.has(group.key)) {
      addHull(draft, group)
      continue
    }
    if (group.size) fitSize(draft, group.key, group.size)
    const hull = () => draft.hulls.get(group.key)!
    for (const item of group.items.filter(({ id }) => !draft.cells.has(id))) {
      if (!freeCell(draft, hull(), item, last, left)) makeRoom(draft, group.key)
      draft.cells.set(item.id, freeCell(draft, hull(), item, last, left)!)
    }
    if (group.items.length > 0) trimHull(draft, group.key)
  }
  const all = [...draft.hulls.values()]
  return {
    ...draft,
    stationWidth: previous.stationWidth,
    columns: Math.max(1, ...all.map(({ column, width }) => column + width)),
    rows: Math.max(1, ...all.map(({ row, height }) => row + height)),
  }
}

function addHull(draft: Draft, group: LatticeGroup): void {
  const shape = shapeOf(group)
  draft.columns = Math.max(draft.columns, shape.width)
  const at = preferredPlace(group, shape, draft.columns, (rect) => isFree(draft, rect))
  draft.hulls.set(group.key, { ...at, width: shape.width, height: shape.height })
  for (const [id, { column, row }] of shape.cells)
    draft.cells.set(id, { column: at.column + column, row: at.row + row })
  draft.rows = Math.max(draft.rows, at.row + shape.height)
}

const keyOf = ({ column, row }: Cell) => `${column}/${row}`

/** The cell it had, else one that was left just now, else the free one nearest to where its rank belongs. */
function freeCell(
  draft: Draft,
  hull: CellRect,
  item: LatticeItem,
  last: ReadonlyMap<string, Cell>,
  left: ReadonlySet<string>,
): Cell | null {
  const taken = new Set([...draft.cells.values()].map(keyOf))
  const free: Cell[] = []
  for (let column = hull.column; column < hull.column + hull.width; column++) {
    for (let row = hull.row; row < hull.row + hull.height; row++)
      if (!taken.has(`${column}/${row}`)) free.push({ column, row })
  }
  const before = last.get(item.id)
  const wanted = hull.column + (item.rank / 2) * (hull.width - 1)
  const cost = (cell: Cell) =>
    (before && keyOf(cell) === keyOf(before) ? -2000 : left.has(keyOf(cell)) ? -1000 : 0) +
    Math.abs(cell.column - wanted)
  return free.sort((a, b) => cost(a) - cost(b) || a.row - b.row || a.column - b.column)[0] ?? null
}

function isFree({ hulls, columns }: Pick<Draft, 'hulls' | 'columns'>, rect: CellRect, except = ''): boolean {
  if (rect.column < 0 || rect.row < 0 || rect.column + rect.width > columns) return false
  return ![...hulls].some(([key, hull]) => key !== except && overlap(hull, rect))
}

function overlap(a: CellRect, b: CellRect): boolean {
  return (
    a.column < b.column + b.width &&
    b.column < a.column + a.width &&
    a.row < b.row + b.height &&
    b.row < a.row + a.height
  )
}

/** More columns than this make the picture too small to read. */
const COLUMN_LIMIT = 8

function makeRoom(draft: Draft, key: string): void {
  const hull = draft.hulls.get(key)!
  const isLowest = hull.row + hull.height === draft.rows
  const isRightmost = hull.column + hull.width === draft.columns
  const wider: CellRect = { ...hull, width: hull.width + 1 }
  const taller: CellRect = { ...hull, height: hull.height + 1 }
  const inside = [
    wider,
    ...(isLowest ? [] : [taller]),
    { ...wider, column: hull.column - 1 },
    { ...taller, row: hull.row - 1 },
  ].find((choice) => isFree(draft, choice, key))
  if (inside) draft.hulls.set(key, inside)
  else if (isRightmost && draft.columns < COLUMN_LIMIT && (!isLowest || draft.columns <= draft.rows)) {
    draft.columns++
    draft.hulls.set(key, wider)
  } else {
    pushDown(draft, taller, key)
    draft.hulls.set(key, taller)
    draft.rows = Math.max(draft.rows, taller.row + taller.height)
  }
}

/** Moves what is in the way of `rect` down by a row, and what is in the way of that. */
function pushDown(draft: Draft, rect: CellRect, except: string): void {
  for (const [key, hull] of [...draft.hulls]) {
    if (key === except || !overlap(hull, rect)) continue
    const moved = { ...hull, row: hull.row + 1 }
    pushDown(draft, moved, key)
    draft.hulls.set(key, moved)
    for (const [id, cell] of draft.cells) {
      if (
        cell.column >= hull.column &&
        cell.column < hull.column + hull.width &&
        cell.row >= hull.row &&
        cell.row < hull.row + hull.height
      )
        draft.cells.set(id, { column: cell.column, row: cell.row + 1 })
    }
    draft.rows = Math.max(draft.rows, moved.row + moved.height)
  }
}

/** A hull without stations of its own (the nodes' box) becomes as large as it needs to be. */
function fitSize(
  draft: Draft,
  key: string,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  const hull = draft.hulls.get(key)!
  if (hull.width === width && hull.height === height) return
  const wanted = [
    { ...hull, width, height },
    { ...hull, width, height, column: hull.column + hull.width - width },
  ].find((choice) => isFree(draft, choice, key))
  draft.hulls.set(key, wanted ?? { column: 0, row: draft.rows, width, height })
}

/** Gives back rows at the bottom and columns at the right in which nobody stands any more. */
function trimHull(draft: Draft, key: string): void {
  let hull = draft.hulls.get(key)!
  const inside = [...draft.cells.values()].filter(({ column, row }) =>
    overlap(hull, { column, row, width: 1, height: 1 }),
  )
  const width = Math.max(...inside.map(({ column }) => column)) - hull.column + 1
  const height = Math.max(...inside.map(({ row }) => row)) - hull.row + 1
  if (width < hull.width || height < hull.height) hull = { ...hull, width, height }
  draft.hulls.set(key, hull)
}
