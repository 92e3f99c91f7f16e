import { code, say } from '../../sentence.ts'
import type { LINKERD_PAGES } from '../linkerd-pages.ts'
import type { PageWords } from '../page.ts'

/** Was Linkerd daraus macht. */
export const LINKERD_WORDS: Readonly<Record<keyof typeof LINKERD_PAGES, PageWords>> = {
  'linkerd-lets-nobody-in': {
    title: 'Ein Server, den nichts öffnet',
    why: say`Sobald es für einen Port einen Server gibt, gilt dort nicht mehr, was am Pod von selbst gilt. An seiner Stelle gilt die ${code('accessPolicy')} des Servers, und wo sie nichts sagt, ist das ${code('deny')}. Herein kommt nur, was eine Autorisierung nennt, und die eigenen Probes des Pods.`,
    todo: say`Schreib eine AuthorizationPolicy für ihn. Solange du herausfindest, wer anruft, lässt ${code('accessPolicy: audit')} alle herein und schreibt auf, wen es abgelehnt hätte.`,
  },
  'linkerd-no-proxy': {
    title: 'Ein Server für Pods ohne Proxy',
    why: say`Linkerds Policy setzt der Proxy neben der Anwendung des Servers durch, und sonst niemand. Ein Pod ohne ihn nimmt jede Verbindung an, was ein Server auch sagt. Ein Proxy kommt hinein, wenn ein Pod gemacht wird; einer, der vor der Annotation da war, hat keinen.`,
    todo: say`Schreib ${code('linkerd.io/inject: enabled')} an den Namespace oder das Template des Pods und mach die Pods neu. Bis dahin nimm NetworkPolicies.`,
  },
  'linkerd-server-late': {
    title: 'Zwei Server für einen Port',
    why: say`Der Webhook weist einen zweiten Server für dieselben Pods und denselben Port zurück, wo er sie so, wie sie geschrieben sind, vergleichen kann. Zwei, die nur bei manchen Pods zusammentreffen, oder einen nach Nummer und einen nach Name, lässt er durch. Der ältere zählt, bei gleichem Alter der, dessen Name zuerst kommt; vom anderen nicht einmal seine Autorisierungen.`,
    todo: say`Behalte einen, und lass seine Autorisierungen für diesen sein.`,
  },
  'linkerd-authentication-missing': {
    title: 'Eine Policy, die verlangt, was es nicht gibt',
    why: say`Eine AuthorizationPolicy verweist mit Namen auf ihre Authentifizierungen. Linkerd übergeht eine Policy mit einer, die es nicht findet, und sagt es nur im Log seines Policy-Controllers. Was die Policy öffnen sollte, bleibt zu.`,
    todo: say`Achte auf die Schreibweise, und auf den Namespace: Ohne Angabe ist es der eigene der Policy.`,
  },
  'linkerd-target-missing': {
    title: 'Eine Policy für einen Server oder eine Route, die es nicht gibt',
    why: say`Eine AuthorizationPolicy öffnet, was ihr ${code('targetRef')} nennt, in ihrem eigenen Namespace. Linkerd nimmt sie an, ob es das gibt oder nicht, und sie öffnet nichts.`,
    todo: say`Nenn den Server oder die Route so, wie sie heißen, und schreib die Policy in ihren Namespace.`,
  },
  'linkerd-open-to-all': {
    title: 'Eine Policy, die nichts verlangt',
    why: say`Alles aus ${code('requiredAuthenticationRefs')} muss gelten. Aus einer leeren Liste gilt alles für alle: mit Namen oder ohne, im Mesh oder nicht, auch von außerhalb des Clusters.`,
    todo: say`Um für alle mit einer Identität zu öffnen, verweis auf eine MeshTLSAuthentication für ${code("'*'")}. Um für niemanden zu öffnen, lösch die Policy.`,
  },
  'linkerd-probe-closed': {
    title: 'Eine Probe, die eine Route aussperrt',
    why: say`Auf einem Port ohne Routen lässt Linkerd die HTTP-Probes des Kubelet durch. Mit der ersten HTTPRoute für einen Server hört das auf: Eine Anfrage, die keine Route nimmt, bekommt 404, und eine, die ihre Route nicht öffnet, bekommt 403. Der Kubelet hat keinen Proxy und keine Identität; der Pod ist nicht mehr bereit, oder wird immer wieder neu gemacht.`,
    todo: say`Nimm eine HTTPRoute für den Pfad der Probe dazu, und für sie eine AuthorizationPolicy mit einer NetworkAuthentication für die Adressen der Nodes.`,
  },
  'linkerd-proxy-port-closed': {
    title: 'Eine NetworkPolicy, die den Port des Proxys schließt',
    why: say`Zwischen zwei Proxys geht jede Verbindung an Port 4143, welcher Port auch gemeint war; der gemeinte steht darin. NetworkPolicies sehen 4143. Eine, die nur die Ports der Anwendung öffnet, lässt herein, wer keinen Proxy hat, und niemanden, der einen hat.`,
    todo: say`Öffne auch 4143. Welcher Port dann angerufen werden darf, ist Linkerds Sache: Schreib einen Server.`,
  },
  'linkerd-word-unknown': {
    title: 'Ein Wort, das Linkerd nicht kennt',
    why: say`Annotationen sind Texte, die beim Speichern niemand prüft. Linkerd setzt keinen Proxy in einen Pod, dessen ${code('linkerd.io/inject')} es nicht kennt, und übergeht eine Default-Policy, die es nicht kennt.`,
    todo: say`Schreib eines seiner Wörter.`,
  },
  'linkerd-port-skipped': {
    title: 'Ein Server für einen Port, der am Proxy vorbeigeht',
    why: say`Ports auf der Liste ${code('config.linkerd.io/skip-inbound-ports')}, eines Pods oder seines Namespace, kommen nie zum Proxy. Niemand fragt dort nach einer Identität, und keine Policy wird gefragt: kein Server, kein Default. Die Ports 4567 und 4568 stehen darauf, wo niemand eine andere Liste schreibt.`,
    todo: say`Nimm den Port von der Liste, oder bewach ihn mit einer NetworkPolicy. Für ein Protokoll, in dem der Server zuerst spricht, behält ${code('opaque-ports')} mutual TLS und Policy.`,
  },
  'linkerd-policies-add-up': {
    title: 'Eine Adresse in einer Policy, eine Identität in einer anderen',
    why: say`Alles, was eine AuthorizationPolicy verlangt, muss zugleich gelten. Von mehreren Policies für denselben Server, dieselbe Route oder denselben Namespace genügt eine. Eine, die nur eine Adresse verlangt, lässt also herein, wer ohne jede Identität von dort kommt.`,
    todo: say`Um beides zu verlangen, nenn beides in einer Policy. Soll eines von beiden genügen, ist es so richtig.`,
  },
  'linkerd-route-closed': {
    title: 'Eine Route, die nichts öffnet',
    why: say`Eine Anfrage nimmt eine Route, und wird von dem hereingelassen, was diese Route oder den ganzen Server öffnet. Eine Route ohne eigene AuthorizationPolicy, an einem Server, den nichts als Ganzes öffnet, antwortet allen mit 403.`,
    todo: say`Schreib eine AuthorizationPolicy, deren ${code('targetRef')} die Route ist.`,
  },
  'linkerd-route-opened-above': {
    title: 'Eine Policy für eine Route eines Servers, der offen ist',
    why: say`Was einen Server öffnet, öffnet jede seiner Routen; Policies fügen nur hinzu. Eine für eine Route kann niemanden von ihr fernhalten, den der Server hereinlässt.`,
    todo: say`Lass den Server zu, und öffne seine Routen einzeln.`,
  },
  'linkerd-route-unread': {
    title: 'Eine Route von einer Art, die der Server nicht liest',
    why: say`Ein Server, dessen ${code('proxyProtocol')} ${code('gRPC')} ist, liest nur GRPCRoutes, einer mit ${code('opaque')} oder ${code('TLS')} liest keine, und jeder andere liest HTTPRoutes. Eine Route anderer Art wird angenommen, und von niemandem gefragt.`,
    todo: say`Schreib eine Route der Art, die dort gelesen wird, oder sag, was auf dem Port gesprochen wird.`,
  },
  'linkerd-parent-missing': {
    title: 'Eine Route, deren Server es nicht gibt',
    why: say`Eine Route ist für die Server unter ihren ${code('parentRefs')}, in ihrem eigenen Namespace und als Ganzes: Ein Verweis mit einem anderen Namespace, einem Port oder einem Abschnitt lässt die Route ganz aus, auch bei ihren anderen Eltern.`,
    todo: say`Nenn einen Server aus dem Namespace der Route, und nichts als seinen Namen.`,
  },
  'linkerd-caller-unknown': {
    title: 'Ein Aufrufer im Mesh, der niemand ist',
    why: say`Eine Identität besteht aus einem Service Account, seinem Namespace und der Trust Domain, und nur ein Proxy kann sie beweisen. Ein Name, mit dem kein Pod läuft, oder keiner mit Proxy, lässt niemanden herein.`,
    todo: say`Achte auf die Schreibweise und den Namespace, und darauf, ob die Aufrufer einen Proxy haben. Aufrufer eines anderen Clusters sind nicht im Bild.`,
  },
  'linkerd-cluster-networks': {
    title: 'Aufrufer außerhalb der Netze des Clusters',
    why: say`${code('cluster-authenticated')} und ${code('cluster-unauthenticated')}, und eine ServerAuthorization ohne ${code('networks')}, sind für Aufrufer mit einer Adresse in ${code('clusterNetworks')}: die privaten Bereiche, wenn die Installation nichts anderes sagt. Ein Aufrufer im Mesh mit einer anderen Adresse wird abgelehnt, wer er auch ist; einer ohne Proxy und mit so einer Adresse kommt vielleicht durch.`,
    todo: say`Schreib die Netze, die du meinst, oder nimm den Bereich der Pods in ${code('clusterNetworks')} auf.`,
  },
}
