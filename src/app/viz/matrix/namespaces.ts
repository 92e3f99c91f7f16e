import type { DiffView, NamespaceTotal, ReachView } from '../../../worker/snapshot.ts'
import { pairSentence } from '../../text/cell.ts'
import type { Scope } from './scope.ts'
import { orderedGroups, type Change, type Grid, type GridLine } from './grid.ts'

/** Namespaces and the outside, both ways: how many flows of each pair pass. */
export interface NamespaceGrid extends Grid {
  readonly level: 'namespaces'
  readonly groups: readonly string[]
  /** By cell. */
  readonly totals: readonly NamespaceTotal[]
  /** By cell: whether flows of the pair opened, closed, or both. */
  readonly changes: ReadonlyMap<number, readonly Change[]>
  /** Some square has so many flows that its numbers need two lines. */
  readonly twoLines: boolean
}

/** Flows that pass at least in part. */
export function passingFlows({ allowed, open, part }: NamespaceTotal): number {
  return allowed + open + part
}

/** The grid of namespaces, from the totals that came with the snapshot. */
export function namespaceGrid({ groups, totals: given, endpoints }: ReachView, diff: DiffView): NamespaceGrid {
  const ordered = orderedGroups(groups)
  const place = ordered.map((group) => groups.indexOf(group))
  const size = ordered.length
  const totals: NamespaceTotal[] = []
  const out = new Float64Array(size)
  const into = new Float64Array(size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const total = given[place[row]! * size + place[column]!]!
      totals.push(total)
      out[row]! += passingFlows(total)
      into[column]! += passingFlows(total)
    }
  }
  const line = (group: string, passing: number): GridLine => ({
    key: group,
    group: '',
    label: group,
    owner: '',
    note: '',
    name: group,
    passing,
  })
  const changes = pairChanges(
    diff,
    new Map(endpoints.map(({ id, group }) => [id, group])),
    new Map(ordered.map((group, index) => [group, index])),
  )
  const twoLines = totals.some(({ all }) => all >= 100)
  return {
    level: 'namespaces',
    groups: ordered,
    totals,
    changes,
    rows: ordered.map((group, row) => line(group, out[row]!)),
    columns: ordered.map((group, column) => line(group, into[column]!)),
    twoLines,
    mark: (row, column) => ({
      mark: 'square',
      total: totals[row * size + column]!,
      changes: changes.get(row * size + column) ?? [],
      twoLines,
    }),
    sentence: (row, column) => {
      const cell = row * size + column
      return pairSentence(ordered[row]!, ordered[column]!, totals[cell]!, changes.get(cell) ?? [])
    },
  }
}

/** All flows from one namespace to another, null: from or to all of them, and those that pass. */
export function sumOf(
  { groups, totals }: NamespaceGrid,
  { from, to }: Scope,
): { readonly all: number; readonly passing: number } {
  const counted = totals.filter(
    (_, cell) =>
      (from === null || groups[Math.floor(cell / groups.length)] === from) &&
      (to === null || groups[cell % groups.length] === to),
  )
  return {
    all: counted.reduce((sum, { all }) => sum + all, 0),
    passing: counted.reduce((sum, total) => sum + passingFlows(total), 0),
  }
}

/** One stretch of a square's bar. */
export interface BarPart {
  readonly kind: 'allowed' | 'part' | 'open' | 'denied'
  readonly start: number
  readonly length: number
}

/**
 * The bar of a square, in pixels: what rules admit first, what is denied last. Whatever is there shows, however little
 * it is.
 */
export function barParts({ allowed, open, part, all }: NamespaceTotal, length: number): readonly BarPart[] {
  const LEAST = 3
  const shares = (
    [
      ['allowed', allowed],
      ['part', part],
      ['open', open],
      ['denied', all - allowed - open - part],
    ] as const
  ).filter(([, amount]) => amount > 0)
  const raised = shares.map(([kind, amount]) => ({ kind, length: Math.max(LEAST, (amount / all) * length) }))
  const excess = raised.reduce((sum, each) => sum + each.length, 0) - length
  const widest = raised.reduce((most, each) => Math.max(most, each.length), 0)
  let start = 0
  return raised.map((each) => {
    const fitted =
      each.length === widest && excess > 0
        ? each.length - excess / raised.filter((other) => other.length === widest).length
        : each.length
    const placed = { kind: each.kind, start, length: fitted }
    start += fitted
    return placed
  })
}

function pairChanges(
  { changes }: DiffView,
  groupOf: ReadonlyMap<string, string>,
  rank: ReadonlyMap<string, number>,
): ReadonlyMap<number, readonly Change[]> {
  const found = new Map<number, Change[]>()
  for (const { sign, from, to } of changes) {
    const row = rank.get(groupOf.get(from) ?? '')
    const column = rank.get(groupOf.get(to) ?? '')
    if (row === undefined || column === undefined) continue
    const cell = row * rank.size + column
    const known = found.get(cell) ?? []
    if (!known.includes(sign)) found.set(cell, [...known, sign])
  }
  return found
}
