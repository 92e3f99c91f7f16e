import type { DraftKind } from '../../world/hubble/draft.ts'
import type { FlowLogView } from '../../world/hubble/log-view.ts'

/** A log of Hubble that somebody opened. */
export interface OpenedLog {
  readonly name: string
  readonly text: string
}

/**
 * What stands on the bench of requests, and the log of flows that is looked at: kept while other parts of the screen
 * are.
 */
export class Requests {
  lines = $state('')
  log = $state.raw<OpenedLog | null>(null)
  kind = $state<DraftKind>('NetworkPolicy')
  /** Whether the graph shows what the log saw. */
  isDrawn = $state(true)
  /** What it shows; null: nothing was read yet, or it does not show it. */
  drawn = $state.raw<FlowLogView | null>(null)
  asJson = $state(false)
}
