/**
 * One verdict of the matrix, a byte:
 * `self` the same workload with one pod · `allowed` by a rule · `open` by default: no rule of any policy decided ·
 * `denied-leaving` at the source's egress · `denied-entering` at the destination's ingress ·
 * `part` replicas, addresses or (for a column without a port) ports differ.
 */
export const CELL = { self: 0, allowed: 1, open: 2, 'denied-leaving': 3, 'denied-entering': 4, part: 5 } as const
/** One of these bytes. */
export type CellCode = (typeof CELL)[keyof typeof CELL]

/** How much passes: nothing, something, everything. What opened and closed is a step on this scale. */
export function passing(cell: CellCode): 0 | 1 | 2 {
  switch (cell) {
    case CELL.allowed:
    case CELL.open:
    case CELL.self:
      return 2
    case CELL.part:
      return 1
    default:
      return 0
  }
}
