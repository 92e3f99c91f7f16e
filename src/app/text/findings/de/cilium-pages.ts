import { code, say } from '../../sentence.ts'
import type { CILIUM_PAGES } from '../cilium-pages.ts'
import type { PageWords } from '../page.ts'

/** Was in Policies von Cilium schiefgeht. */
export const CILIUM_WORDS: Readonly<Record<keyof typeof CILIUM_PAGES, PageWords>> = {
  'label-source-dotted': {
    title: 'Ein Punkt, wo der Doppelpunkt einer Quelle hingehört',
    why: say`Schlüssel von Ciliums Labels beginnen mit einer Quelle und einem Doppelpunkt: ${code('k8s:app')}. Mit einem Punkt ist das Ganze ein Schlüssel, den kein Pod hat, sodass der Selektor auf niemanden passt.`,
    todo: say`Schreib einen Doppelpunkt, oder lass die Quelle weg.`,
  },
  'label-not-in-identity': {
    title: 'Ein Label, das Identitäten auslassen',
    why: say`Eine Identität besteht aus Labels, und jeder neue Satz von Labels ist eine neue Identität. Darum lässt Cilium Labels aus, die von Pod zu Pod oder von Node zu Node verschieden sind. Was ausgelassen ist, findet kein Selektor, weder seiner Policies noch von NetworkPolicy.`,
    todo: say`Wähl nach einem Label aus, das bleibt, oder ändere den Label-Filter des Agenten.`,
  },
  'names-not-learnt': {
    title: 'Namen, die niemand lernt',
    why: say`Der Agent kennt die Adressen hinter einem Namen nur aus Antworten des DNS, die durch seinen Proxy gehen, und der Proxy sieht nur Anfragen, die eine Regel mit ${code('rules.dns')} hinauslässt. Ohne eine für diese Pods stehen die Namen nie für eine Adresse.`,
    todo: say`Nimm eine Regel zum DNS des Clusters auf Port 53 mit ${code('rules.dns')} dazu.`,
  },
  'dns-namespace-missing': {
    title: 'Das DNS ohne seinen Namespace',
    why: say`Selektoren einer Policy in einem Namespace meinen Pods dieses Namespace, wenn sie keinen anderen nennen. Das DNS des Clusters lebt in ${code('kube-system')}, sodass dieser hier niemanden findet.`,
    todo: say`Schreib ${code('k8s:io.kubernetes.pod.namespace: kube-system')} dazu.`,
  },
  'entry-names-nobody': {
    title: 'Ein leerer Eintrag',
    why: say`Eine leere Regel einer NetworkPolicy passt auf alle. Ein leerer Eintrag einer Policy von Cilium nennt niemanden: Er lässt niemanden durch, und schließt die Richtung. So schreibt man hier, dass von selbst alles abgelehnt ist.`,
    todo: say`Um alle hereinzulassen, schreib ${code('fromEntities: [all]')}. Um zu schließen, lass es so.`,
  },
  'own-endpoints-only': {
    title: 'Ein leerer Selektor meint den eigenen Namespace',
    why: say`Zu Selektoren einer Policy in einem Namespace kommt dieser Namespace dazu, wenn sie keinen nennen. Ein leerer ist jeder Pod darin: kein Pod eines anderen Namespace, kein Node, niemand draußen.`,
    todo: say`Für jeden Pod des Clusters verlang, dass ${code('k8s:io.kubernetes.pod.namespace')} da ist, oder schreib ${code('fromEntities: [cluster]')}.`,
  },
  'denial-closes-rest': {
    title: 'Ablehnungen, die auch alles andere schließen',
    why: say`Eine Regel schließt jede Richtung, in der sie Einträge hat, auch ablehnende. Mit Ablehnungen allein ist nichts erlaubt, also ist die Richtung für diese Pods zu, wenn keine andere Policy sie öffnet.`,
    todo: say`Schreib für die Richtung ${code('enableDefaultDeny')} mit ${code('false')}, oder sag, was erlaubt ist.`,
  },
  'ports-apart': {
    title: 'Ports in einem eigenen Eintrag',
    why: say`Einträge einer Liste sind Alternativen. Peers in einem und Ports im nächsten heißen: diese Peers auf jedem Port, oder alle auf diesen Ports. Meistens ist es ein Strich zu viel.`,
    todo: say`Schreib beides in einen Eintrag.`,
  },
  'nodes-not-guarded': {
    title: 'Eine Policy für Nodes ohne Host-Firewall',
    why: say`Policies mit einem ${code('nodeSelector')} werden geladen und tun nichts, wenn ${code('hostFirewall.enabled')} nicht gesetzt ist.`,
    todo: say`Schalte die Host-Firewall ein, zuerst im Audit-Modus.`,
  },
  'name-inside-cluster': {
    title: 'Ein Name innerhalb des Clusters in toFQDNs',
    why: say`Was auf eine Namensfrage antwortet, zählt für ${code('toFQDNs')} nur, wo es eine Adresse draußen ist. Ein Service antwortet mit seiner eigenen Adresse, aus der ein Pod wird, ehe Policies hinsehen, und Pods kennt man an ihren Labels.`,
    todo: say`Nenn die Pods mit ${code('toEndpoints')}, oder den Service mit ${code('toServices')}, und ihren eigenen Port.`,
  },
  'name-not-looked-up': {
    title: 'Ein Name, der angerufen, aber nicht nachgeschlagen werden darf',
    why: say`Eine Regel mit ${code('rules.dns')} übergibt Namensfragen dem DNS-Proxy, der jeden Namen ablehnt, den keine solche Regel des Pods durchlässt. Ein abgelehnter Name wird nie gelernt, sodass eine Regel, die ihn anzurufen erlaubt, für nichts steht.`,
    todo: say`Lass den Namen auch in ${code('rules.dns')} durch.`,
  },
  'name-leaves-domain-out': {
    title: 'Ein Stern und ein Punkt lassen die Domain selbst aus',
    why: say`${code('*.example.com')} ist ein Label und dann die Domain: weder ${code('example.com')} noch ${code('a.b.example.com')}. Ein ${code('**.')} am Anfang ist seit 1.19 ein Label oder mehr; vorher war es eines. Ohne den Punkt, ${code('*example.com')}, ist die Domain dabei, und jeder andere Name, der so endet.`,
    todo: say`Wo auch die Domain gemeint ist, nimm sie mit ihrem Namen dazu.`,
  },
  'path-fits-whole': {
    title: 'Ein Pfad muss als Ganzes passen',
    why: say`Der Pfad einer Regel ist ein regulärer Ausdruck, und der ganze Pfad der Anfrage muss auf ihn passen, mit dem, was hinter einem Fragezeichen steht. ${code('/api')} und ${code('^/api')} sind nur ${code('/api')}, ${code('/api/*')} ist ${code('/api')} mit Schrägstrichen dahinter, und auf ${code('api')} passt nichts.`,
    todo: say`Für das, was darunter liegt, schreib ${code('/api(/.*)?')}, mit einer Query dazu ${code('/api([/?].*)?')}.`,
  },
  'rules-cannot-merge': {
    title: 'Regeln, die der Agent nicht vereinen kann',
    why: say`Für einen Peer und einen Port hat ein Pod einen Eintrag, den alle Regeln darüber zusammen ergeben. Ein Proxy liest, was gesagt wird, in einem Protokoll; eine Art der Anmeldung gilt; und Servernamen neben HTTP brauchen TLS, das am Proxy endet. Wo Regeln Verschiedenes verlangen, gibt der Agent auf: Der API-Server nimmt jede Policy an, der Pod wird als nicht bereit gemeldet, und was er vorher hatte, gilt weiter.`,
    todo: say`Verlang eines davon, oder gib ihnen eigene Peers oder Ports.`,
  },
  'clients-seen-as-node': {
    title: 'Clients draußen, die als Node kommen',
    why: say`Ein Client, der über einen anderen Node hereinkommt als den des Pods, wird von jenem Node weitergereicht, der seine eigene Adresse an die Stelle der des Clients setzt, damit die Antwort zurückfindet. Für den Pod ist er ${code('remote-node')}, und durch einen Tunnel die Welt ohne Adresse: Weder ein Block noch, im ersten Fall, ${code('world')} enthält ihn.`,
    todo: say`Setz ${code('externalTrafficPolicy: Local')}, nimm Direct Server Return, oder lass ${code('remote-node')} herein.`,
  },
  'entry-shut': {
    title: 'Ciliums eigener Ingress, ausgesperrt',
    why: say`Ein Ingress der Klasse ${code('cilium')}, oder ein Gateway seiner Klasse, hat keine Pods: der Envoy des Nodes, über den ein Client hereinkommt, macht die Verbindung, als Entity ${code('ingress')}. Zuerst werden seine eigenen Policies gefragt, für den, der kommt, und für den Pod, zu dem es weitergeht, und ein leerer ${code('endpointSelector')} des Clusters wählt ihn mit aus. Dann sieht der Pod an seinem Tor ${code('ingress')}: keinen Pod, keinen Block und nicht ${code('world')}.`,
    todo: say`Lass ${code('ingress')} bei den Pods herein, und hinaus mit einer CiliumClusterwideNetworkPolicy, die ${code('reserved:ingress')} auswählt.`,
  },
  'requests-void': {
    title: 'Anfragen, die umsonst gelesen werden',
    why: say`Was mehrere Einträge erlauben, kommt zusammen. Einer, der den Port als Ganzes erlaubt, erlaubt darauf jede Anfrage, sodass die Einschränkung des anderen nichts bewirkt.`,
    todo: say`Lösch den Eintrag ohne Anfragen, oder den anderen.`,
  },
}
