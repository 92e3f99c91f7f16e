import type { EndpointRef } from './answer.ts'
import { ALL_PAIRS, connectionTable, type PolicedCluster } from './connection-table.ts'
import { signOf, type ConnectionSign } from './connection-sign.ts'
import type { PortSets } from './port-sets.ts'

/** One pair of ends, and what passes between them in the earlier state and in this one. */
export interface ConnectionChange {
  readonly sign: ConnectionSign
  readonly from: EndpointRef
  readonly to: EndpointRef
  readonly before: PortSets
  readonly after: PortSets
}

/**
 * What differs between two states, by pairs of ends. The counts are complete; `changes` holds the first ones, opened,
 * closed, then changed.
 */
export interface ConnectionsDiff {
  readonly opened: number
  readonly closed: number
  readonly changed: number
  readonly changes: readonly ConnectionChange[]
}

/**
 * Compares two states by what may pass between each pair of ends: every port of every protocol counts, whether or not
 * anybody is known to listen on it. `compareMatrices` counts single flows on listened-on ports instead. An end that
 * exists on one side only opens or closes all that passes there; a place outside is judged in both states, whoever
 * names it.
 */
export function compareConnections(before: PolicedCluster, after: PolicedCluster, limit: number): ConnectionsDiff {
  const { ends, sets, rows } = connectionTable(after, before, ALL_PAIRS, true)
  const bySign: Record<ConnectionSign, number[]> = { opened: [], closed: [], changed: [] }
  for (let at = 0; at < rows.length; at += 4) bySign[signOf(rows[at + 2]!, rows[at + 3]!)!].push(at)
  const changes = (['opened', 'closed', 'changed'] as const).flatMap((sign) =>
    bySign[sign].slice(0, limit).map((at): ConnectionChange => ({
      sign,
      from: ends[rows[at]!]!.ref,
      to: ends[rows[at + 1]!]!.ref,
      before: sets[rows[at + 3]!]!,
      after: sets[rows[at + 2]!]!,
    })),
  )
  return {
    opened: bySign.opened.length,
    closed: bySign.closed.length,
    changed: bySign.changed.length,
    changes: changes.slice(0, limit),
  }
}
