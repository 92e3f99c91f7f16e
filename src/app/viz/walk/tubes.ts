/**
 * A tunnel, from the stop that wraps to the one that unwraps. `to` null: it is never unwrapped. `depth`: how many
 * others it is in.
 */
export interface WalkTube {
  readonly from: number
  readonly to: number | null
  readonly depth: number
}

/**
 * Pairs what is wrapped with what is unwrapped, the last first. A stop that unwraps without one before it is passed
 * over.
 */
export function tubesOf(kinds: readonly string[]): readonly WalkTube[] {
  const open: number[] = []
  const tubes: WalkTube[] = []
  kinds.forEach((kind, index) => {
    if (kind === 'wrap') open.push(index)
    const from = kind === 'unwrap' ? open.pop() : undefined
    if (from !== undefined) tubes.push({ from, to: index, depth: open.length })
  })
  tubes.push(...open.map((from, depth) => ({ from, to: null, depth })))
  return tubes.sort((a, b) => a.from - b.from)
}
