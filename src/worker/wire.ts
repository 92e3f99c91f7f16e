import type { Diagnostic } from '../ground/diagnostic.ts'
import { isSameList } from '../ground/same-list.ts'
import type { DecisionStep } from '../engine/explanation.ts'
import type { Answer, AnswerPart } from '../world/answer.ts'
import type { AskResult, ClusterView, DocumentOutline, NamespaceTotal, ReachView, Snapshot } from './snapshot.ts'

/**
 * A snapshot on its way to the screen. Most of it is what the last one was (ten thousand pods do not change because a
 * policy does), so what is the same object as before is sent as its place in the snapshot before.
 */
export interface WireSnapshot extends Omit<Snapshot, 'cluster' | 'reach' | 'diagnostics' | 'outline' | 'asked'> {
  readonly diagnostics: Kept<Diagnostic>
  readonly outline: Kept<DocumentOutline>
  /** `told`: the answer was sent before. */
  readonly asked: WireAsked | 'told' | null
  readonly cluster: Omit<ClusterView, 'workloads' | 'services'> & {
    readonly workloads: Kept<ClusterView['workloads'][number]>
    readonly services: Kept<ClusterView['services'][number]>
  }
  readonly reach: Omit<ReachView, 'endpoints' | 'columns' | 'totals'> & {
    readonly totals: WireTotals
    readonly endpoints: Kept<ReachView['endpoints'][number]>
    readonly columns: Kept<ReachView['columns'][number]>
  }
}

/** How many there are, and those that changed, one after the other. */
interface WireTotals {
  readonly count: number
  readonly changed: Uint32Array<ArrayBuffer>
}

/** A list against the list before it: null, the same list; else each item, or its index there. */
type Kept<Item> = readonly (Item | number)[] | null

/** Diagnostics alone, against those of the snapshot before. */
export interface WireDiagnostics {
  readonly diagnostics: Kept<Diagnostic>
}

/** The question of a snapshot with its answer. */
export type Asked = NonNullable<Snapshot['asked']>

/**
 * Of a thousand policies most have the same to do with a flow as before: their steps are sent as their place among
 * those of the answer before.
 */
export type WireAsked = Omit<Asked, 'result'> & {
  readonly result:
    | Exclude<AskResult, { readonly ok: true }>
    | (Omit<Extract<AskResult, { readonly ok: true }>, 'answer'> & { readonly answer: WireAnswer })
}

type WireAnswer = Omit<Answer, 'steps' | 'parts'> & {
  readonly steps: readonly (DecisionStep | number)[]
  readonly parts?: readonly (Omit<AnswerPart, 'answer'> & { readonly answer: WireAnswer })[]
}

/** `before` is what was packed last; null for the first. */
export function packAsked({ question, result }: Asked, before: Asked | null): WireAsked {
  if (!result.ok) return { question, result }
  const places = new Map(stepsOf(before).map((step, index) => [step, index]))
  const packed = ({ steps, parts, ...answer }: Answer): WireAnswer => ({
    ...answer,
    steps: steps.map((step) => places.get(step) ?? step),
    ...(parts && { parts: parts.map((part) => ({ ...part, answer: packed(part.answer) })) }),
  })
  return { question, result: { ...result, answer: packed(result.answer) } }
}

/** `before` is what was unpacked last. */
export function unpackAsked({ question, result }: WireAsked, before: Asked | null): Asked {
  if (!result.ok) return { question, result }
  const known = stepsOf(before)
  const unpacked = ({ steps, parts, ...answer }: WireAnswer): Answer => ({
    ...answer,
    steps: steps.map((step) => (typeof step === 'number' ? known[step]! : step)),
    ...(parts && { parts: parts.map((part) => ({ ...part, answer: unpacked(part.answer) })) }),
  })
  return { question, result: { ...result, answer: unpacked(result.answer) } }
}

/** All steps of an answer and its parts, in the same order on both sides. */
function stepsOf(asked: Asked | null): readonly DecisionStep[] {
  if (!asked?.result.ok) return []
  const { answer } = asked.result
  return [answer, ...(answer.parts ?? []).map((part) => part.answer)].flatMap(({ steps }) => steps)
}

/**
 * `before` is the snapshot that was packed last; null for the first. Unchanged parts must be the same objects in both.
 * `asked`: how its answer goes with it.
 */
export function pack(snapshot: Snapshot, before: Snapshot | null, asked: WireSnapshot['asked']): WireSnapshot {
  const { cluster, reach } = snapshot
  return {
    ...snapshot,
    asked,
    diagnostics: kept(snapshot.diagnostics, before?.diagnostics),
    outline: kept(snapshot.outline, before?.outline),
    cluster: {
      ...cluster,
      workloads: kept(cluster.workloads, before?.cluster.workloads),
      services: kept(cluster.services, before?.cluster.services),
    },
    reach: {
      ...reach,
      endpoints: kept(reach.endpoints, before?.reach.endpoints),
      columns: kept(reach.columns, before?.reach.columns),
      totals: packTotals(reach.totals, before?.reach.totals),
    },
  }
}

/** Diagnostics that come after their snapshot. `before` is the snapshot that was packed last. */
export function packDiagnostics(diagnostics: readonly Diagnostic[], before: Snapshot | null): WireDiagnostics {
  return { diagnostics: kept(diagnostics, before?.diagnostics) }
}

/** `before` is the snapshot that was unpacked last. */
export function unpackDiagnostics({ diagnostics }: WireDiagnostics, before: Snapshot | null): readonly Diagnostic[] {
  return restored(diagnostics, before?.diagnostics)
}

/**
 * The snapshot again. `before` is the one that was unpacked last; unchanged parts are the same objects as in it.
 * `told`: the answer that was unpacked last; null: none was.
 */
export function unpack(wire: WireSnapshot, before: Snapshot | null, told: Asked | null = null): Snapshot {
  const { cluster, reach, asked } = wire
  return {
    ...wire,
    asked: asked === 'told' ? told : asked && unpackAsked(asked, told),
    diagnostics: restored(wire.diagnostics, before?.diagnostics),
    outline: restored(wire.outline, before?.outline),
    cluster: {
      ...cluster,
      workloads: restored(cluster.workloads, before?.cluster.workloads),
      services: restored(cluster.services, before?.cluster.services),
    },
    reach: {
      ...reach,
      endpoints: restored(reach.endpoints, before?.reach.endpoints),
      columns: restored(reach.columns, before?.reach.columns),
      totals: unpackTotals(reach.totals, before?.reach.totals),
    },
  }
}

function kept<Item extends object>(items: readonly Item[], before: readonly Item[] = []): Kept<Item> {
  if (isSameList(items, before)) return items.length === 0 ? items : null
  const places = new Map(before.map((item, index) => [item, index]))
  return items.map((item) => places.get(item) ?? item)
}

function restored<Item extends object>(items: Kept<Item>, before: readonly Item[] = []): readonly Item[] {
  return items === null ? before : items.map((item) => (typeof item === 'number' ? before[item]! : item))
}

/**
 * Numbers of one total: its place, and what it says. Two hundred namespaces make forty thousand totals, of which an
 * edit changes a few; as objects all of them would take longer to send than to compute.
 */
const TOTAL = 5

/** Those that are not the objects they were at their place before. */
function packTotals(totals: readonly NamespaceTotal[], before: readonly NamespaceTotal[] = []): WireTotals {
  const changed: number[] = []
  totals.forEach((total, index) => {
    if (total !== before[index]) changed.push(index, total.allowed, total.open, total.part, total.all)
  })
  return { count: totals.length, changed: Uint32Array.from(changed) }
}

function unpackTotals(
  { count, changed }: WireTotals,
  before: readonly NamespaceTotal[] = [],
): readonly NamespaceTotal[] {
  if (count === before.length && changed.length === 0) return before
  const totals = before.slice(0, count)
  for (let at = 0; at < changed.length; at += TOTAL)
    totals[changed[at]!] = {
      allowed: changed[at + 1]!,
      open: changed[at + 2]!,
      part: changed[at + 3]!,
      all: changed[at + 4]!,
    }
  return totals
}
