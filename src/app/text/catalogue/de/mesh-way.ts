import { code, say } from '../../sentence.ts'
import type { MESH_WAY } from '../en/mesh-way.ts'

export const meshWay: typeof MESH_WAY = {
  title: 'Durch das Mesh',
  toText: 'Zur Textstelle',
  inLog: 'Im Log des Proxys',
  ends: (from, to) => say`${code(from)} zu ${code(to)}`,
  connection: (number, ends) => say`Verbindung\u00a0${number}: ${ends}`,
  sendsNothing: say`Sein eigener Proxy schickt nichts.`,
  networkStops: (port, where) =>
    say`Das Netzwerk${port === null ? '' : say`, gefragt nach Port ${port}`}: ${{ out: 'am Ausgang aufgehalten', in: 'am Eingang aufgehalten', 'no-road': 'kein Weg dorthin' }[where]}. Kein Proxy sieht es.`,
  networkPasses: (port) => say`Das Netzwerk${port === null ? '' : say`, gefragt nach Port ${port}`}: kommt durch.`,
  onTheWire: (form, identity) =>
    say`Auf der Leitung: ${{ plain: 'unverschlüsselt, niemand beweist, wer er ist', mutual: 'gegenseitiges TLS', tunnel: 'gegenseitiges TLS in einem Tunnel', 'own-tls': 'TLS, das nicht vom Mesh kommt' }[form]}${identity === null ? '' : say`, als ${code(identity)}`}.`,
  places: {
    'client-proxy': 'Der Proxy des Aufrufers',
    'server-proxy': 'Der Proxy des Servers',
    ztunnel: 'Der Proxy am Node des Servers',
    waypoint: 'Der Waypoint',
    gateway: 'Das Gateway',
  },
  readsRequests: (path) => say`liest Anfragen${path === null ? '' : say`, Pfad ${code(path)}`}`,
  readsNone: say`liest keine Anfragen`,
  passages: { denied: 'lehnt ab', depends: 'wartet ab, was gesagt wird', allowed: 'lässt es durch' },
  proxy: (place, reads, passage, isAsked) =>
    say`${place} (${reads}) ${passage}${isAsked ? '.' : ': Keine Policy erreicht ihn.'}`,
  unmatched: say`Policies, die erlauben, gelten dafür, und keine ihrer Regeln passt.`,
  idle: {
    'dry-run': 'ein Probelauf, nur aufgeschrieben',
    audit: 'markiert nur Anfragen',
    other: 'diese Art von Proxy fragt sie nicht',
  },
  noRule: (allowsNothing) =>
    allowsNothing
      ? 'keine Regel, die dieser Proxy lesen kann, also erlaubt sie nichts'
      : 'keine Regel, die dieser Proxy lesen kann',
  policy: (policy, what) => say`${policy}: ${what}.`,
  rule: (policy, rule, what) => say`${policy}, Regel\u00a0${rule}: ${what}.`,
  leftOut: (fields) => say`Dieser Proxy kann ${fields.join(', ')} nicht lesen und lässt es weg.`,
  cannotAsk: (authorizer) =>
    say`Das Mesh kann ${code(authorizer)} nicht fragen, kennt ihn nicht oder nicht neben einem anderen, und lehnt es ab.`,
  asked: (authorizer, says) =>
    say`${code(authorizer)} wird gefragt${{ unknown: ', und niemand kennt hier seine Antwort', allow: ' und erlaubt es', deny: ' und lehnt es ab' }[says]}.`,
  allows: say`erlaubt es`,
  fits: say`passt`,
  depends: say`kommt auf die Anfrage an`,
  fitsNothing: say`passt hier auf nichts`,
  misses: (section, why) => say`passt nicht: ${code(section)}: ${why}`,
  or: ' oder ',
  missed: (what, isNegated, wanted, got) =>
    say`${what} ${isNegated ? 'darf nicht' : 'muss'} ${code(wanted)} sein und ${got === null ? 'fehlt' : say`ist ${code(got)}`}`,
  attributes: {
    principal: 'die Identität des Aufrufers',
    namespace: 'der Namespace des Aufrufers',
    'service-account': 'der Service-Account des Aufrufers',
    'trust-domain': 'die Trust-Domain',
    'source-address': 'die Adresse des Aufrufers',
    'remote-address': 'die Adresse des ersten Clients',
    'destination-address': 'die Adresse des Servers',
    'server-name': 'der Servername',
    'request-principal': 'das Token',
    audience: 'die Audience des Tokens',
    presenter: 'der Überbringer des Tokens',
    port: 'der Port',
    host: 'der Host',
    method: 'die Methode',
    path: 'der Pfad',
  },
  header: (name) => `der Header ${name}`,
  claim: (path) => `der Claim ${path}`,
}
