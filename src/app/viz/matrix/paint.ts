import { CELL, type CellCode, type NamespaceTotal } from '../../../worker/snapshot.ts'
import { MATRIX } from '../../text/catalogue/en/matrix.ts'
import { barParts, passingFlows, type NamespaceGrid } from './namespaces.ts'
import type { CellPainter, Palette, Pen } from './painter.ts'
import type { WorkloadGrid } from './grid.ts'
import { CHANGE_MARKS, VERDICT_MARKS, type MarkPart } from '../verdict-marks.ts'

const paths = new Map<string, Path2D>()

function paintMark(pen: Pen, palette: Palette, { d, colour, width }: MarkPart): void {
  let path = paths.get(d)
  if (!path) paths.set(d, (path = new Path2D(d)))
  if (width === 0) {
    pen.fillStyle = palette.colour(colour)
    pen.fill(path)
  } else {
    pen.strokeStyle = palette.colour(colour)
    pen.lineWidth = width
    pen.stroke(path)
  }
}

/** Where the sign of a change stands, from the cell's top right corner. */
export const CHANGE_AT = { x: -10, y: 9 } as const

/** `width` and `height` of a cell, in pixels. */
export function workloadPainter({ cells, changes, columns }: WorkloadGrid, width: number, height: number): CellPainter {
  const at = (row: number, column: number) => row * columns.length + column
  return {
    key: (row, column) => `${cells[at(row, column)]!}${changes.get(at(row, column)) ?? ''}`,
    paint(pen, palette, row, column) {
      const change = changes.get(at(row, column))
      pen.translate(width / 2, height / 2)
      for (const part of VERDICT_MARKS[cells[at(row, column)] as CellCode]) paintMark(pen, palette, part)
      if (!change) return
      pen.translate(width / 2 + CHANGE_AT.x, CHANGE_AT.y - height / 2)
      paintMark(pen, palette, CHANGE_MARKS[change])
    },
  }
}

/** The bar of a square: where it begins and how big it is. */
export const BAR = { inset: 10, length: 40, height: 8 } as const

/** Width of the slanted lines that stand for denied. */
export const HATCH = 1.5

/** Heights of the numbers' base lines and of the bar in a square. */
export function squareRows(twoLines: boolean): { readonly count: number; readonly all: number; readonly bar: number } {
  return twoLines ? { count: 20, all: 34, bar: 41 } : { count: 27, all: 27, bar: 36 }
}

/** Paints the squares of this grid. */
export function squarePainter({ totals, changes, columns, twoLines }: NamespaceGrid): CellPainter {
  const at = squareRows(twoLines)
  const { of } = MATRIX
  const cell = (row: number, column: number) => row * columns.length + column
  return {
    key(row, column) {
      const { allowed, part, open, all } = totals[cell(row, column)]!
      return `${twoLines}/${allowed}/${part}/${open}/${of(all)}/${changes.get(cell(row, column))?.join() ?? ''}`
    },
    paint(pen, palette, row, column) {
      const total = totals[cell(row, column)]!
      if (total.all === 0) {
        pen.translate(30, 30)
        for (const part of VERDICT_MARKS[CELL.self]) paintMark(pen, palette, part)
        return
      }
      paintCounts(pen, palette, total, of(total.all), twoLines, at)
      paintBar(pen, palette, total, at.bar)
      changes.get(cell(row, column))?.forEach((change, index) => {
        pen.translate(index === 0 ? 60 + CHANGE_AT.x : -12, index === 0 ? CHANGE_AT.y : 0)
        paintMark(pen, palette, CHANGE_MARKS[change])
      })
    },
  }
}

function paintCounts(
  pen: Pen,
  palette: Palette,
  total: NamespaceTotal,
  all: string,
  twoLines: boolean,
  at: { readonly count: number; readonly all: number },
): void {
  const count = String(passingFlows(total))
  const fonts = { count: `400 13px ${palette.ui}`, all: `400 12px ${palette.ui}` }
  pen.font = fonts.count
  const countWidth = pen.measureText(count).width
  pen.font = fonts.all
  const allWidth = pen.measureText(all).width
  pen.fillStyle = palette.colour('ink-3')
  pen.fillText(all, twoLines ? 30 - allWidth / 2 : 30 - (countWidth + 3 + allWidth) / 2 + countWidth + 3, at.all)
  pen.font = fonts.count
  pen.fillStyle = palette.colour('ink')
  pen.fillText(count, twoLines ? 30 - countWidth / 2 : 30 - (countWidth + 3 + allWidth) / 2, at.count)
}

function paintBar(pen: Pen, palette: Palette, total: NamespaceTotal, y: number): void {
  for (const { kind, start, length } of barParts(total, BAR.length)) {
    const x = BAR.inset + start
    switch (kind) {
      case 'allowed':
        pen.fillStyle = palette.colour('allow')
        pen.fillRect(x, y, length, BAR.height)
        break
      case 'part':
      case 'open':
        pen.fillStyle = palette.colour('sheet')
        pen.fillRect(x, y, length, BAR.height)
        pen.strokeStyle = palette.colour(kind)
        pen.lineWidth = 1.5
        pen.strokeRect(x + 0.75, y + 0.75, Math.max(0, length - 1.5), BAR.height - 1.5)
        if (kind === 'open') break
        pen.fillStyle = palette.colour('part')
        pen.fillRect(x, y + BAR.height / 2, length, BAR.height / 2)
        break
      case 'denied':
        paintHatch(pen, palette, x, y, length)
    }
  }
}

function paintHatch(pen: Pen, palette: Palette, x: number, y: number, length: number): void {
  const path = new Path2D()
  for (let at = x - BAR.height; at < x + length; at += 5.66) {
    path.moveTo(at, y + BAR.height)
    path.lineTo(at + BAR.height, y)
  }
  pen.save()
  pen.beginPath()
  pen.rect(x, y, length, BAR.height)
  pen.clip()
  pen.fillStyle = palette.colour('deny-w')
  pen.fillRect(x, y, length, BAR.height)
  pen.strokeStyle = palette.colour('deny')
  pen.lineWidth = HATCH
  pen.stroke(path)
  pen.restore()
}
