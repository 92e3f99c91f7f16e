import type { DenialCause } from '../../../../world/answer.ts'
import { count } from '../../sentence.ts'
import { part } from '../part.ts'

/** Many requests at once, identities, and what Hubble saw. */
export const REQUESTS = part('requests', {
  met: {
    'policy-drop': 'dropped, time-out',
    'http-403': '403 Forbidden',
    'dns-refused': 'REFUSED',
    'tls-mismatch': 'reset',
    'l7-denied': 'closed by the proxy',
    'auth-required': 'dropped, not authenticated',
    'no-endpoints': 'no endpoints',
    'no-route': 'no route',
    'name-not-resolved': 'the name does not resolve',
  } as Readonly<Partial<Record<DenialCause, string>>>,
  words: { none: 'no question', allowed: 'allowed', denied: 'denied', depends: 'depends' },
  on: (facts: string) => `on ${facts}`,
  answered: 'dropped, no route to host',
  at: (gate: string) => ` at ${gate}`,
  help: 'One request a line. What is said is enough: GET /orders, dns api.example, sni api.example, type=8; ends and port are then those of the question above. A whole question works too: shop/web -> shop/api:8080 POST /.',
  wouldPass: 'Requests that would pass',
  untried: (rules: number) =>
    `${count(rules, 'more rule')} ${rules === 1 ? 'speaks' : 'speak'} of requests and ${rules === 1 ? 'was' : 'were'} not tried.`,
  noDifference: 'What is said makes no difference to this question.',
  nonePasses: (tried: number) =>
    tried === 1
      ? 'The one request that was read out of the rules does not pass'
      : `None of the ${tried} requests that were read out of the rules passes`,
  unasked: (lines: number) => `${count(lines, 'more line')} not asked: ask them in a second go.`,
  lines: 'Requests to ask at once',
  outcomes: 'What comes of the requests',
  heads: { request: 'Request', outcome: 'Outcome', why: 'Why' },
  notAsked: 'The requests could not be asked. The next change is tried again.',

  key: (at: string, pod: string, identity: number | string, who: string, port: string) =>
    `${at} of ${pod}: identity ${identity} (${who}), ${port}.`,
  noLine: 'No line fits: dropped, code 133, Policy denied.',
  line: (lines: number, identity: number, port: string, action: string, by: string, match: string) =>
    `${lines === 1 ? 'One line fits' : `${lines} lines fit; this one counts`}: identity ${identity === 0 ? '0 (everybody)' : identity}, ${port}, ${action}, by ${by}. Match ${match}.`,
  denylist: ' Dropped, code 181, Policy denied by denylist.',
  handed: (proxy: string) => ` Handed to the ${proxy} proxy, which reads on.`,
  inTheMap: 'Show the policy map',
  madeUp:
    'Pods’ numbers come from their labels here; a real cluster counts them as they come. Reserved numbers are the real ones.',
  looksUp: 'What the question looks up',
  mapOf: 'Policy map of',
  mapOfPod: (pod: string) => `Policy map of ${pod}`,
  identity: (number: number | string, ingress: string, egress: string) =>
    `identity ${number} · ingress ${ingress}, egress ${egress}`,
  mapHeads: {
    direction: 'Direction',
    identity: 'Identity',
    port: 'Port',
    policy: 'Policy',
    proxy: 'Proxy',
    auth: 'Auth',
    from: 'From',
  },
  everybody: '0, everybody',
  required: 'required',
  linesOf: (lines: number, first: string) => `${lines} lines${first}.`,
  theFirst: (shown: number) => `, the first ${shown}`,
  identities: 'Identities',
  identityHeads: { number: 'Number', labels: 'Labels', who: 'Who' },
  andMore: (more: number) => ` and ${more} more`,
  cacheOf: (node: string) => ` of ${node}`,
  cacheHeads: { address: 'Address', identity: 'Identity', tunnel: 'Tunnel to', from: 'From' },
  notListed: 'The identities could not be listed. The next change is tried again.',

  shows: ['What ', ' shows of the question'] as readonly [string, string],
  asJson: 'as JSON',
  copy: 'Copy',
  copied: 'Copied',
  events: 'Events of Hubble',
  timesMadeUp:
    'Times are made up: what counts is their order. A client that hears nothing sends its first packet again after 1, 2 and 4 seconds.',
  noPacket: 'No packet of this question is seen.',
  noEvents: 'The events could not be told. The next change is tried again.',
  aLog: 'A flow log',
  drop: ['What ', ' wrote down: drop the file anywhere, or'] as readonly [string, string],
  draw: 'Draw what it saw on the graph',
  showGraph: 'Show the graph',
  close: 'Close the log',
  table: 'Table of connections',
  connections: 'Connections of the flow log',
  logHeads: { from: 'From', to: 'To', what: 'What', seen: 'Seen', verdict: 'Verdict' },
  draftAs: 'Policies that let exactly this pass, as',
  add: 'Add as a document',
  drafted: 'Drafted policies',
  notRead: 'The log could not be read. The next change is tried again.',
  log: 'Flow log',
  saw: ['What ', ' saw'] as readonly [string, string],
  passed: 'passed',
  dropped: 'dropped',
  unreadable: 'The log could not be read.',
  held: (flows: number, total: number, left: readonly string[]) =>
    `${flows} flows, ${total} different connections${left.length > 0 ? `; left out: ${left.join(', ')}` : ''}.`,
  replies: (amount: number) => `${amount} replies`,
  others: (amount: number) => `${amount} that are no connections`,
  noFlows: (amount: number) => `${amount} lines that are no flows`,
  drawn: (lines: number, rest: readonly string[]) =>
    `${count(lines, 'pair')} drawn${rest.length > 0 ? `; ${rest.join(', ')}` : ''}`,
  notDrawn: (pairs: number) => `${count(pairs, 'pair')} not drawn`,
  unknown: (connections: number) => `${count(connections, 'connection')} with an end that is not in the text`,
  seenPassed: 'passed',
  seenDropped: 'was dropped',
  endMissing: (seen: string) => `${seen}; an end is not in the text`,
  here: (seen: string, now: 'allowed' | 'denied' | 'conditional' | 'unanswerable') =>
    `${seen}; here ${now === 'conditional' ? 'it depends' : `it is ${now}`}`,
  allPass: (observed: number) => `All ${observed} observed connections pass with it.`,
  somePass: (allowed: number, observed: number, stopped: string) =>
    `${allowed} of ${observed} observed connections pass with it. Stopped: ${stopped}.`,
  nothingElse: 'Nothing else passes to or from the pods that it closes, on any port that is listened on.',
  beyond: (connections: string) =>
    `Beyond them passes: ${connections}. Other policies, or selectors that fit more pods, let it.`,
  unknownObserved: (connections: number) =>
    `${connections} observed connections have an end that is not in the text: they are in no policy.`,
})
