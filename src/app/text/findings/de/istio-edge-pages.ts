import { code, say } from '../../sentence.ts'
import type { ISTIO_EDGE_PAGES } from '../istio-edge-pages.ts'
import type { PageWords } from '../page.ts'

/** Was einander in Istio im Weg steht, seine Gateways, und was an seinen Sidecars vorbeigeht. */
export const ISTIO_EDGE_WORDS: Readonly<Record<keyof typeof ISTIO_EDGE_PAGES, PageWords>> = {
  'istio-hosts-conflict': {
    title: 'Zwei VirtualServices für einen Host',
    why: say`Für die Sidecars, und dorthin geht ein VirtualService ohne ${code('gateways')}, zählt ein VirtualService je Host. Wo zwei in denselben Namespace exportiert sind, sagt nichts, welcher. Reachable nimmt den älteren, und bei gleichem Alter den, dessen Name zuerst kommt.`,
    todo: say`Schreib die Routen in einen. An einem Gateway werden, anders als bei Sidecars, die Routen mehrerer vereint.`,
  },
  'istio-route-unreachable': {
    title: 'Eine Route hinter einer, die alles nimmt',
    why: say`Routen werden in der Reihenfolge gefragt, in der sie da stehen. Eine ohne ${code('match')} nimmt jede Anfrage, sodass keine bis zur nächsten kommt.`,
    todo: say`Stell sie ans Ende.`,
  },
  'istio-gateways-conflict': {
    title: 'Zwei Gateways für einen Host und Port',
    why: say`Zwei Gateways, die dieselben Pods auswählen und dort denselben Port für dieselben Hosts öffnen, stehen einander im Weg: Eines von ihnen zählt für eine Verbindung, und nichts sagt, welches.`,
    todo: say`Schreib ein Gateway, oder gib jedem eigene Hosts.`,
  },
  'istio-sidecars-conflict': {
    title: 'Zwei Sidecars für dieselben Pods',
    why: say`Was der Proxy eines Pods vom Mesh weiß, sagt ein Sidecar: einer, der den Pod auswählt, sonst der seines Namespace ohne Selektor. Bei zweien derselben Art sagt nichts, welcher zählt.`,
    todo: say`Mach einen daraus.`,
  },
  'istio-gateway-unserved': {
    title: 'Ein Gateway, das kein Pod bedient',
    why: say`Ein Gateway richtet die Proxys ein, deren Pods die Labels seines Selektors haben. Wo kein Pod sie hat, werden seine Ports nirgends geöffnet.`,
    todo: say`Übernimm die Labels der Pods des Gateways.`,
  },
  'istio-host-not-in-gateway': {
    title: 'Ein Host, den das Gateway nicht nimmt',
    why: say`Was zu einem Gateway kommt, muss zuerst auf einen Host eines seiner Server passen, und dann auf einen eines VirtualService. Ein Host, den kein Server nimmt, kommt nie bis zum VirtualService. Mit einem Namespace davor nimmt der Host eines Servers nur VirtualServices dieses Namespace.`,
    todo: say`Nimm den Host bei einem Server des Gateways dazu, oder achte auf die Schreibweise.`,
  },
  'istio-selector-at-waypoint': {
    title: 'Ein Selektor, der einen Waypoint trifft',
    why: say`Ein Waypoint fragt die Policies, die an ihm hängen, an dem, was hinter ihm steht, oder an seiner Klasse. Was seinen Pod nach Labels auswählt, fragt er nicht.`,
    todo: say`Schreib ${code('targetRefs')} mit dem Gateway oder dem Service an die Stelle des Selektors.`,
  },
  'istio-address-hidden': {
    title: 'Eine Adresse, die der Proxy nicht sieht',
    why: say`${code('ipBlocks')} wird mit dem verglichen, der die Verbindung öffnet. Hinter einem Gateway ist das der Pod des Gateways. An einem Gateway setzt ein Service, der auf alle Nodes verteilt (${code('externalTrafficPolicy: Cluster')}), die Adresse eines Nodes an die Stelle der des Clients, und ein Load Balancer vielleicht seine eigene.`,
    todo: say`Für einen Workload hinter einem Gateway schreib ${code('remoteIpBlocks')}. Am Gateway behalte die Adresse mit ${code('externalTrafficPolicy: Local')}, oder sag in ${code('numTrustedProxies')}, wie vielen Proxys davor geglaubt wird, und schreib ${code('remoteIpBlocks')}.`,
  },
  'istio-labels-twice': {
    title: 'Zwei Labels für eine Mitgliedschaft',
    why: say`Ein Namespace sagt mit ${code('istio-injection')} oder mit ${code('istio.io/rev')}, dass seine Pods einen Sidecar bekommen. Stehen beide da, zählt das erste. Mit ${code('istio.io/dataplane-mode: ambient')} daneben bekommen Pods auch einen Sidecar, und der Proxy ihres Nodes fängt sie nicht ab.`,
    todo: say`Behalte das, das du meinst. Damit eine Änderung wirkt, braucht es neue Pods.`,
  },
  'istio-annotation-unreadable': {
    title: 'Eine Liste von Ports oder Adressen, die Istio nicht lesen kann',
    why: say`Welche Verbindungen ein Sidecar abfängt, sagen Annotationen des Pods: Ports als Nummern, Adressen als Blöcke, mit Kommas dazwischen. Der Webhook weist einen Pod mit etwas anderem zurück, sodass ein Deployment keine Pods bekommt.`,
    todo: say`Schreib Nummern, oder Blöcke wie ${code('10.0.0.0/8')}.`,
  },
  'istio-port-unguarded': {
    title: 'Ein Port, der am Sidecar vorbeigeht',
    why: say`Auf einem Port, den der Sidecar in Ruhe lässt, verlangt niemand mutual TLS, und keine Policy des Mesh wird gefragt, was auch immer für den Pod geschrieben ist. Anderen Proxys sagt es niemand: Sie sprechen dort mutual TLS, das die Anwendung nicht versteht.`,
    todo: say`Bewach den Port mit einer NetworkPolicy. Wo Aufrufer einen Sidecar haben, sag für ihn ${code('DISABLE')} in einer DestinationRule, oder überlass ihn dem Sidecar und schalte mutual TLS mit ${code('portLevelMtls')} aus.`,
  },
}
