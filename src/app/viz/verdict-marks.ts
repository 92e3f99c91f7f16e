import { CELL, type CellCode } from '../../worker/snapshot.ts'

/** The tokens that marks are drawn in. */
export type MarkColour = 'allow' | 'open' | 'deny' | 'part' | 'line-2'

/** One path of a mark around its middle at 0, 0, in pixels. `width` 0: filled, else the width of the stroke. */
export interface MarkPart {
  readonly d: string
  readonly colour: MarkColour
  readonly width: number
}

/** Every mark fits into a square of this side. */
export const MARK_SIZE = 20

const circle = (radius: number) =>
  `M${-radius} 0a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`

/**
 * One mark for each verdict of the matrix, told apart by shape alone. A denied line is stopped where the gate is that
 * stopped it: right after it left, with dots for the way it did not go, or right before it arrives.
 */
export const VERDICT_MARKS: Readonly<Record<CellCode, readonly MarkPart[]>> = {
  [CELL.self]: [{ d: 'M-6 0h12', colour: 'line-2', width: 1.5 }],
  [CELL.allowed]: [{ d: circle(9), colour: 'allow', width: 0 }],
  [CELL.open]: [{ d: circle(7), colour: 'open', width: 2 }],
  [CELL['denied-leaving']]: [
    { d: 'M-9.5 0h5', colour: 'deny', width: 2 },
    { d: 'M-3.5 -7v14', colour: 'deny', width: 3 },
    { d: 'M1.5 0h1.75M5 0h1.75M8.5 0h1.5', colour: 'deny', width: 2 },
  ],
  [CELL['denied-entering']]: [
    { d: 'M-7.5 0h9', colour: 'deny', width: 2 },
    { d: 'M4 -7v14', colour: 'deny', width: 3 },
  ],
  [CELL.part]: [
    { d: circle(7), colour: 'part', width: 2 },
    { d: 'M0 -7a7 7 0 0 0 0 14z', colour: 'part', width: 0 },
  ],
}

/** The glyph of a verdict beside words, where one sign for denied is enough. */
export const VERDICT_GLYPHS = {
  [CELL.self]: 'none',
  [CELL.allowed]: 'allow',
  [CELL.open]: 'open',
  [CELL['denied-leaving']]: 'deny',
  [CELL['denied-entering']]: 'deny',
  [CELL.part]: 'part',
} as const satisfies Readonly<Record<CellCode, string>>

/** What changed, beside the verdict: a plus for opened, a minus for closed. Around 0, 0. */
export const CHANGE_MARKS = {
  opened: { d: 'M-4 0h8M0 -4v8', colour: 'allow', width: 2 },
  closed: { d: 'M-4 0h8', colour: 'deny', width: 2 },
} as const satisfies Readonly<Record<'opened' | 'closed', MarkPart>>
