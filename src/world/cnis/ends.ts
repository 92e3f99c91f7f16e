import { blocksOf } from '../../engine/address-atoms.ts'
import type { ContainerPort } from '../../ground/ports.ts'
import type { MatrixEnd } from '../ends.ts'
import type { World } from '../index.ts'

/**
 * An end of the flows that are compared. The same workload has other addresses under each plugin, and a block may be
 * inside under one and outside under another.
 */
export interface ComparedEnd {
  readonly end: MatrixEnd
  readonly label: string
  /** Its row in the matrix of each world. -1: there it has none, and no flow of it is compared. */
  readonly rows: Int32Array
}

/** A port of an end. `columns`: its column in the matrix of each world; -1: there it has none. `port` null: any. */
export interface ComparedColumn {
  /** Index into the ends. */
  readonly end: number
  readonly port: ContainerPort | null
  readonly columns: Int32Array
}

/**
 * The ends and columns of several matrices, joined by what they mean: workloads by their reference, places outside by
 * their label.
 */
export function joinedEnds(worlds: readonly World[]): {
  readonly ends: readonly ComparedEnd[]
  readonly columns: readonly ComparedColumn[]
} {
  const matrices = worlds.map((world) => world.matrix())
  const blocks = worlds.map(({ policies }) => new Set(blocksOf(policies.arranged).map(({ canonical }) => canonical)))
  const rows = matrices.map(({ ends }) => new Map(ends.map((end, index) => [keyOf(end), index])))
  const columns = matrices.map(
    ({ ends, columns }) => new Map(columns.map(({ end, port }, index) => [columnKey(ends[end]!, port), index])),
  )
  const joined = new Map(matrices.flatMap(({ ends }) => ends.map((end) => [keyOf(end), end] as const)))
  const placeIn = (end: MatrixEnd, world: number): number => {
    const own = rows[world]!.get(keyOf(end))
    if (own !== undefined || end.workload !== null) return own ?? -1
    // No policy speaks of the block there, so its addresses are like any other; where one does and it has no row, it is
    // inside.
    const internet = rows[world]!.get('internet')!
    return blocks[world]!.has(end.label) || !sharesFamily(matrices[world]!.ends[internet]!, end) ? -1 : internet
  }
  const ends = [...joined.values()].map((end): ComparedEnd => ({
    end,
    label: end.namespace === null ? end.label : `${end.namespace}/${end.label}`,
    rows: Int32Array.from(worlds, (_, world) => placeIn(end, world)),
  }))
  return {
    ends,
    columns: ends.flatMap(({ end, rows: places }, index) =>
      (end.workload === null ? [null] : end.ports).map((port): ComparedColumn => ({
        end: index,
        port,
        columns: Int32Array.from(worlds, (_, world) => {
          const place = places[world]!
          return place < 0 ? -1 : (columns[world]!.get(columnKey(matrices[world]!.ends[place]!, port)) ?? -1)
        }),
      })),
    ),
  }
}

function sharesFamily(a: MatrixEnd, b: MatrixEnd): boolean {
  const families = (end: MatrixEnd) => end.endpoints.flatMap(({ addresses }) => addresses.map(({ family }) => family))
  return families(a).some((family) => families(b).includes(family))
}

function keyOf({ ref, label, workload }: MatrixEnd): string {
  return workload === null ? label : ref
}

function columnKey(end: MatrixEnd, port: ContainerPort | null): string {
  return `${keyOf(end)} ${port ? `${port.protocol}/${port.port}` : '*'}`
}
