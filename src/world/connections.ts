import { subtract, type ConnectionSet } from '../ground/connections.ts'
import type { ReachabilityMatrix } from '../engine/matrix.ts'
import { connectionsOfAtoms } from '../engine/port-atoms.ts'
import type { EndpointRef } from './answer.ts'
import type { MatrixEnd } from './ends.ts'
import { isOnHost, kinOf, type Kin } from './kin.ts'
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
  const { reachability } = matrix
  const known = new Map<number, Pick<Connection, 'allowed' | 'conditional'>>()
  const setsOf = ({ every, some }: Reach) => {
    const key = every * 0x1000000 + some
    let sets = known.get(key)
    if (!sets) {
      const allowed = connectionsOfAtoms(reachability.atoms, reachability.sets, every)
      known.set(key, (sets = { allowed, conditional: subtract(connectionsOfAtoms(reachability.atoms, reachability.sets, some), allowed) }))
    }
    return sets
  }
  const ends = matrix.ends.map((end) => ({ end, kin: kinOf(end, reachability), onHost: isOnHost(end) }))
  const destinations = ends.filter(({ end }) => filter.to === undefined || end.ref === filter.to)
  const connections: Connection[] = []
  for (const source of ends) {
    if (filter.from !== undefined && source.end.ref !== filter.from) continue
    for (const destination of destinations) {
      if (source.end.workload === null && destination.end.workload === null) continue
      const reach = source.onHost || destination.onHost ? reachOfPairs(source.end, destination.end, reachability) : reachOfKin(source.kin, destination.kin, source === destination, reachability)
      if (reach === null || reach.some === reachability.sets.none) continue
      const { allowed, conditional } = setsOf(reach)
      connections.push({ from: source.end.ref, to: destination.end.ref, allowed, conditional })
    }
  }
  return connections
}

/** What passes between all pairs, and between at least one; sets of port atoms. */
interface Reach {
  readonly every: number
  readonly some: number
}

function reachOfKin(sources: readonly Kin[], destinations: readonly Kin[], within: boolean, reachability: ReachabilityMatrix): Reach | null {
  let joined: Reach | null = null
  for (const source of sources) {
    for (const destination of destinations) {
      if (within && source === destination && !source.several) continue
      // Pods without a common address family cannot meet; what other pairs may do is not the less certain for it.
      for (const family of source.families.filter((each) => destination.families.includes(each))) {
        const passing = reachability.reach(source.classIndex, destination.classIndex, family)
        joined = join(joined, { every: passing, some: passing }, reachability)
      }
    }
  }
  return joined
}

function reachOfPairs(source: MatrixEnd, destination: MatrixEnd, reachability: ReachabilityMatrix): Reach | null {
  let joined: Reach | null = null
  for (const from of source.endpoints) {
    for (const to of destination.endpoints) {
      const reach = from === to ? null : reachability.between(from, to)
      if (reach && reach.families.length > 0) joined = join(joined, reach, reachability)
    }
  }
  return joined
}

function join(a: Reach | null, b: Reach, { sets }: ReachabilityMatrix): Reach {
  return a ? { every: sets.intersect(a.every, b.every), some: sets.union(a.some, b.some) } : b
}
