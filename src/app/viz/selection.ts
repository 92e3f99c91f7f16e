import type { CellCode, PortView } from '../../worker/snapshot.ts'

/**
 * One flow between two ends of the picture: the one that is asked about, or the one a person picked. `from` and `to`
 * are ids of workloads, Services, nodes or places outside. `port` null: none is known, or the protocol has none.
 * `verdict` null: the matrix has no such cell. `isMutual`: its first connection is mutual TLS of a mesh, whatever is so
 * between these two when they speak without the mesh's doing.
 */
export interface FlowSelection {
  readonly from: string
  readonly to: string
  readonly port: PortView | null
  readonly verdict: CellCode | null
  readonly isMutual?: boolean
}

/** A flow that a lesson asks for, with the number of its goal. */
export interface FlowGoal {
  readonly number: number
  readonly flow: FlowSelection
}
