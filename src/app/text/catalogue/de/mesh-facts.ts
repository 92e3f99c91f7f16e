import { code, list, say, type Sentence } from '../../sentence.ts'
import type { MESH_FACTS } from '../en/mesh-facts.ts'

/** Wessen Wort es ist. */
const VON = {
  default: 'so voreingestellt',
  mesh: 'für das ganze Mesh',
  namespace: 'für den Namespace',
  workload: 'für den Workload',
  port: 'für diesen Port',
} as const

/** Warum ein Waypoint nicht am Weg liegt. */
const VORBEI = {
  sidecar: 'Clients mit Sidecar gehen an ihm vorbei',
  gateway: 'Gateways am Rand gehen an ihm vorbei, wenn man es ihnen nicht anders sagt',
  'no-proxy': 'der Aufrufer hat keinen Proxy, der dorthin ginge',
} as const

const TOKEN = {
  expired: 'es ist abgelaufen',
  malformed: 'es ist fehlerhaft',
  'unknown-issuer': 'keine Regel nennt seinen Aussteller',
  audience: 'seine Audience ist keine von denen, die angenommen werden',
} as const

/** Wen jedes Wort einer voreingestellten Policy hereinlässt. */
const OHNE: Readonly<Record<string, string>> = {
  'all-unauthenticated': 'alle kommen herein',
  'all-authenticated': 'alle kommen herein, die einen Namen bewiesen haben',
  'cluster-unauthenticated': 'alle in den Netzen des Clusters kommen herein',
  'cluster-authenticated': 'wer einen Namen bewiesen hat und in den Netzen des Clusters ist, kommt herein',
  deny: 'nur Probes kommen herein',
  audit: 'alle kommen herein und werden aufgeschrieben',
}

const spaeter = (late: readonly string[]): Sentence =>
  late.length === 0
    ? []
    : say` Auch ${list(
        late.map((name) => [code(name)]),
        'und',
      )} ${late.length === 1 ? 'wäre dafür und kam' : 'wären dafür und kamen'} später: Niemand sieht danach.`

export const meshFacts: typeof MESH_FACTS = {
  'no-proxy': (fact) =>
    fact.end === 'source'
      ? say`Der Aufrufer hat keinen Proxy: Er spricht unverschlüsselt und hat keine Identität.`
      : say`Das andere Ende hat keinen Proxy: Was gesendet wird, ist unverschlüsselt.`,
  'given-identity': () => say`Die Frage gibt dem Aufrufer eine Identität des Mesh.`,
  'mutual-by-itself': () => say`Beide Enden haben Proxys, und nichts sagt etwas anderes: gegenseitiges TLS.`,
  tunnelled: (fact) =>
    say`Gegenseitiges TLS in einem Tunnel zu Port ${fact.port}. Policies des Netzwerks sehen diesen Port, und nicht den, nach dem gefragt wurde.`,
  'port-excluded': (fact) =>
    say`Der Sidecar des ${fact.end === 'source' ? 'Aufrufers' : 'Servers'} lässt Port ${fact.port} in Ruhe: Er sieht davon nichts und fragt keine Policy.`,
  'ingress-listener': (fact) =>
    say`Ein Sidecar sagt, was der Proxy des Servers auf Port ${fact.port} nimmt${fact.protocol === '' ? '' : say`: ${code(fact.protocol)}, was auch immer seine Services sagen`}.${fact.to === null ? '' : say` Er gibt es an ${code(fact.to)} weiter.`}`,
  'ingress-unlisted': (fact) =>
    say`Der Sidecar des Servers listet Port ${fact.port} nicht auf. Das schließt nichts: Sein Proxy nimmt die Verbindung, fragt seine Policies, und sieht an den ersten Bytes, was gesprochen wird.`,
  'capture-bypassed': () =>
    say`Der Proxy des Nodes fängt keine unverschlüsselte Verbindung zu diesem Pod ab und fragt also auch keine Policy danach.`,
  'dialled-by-address': () =>
    say`Gewählt wurde eine Adresse, zu der der Proxy des Aufrufers keinen Service kennt: Er sendet, was er bekommt, unverschlüsselt. Frag nach ${code('svc:…')}, um durch einen Service zu gehen.`,
  'unread-sent': (fact) =>
    say`Für Port ${fact.port} ist HTTP vereinbart, und was der Aufrufer schickt, ist keins. Sein Proxy hält das für etwas Unbekanntes und schickt ${fact.isSent ? 'es weiter, wie es ist, ohne gegenseitiges TLS' : say`nichts ins Unbekannte (${code('REGISTRY_ONLY')})`}.`,
  'not-http': (fact) =>
    say`Für den Port ist HTTP vereinbart, und was kommt, ist ${fact.spoken === 'tls' ? 'TLS' : 'etwas anderes'}: ${fact.isAnswered ? 'Der Proxy antwortet mit 400' : 'Der Proxy hat dafür keinen Platz und beendet die Verbindung'}.`,
  'client-tls': (fact) => say`Nach einer DestinationRule spricht der Proxy des Aufrufers ${code(fact.mode)}.`,
  'server-mode': (fact) =>
    say`Der Server nimmt ${fact.mode === 'STRICT' ? 'nur gegenseitiges TLS' : fact.mode === 'PERMISSIVE' ? 'gegenseitiges TLS und unverschlüsselte Verbindungen' : 'nur unverschlüsselte Verbindungen'} an (${code(fact.mode)}, ${VON[fact.by]}).`,
  'plain-at-strict': (fact) =>
    say`Was kommt, ist unverschlüsselt, und der Server nimmt nur gegenseitiges TLS an (${code('STRICT')}, ${VON[fact.by]}): Er setzt die Verbindung zurück.`,
  'tls-at-plain': (fact) =>
    fact.why === 'excluded'
      ? say`Was kommt, ist das TLS des Mesh, und der Sidecar, der es spricht, lässt diesen Port in Ruhe. Aufrufern sagt das niemand: Eine DestinationRule mit ${code('DISABLE')} lässt sie unverschlüsselt sprechen.`
      : fact.why === 'no-proxy'
        ? say`Was kommt, ist das TLS des Mesh, und niemand dort spricht es.`
        : say`Was kommt, ist das TLS des Mesh, und der Server hat es abgeschaltet.`,
  'own-tls-at-strict': () => say`Was kommt, ist eigenes TLS, und der Server nimmt nur das des Mesh an.`,
  'from-own-node': () =>
    say`Der eigene Node des Pods erreicht ihn am Proxy des Nodes vorbei, damit Probes es tun. Es kommt von 169.254.7.127, und das hält Cilium für jemanden draußen: Wo eine Policy den Pod schließt, braucht es eine, die diesen Block hereinlässt.`,
  'probe-rewritten': (fact) =>
    fact.isThis
      ? say`Das ist eine Probe des Kubelets. Istio hat sie auf Port ${fact.port} gelenkt, als der Pod entstand: Dort antwortet ein Agent, am Proxy vorbei, und weder ${code('STRICT')} noch eine Policy des Mesh ist ihr im Weg. Was auf dem Node sonst nach dem Port selbst fragt, ist keine Probe.`
      : say`Die Probes des Kubelets für diesen Port gehen an den Agenten auf Port ${fact.port}, am Proxy vorbei. Das ist keine davon.`,
  routed: (fact) =>
    say`Eine Route schickt es zu ${code(fact.host)}${fact.subset === null ? '' : say`, Subset ${code(fact.subset)}`}.`,
  'no-route': (fact) =>
    say`Keine Route nimmt die Anfrage${fact.host === null ? '' : say` für ${code(fact.host)}`}: Der Proxy antwortet mit 404.`,
  'no-stream-route': (fact) =>
    say`Nichts auf diesem Port nimmt an, was${fact.host === null ? '' : say` für ${code(fact.host)}`} kommt: Der Proxy beendet die Verbindung.`,
  answered: (fact) => say`Eine Route lässt den Proxy selbst mit ${fact.status} antworten.`,
  'port-unrouted': (fact) =>
    say`Ein Server für Bytes auf Port ${fact.port} hat keine Route, auf der er sie schicken könnte, also gibt istiod dem Proxy keinen Listener dafür: dort hört niemand.`,
  'port-unserved': (fact) => say`Kein Gateway lässt diesen Proxy auf Port ${fact.port} hören, also hört dort niemand.`,
  'unknown-host': (fact) =>
    say`Der Sidecar des Aufrufers kennt ${code(fact.host)} nicht und schickt nichts dorthin, was er nicht kennt (${code('REGISTRY_ONLY')}).`,
  'no-subset': (fact) =>
    fact.isDefined
      ? say`Kein Pod ist im Subset ${code(fact.subset)}.`
      : say`Keine DestinationRule legt das Subset ${code(fact.subset)} fest.`,
  'no-backend': (fact) => say`Hinter ${code(fact.host)} ist niemand.`,
  'behind-waypoint': (fact) =>
    say`Es geht durch den Waypoint ${code(fact.waypoint)}, der Anfragen liest. Der Server sieht die Identität und die Adresse des Waypoints.`,
  'past-waypoint': (fact) =>
    say`Es gibt einen Waypoint, ${code(fact.waypoint)}, und er liegt nicht am Weg: ${VORBEI[fact.why]}. Was an ihm hängt, wird nicht gefragt.`,
  'token-refused': (fact) =>
    say`Das Token${fact.issuer === '' ? '' : say` von ${code(fact.issuer)}`} wird nicht angenommen: ${TOKEN[fact.why]}.`,
  'token-verified': (fact) => say`Das Token von ${code(fact.principal)} ist gut.`,
  'path-refused': (fact) => say`Der Proxy nimmt den Pfad ${code(fact.path)} nicht an.`,
  'skipped-port': (fact) =>
    say`Port ${fact.port} geht am Proxy des ${fact.end === 'source' ? 'Aufrufers' : 'Servers'} vorbei: kein gegenseitiges TLS, und keine Policy.`,
  'skipped-caller': () =>
    say`Verbindungen von dieser Adresse gehen am Proxy des Servers vorbei, wie ${code('skip-subnets')} sagt: keine Policy.`,
  'expects-plain': (fact) =>
    say`Eine Route schickt es zu ${code(fact.service)}, dessen Port ${code(fact.port)} heißt: Was dort hört, spricht unverschlüsseltes HTTP, und niemand antwortet auf das TLS des Aufrufers.`,
  'linkerd-server': (fact) =>
    say`Server ${code(fact.server)} ist für diesen Port: ${fact.access === 'deny' ? 'herein kommt nur, wen etwas autorisiert' : say`${OHNE[fact.access] ?? ''}, auch ohne jede Autorisierung (${code(`accessPolicy: ${fact.access}`)})`}.${spaeter(fact.late)}`,
  'linkerd-not-spoken': (fact) =>
    say`Server ${code(fact.server)} sagt ${code(fact.protocol)}, und der Proxy nimmt ihn beim Wort: ${fact.spoken === 'tls' ? 'TLS vom Aufrufer ist' : 'Bytes vom Aufrufer, die kein HTTP sind, sind'} für ihn keine Anfrage.`,
  'linkerd-sent-opaque': (fact) =>
    say`Port ${fact.port} ist durch die Annotation des Pods opaque: Der Proxy des Aufrufers schickt Bytes und sagt nichts von Anfragen. Server ${code(fact.server)} ${fact.protocol === 'unknown' ? 'wird nur nach der Verbindung gefragt, nach seinen Routen fragt niemand' : say`sagt ${code(fact.protocol)} und lässt keine solche Verbindung ein, wer auch autorisiert ist: Schreib ${code('proxyProtocol: opaque')}, oder nimm die Annotation weg`}.`,
  'linkerd-default-policy': (fact) =>
    say`Für diesen Port gibt es keinen Server, also gilt die voreingestellte Policy ${code(fact.policy)}: ${OHNE[fact.policy] ?? 'was sie sagt'}.${fact.protocol === 'opaque' ? ' Der Port ist opaque: Der Proxy liest nichts von dem, was gesagt wird.' : ''}`,
  'linkerd-route': (fact) =>
    say`Die Anfrage nimmt ${fact.kind} ${code(fact.route)}: Gefragt wird, was diese Route oder den ganzen Server öffnet.`,
  'linkerd-no-route': (fact) =>
    say`Der Server hat ${fact.routes.length === 1 ? 'eine Route' : 'Routen'}, ${list(
      fact.routes.map((name) => [code(name)]),
      'und',
    )}, und die Anfrage nimmt keine: 404, wer auch fragt. Auch die Probes des Kubelets sind keine Ausnahme.`,
  'linkerd-reference-missing': (fact) =>
    say`AuthorizationPolicy ${code(fact.policy)} zählt nicht: Sie verweist auf ${code(fact.missing)}, und das gibt es nicht.`,
  'linkerd-rate-limit': (fact) =>
    say`HTTPLocalRateLimitPolicy ${code(fact.policy)} zählt Anfragen. Eine zu viel in einer Sekunde wird mit 429 beantwortet; wie viele es sind, wird nicht simuliert.`,
  'linkerd-concurrency-limit': (fact) =>
    say`HTTPLocalConcurrencyLimitPolicy ${code(fact.policy)} lässt den Proxy ${fact.most} Anfragen zugleich nehmen. Eine zu viel wird mit 503 beantwortet; wie viele es sind, wird nicht simuliert.`,
  'linkerd-egress': ({ network, traffic, route }) =>
    route !== null
      ? say`Es nimmt die Route ${code(route)} von EgressNetwork ${code(network)}.`
      : traffic === 'Allow'
        ? say`EgressNetwork ${code(network)} lässt hinaus, was keine seiner Routen nimmt.`
        : say`EgressNetwork ${code(network)} lässt nur hinaus, was eine seiner Routen nimmt. Der eigene Proxy des Aufrufers beendet es.`,
  'linkerd-egress-unread': (fact) =>
    say`EgressNetwork ${code(fact.network)} hat auf diesem Port eine ${fact.kind}; also erwartet der Proxy des Aufrufers dort nichts anderes und gibt auf.`,
  'linkerd-service-route': (fact) =>
    fact.route === null
      ? say`Der Service ${code(fact.service)} hat auf diesem Port eine ${fact.kind}. Was keine solche Route nimmt, kommt nirgends an: Der Proxy des Aufrufers beendet es.`
      : say`Der Proxy des Aufrufers kennt Routen des Service ${code(fact.service)}, und hier gilt ${fact.kind} ${code(fact.route)}.`,
  'linkerd-sent-to': (fact) =>
    fact.found
      ? say`Die Route schickt es zu ${code(fact.backend)} statt dorthin, wohin es wollte.`
      : say`Die Route schickt es zu ${code(fact.backend)}, und das gibt es nicht.`,
}
