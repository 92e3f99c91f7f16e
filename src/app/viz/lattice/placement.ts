import type { Rank } from './rank.ts'

/** A station to place. `order` sorts stations of one rank. */
export interface LatticeItem {
  readonly id: string
  readonly rank: Rank
  readonly order: string
}

/**
 * What gets a hull. `size` is for hulls that hold no stations of their own (empty, folded, the nodes' box), in cells;
 * it is null when the stations decide. `corner` wants to stand last, at the bottom right.
 */
export interface LatticeGroup {
  readonly key: string
  readonly items: readonly LatticeItem[]
  readonly size: { readonly width: number; readonly height: number } | null
  readonly corner: boolean
  /** Where among sources and stores a hull without stations belongs. */
  readonly rank: Rank
}

/** A cell of the lattice, counted from its left upper corner. */
export interface Cell {
  readonly column: number
  readonly row: number
}

/** In cells. */
export interface CellRect extends Cell {
  readonly width: number
  readonly height: number
}

/** Who stands where: stations on cells, hulls on rectangles of cells that never overlap. */
export interface Placement {
  /** Pixels. Names that come later must fit into it, so that the columns stay where they are. */
  readonly stationWidth: number
  readonly columns: number
  readonly rows: number
  readonly hulls: ReadonlyMap<string, CellRect>
  readonly cells: ReadonlyMap<string, Cell>
}
