import { isEmpty, subtract, type ConnectionSet } from '../ground/connections.ts'
import type { Endpoint } from '../model/endpoint.ts'
import { connectionsOfAtoms } from '../engine/port-atoms.ts'
import type { EndpointRef } from './answer.ts'
import type { MatrixEnd } from './ends.ts'
import type { Matrix } from './matrix.ts'

/**
 * What one end may open to another. `allowed`: from each of its pods to each of the other's. `conditional`: from some to
 * some, because replicas, addresses or address families differ.
 */
export interface Connection {
  readonly from: EndpointRef
  readonly to: EndpointRef
  readonly allowed: ConnectionSet
  readonly conditional: ConnectionSet
}

/** Only connections between these ends; absent: all. */
export interface ConnectionFilter {
  readonly from?: EndpointRef
  readonly to?: EndpointRef
}

/** Every pair of ends between which something may pass, in the matrix's order. An end and itself only when it has several pods. */
export function listConnections(matrix: Matrix, filter: ConnectionFilter = {}): readonly Connection[] {
  const sets = new Map<number, ConnectionSet>()
  const setOf = (id: number) => {
    let set = sets.get(id)
    if (!set) sets.set(id, (set = connectionsOfAtoms(matrix.reachability.atoms, matrix.reachability.sets, id)))
    return set
  }
  return matrix.ends.filter(({ ref }) => filter.from === undefined || ref === filter.from).flatMap((source) =>
    matrix.ends.filter(({ ref }) => filter.to === undefined || ref === filter.to).flatMap((destination): Connection[] => {
      if (source.workload === null && destination.workload === null) return []
      const pair = reachOfEnds(matrix, source, destination)
      if (!pair) return []
      const allowed = setOf(pair.every), conditional = subtract(setOf(pair.some), allowed)
      return isEmpty(allowed) && isEmpty(conditional) ? [] : [{ from: source.ref, to: destination.ref, allowed, conditional }]
    }))
}

/** Joined over all pairs of their endpoints; null when there is no pair. */
function reachOfEnds({ reachability }: Matrix, source: MatrixEnd, destination: MatrixEnd): { every: number; some: number } | null {
  const { sets } = reachability
  let joined: { every: number; some: number } | null = null
  for (const [from, to] of distinctPairs(source, destination, reachability.classes)) {
    const { every, some } = reachability.between(from, to)
    joined = joined ? { every: sets.intersect(joined.every, every), some: sets.union(joined.some, some) } : { every, some }
  }
  return joined
}

/** One pair for each pair of classes is enough, except on hosts, whose node matters. */
function distinctPairs(source: MatrixEnd, destination: MatrixEnd, classes: { of(endpoint: Endpoint): number }): readonly (readonly [Endpoint, Endpoint])[] {
  const pairs = new Map<string, readonly [Endpoint, Endpoint]>()
  for (const from of source.endpoints) {
    for (const to of destination.endpoints) {
      if (from === to) continue
      const own = (endpoint: Endpoint) => (endpoint.kind === 'host' || from.kind === 'host' || to.kind === 'host' ? `${classes.of(endpoint)}@${endpoint.kind === 'external' ? '' : endpoint.node}` : String(classes.of(endpoint)))
      const families = `${from.addresses.map(({ family }) => family).join('')}${to.addresses.map(({ family }) => family).join('')}`
      const key = `${own(from)} ${own(to)} ${families}`
      if (!pairs.has(key)) pairs.set(key, [from, to])
    }
  }
  return [...pairs.values()]
}

