import { code, say } from '../../sentence.ts'
import type { ISTIO_PAGES } from '../istio-pages.ts'
import type { PageWords } from '../page.ts'

/** Was Istio daraus macht. */
export const ISTIO_WORDS: Readonly<Record<keyof typeof ISTIO_PAGES, PageWords>> = {
  'istio-lets-nobody-in': {
    title: 'Eine ALLOW-Policy, die nichts erlaubt',
    why: say`Die erste ALLOW-Policy für einen Pod dreht es um: Von da an kommt nur herein, was eine Regel erlaubt. Eine Policy ohne Regeln hat keine, die es könnte. ${code('rules: [{}]')} ist das Gegenteil: Eine Regel, die nichts verlangt, passt auf alles.`,
    todo: say`Als Vorgabe für einen Namespace ist es, was du willst: Schreib Policies dazu, die öffnen, was offen sein muss. Sonst gib ihr Regeln.`,
  },
  'istio-selects-nobody': {
    title: 'Eine Policy von Istio, deren Selektor auf niemanden passt',
    why: say`Ein Selektor wird mit den Labels von Pods verglichen, im eigenen Namespace der Policy; im Root-Namespace mit denen jedes Namespace. Labels von Deployments und Services zählen nicht.`,
    todo: say`Vergleiche ihn mit den Labels im Template des Pods.`,
  },
  'istio-no-proxy': {
    title: 'Eine Policy von Istio für Pods außerhalb des Mesh',
    why: say`Policies von Istio setzen Proxys durch: der Sidecar im Pod, oder in ambient der auf seinem Node. Ein Pod, der keinen von beiden hat, nimmt jede Verbindung an. Ein Sidecar kommt hinein, wenn ein Pod gemacht wird; einer im Netzwerk des Hosts bekommt nie einen.`,
    todo: say`Schreib an den Namespace ${code('istio-injection: enabled')} und mach die Pods neu, oder ${code('istio.io/dataplane-mode: ambient')}, das sofort wirkt. Für das, was draußen bleibt, schreib NetworkPolicies.`,
  },
  'istio-target-unused': {
    title: 'Eine Policy an etwas, wofür kein Proxy steht',
    why: say`${code('targetRefs')} hängen eine Policy an einen Waypoint oder ein Gateway, oder an einen Service, vor dem ein Waypoint steht. Sidecars und die Proxys der Nodes übergehen so eine Policy. Ohne Waypoint fragt sie also niemand, und nichts wird zurückgewiesen.`,
    todo: say`Stell einen Waypoint auf und gib dem Service oder seinem Namespace das Label ${code('istio.io/use-waypoint')}, oder nimm statt ${code('targetRefs')} einen Selektor.`,
  },
  'istio-selector-ignored': {
    title: 'Eine PeerAuthentication mit Selektor im Root-Namespace',
    why: say`Im Root-Namespace ist eine PeerAuthentication für das ganze Mesh, und eine, die Pods auswählt, wird übergangen. Das ist anders als bei AuthorizationPolicy, deren Selektor dort mit den Pods aller Namespaces verglichen wird.`,
    todo: say`Schreib sie in den Namespace der Pods.`,
  },
  'istio-policy-late': {
    title: 'Zwei PeerAuthentications mit demselben Geltungsbereich',
    why: say`Für das Mesh, einen Namespace oder dieselben Pods zählt nur eine PeerAuthentication: die älteste, und bei gleichem Alter die, deren Name zuerst kommt. Dass eine später geschrieben wurde, macht sie nicht zur Gewinnerin.`,
    todo: say`Behalte eine, und bearbeite sie.`,
  },
  'istio-needs-waypoint': {
    title: 'Eine Regel über Anfragen, wo nur Verbindungen zu sehen sind',
    why: say`In ambient liest der Proxy des Nodes keine Anfragen: keine Methoden, Pfade, Hosts, Header oder Tokens. Von einer ALLOW-Policy lässt er jede Regel weg, die danach fragt, und was bleibt, erlaubt weniger. Von einer DENY-Policy lässt er weg, was er nicht lesen kann; eine Liste, von der nichts bleibt, passt auf niemanden, sodass ${code('DENY GET')} nichts ablehnt.`,
    todo: say`Stell einen Waypoint auf, häng die Policy mit ${code('targetRefs')} daran, und überlass dem Proxy des Nodes, wer durch den Waypoint kommen darf.`,
  },
  'istio-requests-on-bytes': {
    title: 'Eine Regel über Anfragen auf einem Port ohne Anfragen',
    why: say`Was ein Service als TCP angibt (mit dem ersten Wort des Portnamens, oder mit ${code('appProtocol')}; ein Objekt Sidecar, das Ports auflistet, zählt an seiner Stelle), liest ein Sidecar nicht als Anfragen. Eine ALLOW-Regel, die nach einer Methode oder einem Pfad fragt, erlaubt dort nichts. Von einer DENY-Regel lässt er weg, was er nicht lesen kann: ${code('DENY GET')} lehnt dann jede Verbindung ab.`,
    todo: say`Schreib ${code('ports')} in die Regel, sodass sie nur für die Ports mit Anfragen ist, oder nenn den Port ${code('http-…')}, wenn er HTTP trägt.`,
  },
  'istio-service-port': {
    title: 'Der Port eines Service, wo der Proxy den des Pods kennt',
    why: say`Der Proxy neben dem Server sieht die Verbindung hinter dem Service: ${code('ports')} in einer AuthorizationPolicy und ${code('portLevelMtls')} in einer PeerAuthentication werden mit dem Port des Pods verglichen. Nur eine DestinationRule, die der Proxy des Clients liest, hat Ports des Service.`,
    todo: say`Schreib den ${code('targetPort')}.`,
  },
  'istio-token-not-required': {
    title: 'Tokens werden geprüft, und niemand braucht eines',
    why: say`Eine RequestAuthentication sagt, welche Tokens gültig sind. Eine Anfrage mit einem ungültigen bekommt 401. Eine ohne jedes Token kommt durch, ohne Principal.`,
    todo: say`Nimm eine AuthorizationPolicy dazu, die ${code('requestPrincipals: ["*"]')} erlaubt, oder eine, die ${code('notRequestPrincipals: ["*"]')} ablehnt.`,
  },
  'istio-waypoint-not-allowed': {
    title: 'Eine Policy, die den Waypoint aussperrt',
    why: say`Ein Waypoint beendet die Verbindung des Clients und macht eine eigene. Der Node des Pods sieht Identität und Adresse des Waypoints. Eine ALLOW-Policy für den Pod, die Clients nennt, lässt keinen von ihnen herein, wenn sie durch den Waypoint kommen: Sie bekommen 503.`,
    todo: say`Erlaube in dieser Policy den Service Account des Waypoints, und schreib, was Clients dürfen, in eine mit ${code('targetRefs')}.`,
  },
  'istio-mutual-without-proxy': {
    title: 'Das TLS des Mesh zu Pods ohne Proxy',
    why: say`${code('ISTIO_MUTUAL')} lässt den Proxy des Clients das TLS des Mesh sprechen, wer auch immer da ist. Ein Pod ohne Proxy versteht es nicht, und der Client bekommt 503.`,
    todo: say`Lass ${code('tls')} weg: mutual TLS gibt es dann überall, wo das andere Ende einen Proxy hat.`,
  },
  'istio-tunnel-port-closed': {
    title: 'Eine NetworkPolicy, die den Port des Tunnels schließt',
    why: say`In ambient geht alles zwischen zwei Pods im Mesh durch einen Tunnel an Port 15008, welcher Port auch gemeint war; der gemeinte steht darin. NetworkPolicies sehen 15008. Eine, die nur die Ports der Anwendung öffnet, lässt herein, wer außerhalb des Mesh ist, und niemanden, der darin ist.`,
    todo: say`Öffne auch 15008. Welcher Port dann angerufen werden darf, ist Istios Sache: Schreib eine AuthorizationPolicy.`,
  },
  'istio-method-case': {
    title: 'Eine Methode in Kleinbuchstaben',
    why: say`HTTP-Methoden werden Buchstabe für Buchstabe verglichen, und Clients senden sie groß. Eine Regel für ${code('get')} passt auf keine Anfrage: Ein ALLOW damit erlaubt nichts, und ein DENY lehnt nichts ab.`,
    todo: say`Schreib sie in Großbuchstaben.`,
  },
  'istio-path-never': {
    title: 'Ein Pfad, den keine Anfrage hat',
    why: say`Jeder Pfad beginnt mit einem Schrägstrich. Ehe er verglichen wird, schneidet der Proxy die Query ab und löst auf, was umständlich geschrieben ist. Was eine Regel hinter einem Fragezeichen verlangt, oder ohne den Schrägstrich, ist nie da.`,
    todo: say`Fang mit ${code('/')} oder mit ${code('*')} an, und lass die Query weg. Eine Policy kann sie nicht ansehen.`,
  },
  'istio-star-inside': {
    title: 'Ein Stern, der für sich selbst steht',
    why: say`In Istios Policies zählt ein Stern am Anfang (was auch immer so endet), am Ende (was auch immer so anfängt) oder allein (was auch immer da ist). In der Mitte, oder an beiden Enden, ist er ein Zeichen wie jedes andere, und keine Anfrage hat es.`,
    todo: say`Bei Pfaden schreib ${code('{*}')} für einen Teil und ${code('{**}')} für beliebig viele; sonst zähl die Werte auf.`,
  },
  'istio-spiffe-prefix': {
    title: 'Ein Principal mit spiffe:// davor',
    why: say`Zertifikate enthalten ${code('spiffe://…')}, und Logs schreiben es so. Eine Policy lässt es weg: Istio schreibt es von selbst vor jeden Principal. Aus einem Log kopiert, wird daraus einer, den niemand hat.`,
    todo: say`Lass ${code('spiffe://')} weg.`,
  },
  'istio-caller-unknown': {
    title: 'Ein Aufrufer, den es hier nicht gibt',
    why: say`Eine Regel nennt einen Namespace oder einen Service Account, den in diesen Dokumenten niemand hat. Der API-Server nimmt sie an: Er vergleicht sie nicht mit dem, was läuft.`,
    todo: say`Achte auf die Schreibweise: Es heißt ${code('trust-domain/ns/namespace/sa/account')}, und der Account ist der ${code('serviceAccountName')} des Pods, der nicht heißen muss wie sein Deployment.`,
  },
  'istio-gateway-missing': {
    title: 'Routen für ein Gateway, das es nicht gibt',
    why: say`Ein VirtualService ist für die Gateways, die er auflistet, und ohne Liste für die Sidecars des Mesh. Einer, der nur ein Gateway auflistet, das es nicht gibt, ist für niemanden.`,
    todo: say`Schreib den Namen des Gateways, mit seinem Namespace, wenn es in einem anderen ist: ${code('infra/edge')}.`,
  },
  'istio-host-unknown': {
    title: 'Ein Host, den das Mesh nicht kennt',
    why: say`Hosts werden mit Services des Clusters und mit ServiceEntries verglichen. Eine Route zu einem, der keines von beiden ist, beantwortet der Proxy mit 503; eine DestinationRule für einen solchen tut nichts.`,
    todo: say`Schreib den ganzen Namen, ${code('reviews.shop.svc.cluster.local')}, sodass er nicht davon abhängt, wo dieses Objekt ist.`,
  },
  'istio-subset-empty': {
    title: 'Ein Subset ohne Pods',
    why: say`Ein Subset ist ein Name für die Pods eines Service mit bestimmten Labels. Eine DestinationRule legt es fest, und Routen benutzen es. Wo keine Regel es festlegt, oder kein Pod die Labels hat, bekommt alles, was dorthin geschickt wird, 503.`,
    todo: say`Leg es fest, und vergleiche seine Labels mit denen im Template der Pods. Wende die Regel vor der Route an, die es benutzt.`,
  },
  'istio-opt-in-ignored': {
    title: 'Ein Pod, der einen Sidecar will und keinen bekommt',
    why: say`Das Label ${code('sidecar.istio.io/inject: "true"')} holt einen Pod ins Mesh, wo sein Namespace nichts sagt. In einem Namespace mit ${code('istio-injection: disabled')} wird der Webhook nicht einmal gefragt, und im Netzwerk des Hosts setzt er keinen Proxy ein.`,
    todo: say`Nimm das Label vom Namespace, und mach den Pod neu.`,
  },
  'istio-word-unknown': {
    title: 'Ein Wort, das Istios Labels nicht kennen',
    why: say`Labels werden mit genauen Wörtern verglichen. ${code('istio-injection: true')} ist nicht ${code('enabled')}: Der Namespace ist außerhalb des Mesh, und das eigene Label eines Pods wird nicht mehr gefragt.`,
    todo: say`Schreib eines seiner Wörter.`,
  },
  'istio-waypoint-missing': {
    title: 'Ein Label für einen Waypoint, den es nicht gibt',
    why: say`${code('istio.io/use-waypoint')} nennt ein Gateway der Klasse ${code('istio-waypoint')}. Wo keines so heißt, geht der Verkehr geradewegs zu den Pods, als hätte niemand einen Waypoint verlangt, und Policies am Service werden nicht gefragt.`,
    todo: say`Achte auf die Schreibweise, und auf den Namespace: Ein anderer braucht auch ${code('istio.io/use-waypoint-namespace')}.`,
  },
  'istio-plain-at-strict': {
    title: 'Eine Regel, die im Klartext mit dem spricht, der nur mutual TLS nimmt',
    why: say`Eine DestinationRule sagt den Proxys der Clients, was sie sprechen. Mit ${code('DISABLE')}, oder eigenem TLS, zu Pods unter ${code('STRICT')} wird jede Verbindung zurückgesetzt: Clients sehen 503. Eine Regel, die für etwas anderes gedacht war, mit einem leeren ${code('tls')} darin, tut dasselbe.`,
    todo: say`Lass ${code('tls')} weg.`,
  },
  'istio-disable-in-ambient': {
    title: 'Mutual TLS, das ambient nicht ausschaltet',
    why: say`Bei einem Sidecar heißt ${code('DISABLE')}, dass er nur Verbindungen im Klartext nimmt. Der Proxy eines Nodes nimmt den Tunnel des Mesh weiterhin: ${code('DISABLE')} heißt dort nicht mehr als „nicht ${code('STRICT')}“.`,
    todo: say`Schreib ${code('PERMISSIVE')}, das sagt, was geschieht, oder nimm den Pod aus dem Mesh.`,
  },
  'istio-not-takes-plain': {
    title: 'Alle außer einem, und alles von draußen',
    why: say`Ein Aufrufer ohne mutual TLS hat keine Identität. Er ist also nicht der, den ${code('notPrincipals')} oder ${code('notNamespaces')} nennt, und eine ALLOW-Regel, die sonst nichts vom Aufrufer verlangt, lässt ihn herein, woher er auch kommt. Das ist so, solange Verbindungen im Klartext angenommen werden, und das ist die Vorgabe.`,
    todo: say`Schreib ${code('principals: ["*"]')} in dieselbe Quelle, oder eine DENY-Policy für den, den du meinst.`,
  },
  'istio-provider-unknown': {
    title: 'Ein externer Autorisierer, den das Mesh nicht kennt',
    why: say`Eine CUSTOM-Policy nennt einen Provider aus der Konfiguration des Mesh. Wo keiner so heißt, hat der Proxy niemanden zu fragen, und lehnt ab, worauf die Regeln der Policy passen. Sonst ändert sich nichts.`,
    todo: say`Nimm ihn in ${code('extensionProviders')} auf, in der ConfigMap ${code('istio')} von ${code('istio-system')}.`,
  },
  'istio-waypoint-bypassed': {
    title: 'Ein Weg am Waypoint vorbei',
    why: say`Die Proxys der Nodes schicken zu einem Waypoint. Clients mit einem Sidecar, Gateways am Rand, denen es niemand gesagt hat, und alle außerhalb des Mesh gehen geradewegs zum Pod. Was am Waypoint hängt, wird zu ihnen nicht gefragt.`,
    todo: say`Nimm eine AuthorizationPolicy mit einem Selektor für die Pods dazu, die den Service Account des Waypoints erlaubt und sonst niemanden.`,
  },
  'istio-port-protocol-unknown': {
    title: 'Ein Port, von dem nichts sagt, was er trägt',
    why: say`Ein Proxy liest Anfragen auf einem Port, dessen Name mit ${code('http')}, ${code('http2')} oder ${code('grpc')} beginnt, oder dessen ${code('appProtocol')} es sagt. Sonst sieht er sich die ersten Bytes jeder Verbindung an: Was nicht wie HTTP aussieht, sind Bytes, auf die Regeln über Anfragen nie passen, oder in einem DENY immer.`,
    todo: say`Sag, was er trägt.`,
  },
}
