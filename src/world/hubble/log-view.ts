import type { Question } from '../answer.ts'
import type { World } from '../index.ts'
import { draftFrom, knownConnections, type Draft, type DraftKind } from './draft.ts'
import { readFlowLog, type SkippedLines } from './read-log.ts'

/** A connection of a log as it is listed. `now`: what the picture says of it; null: an end is not in the text. */
export interface LoggedConnection {
  readonly from: string
  readonly to: string
  readonly what: string
  readonly passed: boolean
  readonly times: number
  readonly question: Question | null
  readonly now: 'allowed' | 'denied' | 'conditional' | null
}

/** `connections` are the first `LISTED`; `total` says how many there are. */
export interface FlowLogView {
  readonly flows: number
  readonly skipped: SkippedLines
  readonly total: number
  readonly connections: readonly LoggedConnection[]
  readonly draft: Draft
}

const LISTED = 300

/** A log of flows against the picture, and policies drafted from it. */
export function flowLogView(world: World, text: string, kind: DraftKind): FlowLogView {
  const log = readFlowLog(text), known = knownConnections(log, world.cluster)
  return {
    flows: log.flows, skipped: log.skipped, total: known.length, draft: draftFrom(log, world, kind),
    connections: known.slice(0, LISTED).map(({ connection: { from, to, port, protocol, requests, passed, times }, question }): LoggedConnection => {
      const outcome = question ? world.ask(question).outcome : null
      return {
        from: from.name || 'world', to: to.name || 'world', passed, times, question, now: outcome === 'unanswerable' ? null : outcome,
        what: [port === null ? protocol : `${port}/${protocol}`, ...requests.slice(0, 1)].join(' '),
      }
    }),
  }
}
