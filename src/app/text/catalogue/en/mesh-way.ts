import { part } from '../part.ts'
import { code, say, type Sentence } from '../../sentence.ts'

/** The way through a mesh, checkpoint by checkpoint. What a proxy finds is in `MESH_FACTS`. */
export const MESH_WAY = part('meshWay', {
  title: 'Through the mesh',
  toText: 'Show its text',
  inLog: 'In the proxy’s log',
  ends: (from: string, to: string) => say`${code(from)} to ${code(to)}`,
  connection: (number: number, ends: Sentence) => say`Connection ${number}: ${ends}`,
  sendsNothing: say`Its own proxy sends nothing.`,
  networkStops: (port: number | null, where: 'out' | 'in' | 'no-road') =>
    say`The network${port === null ? '' : say`, asked about port ${port}`}: stopped ${{ out: 'on the way out', in: 'on the way in', 'no-road': 'for want of a road' }[where]}. No proxy sees it.`,
  networkPasses: (port: number | null) =>
    say`The network${port === null ? '' : say`, asked about port ${port}`}: passes.`,
  onTheWire: (form: 'plain' | 'mutual' | 'tunnel' | 'own-tls', identity: string | null) =>
    say`On the wire: ${{ plain: 'plain, nobody proves who it is', mutual: 'mutual TLS', tunnel: 'mutual TLS in a tunnel', 'own-tls': 'TLS that is not the mesh’s' }[form]}${identity === null ? '' : say`, as ${code(identity)}`}.`,
  places: {
    'client-proxy': 'The caller’s proxy',
    'server-proxy': 'The server’s proxy',
    ztunnel: 'The proxy of the server’s node',
    waypoint: 'The waypoint',
    gateway: 'The gateway',
  },
  readsRequests: (path: string | null) => say`reads requests${path === null ? '' : say`, path ${code(path)}`}`,
  readsNone: say`reads no requests`,
  passages: { denied: 'refuses', depends: 'depends on what is said', allowed: 'lets it pass' },
  proxy: (place: string, reads: Sentence, passage: string, isAsked: boolean) =>
    say`${place} (${reads}) ${passage}${isAsked ? '.' : ': no policy reaches it.'}`,
  unmatched: say`Policies that allow are for it, and none of their rules fits.`,
  idle: {
    'dry-run': 'a dry run, only written down',
    audit: 'only marks requests',
    other: 'this kind of proxy does not ask it',
  },
  noRule: (allowsNothing: boolean): string =>
    allowsNothing ? 'no rule that this proxy can read, so it allows nothing' : 'no rule that this proxy can read',
  policy: (policy: Sentence, what: string) => say`${policy}: ${what}.`,
  rule: (policy: Sentence, rule: number, what: Sentence) => say`${policy} rule ${rule} ${what}.`,
  leftOut: (fields: readonly string[]) => say`This proxy cannot read ${fields.join(', ')}, and leaves it out.`,
  cannotAsk: (authorizer: string) =>
    say`The mesh cannot ask ${code(authorizer)}, which it does not know or not beside another, and denies it.`,
  asked: (authorizer: string, says: 'allow' | 'deny' | 'unknown') =>
    say`${code(authorizer)} is asked${{ unknown: ', and nobody here knows its answer', allow: ' and allows it', deny: ' and denies it' }[says]}.`,
  allows: say`allows it`,
  fits: say`fits`,
  depends: say`depends on the request`,
  fitsNothing: say`fits nothing here`,
  misses: (section: string, why: Sentence) => say`does not fit: ${code(section)}: ${why}`,
  or: ' or ',
  missed: (what: string, isNegated: boolean, wanted: string, got: string | null) =>
    say`${what} ${isNegated ? 'must not be' : 'must be'} ${code(wanted)}, is ${got === null ? 'none' : code(got)}`,
  attributes: {
    principal: 'the caller’s identity',
    namespace: 'the caller’s namespace',
    'service-account': 'the caller’s service account',
    'trust-domain': 'the trust domain',
    'source-address': 'the caller’s address',
    'remote-address': 'the first client’s address',
    'destination-address': 'the server’s address',
    'server-name': 'the server name',
    'request-principal': 'the token',
    audience: 'the token’s audience',
    presenter: 'the token’s presenter',
    port: 'the port',
    host: 'the host',
    method: 'the method',
    path: 'the path',
  },
  header: (name: string) => `the header ${name}`,
  claim: (path: string) => `the claim ${path}`,
})
