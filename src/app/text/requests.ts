import type { BenchRow, BenchView } from '../../world/bench/bench.ts'
import type { DenialCause } from '../../world/answer.ts'
import type { DraftProof } from '../../world/hubble/draft.ts'
import type { FlowLogView, LoggedConnection } from '../../world/hubble/log-view.ts'
import type { ShownLookup } from '../../world/identities/identities-view.ts'
import { isAnswered } from './caller.ts'
import { diagnosticLine } from './diagnostic.ts'
import { count } from './sentence.ts'
import { factText } from './verdict.ts'

/** What the caller meets; what is not here is said as it is spelled. */
const MET: Partial<Record<DenialCause, string>> = {
  'policy-drop': 'dropped, time-out', 'http-403': '403 Forbidden', 'dns-refused': 'REFUSED', 'tls-mismatch': 'reset', 'l7-denied': 'closed by the proxy', 'auth-required': 'dropped, not authenticated',
  'no-endpoints': 'no endpoints', 'no-route': 'no route', 'name-not-resolved': 'the name does not resolve',
}

/** One word for the outcome, and why. */
export function benchText({ answer, problem }: BenchRow): { readonly word: string; readonly why: string } {
  if (!answer) return { word: 'no question', why: problem ? diagnosticLine(problem) : '' }
  if (answer.outcome === 'allowed') return { word: 'allowed', why: '' }
  if (answer.outcome === 'conditional') return { word: 'depends', why: answer.needs.length === 0 ? '' : `on ${answer.needs.map((need) => factText(need)).join(', ')}` }
  return { word: 'denied', why: `${answer.cause === 'policy-drop' && isAnswered(answer) ? 'dropped, no route to host' : answer.cause ? MET[answer.cause] ?? answer.cause : ''}${answer.deniedAt && answer.cause === 'policy-drop' ? ` at ${answer.deniedAt}` : ''}` }
}

export const BENCH_HELP = 'One request a line. What is said is enough: GET /orders, dns api.example, sni api.example, type=8; ends and port are then those of the question above. A whole question works too: shop/web -> shop/api:8080 POST /.'
export const PASSING_LEAD = 'Requests that would pass'

/** Why the list of requests that would pass is empty, or not all there is; empty: it is complete. */
export function passingText({ passing, tried, untried }: Pick<BenchView, 'passing' | 'tried' | 'untried'>): string {
  const left = untried === 0 ? '' : `${count(untried, 'more rule')} ${untried === 1 ? 'speaks' : 'speak'} of requests and ${untried === 1 ? 'was' : 'were'} not tried.`
  if (passing.length > 0) return left
  return tried === 0 ? 'What is said makes no difference to this question.' : `${tried === 1 ? 'The one request that was read out of the rules does not pass' : `None of the ${tried} requests that were read out of the rules passes`}. ${left}`.trim()
}

/** Lines that were too many. */
export const unaskedText = (lines: number): string => `${count(lines, 'more line')} not asked: ask them in a second go.`

/** What a packet finds in the map, in a sentence. */
export function lookupText({ at, pod, identity, who, port, entry, hits, match, code }: ShownLookup): string {
  const key = `${at} of ${pod}: identity ${identity} (${who}), ${port}.`
  if (!entry) return `${key} No line fits: dropped, code 133, Policy denied.`
  const which = `${hits.length === 1 ? 'One line fits' : `${hits.length} lines fit; this one counts`}: identity ${entry.identity === 0 ? '0 (everybody)' : entry.identity}, ${entry.port}, ${entry.action}, by ${entry.by.join(', ')}. Match ${match}.`
  return `${key} ${which}${code === 181 ? ' Dropped, code 181, Policy denied by denylist.' : entry.proxy ? ` Handed to the ${entry.proxy} proxy, which reads on.` : ''}`
}

/** Leads from the look-up to the map that it was made in. */
export const IN_THE_MAP = 'Show the policy map'

export const MADE_UP = 'Pods’ numbers come from their labels here; a real cluster counts them as they come. Reserved numbers are the real ones.'

/** What a log held. */
export function logText({ flows, total, skipped }: FlowLogView): string {
  const left = [skipped.replies > 0 ? `${skipped.replies} replies` : '', skipped.others > 0 ? `${skipped.others} that are no connections` : '', skipped.unreadable > 0 ? `${skipped.unreadable} lines that are no flows` : ''].filter((part) => part !== '')
  return `${flows} flows, ${total} different connections${left.length > 0 ? `; left out: ${left.join(', ')}` : ''}.`
}

/** How much of a log the graph shows; leads to the list of it all. `left`: pairs without a line; `unknown`: connections. */
export function drawnText(lines: number, left: number, unknown: number): string {
  const rest = [left > 0 ? `${count(left, 'pair')} not drawn` : '', unknown > 0 ? `${count(unknown, 'connection')} with an end that is not in the text` : ''].filter((part) => part !== '')
  return `${count(lines, 'pair')} drawn${rest.length > 0 ? `; ${rest.join(', ')}` : ''}`
}

/** What the log saw and what the picture says. */
export function nowText({ passed, now }: LoggedConnection): string {
  const seen = passed ? 'passed' : 'was dropped'
  if (now === null) return `${seen}; an end is not in the text`
  return `${seen}; here ${now === 'conditional' ? 'it depends' : `it is ${now}`}`
}

/** What was proven of a draft. */
export function proofText({ observed, allowed, stopped, beyond }: DraftProof, unknown: number): readonly string[] {
  return [
    stopped.length === 0 ? `All ${observed} observed connections pass with it.` : `${allowed} of ${observed} observed connections pass with it. Stopped: ${stopped.join(', ')}.`,
    beyond.length === 0 ? 'Nothing else passes to or from the pods that it closes, on any port that is listened on.' : `Beyond them passes: ${beyond.join(', ')}. Other policies, or selectors that fit more pods, let it.`,
    ...(unknown > 0 ? [`${unknown} observed connections have an end that is not in the text: they are in no policy.`] : []),
  ]
}
