import type { DraftKind } from '../../world/hubble/draft.ts'

/** A log of Hubble that somebody opened. */
export interface OpenedLog {
  readonly name: string
  readonly text: string
}

/** What stands on the bench of requests, and the log of flows that is looked at: kept while other parts of the screen are. */
export class Requests {
  lines = $state('')
  log = $state.raw<OpenedLog | null>(null)
  kind = $state<DraftKind>('NetworkPolicy')
  asJson = $state(false)
}
