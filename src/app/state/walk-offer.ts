import { CELL, type CellCode, type ReachView } from '../../worker/snapshot.ts'
import type { FlowSelection } from '../viz/selection.ts'

/** Verdicts, what teaches most first: a gate that lets through, then an open one, then one that stops. */
const ORDER: readonly CellCode[] = [CELL.allowed, CELL.open, CELL['denied-entering'], CELL['denied-leaving']]

/** Lookups are everywhere, and seldom what somebody wants to know about first. */
const DNS_PORT = 53

/**
 * A flow between two workloads that is worth a walk; null: there are not two that could speak to each other, or the
 * matrix did not come whole.
 */
export function flowToWalk({ endpoints, columns, cells }: ReachView): FlowSelection | null {
  if (!cells) return null
  const isInside = (index: number) => endpoints[index]?.group !== 'outside'
  for (const verdict of ORDER) {
    for (const [row, from] of endpoints.entries()) {
      for (const [at, { endpoint, port }] of columns.entries()) {
        if (
          port === null ||
          port.port === DNS_PORT ||
          row === endpoint ||
          !isInside(row) ||
          !isInside(endpoint) ||
          cells[row * columns.length + at] !== verdict
        )
          continue
        return { from: from.id, to: endpoints[endpoint]!.id, port, verdict }
      }
    }
  }
  return null
}
