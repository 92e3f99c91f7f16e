import { CELL, type CellCode, type DiffView, type PortView } from '../../../worker/snapshot.ts'
import { lineKey, type Chip, type Line } from './line.ts'
import { kindOf, type Pairs } from './pairs.ts'

/** What changed, and what stands for whom in the picture. */
export interface ChangeQuestion {
  readonly diff: DiffView
  /** The mark that stands for an endpoint (or a Service, or a node) in this picture; null when it is not in it. */
  markOf(id: string): string | null
  /** Marks that stand for a whole namespace. */
  readonly folded: ReadonlySet<string>
}

/** The ports of one pair that opened and closed. */
export interface ChangedPair {
  readonly from: string
  readonly to: string
  readonly opened: (PortView | null)[]
  readonly closed: (PortView | null)[]
}

/** Changes by the key of their line; `gone` counts those whose ends are not in the picture any more. */
export function changedPairs({ diff, markOf, folded }: ChangeQuestion): {
  readonly changed: ReadonlyMap<string, ChangedPair>
  readonly gone: number
} {
  const changed = new Map<string, ChangedPair>()
  let gone = 0
  for (const change of diff.changes) {
    const from = markOf(change.from)
    const to = markOf(change.to)
    if (from === null || to === null) gone++
    if (from === null || to === null || from === to || (folded.has(from) && folded.has(to))) continue
    const key = lineKey(from, to)
    const pair = changed.get(key) ?? changed.set(key, { from, to, opened: [], closed: [] }).get(key)!
    pair[change.sign].push(change.port)
  }
  return { changed, gone }
}

/** Its chip names the ports that changed, so it is drawn by the verdict of those. */
export function changedLine(pair: ChangedPair, pairs: Pairs): Line {
  const { from, to, opened, closed } = pair
  const ports = pairs
    .ports(from, to)
    .filter(({ port }) =>
      [...opened, ...closed].some((other) => other?.port === port?.port && other?.protocol === port?.protocol),
    )
  const count = (code: CellCode) => ports.filter(({ cell }) => cell === code).length
  const kind = kindOf({
    allowed: count(CELL.allowed),
    open: count(CELL.open),
    part: count(CELL.part),
    leaving: count(CELL['denied-leaving']),
    entering: count(CELL['denied-entering']),
  })
  return {
    key: lineKey(from, to),
    from,
    to,
    kind: kind ?? pairs.kind(from, to) ?? 'none',
    role: 'changed',
    bundle: null,
    chips: signedChips(pair),
  }
}

/** The ports that closed and those that opened, a chip for each list that is not empty. */
export function signedChips({ opened, closed }: ChangedPair): readonly Chip[] {
  const chip = (sign: 'opened' | 'closed', ports: readonly (PortView | null)[]): Chip[] =>
    ports.length === 0 ? [] : [{ sign, text: portsText(ports) }]
  return [...chip('closed', closed), ...chip('opened', opened)]
}

/** `8080`, `8080 9090`, `3 ports`; the protocol where it is not TCP. */
export function portsText(ports: readonly (PortView | null)[]): string {
  const names = [
    ...new Set(
      ports.map((port) =>
        port === null ? 'TCP' : port.protocol === 'TCP' ? String(port.port) : `${port.port}/${port.protocol}`,
      ),
    ),
  ]
  return names.length <= 2 ? names.join(' ') : `${names.length} ports`
}
