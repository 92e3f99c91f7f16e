import type { ChangedPair } from './changes.ts'
import type { LineKind, Pairs } from './pairs.ts'

/** Many changes at one gate: how many flows opened and closed there. `at` is a mark; `in`: its ingress gate. */
export interface GateChange {
  readonly key: string
  readonly at: string
  readonly gate: 'in' | 'out'
  readonly opened: number
  readonly closed: number
}

/** Up to this many changes beside the lines of rules have lines of their own. */
const LINE_EACH = 14
/** A gate gathers its changes when it has this many pairs. */
const GATHERED = 3

/**
 * A default deny closes a flow for each pair of stations: so many lines would hide the picture, so each gate says how
 * many it closed, or opened. What stops at a gate belongs to that gate; what passes, to the one that more of the
 * changes share.
 */
export function gatherChanges(
  changed: readonly ChangedPair[],
  pairs: Pairs,
): { readonly single: readonly ChangedPair[]; readonly gates: readonly GateChange[] } {
  if (changed.length <= LINE_EACH) return { single: changed, gates: [] }
  const outOf = countBy(changed, ({ from }) => from)
  const into = countBy(changed, ({ to }) => to)
  const gateOf = ({ from, to }: ChangedPair): { at: string; gate: 'in' | 'out' } => {
    const kind: LineKind | null = pairs.kind(from, to)
    if (kind === 'denied-leaving') return { at: from, gate: 'out' }
    if (kind === 'denied-entering') return { at: to, gate: 'in' }
    return outOf.get(from)! > into.get(to)! ? { at: from, gate: 'out' } : { at: to, gate: 'in' }
  }
  const groups = new Map<string, { readonly at: string; readonly gate: 'in' | 'out'; readonly pairs: ChangedPair[] }>()
  for (const pair of changed) {
    const { at, gate } = gateOf(pair)
    const group =
      groups.get(`${gate} ${at}`) ?? groups.set(`${gate} ${at}`, { at, gate, pairs: [] }).get(`${gate} ${at}`)!
    group.pairs.push(pair)
  }
  const isGathered = (group: { readonly pairs: readonly ChangedPair[] }) => group.pairs.length >= GATHERED
  const flows = (group: readonly ChangedPair[], sign: 'opened' | 'closed') =>
    group.reduce((sum, pair) => sum + pair[sign].length, 0)
  return {
    single: [...groups.values()].flatMap((group) => (isGathered(group) ? [] : group.pairs)),
    gates: [...groups.values()].filter(isGathered).map((group) => ({
      key: `${group.at} ${group.gate}`,
      at: group.at,
      gate: group.gate,
      opened: flows(group.pairs, 'opened'),
      closed: flows(group.pairs, 'closed'),
    })),
  }
}

function countBy(changed: readonly ChangedPair[], key: (pair: ChangedPair) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const pair of changed) counts.set(key(pair), (counts.get(key(pair)) ?? 0) + 1)
  return counts
}
