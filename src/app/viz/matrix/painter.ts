import { linesBetween, type Axis, type Stretch } from './axis.ts'

/** The tokens as they stand now: colours, and the sans. */
export interface Palette {
  readonly colour: (token: string) => string
  readonly ui: string
  readonly grid: string
}

/** Reads the tokens. `isForced`: the colours are the system's own. */
export function readPalette(style: CSSStyleDeclaration, isForced: boolean): Palette {
  const known = new Map<string, string>()
  const colour = (token: string) => {
    const value = known.get(token) ?? shownColour(style.getPropertyValue(`--${token}`).trim(), isForced)
    known.set(token, value)
    return value
  }
  return { colour, ui: style.getPropertyValue('--ui'), grid: isForced ? shownColour('GrayText', true) : colour('line') }
}

/**
 * `CanvasText` as `rgb(…)`: a canvas off the page takes the names of system colours for the browser's own, black on the
 * user's black.
 */
function shownColour(colour: string, isForced: boolean): string {
  if (!isForced) return colour
  const probe = document.createElement('span')
  probe.style.color = colour
  document.body.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}

/** What draws a single cell. */
export type Pen = OffscreenCanvasRenderingContext2D

/** Draws one cell, at its corner. Cells with the same key look the same. */
export interface CellPainter {
  key(row: number, column: number): string
  paint(pen: Pen, palette: Palette, row: number, column: number): void
}

/** The part of a grid to paint, from the corner of its cells, in pixels. */
export interface PaintPart {
  readonly rows: Axis
  readonly columns: Axis
  readonly down: Stretch
  readonly across: Stretch
  readonly cells: CellPainter
}

/** More different cells than this are not kept. */
const KEPT = 500

/**
 * Paints parts of a grid. Each look of a cell is drawn once and copied from then on, which is what makes scrolling
 * smooth.
 */
export class GridPainter {
  readonly #looks = new Map<string, ImageBitmap>()

  /** `ratio`: pixels of the device to one of the page. */
  constructor(
    private readonly palette: Palette,
    private readonly ratio: number,
  ) {}

  /** Paints a part at the canvas's own corner. */
  paint(pen: CanvasRenderingContext2D, { rows, columns, down, across, cells }: PaintPart): void {
    const { ratio } = this
    const shownRows = linesBetween(rows, down.start, down.start + down.length)
    const shownColumns = linesBetween(columns, across.start, across.start + across.length)
    const x = (column: number) => Math.round((columns.starts[column]! - across.start) * ratio)
    const y = (row: number) => Math.round((rows.starts[row]! - down.start) * ratio)
    const width = Math.round(columns.step * ratio)
    const height = Math.round(rows.step * ratio)
    const hair = Math.max(1, Math.round(ratio))
    pen.setTransform(1, 0, 0, 1, 0, 0)
    pen.clearRect(0, 0, pen.canvas.width, pen.canvas.height)
    pen.imageSmoothingEnabled = false
    for (let row = shownRows.first; row < shownRows.end; row++) {
      for (let column = shownColumns.first; column < shownColumns.end; column++)
        pen.drawImage(this.#look(cells, row, column, width, height), x(column), y(row))
    }
    // Lines of the grid: along whole groups, not around each cell.
    pen.fillStyle = this.palette.grid
    for (const { first, count } of columns.groups) {
      const from = Math.max(first, shownColumns.first)
      const to = Math.min(first + count, shownColumns.end)
      if (from >= to) continue
      for (let row = shownRows.first; row < shownRows.end; row++) {
        for (const edge of [y(row), y(row) + height])
          pen.fillRect(x(from), edge, x(to - 1) + width + hair - x(from), hair)
      }
    }
    for (const { first, count } of rows.groups) {
      const from = Math.max(first, shownRows.first)
      const to = Math.min(first + count, shownRows.end)
      if (from >= to) continue
      for (let column = shownColumns.first; column < shownColumns.end; column++) {
        for (const edge of [x(column), x(column) + width])
          pen.fillRect(edge, y(from), hair, y(to - 1) + height + hair - y(from))
      }
    }
  }

  #look(cells: CellPainter, row: number, column: number, width: number, height: number): ImageBitmap {
    const key = `${width}/${height}/${cells.key(row, column)}`
    const known = this.#looks.get(key)
    if (known) return known
    const canvas = new OffscreenCanvas(width, height)
    const pen = canvas.getContext('2d')
    if (pen) {
      pen.scale(this.ratio, this.ratio)
      cells.paint(pen, this.palette, row, column)
    }
    // A bitmap is copied as it stands; a canvas would be looked through at every copy.
    const look = canvas.transferToImageBitmap()
    if (this.#looks.size >= KEPT) this.#looks.clear()
    this.#looks.set(key, look)
    return look
  }
}
