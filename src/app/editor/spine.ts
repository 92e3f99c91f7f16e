import type { LensView, PeerLens } from '../../worker/snapshot.ts'
import { indentOf, type Lines } from './lines.ts'

/**
 * A piece of the line that falls from a dash along everything the dash owns, in one line of the text. `column` is the
 * dash's, from 1. The `first` piece begins under its dash. `bridge`: lines below that are too short to have the column,
 * which this piece crosses.
 */
export interface SpinePiece {
  readonly line: number
  readonly column: number
  readonly part: 'first' | 'middle' | 'last'
  readonly bridge: number
}

/** One spine for every peer that owns more than its own line: one spine is *and*, two are *or*. */
export function spines({ policies }: LensView, lines: Lines): readonly SpinePiece[] {
  return policies.flatMap(({ rules }) => rules.flatMap(({ peers }) => peers.flatMap((peer) => spine(peer, lines))))
}

function spine({ line, lastLine, column }: PeerLens, lines: Lines): readonly SpinePiece[] {
  if (lines.at(line)[column - 1] !== '-') return []
  const owned: number[] = []
  for (let at = line; at <= Math.min(lastLine, lines.count); at++) {
    const indent = indentOf(lines.at(at))
    // What the dash owns is indented more than the dash; comments and blank lines may stand anywhere between.
    if (at === line || (indent !== null && indent >= column)) owned.push(at)
  }
  if (owned.length < 2) return []
  return owned.map((at, index) => ({
    line: at,
    column,
    part: index === 0 ? 'first' : index === owned.length - 1 ? 'last' : 'middle',
    bridge: (owned[index + 1] ?? at + 1) - at - 1,
  }))
}
