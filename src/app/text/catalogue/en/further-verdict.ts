import { seldom } from '../part.ts'
import { code, say, type Sentence } from '../../sentence.ts'

/** What meshes and network plugins add to verdicts, traces and the graph: see `VERDICT` and `GRAPH` for the rest. */
export const FURTHER_VERDICT = seldom('furtherVerdict', {
  /** What the verdict leads with, and what it goes on with, when a mesh lets something end. */
  mesh: {
    'http-400': {
      lead: 'Refused with 400.',
      rest: 'The proxy does not take a path like this.',
      place: '400 from the proxy',
    },
    'http-401': {
      lead: 'Refused with 401.',
      rest: 'A token came with the request, and the proxy does not accept it.',
      place: '401 from the proxy',
    },
    'http-403': {
      lead: 'Refused with 403.',
      rest: 'The connection stands, and the proxy does not let this request pass.',
      place: '403 from the proxy',
    },
    'http-404': {
      lead: 'Refused with 404.',
      rest: 'A proxy on the way has no route for this request.',
      place: '404 from a proxy',
    },
    'http-429': {
      lead: 'Refused with 429.',
      rest: 'The proxy has let too many requests pass already.',
      place: '429 from the proxy',
    },
    'http-500': {
      lead: 'Answered with 500.',
      rest: 'A route of the client’s proxy leads to nobody.',
      place: '500 from the client’s proxy',
    },
    'http-502': {
      lead: 'Answered with 502.',
      rest: 'The client’s own proxy sends nothing to places that the mesh does not know.',
      place: '502 from the client’s proxy',
    },
    'http-503': {
      lead: 'Answered with 503.',
      rest: 'A proxy on the way could not open the next connection.',
      place: '503 from a proxy',
    },
    'answered-by-proxy': {
      lead: 'Answered by a proxy.',
      rest: 'A route on the way answers by itself and sends nothing on.',
      place: 'answered by a proxy',
    },
    'mtls-required': {
      lead: 'Closed: the server takes mutual TLS only.',
      rest: 'The packets arrive, and what comes is plain.',
      place: 'mutual TLS required',
    },
    'tls-mismatch': {
      lead: 'The handshake fails.',
      rest: 'One end speaks TLS and the other does not expect it.',
      place: 'TLS does not match',
    },
    'connection-reset': { lead: 'Reset.', rest: 'A proxy ends the connection.', place: 'reset by a proxy' },
    'connection-closed': {
      lead: 'Closed.',
      rest: 'The proxy takes the connection and ends it at once.',
      place: 'closed by the proxy',
    },
    'connection-refused': {
      lead: 'Refused.',
      rest: 'The packets arrive, and nobody listens on the port.',
      place: 'nobody listens',
    },
    'no-endpoints': { lead: 'Nobody answers.', rest: 'There is no pod to send it to.', place: 'no endpoints' },
  },
  /** The same for the proxy of a network plugin. */
  plugin: {
    'http-403': {
      lead: 'Refused with 403.',
      rest: 'The connection stands: a rule lets the packets in, and none of its requests fits this one, so the proxy answers 403.',
      place: '403 from the proxy',
    },
    'dns-refused': {
      lead: 'The name is refused.',
      rest: 'The DNS proxy answers REFUSED: a rule lets the question through to it, and none of its names fits this one.',
      place: 'refused by the DNS proxy',
    },
    'tls-mismatch': {
      lead: 'Reset in the handshake.',
      rest: 'The proxy reads the server name in the TLS hello, and no rule has it.',
      place: 'reset over the server name',
    },
    'l7-denied': {
      lead: 'Refused by the proxy.',
      rest: 'The connection stands, and what is said on it fits no rule.',
      place: 'refused by the proxy',
    },
    'auth-required': {
      lead: 'Dropped until both ends have proven who they are.',
      rest: 'The rule asks for mutual authentication, which has not happened.',
      place: 'not authenticated',
    },
  },
  caller: {
    response: say`A proxy answered instead of the program.`,
    mutualRequired: say`The connection opens and is reset at once: no time-out, so no network policy is at work.`,
    reset: say`Reset at once, not after a time-out: a proxy ended it.`,
    closed: say`The connection opens and ends: a proxy closed it.`,
    refused: say`Refused at once, not after a time-out: nobody listens there.`,
    closedBeforeTls: say`The connection opens, and a proxy ends it before TLS is agreed.`,
    tlsMismatch: say`The ends do not agree whether TLS is spoken.`,
  },
  byMesh: (policy: string) => say`by ${policy} in the mesh`,
  admittedInMesh: (policies: Sentence, areMany: boolean) =>
    say`In the mesh, ${policies} ${areMany ? 'let' : 'lets'} it pass.`,
  deniedOnTheWay: (place: string) => say`Denied on the way, at ${code(place)}.`,
  hostEndpoint: (name: string | null, why: string) =>
    name === null
      ? say`What comes to a port of the node is for the node until kube-proxy translates it: ${why}.`
      : say`Host endpoint ${code(name)}: ${why}.`,
  atNode: (isAnswer: boolean, isIn: boolean, node: string) =>
    say`${isAnswer ? 'The answer' : 'The packet'} ${isIn ? 'comes in at' : 'goes out of'} ${code(node)}`,
  aNode: 'a node',
  nobody: 'nobody',
  icmp: (family: 4 | 6, type: number | null) =>
    `ICMP${family === 6 ? 'v6' : ''}${type === null ? '' : ` type ${type}`}`,
  identities: {
    pod: 'a pod, known by its identity',
    host: 'a node, known by its identity',
    entry: 'Cilium’s Envoy, known by its identity',
    external: 'outside the cluster',
  },
  dialledByAddress: 'dialled by its address',
  /** What a lock on a line stands for, and the same in the legend. */
  secured: {
    mutual: 'mutual TLS',
    permissive: 'plain, though a proxy there takes mutual TLS',
    plain: 'plain, nobody there speaks TLS of the mesh',
  },
  locks: { mutual: 'mutual TLS', permissive: 'plain, at a proxy', plain: 'plain' },
  lock: (from: string, to: string, secured: string) => `${from} to ${to}: ${secured}`,
  members: { sidecar: 'has a proxy', ambient: 'its node’s proxy', gateway: 'gateway', waypoint: 'waypoint' },
})
