import { CELL, type CellCode, type PortView, type ReachView } from '../../../worker/snapshot.ts'

/** How a line is drawn: by the verdict over all ports of its pair. `none`: the matrix has no such pair. */
export type LineKind = 'allowed' | 'open' | 'part' | 'denied-entering' | 'denied-leaving' | 'none'

/** Flows of one pair by verdict. `part` are ports of which some replicas or addresses pass. */
export interface PairCounts {
  readonly allowed: number
  readonly open: number
  readonly part: number
  readonly leaving: number
  readonly entering: number
}

/** A port of a pair and its verdict; `port` null: any TCP port. */
export interface PairPort {
  readonly port: PortView | null
  readonly cell: CellCode
}

/**
 * Who reaches whom, pair by pair over all ports. `marks` are the things lines are drawn between: every endpoint, or,
 * where a namespace is folded, the namespace.
 */
export interface Pairs {
  readonly marks: readonly string[]
  has(mark: string): boolean
  counts(from: string, to: string): PairCounts
  /** Null when nothing can flow: no such pair, or a thing and itself. */
  kind(from: string, to: string): LineKind | null
  /** Ports of the destination with their verdicts; empty for folded ends. */
  ports(from: string, to: string): readonly PairPort[]
  /** All flows between different marks. */
  readonly totals: { readonly open: number; readonly denied: number }
  /** Marks that something reaches without a policy at either end. */
  readonly opensIn: ReadonlySet<string>
}

const CODES = 6

/**
 * `markOf` folds endpoints together; without it each stands for itself. Where single cells were not sent, only totals
 * of groups are known.
 */
export function pairsOf(reach: ReachView, markOf: (id: string, group: string) => string = (id) => id): Pairs {
  const marks: string[] = []
  const place = new Map<string, number>()
  const placeOf = (mark: string) => place.get(mark) ?? (place.set(mark, marks.length), marks.push(mark) - 1)
  const markAt = reach.cells
    ? reach.endpoints.map(({ id, group }) => placeOf(markOf(id, group)))
    : reach.groups.map((group) => placeOf(markOf(group, group)))
  const size = marks.length
  const counts = new Uint32Array(size * size * CODES)
  if (reach.cells) addCells(reach, reach.cells, markAt, size, counts)
  else addTotals(reach, markAt, size, counts)

  const totals = { open: 0, denied: 0 }
  const opensIn = new Set<string>()
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      const at = (a * size + b) * CODES
      if (a === b) continue
      totals.open += counts[at + CELL.open]!
      totals.denied += counts[at + CELL['denied-leaving']]! + counts[at + CELL['denied-entering']]!
      if (counts[at + CELL.open]! > 0) opensIn.add(marks[b]!)
    }
  }
  const of = (from: string, to: string): PairCounts => {
    const a = place.get(from)
    const b = place.get(to)
    if (a === undefined || b === undefined) return { allowed: 0, open: 0, part: 0, leaving: 0, entering: 0 }
    const at = (a * size + b) * CODES
    return {
      allowed: counts[at + CELL.allowed]!,
      open: counts[at + CELL.open]!,
      part: counts[at + CELL.part]!,
      leaving: counts[at + CELL['denied-leaving']]!,
      entering: counts[at + CELL['denied-entering']]!,
    }
  }
  const alone = singles(reach, markAt, size)
  return {
    marks,
    totals,
    opensIn,
    has: (mark) => place.has(mark),
    counts: of,
    kind: (from, to) => kindOf(of(from, to)),
    ports: (from, to) => {
      const row = alone[place.get(from) ?? -1] ?? -1
      const end = alone[place.get(to) ?? -1] ?? -1
      if (!reach.cells || row < 0 || end < 0) return []
      return reach.columns.flatMap(({ endpoint, port }, at) =>
        endpoint === end ? [{ port, cell: reach.cells![row * reach.columns.length + at] as CellCode }] : [],
      )
    },
  }
}

/** All the same: that; else `part`. What a rule allows and what is open passes alike. */
export function kindOf({ allowed, open, part, leaving, entering }: PairCounts): LineKind | null {
  const passing = allowed + open
  const denied = leaving + entering
  if (passing + part + denied === 0) return null
  if (part > 0 || (passing > 0 && denied > 0)) return 'part'
  if (passing > 0) return allowed > 0 ? 'allowed' : 'open'
  return entering > 0 ? 'denied-entering' : 'denied-leaving'
}

function addCells(
  { columns }: ReachView,
  cells: Uint8Array,
  markAt: readonly number[],
  size: number,
  counts: Uint32Array,
): void {
  const columnMarks = columns.map(({ endpoint }) => markAt[endpoint]!)
  markAt.forEach((from, row) => {
    for (let at = 0; at < columnMarks.length; at++) {
      const cell = cells[row * columnMarks.length + at]!
      if (cell !== CELL.self) counts[(from * size + columnMarks[at]!) * CODES + cell]!++
    }
  })
}

/** Totals do not say at which end a flow was stopped: it is drawn as stopped where it would enter. */
function addTotals({ groups, totals }: ReachView, markAt: readonly number[], size: number, counts: Uint32Array): void {
  groups.forEach((_, row) =>
    groups.forEach((_, column) => {
      const { allowed, open, part, all } = totals[row * groups.length + column]!
      const at = (markAt[row]! * size + markAt[column]!) * CODES
      counts[at + CELL.allowed]! += allowed
      counts[at + CELL.open]! += open
      counts[at + CELL.part]! += part
      counts[at + CELL['denied-entering']]! += all - allowed - open - part
    }),
  )
}

/** The endpoint of each mark that stands for one endpoint alone; -1 for the others. */
function singles({ cells }: ReachView, markAt: readonly number[], size: number): readonly number[] {
  const found = Array.from({ length: size }, () => -2)
  if (cells)
    markAt.forEach((mark, endpoint) => {
      found[mark] = found[mark] === -2 ? endpoint : -1
    })
  return found
}
