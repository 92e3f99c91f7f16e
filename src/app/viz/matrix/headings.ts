import { piecesOf } from '../../text/pieces.ts'
import type { GridLine } from './grid.ts'
import type { AxisRange } from './axis.ts'

/** Pixels that a text takes on one line. */
export type Measure = (text: string) => number

/** A name over the columns it owns. */
export interface Span {
  readonly key: string
  readonly group: string
  readonly label: string
  readonly first: number
  readonly count: number
}

/** Columns with the same owner share one name. A column without an owner has its own label for a name. */
export function spansOf(columns: readonly GridLine[]): readonly Span[] {
  const spans: { key: string; group: string; label: string; first: number; count: number }[] = []
  columns.forEach(({ key, owner, label, group }, index) => {
    const id = owner === '' ? key : `${group}/${key.slice(0, key.lastIndexOf(' '))}`
    const last = spans.at(-1)
    if (last?.key === id) last.count++
    else spans.push({ key: id, group, label: owner === '' ? label : owner, first: index, count: 1 })
  })
  return spans
}

/** The spans that stand over any of the columns. */
export function spansIn(spans: readonly Span[], { first, end }: AxisRange): readonly Span[] {
  return spans.filter((span) => span.first < end && span.first + span.count > first)
}

/** How the names over the columns are set. `upright`: the groups whose names are turned, reading upwards. */
export interface HeadingLayout {
  readonly upright: ReadonlySet<string>
  readonly height: number
}

const LINE = 15
const LINES = 3
/** Names longer than this go on in a second column of letters. */
const TALLEST = 132

/**
 * The names of a group lie flat when all of them fit over their columns in three lines, broken only where names may
 * break; else all of them stand.
 */
export function headingLayout(spans: readonly Span[], step: number, measure: Measure): HeadingLayout {
  const lines = spans.map(({ label, count }) => linesOf(label, count * step, measure))
  const upright = new Set(spans.filter((_, index) => lines[index]! > LINES).map(({ group }) => group))
  const heights = spans.map(({ group, label }, index) =>
    upright.has(group) ? Math.ceil(Math.min(TALLEST, measure(label))) + 2 : lines[index]! * LINE,
  )
  return { upright, height: heights.reduce((most, height) => Math.max(most, height), LINE) }
}

/** Lines that a name takes when it breaks only where it may; infinite when a piece is too long for any. */
export function linesOf(name: string, room: number, measure: Measure): number {
  let lines = 1
  let line = ''
  for (const piece of piecesOf(name)) {
    if (measure(piece) > room) return Infinity
    if (measure(line + piece) > room) {
      lines++
      line = piece
    } else line += piece
  }
  return lines
}

/** Widths of the two columns of row headings, the namespaces' and the rows' own names. 0: there is none. */
export interface SideLayout {
  readonly groups: number
  readonly names: number
}

/**
 * `most`: what one column may take; longer names wrap. Names of groups stand aside only when there is more than one.
 */
export function sideLayout(
  rows: readonly GridLine[],
  aside: boolean,
  most: number,
  measureGroup: Measure,
  measureName: Measure,
): SideLayout {
  const widest = (texts: Iterable<string>, measure: Measure) =>
    Math.ceil(
      Math.min(
        most,
        [...texts].reduce((width, text) => Math.max(width, measure(text)), 0),
      ),
    )
  const groups = new Set(rows.map(({ group }) => group))
  return {
    groups: aside && groups.size > 1 ? widest(groups, measureGroup) : 0,
    names: widest(new Set(rows.map(({ label }) => label)), measureName),
  }
}
