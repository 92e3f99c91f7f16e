import type { ApiObjects } from '../../../machines/api-objects.ts'
import type { Machine } from '../../../machines/machine.ts'
import type { AuditOutput } from '../judge-check.ts'

/** What an audit command can look at. */
export interface Audited {
  readonly machine: Machine
  readonly api: ApiObjects
}

/**
 * One way in which benchmarks ask a machine something, known by the shape of its command. Null: the command is of
 * another shape. No shell runs anywhere: an audit is recognised or it is not, and of one that is not we claim nothing.
 */
export type AuditForm = (command: string, audited: Audited) => AuditOutput | null
