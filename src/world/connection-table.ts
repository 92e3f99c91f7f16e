import type { Beyond } from '../engine/beyond.ts'
import { ReachabilityMatrix } from '../engine/matrix.ts'
import type { PolicySet } from '../engine/policy-set.ts'
import type { Cluster } from '../model/cluster.ts'
import { ConnectionReader } from './connection-reader.ts'
import { findOutsideEnds, workloadEnds, type MatrixEnd } from './ends.ts'
import type { Matrix } from './matrix.ts'
import { PortSetTable, type PortSets } from './port-sets.ts'

/** What connections are read off; every `World` is one. */
export interface PolicedCluster {
  readonly cluster: Cluster
  readonly policies: PolicySet
  /** What decides beside the policies; null: nothing does. */
  readonly beyond: Beyond | null
  matrix(): Matrix
}

/**
 * Connections in numbers: there may be a million of them. `rows` holds four for each: the source and the destination,
 * as indices into `ends`, what passes now, and what passed earlier, as indices into `sets`, where 0 is that nothing
 * does.
 */
export interface ConnectionTable {
  readonly ends: readonly MatrixEnd[]
  readonly sets: readonly PortSets[]
  readonly rows: Uint32Array
}

/** Which pairs are looked at: for each source, by index, its destinations, ascending. */
export type PairScope = (ends: readonly MatrixEnd[]) => (source: number) => readonly number[]

/** Every end with every end. */
export const ALL_PAIRS: PairScope = (ends) => {
  const all = ends.map((_, index) => index)
  return () => all
}

/**
 * Every pair of ends between which something passes now or passed `earlier` (null: the same as now), sources in order,
 * then destinations. Places outside that only one of two worlds names are judged in both.
 */
export function connectionTable(
  now: PolicedCluster,
  earlier: PolicedCluster | null,
  scope: PairScope,
  differing = false,
): ConnectionTable {
  const table = new PortSetTable()
  const [present, past] = earlier === null || earlier === now ? [sideOf(now), null] : alignedSides(now, earlier)
  const { ends, places: presentPlaces } = unitedEnds(present, past)
  const reader = new ConnectionReader(present.ends, present.reachability, table)
  const pastReader = past && {
    places: placesIn(past.ends, ends),
    reader: new ConnectionReader(past.ends, past.reachability, table),
  }
  const rows = new Rows()
  const destinationsOf = scope(ends)
  for (let source = 0; source < ends.length; source++) {
    const from = presentPlaces[source]!
    const isPlace = ends[source]!.workload === null
    for (const destination of destinationsOf(source)) {
      if (isPlace && ends[destination]!.workload === null) continue
      const to = presentPlaces[destination]!
      const passes = from < 0 || to < 0 ? 0 : reader.between(from, to)
      const passed = pastReader === null ? passes : between(pastReader, source, destination)
      if (differing ? passes !== passed : passes !== 0 || passed !== 0) rows.add(source, destination, passes, passed)
    }
  }
  return { ends, sets: table.all, rows: rows.taken }
}

function between(
  { places, reader }: { readonly places: Int32Array; readonly reader: ConnectionReader },
  source: number,
  destination: number,
): number {
  const from = places[source]!
  const to = places[destination]!
  return from < 0 || to < 0 ? 0 : reader.between(from, to)
}

/** The ends of one world, and a matrix of the engine that knows their endpoints. */
interface Side {
  readonly ends: readonly MatrixEnd[]
  readonly reachability: ReachabilityMatrix
}

function sideOf(world: PolicedCluster): Side {
  const { ends, beyond, reachability } = world.matrix()
  return { ends: beyond.length === 0 ? ends : [...ends, ...beyond], reachability }
}

/** Two worlds with the same places outside, told apart as finely as the blocks and names of both do. */
function alignedSides(now: PolicedCluster, earlier: PolicedCluster): readonly [Side, Side] {
  const [present, past] = [sideOf(now), sideOf(earlier)]
  if (placesKey(present) === placesKey(past)) return [present, past]
  const places = findOutsideEnds(
    [now.cluster, earlier.cluster],
    [now, earlier].flatMap(({ policies }) => policies.arranged),
  )
  return [withPlaces(now, places), withPlaces(earlier, places)]
}

function withPlaces({ cluster, policies, beyond }: PolicedCluster, places: readonly MatrixEnd[]): Side {
  const ends = [...workloadEnds(cluster), ...places]
  return {
    ends,
    reachability: new ReachabilityMatrix(
      policies,
      cluster,
      ends.flatMap(({ endpoints }) => endpoints),
      beyond,
    ),
  }
}

function placesKey({ ends }: Side): string {
  return ends
    .filter(({ workload }) => workload === null)
    .map(
      ({ ref, endpoints }) =>
        `${ref} ${endpoints.flatMap((endpoint) => endpoint.addresses.map(({ text }) => `${text} ${endpoint.kind === 'external' ? (endpoint.name ?? '') : ''}`)).join()}`,
    )
    .join(';')
}

/**
 * All ends of both, workloads before places: each where the present has it, those that are gone after the workloads.
 * `places`: where each stands in the present; -1: it is gone.
 */
function unitedEnds(
  present: Side,
  past: Side | null,
): { readonly ends: readonly MatrixEnd[]; readonly places: Int32Array } {
  const known = new Set(present.ends.map(({ ref }) => ref))
  const gone = past ? past.ends.filter(({ ref }) => !known.has(ref)) : []
  const first = present.ends.findIndex(({ workload }) => workload === null)
  const ends =
    gone.length === 0 ? present.ends : [...present.ends.slice(0, first), ...gone, ...present.ends.slice(first)]
  return { ends, places: placesIn(present.ends, ends) }
}

function placesIn(own: readonly MatrixEnd[], ends: readonly MatrixEnd[]): Int32Array {
  const places = new Map(own.map(({ ref }, index) => [ref, index]))
  return Int32Array.from(ends, ({ ref }) => places.get(ref) ?? -1)
}

/** Numbers that are added four at a time. */
class Rows {
  #numbers = new Uint32Array(4096)
  #length = 0

  add(source: number, destination: number, passes: number, passed: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Uint32Array(this.#length * 2)
      larger.set(this.#numbers)
      this.#numbers = larger
    }
    this.#numbers[this.#length++] = source
    this.#numbers[this.#length++] = destination
    this.#numbers[this.#length++] = passes
    this.#numbers[this.#length++] = passed
  }

  get taken(): Uint32Array {
    return this.#numbers.slice(0, this.#length)
  }
}
