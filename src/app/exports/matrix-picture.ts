import { VERDICT_MARKS, CHANGE_MARKS, type MarkColour, type MarkPart } from '../viz/verdict-marks.ts'
import type { Grid } from '../viz/matrix/grid.ts'

/** What the picture is drawn in: the colours of the screen. */
export interface PictureColours {
  readonly ground: string
  readonly ink: string
  readonly soft: string
  readonly line: string
  mark(colour: MarkColour): string
}

const CELL = { width: 44, height: 28 } as const
const GAP = 8
const EDGE = 16
const LETTER = 7.8
const FONT = 'ui-monospace, Menlo, Consolas, monospace'

/**
 * The matrix as a drawing of its own, whole, however much of it shows: rows ask, columns answer. `link`: what it opens
 * again as, the part of an address after `#`; null: none. Sizes are pixels.
 */
export function matrixPicture(
  grid: Grid,
  colours: PictureColours,
  link: string | null,
): { readonly text: string; readonly width: number; readonly height: number } {
  const { rows, columns } = grid
  const side = EDGE + Math.ceil(Math.max(0, ...rows.map(({ name }) => name.length)) * LETTER) + 10
  const heading = (at: number) =>
    [columns[at]!.group === 'outside' ? '' : columns[at]!.group, columns[at]!.owner]
      .filter((word) => word !== '' && word !== columns[at]!.label)
      .join('/')
  // Headings stand slanted over their columns.
  const slant = Math.ceil(Math.max(0, ...columns.map((_, at) => heading(at).length)) * LETTER * 0.71) + 10
  const head = EDGE + slant + 20
  const ys = places(
    rows.map(({ group }) => group),
    CELL.height,
    head,
  )
  const xs = places(
    columns.map(({ group }) => group),
    CELL.width,
    side,
  )
  const width = (xs.at(-1) ?? side) + CELL.width + Math.max(EDGE, slant)
  const height = (ys.at(-1) ?? head) + CELL.height + EDGE
  const parts = [
    ...columns.flatMap((column, at) => {
      const x = xs[at]! + CELL.width / 2
      const isFirst = at === 0 || heading(at - 1) !== heading(at)
      return [
        ...(isFirst && heading(at) !== ''
          ? [
              `<text x="${x}" y="${head - 26}" transform="rotate(-45 ${x} ${head - 26})" fill="${colours.ink}">${escape(heading(at))}</text>`,
            ]
          : []),
        `<text x="${x}" y="${head - 8}" text-anchor="middle" fill="${colours.soft}">${escape(column.note === '' ? column.label : `${column.label}/${column.note}`)}</text>`,
      ]
    }),
    ...rows.flatMap((row, at) => [
      `<text x="${side - 10}" y="${ys[at]! + CELL.height / 2 + 4.5}" text-anchor="end" fill="${colours.ink}">${escape(row.name)}</text>`,
      ...columns.map((_, column) => cell(grid, at, column, xs[column]!, ys[at]!, colours)),
    ]),
  ]
  const metadata = link === null ? '' : `<metadata>reachable ${escape(link)}</metadata>`
  return {
    width,
    height,
    text: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="13">${metadata}<rect width="100%" height="100%" fill="${colours.ground}"/>${parts.join('')}</svg>`,
  }
}

function cell(grid: Grid, row: number, column: number, x: number, y: number, colours: PictureColours): string {
  const mark = grid.mark(row, column)
  const box = `<rect x="${x}" y="${y}" width="${CELL.width}" height="${CELL.height}" fill="none" stroke="${colours.line}"/>`
  if (mark.mark !== 'cell') return box
  const changed = mark.change
    ? `<g transform="translate(${x + CELL.width - 8} ${y + 8}) scale(.75)">${path(CHANGE_MARKS[mark.change], colours)}</g>`
    : ''
  return `<g><title>${escape(
    grid
      .sentence(row, column)
      .map(({ text }) => text)
      .join(''),
  )}</title>${box}<g transform="translate(${x + CELL.width / 2} ${y + CELL.height / 2}) scale(.85)">${VERDICT_MARKS[mark.verdict].map((part) => path(part, colours)).join('')}</g>${changed}</g>`
}

function path({ d, colour, width }: MarkPart, colours: PictureColours): string {
  return width === 0
    ? `<path d="${d}" fill="${colours.mark(colour)}"/>`
    : `<path d="${d}" fill="none" stroke="${colours.mark(colour)}" stroke-width="${width}"/>`
}

/** Where each line begins; between groups is a gap. */
function places(groups: readonly string[], size: number, from: number): readonly number[] {
  let at = from
  return groups.map((group, index) => {
    if (index > 0) at += size + (group === groups[index - 1] ? 0 : GAP)
    return at
  })
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
