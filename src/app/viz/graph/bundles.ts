import type { Chip, Line } from './line.ts'
import type { PairCounts, Pairs } from './pairs.ts'

/** More lines of rules than this are not followed by the eye. */
export const LINE_LIMIT = 44
/** Where a rule lets everybody in a namespace reach everybody in it, so many lines are better said by one outline. */
const CLIQUE_LEAST = 12
/** Bundles are wide: not more of them, and fewer among single lines. */
const RIBBON_LIMIT = 22
/** Fewer lines than this between two namespaces stay single. */
const BUNDLE_LEAST = 4

/**
 * Lines within one namespace. `everybody`: a rule lets all of them reach all of them, so that the outline of the hull
 * can stand for it.
 */
export interface Inside {
  readonly flows: number
  readonly everybody: boolean
}

/** Lines as they are drawn, bundles among them, and what was gathered into bundles and counts. */
export interface Bundled {
  readonly lines: readonly Line[]
  /** Namespaces whose lines within are not drawn one by one. */
  readonly inside: ReadonlyMap<string, Inside>
  /** The lines that are not drawn by themselves. */
  readonly gathered: readonly Line[]
  /** Flows that are gathered, as far as rules decide about them. */
  readonly flows: number
}

/** The terminal of a whole hull. */
const hullMark = (group: string) => `hull ${group}`

/**
 * Gathers lines until `LINE_LIMIT` of them are left: those between the same two namespaces into one bundle, those
 * within a namespace into a count in its heading; the latter also where all of them reach each other, which the hull's
 * outline says. The most numerous first; what changed, what is asked about and what leads outside stays single. Of more
 * bundles than that the fullest are drawn; pointing at a namespace shows its others.
 */
export function bundleLines(lines: readonly Line[], pairs: Pairs, groupOf: (mark: string) => string | null): Bundled {
  const sets = new Map<string, Line[]>()
  for (const line of lines) {
    const from = groupOf(line.from)
    const to = groupOf(line.to)
    if (line.role !== 'rule' || line.bundle !== null || from === null || to === null) continue
    const key = `${from} ⇒ ${to}`
    const set = sets.get(key) ?? sets.set(key, []).get(key)!
    set.push(line)
  }
  let left = lines.length
  const gathered = new Map<string, readonly Line[]>()
  for (const [key, set] of [...sets].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))) {
    const isClique = set.length >= CLIQUE_LEAST && isComplete(set, groupOf)
    if (!isClique && (left <= LINE_LIMIT || set.length < BUNDLE_LEAST)) continue
    gathered.set(key, set)
    left -= set.length - 1
  }
  const keys = new Set([...gathered.values()].flat().map(({ key }) => key))
  const inside = new Map<string, Inside>()
  const bundles: Line[] = []
  let flows = 0
  for (const set of gathered.values()) {
    const from = groupOf(set[0]!.from)!
    const to = groupOf(set[0]!.to)!
    const counts = set.reduce((sum, line) => added(sum, pairs.counts(line.from, line.to)), NONE)
    flows += counts.allowed + counts.open + counts.part
    if (from === to)
      inside.set(from, { flows: counts.allowed + counts.open + counts.part, everybody: isComplete(set, groupOf) })
    else
      bundles.push({
        key: `${from} ⇒ ${to}`,
        from: hullMark(from),
        to: hullMark(to),
        kind: counts.leaving + counts.entering + counts.part > 0 ? 'part' : 'allowed',
        role: 'rule',
        chips: bundleChips(counts),
        bundle: counts,
      })
  }
  const kept = [...lines.filter(({ key }) => !keys.has(key)), ...bundles]
  const ribbons = kept
    .filter(({ bundle }) => bundle !== null)
    .sort((a, b) => b.bundle!.allowed - a.bundle!.allowed || (a.key < b.key ? -1 : 1))
  const dropped = new Set(ribbons.slice(Math.max(0, RIBBON_LIMIT - Math.floor((kept.length - ribbons.length) / 2))))
  for (const { bundle } of dropped) flows += bundle!.allowed + bundle!.part
  return {
    lines: kept.filter((line) => !dropped.has(line)),
    inside,
    flows,
    gathered: [...[...gathered.values()].flat(), ...[...dropped].filter(({ key }) => pairs.has(key.split(' → ')[0]!))],
  }
}

/** Whether these are all lines that there can be among the stations of one namespace, and everything passes. */
function isComplete(set: readonly Line[], groupOf: (mark: string) => string | null): boolean {
  const ends = new Set(set.flatMap(({ from, to }) => [from, to]))
  return (
    groupOf(set[0]!.from) === groupOf(set[0]!.to) &&
    set.length === ends.size * (ends.size - 1) &&
    set.every(({ kind }) => kind === 'allowed')
  )
}

/** `12 ✓ 3 ⊣`: what passes, and what is stopped. */
export function bundleChips({ allowed, open, part, leaving, entering }: PairCounts): readonly Chip[] {
  const stopped = leaving + entering
  return [{ sign: null, text: `${allowed + open + part} ✓${stopped > 0 ? ` ${stopped} ⊣` : ''}` }]
}

const NONE: PairCounts = { allowed: 0, open: 0, part: 0, leaving: 0, entering: 0 }

function added(a: PairCounts, b: PairCounts): PairCounts {
  return {
    allowed: a.allowed + b.allowed,
    open: a.open + b.open,
    part: a.part + b.part,
    leaving: a.leaving + b.leaving,
    entering: a.entering + b.entering,
  }
}
