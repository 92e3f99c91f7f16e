import type { Question } from '../answer.ts'
import type { World } from '../index.ts'
import { draftFrom, knownConnections, type Draft, type DraftKind, type KnownConnection } from './draft.ts'
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

/** What a log saw between two ends of the picture, `EndpointRef`s: so many flows that passed, or that were dropped. */
export interface LoggedPair {
  readonly from: string
  readonly to: string
  readonly passed: boolean
  readonly times: number
}

/**
 * `connections` are the first `LISTED`, `pairs` those seen most; `total` says how many connections there are,
 * `pairsLeft` how many pairs more, `unknown` how many connections have an end that is not in the text. `draft` null:
 * none was asked for.
 */
export interface FlowLogView {
  readonly flows: number
  readonly skipped: SkippedLines
  readonly total: number
  readonly connections: readonly LoggedConnection[]
  readonly pairs: readonly LoggedPair[]
  readonly pairsLeft: number
  readonly unknown: number
  readonly draft: Draft | null
}

const LISTED = 300

/** Lines of a picture: more hide each other. */
const PAIRS = 60

/** A log of flows against the picture, and policies drafted from it. `kind` null: without these. */
export function flowLogView(world: World, text: string, kind: DraftKind | null): FlowLogView {
  const log = readFlowLog(text)
  const known = knownConnections(log, world.cluster)
  const pairs = pairsOf(known)
  return {
    flows: log.flows,
    skipped: log.skipped,
    total: known.length,
    draft: kind && draftFrom(log, world, kind),
    pairs: pairs.slice(0, PAIRS),
    pairsLeft: Math.max(0, pairs.length - PAIRS),
    unknown: known.filter(({ question }) => !question).length,
    connections: known
      .slice(0, LISTED)
      .map(({ connection: { from, to, port, protocol, requests, passed, times }, question }): LoggedConnection => {
        const outcome = question ? world.ask(question).outcome : null
        return {
          from: from.name || 'world',
          to: to.name || 'world',
          passed,
          times,
          question,
          now: outcome === 'unanswerable' ? null : outcome,
          what: [port === null ? protocol : `${port}/${protocol}`, ...requests.slice(0, 1)].join(' '),
        }
      }),
  }
}

/** The pairs of ends that are in the text, those seen most first. */
function pairsOf(known: readonly KnownConnection[]): readonly LoggedPair[] {
  const pairs = new Map<string, LoggedPair>()
  for (const {
    question,
    connection: { passed, times },
  } of known) {
    if (!question) continue
    const { from, to } = question
    const key = `${from} ${to} ${passed}`
    pairs.set(key, { from, to, passed, times: (pairs.get(key)?.times ?? 0) + times })
  }
  return [...pairs]
    .sort(([a, { times: first }], [b, { times: second }]) => second - first || (a < b ? -1 : 1))
    .map(([, pair]) => pair)
}
