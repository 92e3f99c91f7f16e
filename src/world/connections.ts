import type { EndpointRef } from './answer.ts'
import { connectionTable, type PairScope, type PolicedCluster } from './connection-table.ts'
import type { PortSets } from './port-sets.ts'

/** What one end may open to another, see `PortSets`. */
export interface Connection extends PortSets {
  readonly from: EndpointRef
  readonly to: EndpointRef
}

/** Only connections between these ends; absent: all. */
export interface ConnectionFilter {
  readonly from?: EndpointRef
  readonly to?: EndpointRef
}

/**
 * Every pair of ends between which something may pass, in the matrix's order, also on ports that nobody is known to
 * listen on. An end and itself only when it has several pods.
 */
export function listConnections(world: PolicedCluster, filter: ConnectionFilter = {}): readonly Connection[] {
  const { ends, sets, rows } = connectionTable(world, null, scopeOf(filter))
  return Array.from({ length: rows.length / 4 }, (_, index): Connection => {
    const at = index * 4
    const { allowed, conditional } = sets[rows[at + 2]!]!
    return { from: ends[rows[at]!]!.ref, to: ends[rows[at + 1]!]!.ref, allowed, conditional }
  })
}

function scopeOf({ from, to }: ConnectionFilter): PairScope {
  return (ends) => {
    const destinations = ends.flatMap(({ ref }, index) => (to === undefined || ref === to ? [index] : []))
    return (source) => (from === undefined || ends[source]!.ref === from ? destinations : [])
  }
}
