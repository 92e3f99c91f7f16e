import { assertNever } from '../../../../ground/result.ts'
import type { FindingText } from '../../finding.ts'
import { code, list, say, type Sentence } from '../../sentence.ts'
import type { ISTIO_FINDING, IstioFindingFacts } from '../en/istio-finding.ts'
import { anzahl } from './count.ts'

type NeedsWaypoint = Extract<IstioFindingFacts, { readonly code: 'istio-needs-waypoint' }>

const pods = (amount: number) => anzahl(amount, { one: 'Pod', other: 'Pods' })
const port = (port: string | number) => code(String(port))
const und = (names: readonly string[]) =>
  list(
    names.map((name): Sentence => [code(name)]),
    'und',
  )
const genannt = (names: readonly string[], all: number) =>
  list(
    [
      ...names.map((name): Sentence => [code(name)]),
      ...(all > names.length ? [say`${all - names.length} weitere`] : []),
    ],
    'und',
  )
const analyze = (id: string) => say`${code('istioctl analyze')} nennt es ${id}.`

function brauchtWaypoint({ action, fields, effect, pods: amount }: NeedsWaypoint): FindingText {
  const fragt = say`Für ${pods(amount)} fragt nur der Proxy des Nodes`
  const hang = say`Es braucht einen Waypoint, und ${code('targetRefs')}, um die Policy daran zu hängen.`
  switch (effect) {
    case 'not-asked':
      return { message: say`${fragt}, und er kennt kein ${code(action)}: Diese Policy tut nichts`, advice: hang }
    case 'allows-nothing':
      return {
        message: say`${fragt}, und er kann ${und(fields)} nicht lesen: Diese Regel erlaubt nichts`,
        advice: hang,
      }
    case 'denies-nothing':
      return {
        message: say`${fragt}, und er kann ${und(fields)} nicht lesen: Diese Regel lehnt nichts ab`,
        advice: say`${hang} Bei einem Sidecar lehnte dieselbe Regel mehr ab, als dasteht.`,
      }
    case 'denies-more':
      return {
        message: say`${fragt}, und er kann ${und(fields)} nicht lesen: Diese Regel lehnt mehr ab, als dasteht`,
        advice: hang,
      }
    default:
      return assertNever(effect)
  }
}

const BYTES: Readonly<
  Record<Extract<IstioFindingFacts, { readonly code: 'istio-requests-on-bytes' }>['effect'], Sentence>
> = {
  'allows-nothing': say`Eine Regel, die danach fragt, erlaubt darauf nichts.`,
  'denies-all': say`Ohne sie passt diese Regel auf jede Verbindung und lehnt alle ab.`,
  'denies-more': say`Ohne sie lehnt diese Regel mehr ab, als dasteht.`,
}

export const istioFinding: typeof ISTIO_FINDING = {
  'istio-lets-nobody-in': (facts) => ({
    message: say`Erlaubt nichts: ${pods(facts.pods)} ${facts.pods === 1 ? 'nimmt' : 'nehmen'} gar keine Anfrage an`,
    advice:
      facts.pods < facts.of
        ? say`${anzahl(facts.of - facts.pods, { one: 'anderen Pod öffnet', other: 'andere Pods öffnet' })} eine andere Policy.`
        : say`Eine ALLOW-Policy ohne Regeln passt auf nichts; eine mit der leeren Regel ${code('{}')} passt auf alles.`,
  }),
  'istio-selects-nobody': (facts) => ({
    message: say`Wählt keinen Pod aus: Keiner in ${code(facts.namespace)} hat ${und(facts.labels)}`,
    advice: analyze('IST0127'),
  }),
  'istio-no-proxy': (facts) => ({
    message: say`${genannt(facts.pods, facts.count)} ${facts.count === 1 ? 'ist' : 'sind'} nicht im Mesh: ${facts.count === facts.of ? 'Diese Policy tut nichts' : 'Dort tut diese Policy nichts'}`,
    advice: say`Es ist ein Proxy, der fragt: der des Pods, oder der seines Nodes.`,
  }),
  'istio-target-unused': (facts) => ({
    message:
      facts.why === 'missing'
        ? say`Tut nichts: In ${code(facts.namespace)} gibt es ${code(facts.target)} nicht`
        : facts.why === 'no-waypoint'
          ? say`Tut nichts: Vor ${code(facts.target)} steht kein Waypoint`
          : say`Tut nichts: Von den Klassen zählt nur ${code('istio-waypoint')}, im Root-Namespace`,
    advice:
      facts.why === 'no-waypoint'
        ? say`Was an einem Service hängt, fragt sein Waypoint und sonst niemand.`
        : facts.why === 'missing'
          ? say`Eine Policy und das, woran sie hängt, sind im selben Namespace.`
          : say`Häng sie an ein Gateway oder einen Service.`,
  }),
  'istio-selector-ignored': (facts) => ({
    message: say`Wird übergangen: In ${code(facts.namespace)} zählt eine PeerAuthentication mit Selektor für niemanden`,
    advice: say`Dort gilt sie für das ganze Mesh, ohne Selektor; eine für manche Pods steht in deren Namespace.`,
  }),
  'istio-policy-late': (facts) => ({
    message: say`Zählt nicht: ${code(facts.by)} ist älter, oder der Name steht weiter vorn`,
    advice: facts.isWide
      ? say`Für einen Namespace zählt eine PeerAuthentication ohne Selektor.`
      : say`Für dieselben Pods zählt eine PeerAuthentication.`,
  }),
  'istio-needs-waypoint': brauchtWaypoint,
  'istio-requests-on-bytes': (facts) => ({
    message: say`Port ${port(facts.port)} trägt keine Anfragen, wie es ${facts.by} ${code(facts.name)} sagt: ${und(facts.fields)} ${facts.fields.length === 1 ? 'ist' : 'sind'} dort nicht zu lesen`,
    advice: BYTES[facts.effect],
  }),
  'istio-service-port': (facts) => ({
    message: say`${port(facts.port)} ist der Port des Service ${code(facts.service)}; seine Pods hören auf ${port(facts.target)}`,
    advice: say`Der Proxy neben dem Pod kennt die Ports des Pods: Schreib diesen.`,
  }),
  'istio-token-not-required': (facts) => ({
    message: say`Eine Anfrage ohne Token erreicht ${pods(facts.pods)} weiterhin`,
    advice: say`Eine RequestAuthentication weist schlechte Tokens ab. Um eines zu verlangen, braucht es eine AuthorizationPolicy mit ${code('requestPrincipals')}.`,
  }),
  'istio-waypoint-not-allowed': (facts) => ({
    message: say`Sperrt den Waypoint ${code(facts.waypoint)} aus, durch den alle zum Service ${code(facts.service)} kommen`,
    advice: say`Hinter ihm sieht der Pod den Waypoint: Erlaub hier ${code(facts.identity)}, und unterscheide Clients in einer Policy, die am Service hängt.`,
  }),
  'istio-mutual-without-proxy': (facts) => ({
    message: say`${code('ISTIO_MUTUAL')} zu ${pods(facts.pods)} des Service ${code(facts.service)} ohne Proxy: Niemand dort spricht es`,
    advice: say`Ohne ${code('tls')} darin findet der Proxy selbst heraus, wer es spricht.`,
  }),
  'istio-tunnel-port-closed': (facts) => ({
    message: say`Aufrufer im Mesh erreichen ${pods(facts.pods)} nicht: Port ${port(facts.port)} ist zu`,
    advice: say`Dort rufen die Proxys der Nodes einander an, welcher Port auch gemeint ist: Öffne ihn ebenfalls.`,
  }),
  'istio-method-case': (facts) => ({
    message: say`Keine Anfrage hat die Methode ${code(facts.was)}`,
    advice: say`Methoden werden so verglichen, wie sie gesendet werden: ${code(facts.is)}.`,
  }),
  'istio-path-never': (facts) =>
    facts.why === 'query'
      ? {
          message: say`Kein Pfad passt auf ${code(facts.path)}: Was auf das Fragezeichen folgt, gehört nicht dazu`,
          advice: say`Die Query wird abgeschnitten, bevor Pfade verglichen werden.`,
        }
      : {
          message: say`Kein Pfad passt auf ${code(facts.path)}: Jeder beginnt mit einem Schrägstrich`,
          advice: say`Meinst du ${code(`/${facts.path}`)}?`,
        },
  'istio-star-inside': (facts) => ({
    message: say`Der Stern in ${code(facts.value)} steht für sich selbst`,
    advice: say`Nur an einem der beiden Enden steht er für alles${facts.field === 'paths' ? say`; mitten in einem Pfad schreib ${code('{*}')} für einen Teil davon` : ''}.`,
  }),
  'istio-spiffe-prefix': (facts) => ({
    message: say`Niemand ist ${code(facts.was)}: Istio schreibt noch einmal ${code('spiffe://')} davor`,
    advice: say`Schreib ${code(facts.is)}.`,
  }),
  'istio-caller-unknown': (facts) => ({
    message:
      facts.account === null
        ? say`Den Namespace ${code(facts.namespace)} gibt es hier nicht`
        : say`Kein Pod läuft hier als ${code(facts.account)} von ${code(facts.namespace)}`,
    advice: say`Niemand im Bild passt darauf.`,
  }),
  'istio-gateway-missing': (facts) => ({
    message: say`Das Gateway ${code(facts.gateway)} gibt es nicht: Diese Routen sind dort für niemanden`,
    advice: say`Ein Name ohne Namespace meint den eigenen des VirtualService.`,
  }),
  'istio-host-unknown': (facts) => ({
    message:
      facts.kind === 'VirtualService'
        ? say`${code(facts.host)} gibt es nicht: Was diese Route nimmt, wird mit 503 beantwortet`
        : say`${code(facts.host)} gibt es nicht: Diese Regel ist für niemanden`,
    advice: say`Ein kurzer Name meint den eigenen Namespace dieses Objekts. Außerhalb des Clusters braucht es einen ServiceEntry.`,
  }),
  'istio-subset-empty': (facts) => ({
    message: facts.isDefined
      ? say`Kein Pod von ${code(facts.host)} ist im Subset ${code(facts.subset)}`
      : say`Keine DestinationRule legt das Subset ${code(facts.subset)} von ${code(facts.host)} fest`,
    advice: say`Was dorthin geschickt wird, wird mit 503 beantwortet.`,
  }),
  'istio-opt-in-ignored': (facts) => ({
    message: say`${code(facts.pod)} bekommt trotzdem keinen Sidecar`,
    advice:
      facts.why === 'host-network'
        ? say`Er ist im Netz seines Nodes, wo ein Proxy den Verkehr aller abfangen würde.`
        : say`In seinem Namespace hat ${code('istio-injection')} ein anderes Wort als ${code('enabled')}, oder es ist einer, den Istio in Ruhe lässt; das Label des Pods zählt dort nicht.`,
  }),
  'istio-word-unknown': (facts) => ({
    message: say`${code(facts.label)} kennt ${code(facts.value)} nicht`,
    advice: say`Bekannt sind ${und(facts.words)}.`,
  }),
  'istio-waypoint-missing': (facts) => ({
    message: say`In ${code(facts.namespace)} gibt es keinen Waypoint ${code(facts.waypoint)}: Nichts steht davor`,
    advice: say`Dieses Label entscheidet allein; eines des Namespace tritt nicht an seine Stelle.`,
  }),
  'istio-plain-at-strict': (facts) => ({
    message: say`${code(facts.mode)} zu Port ${port(facts.port)} des Service ${code(facts.service)}, dessen Pods nur gegenseitiges TLS annehmen (${code('STRICT')})`,
    advice: say`Alle, deren Sidecar diese Regel liest, werden zurückgesetzt. Ohne ${code('tls')} darin wird gegenseitiges TLS von selbst benutzt.`,
  }),
  'istio-disable-in-ambient': (facts) => ({
    message: say`Für ${pods(facts.pods)} in ambient schaltet das nichts aus`,
    advice: say`Der Proxy ihres Nodes nimmt unverschlüsselte Verbindungen an, und zwischen Proxys bleibt es bei gegenseitigem TLS.`,
  }),
  'istio-not-takes-plain': (facts) => ({
    message: say`Lässt auch alle außerhalb des Mesh herein: Wer keine Identität hat, ist keiner von diesen`,
    advice: say`Für ${pods(facts.pods)} werden unverschlüsselte Verbindungen angenommen. Ergänze ${code('principals: ["*"]')}, oder verlang mit ${code('STRICT')} gegenseitiges TLS.`,
  }),
  'istio-provider-unknown': (facts) => ({
    message: say`Das Mesh kennt keinen Autorisierer ${code(facts.provider)}: Worauf diese Regeln passen, das wird abgelehnt`,
    advice:
      facts.known.length > 0
        ? say`Bekannt ${facts.known.length === 1 ? 'ist' : 'sind'} ${und(facts.known)}.`
        : say`${code('extensionProviders')} in der Konfiguration des Mesh nennt sie.`,
  }),
  'istio-waypoint-bypassed': (facts) => ({
    message: say`Gilt nicht für ${list([...(facts.sidecars > 0 ? [say`${pods(facts.sidecars)} mit Sidecar`] : []), ...(facts.outside > 0 ? [say`${pods(facts.outside)} außerhalb des Mesh`] : [])], 'und')}: ${facts.sidecars + facts.outside === 1 ? 'Er geht' : 'Sie gehen'} am Waypoint ${code(facts.waypoint)} vorbei`,
    advice: say`Eine Policy für die Pods, die nur den Waypoint erlaubt, versperrt diesen Weg.`,
  }),
  'istio-port-protocol-unknown': (facts) => ({
    message: say`Nichts sagt, was Port ${port(facts.port)} trägt${facts.name === null ? '' : say`: ${code(facts.name)} beginnt mit keinem Protokoll`}`,
    advice: say`Der Proxy sieht sich die ersten Bytes an. Policy ${code(facts.policy)} fragt nach Anfragen: Nenn den Port ${code('http-…')}, oder setz ${code('appProtocol')}. ${analyze('IST0118')}`,
  }),
  'istio-hosts-conflict': (facts) => ({
    message: say`Auch ein anderer VirtualService ist für ${code(facts.host)}: ${code(facts.by)}, der als der ältere gilt`,
    advice: say`Für Sidecars zählt einer davon, und nichts sagt, welcher: Schreib die Routen in einen. ${analyze('IST0109')}`,
  }),
  'istio-route-unreachable': (facts) => ({
    message: say`${facts.route < facts.of ? say`Die Routen ${facts.route} bis ${facts.of} werden` : say`Route\u00a0${facts.route} wird`} nie genommen: Route\u00a0${facts.after} nimmt alles`,
    advice: say`Routen werden der Reihe nach gefragt; die ohne ${code('match')} kommt zuletzt. ${analyze('IST0130')}`,
  }),
  'istio-gateways-conflict': (facts) => ({
    message: say`Gateway ${code(facts.by)} lässt dieselben Pods ${code(facts.host)} auf Port ${port(facts.port)} annehmen`,
    advice: say`Eines davon zählt, und nichts sagt, welches. ${analyze('IST0145')}`,
  }),
  'istio-sidecars-conflict': (facts) =>
    facts.pod === null
      ? {
          message: say`Auch Sidecar ${code(facts.by)} ist für den ganzen Namespace`,
          advice: say`Einer davon zählt, und nichts sagt, welcher. ${analyze('IST0111')}`,
        }
      : {
          message: say`Auch Sidecar ${code(facts.by)} wählt ${code(facts.pod)} aus`,
          advice: say`Einer davon zählt, und nichts sagt, welcher. ${analyze('IST0110')}`,
        },
  'istio-gateway-unserved': (facts) => ({
    message: say`Kein Pod hat ${und(facts.labels)}: Niemand bedient dieses Gateway`,
    advice: say`Der Selektor nennt die Labels der Pods des Gateways. ${analyze('IST0101')}`,
  }),
  'istio-host-not-in-gateway': (facts) => ({
    message: say`Gateway ${code(facts.gateway)} nimmt von hier ${facts.hosts.length > 1 ? say`nichts von ${und(facts.hosts)}` : say`${und(facts.hosts)} nicht`} an`,
    advice: say`${code('hosts')} eines Servers sagt, was er annimmt, und mit ${code('namespace/')} davor, von wem. ${analyze('IST0132')}`,
  }),
  'istio-selector-at-waypoint': (facts) => ({
    message: say`Wählt ${code(facts.pod)} aus, einen Waypoint, und wird dort nicht gefragt`,
    advice: say`Häng sie mit ${code('targetRefs')} an. ${analyze('IST0166')}`,
  }),
  'istio-address-hidden': (facts) => ({
    message:
      facts.why === 'translated'
        ? say`${code(facts.pod)} sieht die Adresse eines Nodes oder die des Load Balancers, und nie die eines Clients: ${code(facts.field)} passt auf niemanden`
        : say`${code(facts.pod)} wird durch ein Gateway erreicht und sieht dessen Adresse: ${code(facts.field)} passt auf niemanden draußen`,
    advice:
      facts.why === 'translated'
        ? say`Erhalte die Adresse mit ${code('externalTrafficPolicy: Local')}, oder vergleich ${code(facts.instead)}, wo ein Proxy davor sie nennt.`
        : say`Bei ${code(facts.instead)} geht es darum, wer zuerst gefragt hat, soweit man dem Gateway traut.`,
  }),
  'istio-labels-twice': (facts) => ({
    message: say`Zwei Labels sagen, wie Pods ins Mesh kommen: ${code(`${facts.counts}=${facts.value}`)} zählt, und dieses nicht`,
    advice:
      facts.passedOver === 'istio.io/rev'
        ? analyze('IST0123')
        : say`Wer einen Sidecar hat, den fängt der Proxy des Nodes nicht ab.`,
  }),
  'istio-annotation-unreadable': (facts) => ({
    message: say`${code(facts.value)} kann in ${code(facts.annotation)} nicht stehen: Der Webhook macht daraus keinen Pod`,
    advice: analyze('IST0125'),
  }),
  'istio-port-unguarded': (facts) => ({
    message: say`Port ${port(facts.port)} geht am Sidecar vorbei: Dort ${facts.policies + (facts.isStrict ? 1 : 0) > 1 ? 'bedeuten' : 'bedeutet'} ${list([...(facts.policies > 0 ? [facts.policies === 1 ? say`die Policy für diesen Pod` : say`${anzahl(facts.policies, { one: 'Policy', other: 'Policies' })} für diesen Pod`] : []), ...(facts.isStrict ? [say`${code('STRICT')}`] : [])], 'und')} nichts`,
    advice: say`Bewach ihn mit einer NetworkPolicy. Aufrufer mit Sidecar sprechen dort gegenseitiges TLS und kommen nicht weit, wenn keine DestinationRule ${code('DISABLE')} sagt.`,
  }),
}
