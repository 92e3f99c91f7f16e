import type { REQUESTS } from '../en/requests.ts'
import { anzahl } from './count.ts'

const richtung = (gate: string) => (gate === 'egress' ? 'Egress' : gate === 'ingress' ? 'Ingress' : gate)
const verbindungen = { one: 'Verbindung', other: 'Verbindungen' }

export const requests: typeof REQUESTS = {
  met: {
    'policy-drop': 'verworfen, Zeitüberschreitung',
    'http-403': '403 Forbidden',
    'dns-refused': 'REFUSED',
    'tls-mismatch': 'Reset',
    'l7-denied': 'vom Proxy geschlossen',
    'auth-required': 'verworfen, nicht authentifiziert',
    'no-endpoints': 'keine Endpunkte',
    'no-route': 'kein Weg',
    'name-not-resolved': 'der Name löst sich nicht auf',
  },
  words: { none: 'keine Frage', allowed: 'erlaubt', denied: 'abgelehnt', depends: 'kommt darauf an' },
  on: (facts) => `auf ${facts}`,
  answered: 'verworfen, „no route to host“',
  at: (gate) => ` am ${richtung(gate)}`,
  help: 'Eine Anfrage je Zeile. Was gesagt wird, genügt: GET /orders, dns api.example, sni api.example, type=8; Enden und Port sind dann die der Frage oben. Auch eine ganze Frage geht: shop/web -> shop/api:8080 POST /.',
  wouldPass: 'Anfragen, die durchkämen',
  untried: (rules) =>
    `${anzahl(rules, { one: 'weitere Regel spricht', other: 'weitere Regeln sprechen' })} von Anfragen und ${rules === 1 ? 'wurde' : 'wurden'} nicht probiert.`,
  noDifference: 'Was gesagt wird, macht für diese Frage keinen Unterschied.',
  nonePasses: (tried) =>
    tried === 1
      ? 'Die eine Anfrage, die in den Regeln steht, kommt nicht durch'
      : `Keine der ${tried} Anfragen, die in den Regeln stehen, kommt durch`,
  unasked: (lines) =>
    `${anzahl(lines, { one: 'weitere Zeile', other: 'weitere Zeilen' })} nicht gefragt: frag sie in einem zweiten Durchgang.`,
  lines: 'Anfragen, alle auf einmal',
  outcomes: 'Was aus den Anfragen wird',
  heads: { request: 'Anfrage', outcome: 'Ergebnis', why: 'Warum' },
  notAsked: 'Die Anfragen ließen sich nicht stellen. Bei der nächsten Änderung wird es wieder versucht.',

  key: (at, pod, identity, who, port) => `${richtung(at)} von ${pod}: Identität ${identity} (${who}), ${port}.`,
  noLine: 'Keine Zeile passt: verworfen, Code 133, Policy denied.',
  line: (lines, identity, port, action, by, match) =>
    `${lines === 1 ? 'Eine Zeile passt' : `${lines} Zeilen passen; diese zählt`}: Identität ${identity === 0 ? '0 (alle)' : identity}, ${port}, ${action}, durch ${by}. Match ${match}.`,
  denylist: ' Verworfen, Code 181, Policy denied by denylist.',
  handed: (proxy) => ` An den ${proxy}-Proxy gegeben, der weiterliest.`,
  inTheMap: 'Policy-Map zeigen',
  madeUp:
    'Die Nummern der Pods ergeben sich hier aus ihren Labels; ein echter Cluster zählt, wie sie kommen. Reservierte Nummern sind die echten.',
  looksUp: 'Was die Frage nachschlägt',
  mapOf: 'Policy-Map von',
  mapOfPod: (pod) => `Policy-Map von ${pod}`,
  identity: (number, ingress, egress) => `Identität ${number} · Ingress ${ingress}, Egress ${egress}`,
  mapHeads: {
    direction: 'Richtung',
    identity: 'Identität',
    port: 'Port',
    policy: 'Policy',
    proxy: 'Proxy',
    auth: 'Auth',
    from: 'Von',
  },
  everybody: '0, alle',
  required: 'nötig',
  linesOf: (lines, first) => `${anzahl(lines, { one: 'Zeile', other: 'Zeilen' })}${first}.`,
  theFirst: (shown) => `, die ersten ${shown}`,
  identities: 'Identitäten',
  identityHeads: { number: 'Nummer', labels: 'Labels', who: 'Wer' },
  andMore: (more) => ` und ${more} weitere`,
  cacheOf: (node) => ` von ${node}`,
  cacheHeads: { address: 'Adresse', identity: 'Identität', tunnel: 'Tunnel zu', from: 'Woher' },
  notListed: 'Die Identitäten ließen sich nicht auflisten. Bei der nächsten Änderung wird es wieder versucht.',

  shows: ['Was ', ' von der Frage zeigt'],
  asJson: 'als JSON',
  copy: 'Kopieren',
  copied: 'Kopiert',
  events: 'Ereignisse von Hubble',
  timesMadeUp:
    'Die Zeiten sind erfunden: es kommt auf ihre Reihenfolge an. Ein Client, der nichts hört, schickt sein erstes Paket nach 1, 2 und 4 Sekunden noch einmal.',
  noPacket: 'Kein Paket dieser Frage ist zu sehen.',
  noEvents: 'Die Ereignisse ließen sich nicht bestimmen. Bei der nächsten Änderung wird es wieder versucht.',
  aLog: 'Ein Flow-Log',
  drop: ['Was ', ' aufgeschrieben hat: zieh die Datei irgendwohin, oder'],
  draw: 'Im Graph zeichnen, was es sah',
  showGraph: 'Graph zeigen',
  close: 'Log schließen',
  table: 'Tabelle der Verbindungen',
  connections: 'Verbindungen des Flow-Logs',
  logHeads: { from: 'Von', to: 'Nach', what: 'Was', seen: 'Gesehen', verdict: 'Urteil' },
  draftAs: 'Policies, die genau das durchlassen, als',
  add: 'Als Dokument hinzufügen',
  drafted: 'Entworfene Policies',
  notRead: 'Das Log ließ sich nicht lesen. Bei der nächsten Änderung wird es wieder versucht.',
  log: 'Flow-Log',
  saw: ['Was ', ' sah'],
  passed: 'kam durch',
  dropped: 'verworfen',
  unreadable: 'Das Log ließ sich nicht lesen.',
  held: (flows, total, left) =>
    `${anzahl(flows, { one: 'Flow', other: 'Flows' })}, ${anzahl(total, { one: 'Verbindung', other: 'verschiedene Verbindungen' })}${left.length > 0 ? `; weggelassen: ${left.join(', ')}` : ''}.`,
  replies: (amount) => anzahl(amount, { one: 'Antwort', other: 'Antworten' }),
  others: (amount) => `${amount}, die keine Verbindungen sind`,
  noFlows: (amount) => `${anzahl(amount, { one: 'Zeile, die kein Flow ist', other: 'Zeilen, die keine Flows sind' })}`,
  drawn: (lines, rest) =>
    `${anzahl(lines, { one: 'Paar', other: 'Paare' })} gezeichnet${rest.length > 0 ? `; ${rest.join(', ')}` : ''}`,
  notDrawn: (pairs) => `${anzahl(pairs, { one: 'Paar', other: 'Paare' })} nicht gezeichnet`,
  unknown: (connections) => `${anzahl(connections, verbindungen)} mit einem Ende, das nicht im Text steht`,
  seenPassed: 'kam durch',
  seenDropped: 'wurde verworfen',
  endMissing: (seen) => `${seen}; ein Ende steht nicht im Text`,
  here: (seen, now) =>
    `${seen}; hier ${{ allowed: 'ist es erlaubt', denied: 'ist es abgelehnt', conditional: 'kommt es darauf an', unanswerable: 'gibt es keine Antwort' }[now] ?? now}`,
  allPass: (observed) => `Alle ${observed} beobachteten Verbindungen kommen damit durch.`,
  somePass: (allowed, observed, stopped) =>
    `${allowed} von ${observed} beobachteten Verbindungen kommen damit durch. Aufgehalten: ${stopped}.`,
  nothingElse:
    'Sonst kommt nichts zu den Pods, die sie schließt, oder von ihnen weg, auf keinem Port, auf dem jemand hört.',
  beyond: (connections) =>
    `Darüber hinaus kommt durch: ${connections}. Andere Policies oder Selektoren, die auf mehr Pods passen, lassen es zu.`,
  unknownObserved: (connections) =>
    `${anzahl(connections, { one: 'beobachtete Verbindung hat', other: 'beobachtete Verbindungen haben' })} ein Ende, das nicht im Text steht: sie ${connections === 1 ? 'kommt' : 'kommen'} in keine Policy.`,
}
