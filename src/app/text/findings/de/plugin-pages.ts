import { code, say } from '../../sentence.ts'
import type { PageWords } from '../page.ts'
import type { PLUGIN_PAGES } from '../plugin-pages.ts'

/** Was das gewählte Netzwerk-Plugin daraus macht. */
export const PLUGIN_WORDS: Readonly<Record<keyof typeof PLUGIN_PAGES, PageWords>> = {
  'not-enforced': {
    title: 'Eine Policy, die niemand durchsetzt',
    why: say`Der API-Server speichert jede Policy, die richtig geschrieben ist, wer auch immer da ist, sie durchzusetzen. ${code('kubectl get netpol')} zeigt sie, als wäre alles gut. Ob etwas verworfen wird, ist Sache des Netzwerk-Plugins, und dieses liest sie nicht, oder nicht so, wie es eingestellt ist.`,
    todo: say`Schalte ein, was sie durchsetzt (den Controller für Policies von Flannel, den Agenten des VPC CNI, ClusterNetworkPolicy bei Cilium), oder wähl ein Plugin, das diese Art liest.`,
  },
  'no-road': {
    title: 'Kein Weg zwischen Nodes zweier Subnetze',
    why: say`host-gw von Flannel schreibt eine Route zu jedem Node, mit diesem Node als nächster Station. Eine nächste Station muss im selben Subnetz sein. Über Subnetze hinweg können Pakete von Pods nirgends hin, was Policies auch sagen.`,
    todo: say`Nimm VXLAN oder WireGuard, oder stell die Nodes in ein Subnetz.`,
  },
  'peer-fails-closed': {
    title: 'Ein Peer, den Calico nicht kann',
    why: say`Calico liest ClusterNetworkPolicy und kann keine Peers nach Node oder Domainnamen. Es scheitert geschlossen: Eine Regel, die annimmt, fällt mit allen ihren Peers weg, und eine, die ablehnt oder weitergibt, lehnt alle ab, auf jedem Port.`,
    todo: say`Nenn ${code('pods')}, ${code('namespaces')} oder ${code('networks')}.`,
  },
  'block-fits-nobody': {
    title: 'Ein Block mit Adressen von Pods unter Cilium',
    why: say`Cilium kennt Pods und Nodes an ihrer Identität, nicht an der Adresse. Ein Block wird mit dem verglichen, was keines von beiden ist. Einer, in dem nur Pods oder Nodes sind, passt auf niemanden, und für wen er gedacht war, der bleibt draußen.`,
    todo: say`Wähl die Pods nach ihren Labels aus. Für Nodes nimm eine CiliumNetworkPolicy, oder ${code('policy-cidr-match-mode: nodes')}.`,
  },
  'too-many-ports': {
    title: 'Mehr Ports, als das VPC CNI Platz hat',
    why: say`Sein Agent hält 24 Ports und Protokolle für jeden Block, und für jeden Pod, den ein Selektor findet, je Richtung und über alle Policies eines Pods. Was darüber hinausgeht, wird mit einer Zeile im Log abgeschnitten, und welche das sind, sagt niemand.`,
    todo: say`Schreib Nachbarn mit ${code('endPort')} als einen Bereich, oder öffne weniger.`,
  },
  'port-name-lost': {
    title: 'Ein Portname, den das VPC CNI fallen lässt',
    why: say`Sein Controller macht aus Policies Adressen und Nummern, ehe sie einen Node erreichen. Auf dem Weg hinaus schlägt er Portnamen bei den Pods nach, die ein Selektor findet. Neben einem Block, oder in einer Regel für alle, gibt es keine, und der Port wird nicht geöffnet.`,
    todo: say`Schreib die Nummer.`,
  },
  'service-not-opened': {
    title: 'Pods, zu denen ihr Service nicht führt',
    why: say`Das Programm des VPC CNI sieht die Adresse des Service, nicht den Pod dahinter. Sein Controller öffnet diese Adresse, wo der Service nach jedem Label auswählt, das die Regel verlangt, und für jeden Port der Regel einen Port des Service: den ersten, der dorthin führt, bei einem Bereich den, der zu dessen Anfang führt. Labels, die nur die Pods haben, zählen dort nichts.`,
    todo: say`Verlang Labels, die der Selektor des Service hat, oder schreib die fehlenden dazu. Lass einen Port des Service zu einem Port des Pods führen.`,
  },
  'service-port-needed': {
    title: 'Ein Block, um den ein Service herumführt',
    why: say`Das Programm des VPC CNI steht am Ende des Pods, ehe der Service übersetzt wird. Es vergleicht Blöcke mit Adresse und Port des Service. Ein Block mit Adressen von Pods öffnet den Weg geradewegs zu den Pods, und nicht durch ihren Service.`,
    todo: say`Wähl die Pods nach ihren Labels aus, das führt auch durch den Service; oder nimm Adresse und Port des Service dazu.`,
  },
  'pod-without-owner': {
    title: 'Ein Pod ohne Besitzer auf dem VPC CNI',
    why: say`Die Dokumentation seiner Policies verspricht sie für Pods, die ein Deployment oder ein anderer Controller gemacht hat. Über einen Pod, der von Hand geschrieben ist, steht dort nichts.`,
    todo: say`Lass ihn von einem Deployment machen.`,
  },
  'pods-share-rules': {
    title: 'Pods, die sich einen Satz Regeln teilen',
    why: say`Der Agent des VPC CNI hält auf einem Node einen Satz Regeln für alle Pods eines Namespace, deren Namen bis zum letzten Strich gleich sind. Für Repliken ist das richtig. Andere Pods, die so heißen, bekommen die Regeln der jeweils anderen.`,
    todo: say`Gib ihnen Namen, die sich schon vor dem letzten Strich unterscheiden.`,
  },
  'denies-the-rest-too': {
    title: 'Eine Policy aus Ablehnungen, die alles schließt',
    why: say`Bei Calico schließt eine Policy, die einen Pod auswählt, dessen Richtung für alles, worüber keine Regel des Tiers entscheidet. Eine Policy, die nur sagt, wen sie ablehnt, lehnt so auch alle anderen ab, am Ende ihres Tiers.`,
    todo: say`Schreib als letzte eine Regel mit ${code('action: Pass')} oder ${code('action: Allow')}, oder leg sie in ein Tier, dessen ${code('defaultAction')} Pass ist.`,
  },
  'selects-hosts-too': {
    title: 'Eine Policy für Pods, die auch Nodes auswählt',
    why: say`Eine GlobalNetworkPolicy ohne ${code('namespaceSelector')} ist für Pods und Host Endpoints zugleich. Ein Selektor wie ${code("env != 'prod'")} passt auf alle, die so ein Label gar nicht haben, und Host Endpoints haben nur die Labels, die ihnen jemand gegeben hat.`,
    todo: say`Schreib ${code('namespaceSelector: all()')} daneben.`,
  },
  'range-is-a-name': {
    title: 'Ein Bereich von Ports, den Calico als Namen liest',
    why: say`Calico schreibt Bereiche mit einem Doppelpunkt. ${code('8000-9000')} ist ein wohlgeformter Name eines Ports, also wird nichts zurückgewiesen, und die Regel passt auf keinen Port.`,
    todo: say`Schreib ${code('"8000:9000"')}, in Anführungszeichen.`,
  },
  'service-without-namespace': {
    title: 'Ein Service, den Calico nirgends sucht',
    why: say`Die API sagt, ohne Namespace sei der eigene der Policy gemeint. Felix ergänzt ihn nicht, findet keinen solchen Service, und die Regel passt auf niemanden.`,
    todo: say`Schreib den Namespace.`,
  },
  'selector-word': {
    title: 'Ein Wort, das bei Calico kein Endpunkt trägt',
    why: say`${code('projectcalico.org/name')} ist in einem ${code('namespaceSelector')} der Name eines Namespace, und an keinem Pod; in einem einfachen Selektor ist der Namespace eines Pods ${code('projectcalico.org/namespace')}. Und Kubernetes als Orchestrator heißt bei Calico ${code('k8s')}. Nichts wird zurückgewiesen, und der Selektor passt auf niemanden.`,
    todo: say`Schreib das Wort, das Endpunkte haben.`,
  },
  'selector-leaves-outside': {
    title: 'Eine Ablehnung, die das Internet auslässt',
    why: say`Selektoren von Calico finden Pods, Host Endpoints und Network Sets. ${code("env != 'prod'")} passt auf alle davon ohne das Label, und nie auf eine Adresse, von der nichts bekannt ist. Eine Regel, die sie ablehnt, lässt diese also zur nächsten Regel weitergehen.`,
    todo: say`Um auch alle anderen abzulehnen, erlaube zuerst, wen du meinst, und schließ mit einer Regel, die ohne Selektor ablehnt; in einer GlobalNetworkPolicy meint auch ${code('notSelector')} allein alle anderen.`,
  },
  'no-host-endpoint': {
    title: 'Eine Policy für Host Endpoints, von denen es keinen gibt',
    why: say`Policies mit ${code('doNotTrack')} oder ${code('preDNAT')} gelten, wo Pakete in einen Node hineinkommen, der einen HostEndpoint hat. Pods begegnen ihnen nie, was der Selektor auch sagt.`,
    todo: say`Mach HostEndpoints für die Nodes, oder lass das Feld weg.`,
  },
  'requests-not-read': {
    title: 'HTTP-Regeln, die niemand liest',
    why: say`Nur Application Layer Policy, ein Proxy neben den Pods, liest für Calico Anfragen. Felix allein übergeht ${code('http')}, und was von der Regel bleibt, erlaubt auf ihren Ports jede Anfrage.`,
    todo: say`Installier Application Layer Policy, oder verlass dich nicht auf die Klausel.`,
  },
  'reopens-isolated': {
    title: 'Eine Regel, die öffnet, was eine NetworkPolicy schließt',
    why: say`Calico macht aus einer NetworkPolicy Regeln, die erlauben, mit order 1000 im Tier default. Was sie schließt, schließt erst das Ende des Tiers, und eine Policy von Calico mit einer späteren order, oder ohne, wird vorher gefragt.`,
    todo: say`Soll die NetworkPolicy das letzte Wort haben, lass die Regel weg; Ablehnungen für alle gehören in ein früheres Tier.`,
  },
  'namespace-replaced': {
    title: 'Ein Selektor von Namespaces, der den eigenen auslässt',
    why: say`In einer Regel einer Policy in einem Namespace meint ein ${code('selector')} allein Pods dieses Namespace. Ein ${code('namespaceSelector')} daneben weitet das nicht aus: Er tritt an die Stelle, und Pods des eigenen Namespace der Policy sind nur gemeint, wenn der Namespace selbst passt.`,
    todo: say`Sind beide gemeint, nimm den eigenen Namespace mit ${code('||')} dazu, oder schreib eine zweite Regel ohne ${code('namespaceSelector')}.`,
  },
  'selector-stays-home': {
    title: 'Ein Selektor, der für anderswo gedacht war',
    why: say`Ein ${code('selector')} in einer Regel einer Policy in einem Namespace findet nur Pods und NetworkSets dieses Namespace. Die anderer Namespaces brauchen einen ${code('namespaceSelector')}, und GlobalNetworkSets, die in keinem sind, brauchen ${code('global()')}. Nichts wird zurückgewiesen: Die Regel passt auf niemanden.`,
    todo: say`Sag, in welchen Namespaces gesucht wird.`,
  },
  'direction-closed': {
    title: 'Eine Richtung, die genannt ist und keine Regeln hat',
    why: say`${code('types')} sagt, welche Richtungen die Policy regelt. Eine, die es nennt und für die es keine Regel gibt, ist zu: Nichts entscheidet über ihre Flows, und das Ende des Tiers lehnt sie ab. Antworten auf das, was die andere Richtung erlaubt, kommen weiterhin durch.`,
    todo: say`Lass die Richtung in ${code('types')} weg, oder schreib Regeln für sie.`,
  },
  'tier-unknown': {
    title: 'Eine Policy eines Tiers, das es nicht gibt',
    why: say`Eine Policy lässt sich nur in einem Tier anlegen, das es gibt: Calico macht ${code('kube-admin')}, ${code('default')} und ${code('kube-baseline')}, jedes andere ist ein eigenes Tier. Verschwindet das Tier einer gespeicherten Policy, fragt Felix die Policy weiterhin, nach allen Tiers, die es gibt.`,
    todo: say`Mach zuerst das Tier, oder berichtige den Namen.`,
  },
  'tier-drops-rest': {
    title: 'Ein frühes Tier, das verwirft, was es nicht erlaubt',
    why: say`Sobald eine Policy eines Tiers einen Pod auswählt, entscheidet das Tier über alle seine Flows in dieser Richtung: Was keine Regel erlaubt, ablehnt oder weitergibt, wird an seinem Ende abgelehnt. Policies späterer Tiers, auch NetworkPolicies, werden nur zu dem gefragt, was weitergegeben wird.`,
    todo: say`Schreib als letzte eine Regel mit ${code('action: Pass')}, oder setz die ${code('defaultAction')} des Tiers auf Pass.`,
  },
}
