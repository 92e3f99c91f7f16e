import { code, say } from '../../sentence.ts'
import type { FURTHER_VERDICT } from '../en/further-verdict.ts'

export const furtherVerdict: typeof FURTHER_VERDICT = {
  mesh: {
    'http-400': {
      lead: 'Mit 400 abgewiesen.',
      rest: 'Einen solchen Pfad nimmt der Proxy nicht an.',
      place: '400 vom Proxy',
    },
    'http-401': {
      lead: 'Mit 401 abgewiesen.',
      rest: 'Mit der Anfrage kam ein Token, und der Proxy nimmt es nicht an.',
      place: '401 vom Proxy',
    },
    'http-403': {
      lead: 'Mit 403 abgewiesen.',
      rest: 'Die Verbindung steht, und der Proxy lässt diese Anfrage nicht durch.',
      place: '403 vom Proxy',
    },
    'http-404': {
      lead: 'Mit 404 abgewiesen.',
      rest: 'Ein Proxy unterwegs hat für diese Anfrage keine Route.',
      place: '404 von einem Proxy',
    },
    'http-429': {
      lead: 'Mit 429 abgewiesen.',
      rest: 'Der Proxy hat schon zu viele Anfragen durchgelassen.',
      place: '429 vom Proxy',
    },
    'http-500': {
      lead: 'Mit 500 beantwortet.',
      rest: 'Eine Route im Proxy des Clients führt zu niemandem.',
      place: '500 vom Proxy des Clients',
    },
    'http-502': {
      lead: 'Mit 502 beantwortet.',
      rest: 'Der eigene Proxy des Clients schickt nichts dorthin, wo das Mesh niemanden kennt.',
      place: '502 vom Proxy des Clients',
    },
    'http-503': {
      lead: 'Mit 503 beantwortet.',
      rest: 'Ein Proxy unterwegs konnte die nächste Verbindung nicht öffnen.',
      place: '503 von einem Proxy',
    },
    'answered-by-proxy': {
      lead: 'Ein Proxy hat geantwortet.',
      rest: 'Eine Route unterwegs antwortet selbst und schickt nichts weiter.',
      place: 'ein Proxy antwortet',
    },
    'mtls-required': {
      lead: 'Geschlossen: Der Server nimmt nur gegenseitiges TLS an.',
      rest: 'Die Pakete kommen an, und was kommt, ist unverschlüsselt.',
      place: 'gegenseitiges TLS verlangt',
    },
    'tls-mismatch': {
      lead: 'Der Handshake scheitert.',
      rest: 'Ein Ende spricht TLS, und das andere erwartet es nicht.',
      place: 'TLS passt nicht zusammen',
    },
    'connection-reset': {
      lead: 'Zurückgesetzt.',
      rest: 'Ein Proxy beendet die Verbindung.',
      place: 'von einem Proxy zurückgesetzt',
    },
    'connection-closed': {
      lead: 'Geschlossen.',
      rest: 'Der Proxy nimmt die Verbindung an und beendet sie sofort.',
      place: 'vom Proxy geschlossen',
    },
    'connection-refused': {
      lead: 'Abgelehnt.',
      rest: 'Die Pakete kommen an, und auf dem Port hört niemand.',
      place: 'niemand hört zu',
    },
    'no-endpoints': {
      lead: 'Niemand antwortet.',
      rest: 'Es gibt keinen Pod, dem man es schicken könnte.',
      place: 'keine Endpunkte',
    },
  },
  plugin: {
    'http-403': {
      lead: 'Mit 403 abgewiesen.',
      rest: 'Die Verbindung steht: Eine Regel lässt die Pakete herein, und keine ihrer Anfragen passt auf diese. Also antwortet der Proxy mit 403.',
      place: '403 vom Proxy',
    },
    'dns-refused': {
      lead: 'Der Name wird verweigert.',
      rest: 'Der DNS-Proxy antwortet mit REFUSED: Eine Regel lässt die Frage bis zu ihm durch, und keiner ihrer Namen passt auf diesen.',
      place: 'vom DNS-Proxy verweigert',
    },
    'tls-mismatch': {
      lead: 'Im Handshake zurückgesetzt.',
      rest: 'Der Proxy liest den Servernamen im TLS-Hello, und keine Regel nennt ihn.',
      place: 'wegen des Servernamens zurückgesetzt',
    },
    'l7-denied': {
      lead: 'Vom Proxy abgewiesen.',
      rest: 'Die Verbindung steht, und was darauf gesagt wird, passt auf keine Regel.',
      place: 'vom Proxy abgewiesen',
    },
    'auth-required': {
      lead: 'Verworfen, bis beide Enden bewiesen haben, wer sie sind.',
      rest: 'Die Regel verlangt gegenseitige Authentifizierung, und die hat nicht stattgefunden.',
      place: 'nicht authentifiziert',
    },
  },
  caller: {
    response: say`Ein Proxy hat an der Stelle des Programms geantwortet.`,
    mutualRequired: say`Die Verbindung kommt zustande und wird sofort zurückgesetzt: keine Zeitüberschreitung, also ist keine Policy des Netzwerks am Werk.`,
    reset: say`Sofort zurückgesetzt, nicht erst nach einer Zeitüberschreitung: Ein Proxy hat sie beendet.`,
    closed: say`Die Verbindung kommt zustande und endet: Ein Proxy hat sie geschlossen.`,
    refused: say`Sofort abgelehnt, nicht erst nach einer Zeitüberschreitung: Dort hört niemand.`,
    closedBeforeTls: say`Die Verbindung kommt zustande, und ein Proxy beendet sie, bevor TLS vereinbart ist.`,
    tlsMismatch: say`Die Enden sind sich nicht einig, ob TLS gesprochen wird.`,
  },
  byMesh: (policy) => say`durch ${policy} im Mesh`,
  admittedInMesh: (policies, areMany) => say`Im Mesh ${areMany ? 'lassen' : 'lässt'} ${policies} es durch.`,
  deniedOnTheWay: (place) => say`Unterwegs abgelehnt, bei ${code(place)}.`,
  hostEndpoint: (name, why) =>
    name === null
      ? say`Was zu einem Port des Nodes kommt, ist für den Node, bis kube-proxy es übersetzt: ${why}.`
      : say`Host Endpoint ${code(name)}: ${why}.`,
  atNode: (isAnswer, isIn, node) =>
    say`${isAnswer ? 'Die Antwort' : 'Das Paket'} ${isIn ? 'kommt herein bei' : 'geht hinaus bei'} ${code(node)}`,
  aNode: 'ein Node',
  nobody: 'niemand',
  icmp: (family, type) => `ICMP${family === 6 ? 'v6' : ''}${type === null ? '' : ` Typ ${type}`}`,
  identities: {
    pod: 'ein Pod, bekannt an seiner Identität',
    host: 'ein Node, bekannt an seiner Identität',
    entry: 'Ciliums Envoy, bekannt an seiner Identität',
    external: 'außerhalb des Clusters',
  },
  dialledByAddress: 'über seine Adresse gewählt',
  secured: {
    mutual: 'gegenseitiges TLS',
    permissive: 'unverschlüsselt, obwohl ein Proxy dort gegenseitiges TLS annimmt',
    plain: 'unverschlüsselt, niemand dort spricht das TLS des Mesh',
  },
  locks: { mutual: 'gegenseitiges TLS', permissive: 'unverschlüsselt, an einem Proxy', plain: 'unverschlüsselt' },
  lock: (from, to, secured) => `${from} zu ${to}: ${secured}`,
  members: { sidecar: 'hat einen Proxy', ambient: 'Proxy seines Nodes', gateway: 'Gateway', waypoint: 'Waypoint' },
}
