import { axisOf, type Axis } from './axis.ts'
import {
  headingLayout,
  sideLayout,
  spansOf,
  type HeadingLayout,
  type Measure,
  type SideLayout,
  type Span,
} from './headings.ts'
import type { Place } from './keys.ts'
import type { WorkloadGrid } from './grid.ts'
import type { NamespaceGrid } from './namespaces.ts'

/** All sizes of a grid, in pixels. The cells' own corner is at `side`, `head`. */
export interface GridLayout {
  readonly rows: Axis
  readonly columns: Axis
  readonly spans: readonly Span[]
  readonly heading: HeadingLayout
  readonly names: SideLayout
  /** Width of the row headings. */
  readonly side: number
  /** Height of the column headings. */
  readonly head: number
  /** The columns come from more than one namespace, whose names stand on top. */
  readonly hasColumnGroups: boolean
  /** Namespaces of rows have their names in the gap over their rows, for want of room beside them. */
  readonly isTitled: boolean
  /** Some port is not TCP, so that ports have a second line. */
  readonly hasProtocols: boolean
  /** Columns are ports, with margins that count what passes. */
  readonly isCounted: boolean
  readonly width: number
  readonly height: number
}

/** How wide texts are: namespaces beside rows and over columns, workloads over their ports, workloads beside rows. */
export interface Measures {
  readonly group: Measure
  readonly square: Measure
  readonly heading: Measure
  readonly name: Measure
}

/** What the screen gives: too narrow for two columns of headings; pointed at by fingers. */
export interface Room {
  readonly isNarrow: boolean
  readonly isCoarse: boolean
}

const GAP = 8
const SQUARE = 60
/** After the last square, for the ring around the focus. */
const RING = 6
const CELL_WIDTH = 54
const TITLE = 26
/** The namespaces' names over the columns. */
export const GROUP_ROW = 22
const UNDERLINE = 6
const PORT_ROW = 19
const PROTOCOL_ROW = 13
/** For "reaches" and "reached by", and what the latter takes beside the columns. */
const MARGIN = { across: 64, down: 34 } as const
const COUNTED = 84

/** Where rows and columns of workloads stand, in pixels. */
export function workloadLayout(grid: WorkloadGrid, measures: Measures, { isNarrow, isCoarse }: Room): GridLayout {
  const isTitled = isNarrow && new Set(grid.rows.map(({ group }) => group)).size > 1
  const rows = axisOf(
    grid.rows.map(({ group }) => group),
    isCoarse ? 44 : 34,
    isTitled ? TITLE : GAP,
    isTitled ? TITLE - 2 : 0,
  )
  const columns = axisOf(
    grid.columns.map(({ group }) => group),
    CELL_WIDTH,
    GAP,
  )
  const spans = spansOf(grid.columns)
  const heading = headingLayout(spans, CELL_WIDTH, measures.heading)
  const names = sideLayout(grid.rows, !isNarrow, isNarrow ? 112 : 180, measures.group, measures.name)
  const hasColumnGroups = columns.groups.length > 1
  const hasProtocols = grid.columns.some(({ note }) => note !== '')
  const side = Math.max(COUNTED, names.names + 12 + (names.groups > 0 ? names.groups + 16 : 0))
  const head =
    (hasColumnGroups ? GROUP_ROW : 0) + heading.height + UNDERLINE + PORT_ROW + (hasProtocols ? PROTOCOL_ROW : 0)
  return {
    rows,
    columns,
    spans,
    heading,
    names,
    side,
    head,
    hasColumnGroups,
    isTitled,
    hasProtocols,
    isCounted: true,
    width: side + columns.length + MARGIN.across,
    height: head + rows.length + MARGIN.down,
  }
}

/** Where rows and columns of namespaces stand, in pixels. */
export function namespaceLayout(grid: NamespaceGrid, measures: Measures, { isNarrow }: Room): GridLayout {
  const rows = axisOf(
    grid.rows.map(({ group }) => group),
    SQUARE,
    0,
  )
  const columns = axisOf(
    grid.columns.map(({ group }) => group),
    SQUARE,
    0,
  )
  const spans = spansOf(grid.columns)
  const heading = headingLayout(spans, SQUARE, measures.square)
  const names = sideLayout(grid.rows, false, isNarrow ? 112 : 180, measures.group, measures.group)
  const side = Math.max(names.names, 24) + 12
  const head = heading.height + 10
  return {
    rows,
    columns,
    spans,
    heading,
    names,
    side,
    head,
    hasColumnGroups: false,
    isTitled: false,
    hasProtocols: false,
    isCounted: false,
    width: side + columns.length + RING,
    height: head + rows.length + RING,
  }
}

/** In pixels from the corner of the whole grid. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The box of a cell with the lines around it; −1 stands for all rows or all columns. */
export function boxOf({ rows, columns, side, head }: GridLayout, { row, column }: Place): Box {
  const stretch = ({ starts, step, length }: Axis, index: number, edge: number) =>
    index < 0 ? ([edge, length + 1] as const) : ([edge + starts[index]!, step + 1] as const)
  const [left, width] = stretch(columns, column, side)
  const [top, height] = stretch(rows, row, head)
  return { left, top, width, height }
}
