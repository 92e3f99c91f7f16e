import type { ReachView } from '../../../worker/snapshot.ts'
import type { FlowSelection } from '../selection.ts'

/** The part of the workload matrix that is open: from one namespace or all (null), to one namespace or all. */
export interface Scope {
  readonly from: string | null
  readonly to: string | null
}

/** What the matrix shows: namespaces only, or a part of the workloads too. */
export type Level = Scope | 'namespaces'

/** A level that a person chose, and the flow that was asked about then. */
export interface ChosenLevel {
  readonly level: Level
  readonly flow: string
}

/** All workloads and the outside. */
export const EVERYTHING: Scope = { from: null, to: null }

/** So few columns are best seen at once. */
const SMALL_COLUMNS = 12
/** Above this many workloads the namespaces come first. */
const MANY_WORKLOADS = 20

/** A flow as a key; empty for none. */
export function flowKey(selection: FlowSelection | null): string {
  return selection
    ? `${selection.from} ${selection.to} ${selection.port ? `${selection.port.port} ${selection.port.protocol}` : '*'}`
    : ''
}

/**
 * The level to show: the chosen one, for as long as it exists and shows the flow that is asked about; else what serves
 * best, which is everything in a small cluster, and the way into the namespace that is asked about in others.
 */
export function levelFor(
  reach: ReachView,
  workloads: number,
  selection: FlowSelection | null,
  chosen: ChosenLevel | null,
): Level {
  if (
    chosen &&
    exists(chosen.level, reach) &&
    (chosen.flow === flowKey(selection) || shows(chosen.level, reach, selection))
  )
    return chosen.level
  if (reach.columns.length <= SMALL_COLUMNS) return EVERYTHING
  const to = selection ? groupOf(reach, selection.to) : null
  if (to !== null) return { from: null, to }
  return workloads <= MANY_WORKLOADS ? EVERYTHING : 'namespaces'
}

/** Tells levels apart, for what must not outlive them. */
export function levelKey(level: Level): string {
  return level === 'namespaces' ? level : JSON.stringify([level.from, level.to])
}

/** The namespace of an end, or `outside`; null when the matrix does not have it. */
export function groupOf(reach: ReachView, id: string): string | null {
  return reach.endpoints.find((endpoint) => endpoint.id === id)?.group ?? null
}

function exists(level: Level, { groups }: ReachView): boolean {
  return level === 'namespaces' || [level.from, level.to].every((group) => group === null || groups.includes(group))
}

function shows(level: Level, reach: ReachView, selection: FlowSelection | null): boolean {
  if (level === 'namespaces' || selection === null) return true
  return (
    (level.from === null || groupOf(reach, selection.from) === level.from) &&
    (level.to === null || groupOf(reach, selection.to) === level.to)
  )
}
