import { CELL, type CellCode } from '../../../worker/snapshot.ts'
import type { LineKind, PairCounts } from './pairs.ts'

/** Words on a line: the port, `2 of 3`, what opened and closed, or the number of a lesson's goal. */
export interface Chip {
  readonly sign: 'opened' | 'closed' | 'goal' | null
  readonly text: string
}

/** A line of the picture: all flows of a pair, over all ports. `from` and `to` are marks. */
export interface Line {
  readonly key: string
  readonly from: string
  readonly to: string
  readonly kind: LineKind
  readonly role: 'rule' | 'selected' | 'changed' | 'goal' | 'entry' | 'neighbour'
  readonly chips: readonly Chip[]
  /** A bundle of all lines between two namespaces: what passes and what does not. */
  readonly bundle: PairCounts | null
}

/** The same for the same pair in every picture. */
export const lineKey = (from: string, to: string) => `${from} → ${to}`

/** The line of one flow, without words. */
export function lineOf(from: string, to: string, verdict: CellCode | null, role: Line['role']): Line {
  return {
    key: lineKey(from, to),
    from,
    to,
    kind: verdict === null ? 'none' : KIND_OF_CELL[verdict],
    role,
    bundle: null,
    chips: [],
  }
}

const KIND_OF_CELL: Readonly<Record<CellCode, LineKind>> = {
  [CELL.self]: 'none',
  [CELL.allowed]: 'allowed',
  [CELL.open]: 'open',
  [CELL['denied-leaving']]: 'denied-leaving',
  [CELL['denied-entering']]: 'denied-entering',
  [CELL.part]: 'part',
}
