import type { EndpointRef } from '../world/answer.ts'
import { connectionTable, type PairScope } from '../world/connection-table.ts'
import type { Exposure, MatrixEnd, NewcomerClass, PortSets, World } from '../world/index.ts'

/** Which connections are wanted. `exposure`: also those with pods that do not exist, which take longer to find. */
export interface ConnectionsQuery {
  /** What one end opens, what is opened to it, or both; null: of all ends. */
  readonly about: { readonly end: EndpointRef; readonly as: 'either' | 'from' | 'to' } | null
  /** Connections with an end in this namespace, or `outside`; null: in all. */
  readonly namespace: string | null
  readonly exposure: boolean
}

/** What to compare the picture with: other documents; null: what its changes are counted from. */
export type ComparedWith = readonly { readonly name: string; readonly text: string }[] | null

/**
 * Connections as the views need them, in numbers, because there may be a million: each is four numbers of `rows`, its
 * source and its destination, by index in `ends`, then what passes now and what passed before, by index in `sets`,
 * where 0 is that nothing does.
 */
export interface ConnectionsView {
  readonly ends: readonly ListedEnd[]
  readonly sets: readonly PortSets[]
  readonly rows: Uint32Array<ArrayBuffer>
  /** How many more there are than `CONNECTION_LIMIT`. */
  readonly left: number
  /** Errors in the documents that were compared with; what they are in is left out of them. */
  readonly problems: number
}

/** An end of the listed connections. */
export interface ListedEnd {
  /** An `EndpointRef`; a newcomer has one that nothing else has. */
  readonly id: string
  /** What people read: the name without its namespace; empty for a newcomer, which has no name. */
  readonly label: string
  /** The namespace, or `outside`; of a newcomer the namespace it would come to, empty when that is new too. */
  readonly group: string
  /** What policies say of pods that do not exist; null: it exists. */
  readonly newcomer: { readonly pods: NewcomerClass; readonly except: readonly NewcomerClass[] } | null
}

/** More are not sent: nobody reads them, and filters want to be quick. */
const CONNECTION_LIMIT = 1_000_000

const WIDTH = 4
const OUTSIDE = 'outside'

/** The connections of a world, with what passed in an earlier one (null: the same). */
export function connectionsView(world: World, earlier: World | null, query: ConnectionsQuery): ConnectionsView {
  const { ends, sets, rows } = connectionTable(world, earlier, scopeOf(query))
  const exposure = query.exposure
    ? exposureView(
        world.exposure().filter((each) => concerns(each, query)),
        ends,
        sets,
      )
    : null
  const listed = ends.map(listedEnd)
  return exposure
    ? limited([...listed, ...exposure.ends], exposure.sets, joined(rows, exposure.rows), 0)
    : limited(listed, sets, rows, 0)
}

/** The connections in which two worlds differ. */
export function comparedView(world: World, earlier: World): ConnectionsView {
  const { ends, sets, rows } = connectionTable(
    world,
    earlier,
    scopeOf({ about: null, namespace: null, exposure: false }),
    true,
  )
  return limited(
    ends.map(listedEnd),
    sets,
    rows,
    earlier.diagnostics.filter(({ severity }) => severity === 'error').length,
  )
}

function limited(
  ends: readonly ListedEnd[],
  sets: readonly PortSets[],
  rows: Uint32Array,
  problems: number,
): ConnectionsView {
  const kept = rows.slice(0, CONNECTION_LIMIT * WIDTH)
  return { ends, sets, rows: kept as Uint32Array<ArrayBuffer>, left: (rows.length - kept.length) / WIDTH, problems }
}

function listedEnd({ ref, label, namespace }: MatrixEnd): ListedEnd {
  return { id: ref, label, group: namespace ?? OUTSIDE, newcomer: null }
}

function scopeOf({ about, namespace }: ConnectionsQuery): PairScope {
  return (ends) => {
    const all = ends.map((_, index) => index)
    const inside = namespace === null ? all : all.filter((index) => (ends[index]!.namespace ?? OUTSIDE) === namespace)
    const isInside = new Set(inside)
    const itself = about === null ? -1 : ends.findIndex(({ ref }) => ref === about.end)
    return (source) => {
      const destinations = isInside.has(source) ? all : inside
      if (about === null || (source === itself && about.as !== 'to')) return destinations
      return about.as !== 'from' && itself >= 0 && (isInside.has(source) || isInside.has(itself)) ? [itself] : []
    }
  }
}

function concerns({ workload, direction, newcomers: { namespace } }: Exposure, query: ConnectionsQuery): boolean {
  const as = direction === 'egress' ? 'from' : 'to'
  if (query.about && (query.about.end !== workload || (query.about.as !== 'either' && query.about.as !== as)))
    return false
  return (
    query.namespace === null ||
    namespaceOfRef(workload) === query.namespace ||
    (namespace.kind === 'existing' && namespace.name === query.namespace)
  )
}

/** The namespace in a workload's reference, `deploy:shop/web`. */
function namespaceOfRef(ref: EndpointRef): string {
  return ref.slice(ref.indexOf(':') + 1).split('/')[0]!
}

/** Newcomers as ends behind the others, and their connections as rows in which nothing differs. */
function exposureView(
  exposures: readonly Exposure[],
  known: readonly MatrixEnd[],
  sets: readonly PortSets[],
): { readonly ends: readonly ListedEnd[]; readonly sets: readonly PortSets[]; readonly rows: Uint32Array } {
  const places = new Map(known.map(({ ref }, index) => [ref, index]))
  const ends: ListedEnd[] = []
  const allSets = [...sets]
  const endOf = new Map<string, number>()
  const setOf = new Map<string, number>()
  const rows = new Uint32Array(exposures.length * WIDTH)
  exposures.forEach(({ workload, direction, newcomers, except, allowed, conditional }, index) => {
    const text = JSON.stringify([newcomers, except])
    const setText = JSON.stringify([allowed, conditional])
    let end = endOf.get(text)
    if (end === undefined) {
      end =
        known.length +
        ends.push({
          id: `newcomer:${ends.length + 1}`,
          label: '',
          group: newcomers.namespace.kind === 'existing' ? newcomers.namespace.name : '',
          newcomer: { pods: newcomers, except },
        }) -
        1
      endOf.set(text, end)
    }
    let set = setOf.get(setText)
    if (set === undefined) setOf.set(setText, (set = allSets.push({ allowed, conditional }) - 1))
    const own = places.get(workload)!
    rows.set(direction === 'ingress' ? [end, own, set, set] : [own, end, set, set], index * WIDTH)
  })
  return { ends, sets: allSets, rows }
}

function joined(a: Uint32Array, b: Uint32Array): Uint32Array {
  const both = new Uint32Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
