import type { BenchRow, BenchView } from '../../world/bench/bench.ts'
import type { DraftProof } from '../../world/hubble/draft.ts'
import type { FlowLogView, LoggedConnection } from '../../world/hubble/log-view.ts'
import type { ShownLookup } from '../../world/identities/identities-view.ts'
import { isAnswered } from './caller.ts'
import { REQUESTS } from './catalogue/en/requests.ts'
import { diagnosticLine } from './diagnostic.ts'
import { factText } from './verdict.ts'

/** One word for the outcome, and why. A cause that has no words is said as it is spelled. */
export function benchText({ answer, problem }: BenchRow): { readonly word: string; readonly why: string } {
  const { words, met } = REQUESTS
  if (!answer) return { word: words.none, why: problem ? diagnosticLine(problem) : '' }
  if (answer.outcome === 'allowed') return { word: words.allowed, why: '' }
  if (answer.outcome === 'conditional')
    return {
      word: words.depends,
      why: answer.needs.length === 0 ? '' : REQUESTS.on(answer.needs.map((need) => factText(need)).join(', ')),
    }
  return {
    word: words.denied,
    why: `${answer.cause === 'policy-drop' && isAnswered(answer) ? REQUESTS.answered : answer.cause ? (met[answer.cause] ?? answer.cause) : ''}${answer.deniedAt && answer.cause === 'policy-drop' ? REQUESTS.at(answer.deniedAt) : ''}`,
  }
}

/** Why the list of requests that would pass is empty, or not all there is; empty: it is complete. */
export function passingText({ passing, tried, untried }: Pick<BenchView, 'passing' | 'tried' | 'untried'>): string {
  const left = untried === 0 ? '' : REQUESTS.untried(untried)
  if (passing.length > 0) return left
  return tried === 0 ? REQUESTS.noDifference : `${REQUESTS.nonePasses(tried)}. ${left}`.trim()
}

/** What a packet finds in the map, in a sentence. */
export function lookupText({ at, pod, identity, who, port, entry, hits, match, code }: ShownLookup): string {
  const key = REQUESTS.key(at, pod, identity, who, port)
  if (!entry) return `${key} ${REQUESTS.noLine}`
  return `${key} ${REQUESTS.line(hits.length, entry.identity, entry.port, entry.action, entry.by.join(', '), match)}${code === 181 ? REQUESTS.denylist : entry.proxy ? REQUESTS.handed(entry.proxy) : ''}`
}

/** What a log held. */
export function logText({ flows, total, skipped }: FlowLogView): string {
  return REQUESTS.held(flows, total, [
    ...(skipped.replies > 0 ? [REQUESTS.replies(skipped.replies)] : []),
    ...(skipped.others > 0 ? [REQUESTS.others(skipped.others)] : []),
    ...(skipped.unreadable > 0 ? [REQUESTS.noFlows(skipped.unreadable)] : []),
  ])
}

/**
 * How much of a log the graph shows; leads to the list of it all. `left`: pairs without a line; `unknown`: connections.
 */
export function drawnText(lines: number, left: number, unknown: number): string {
  return REQUESTS.drawn(lines, [
    ...(left > 0 ? [REQUESTS.notDrawn(left)] : []),
    ...(unknown > 0 ? [REQUESTS.unknown(unknown)] : []),
  ])
}

/** What the log saw and what the picture says. */
export function nowText({ passed, now }: LoggedConnection): string {
  const seen = passed ? REQUESTS.seenPassed : REQUESTS.seenDropped
  return now === null ? REQUESTS.endMissing(seen) : REQUESTS.here(seen, now)
}

/** What was proven of a draft. */
export function proofText({ observed, allowed, stopped, beyond }: DraftProof, unknown: number): readonly string[] {
  return [
    stopped.length === 0 ? REQUESTS.allPass(observed) : REQUESTS.somePass(allowed, observed, stopped.join(', ')),
    beyond.length === 0 ? REQUESTS.nothingElse : REQUESTS.beyond(beyond.join(', ')),
    ...(unknown > 0 ? [REQUESTS.unknownObserved(unknown)] : []),
  ]
}
