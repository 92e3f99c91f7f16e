import { code, list, say } from '../../sentence.ts'
import type { HOP } from '../en/hop.ts'

export const hop: typeof HOP = {
  loopback: say`Sender und Empfänger sind derselbe, also läuft das Paket über das Loopback-Gerät. Es trifft auf kein Tor: ein Pod erreicht sich immer selbst.`,
  noEndpoints: say`Die Adresse eines Service gehört keiner Maschine; sie steht für die bereiten Pods, die sein Selektor findet. Er findet keine, also kann nichts an ihre Stelle treten. Policies werden nicht gefragt.`,
  noLocalEndpoints: (here) =>
    say`Die Traffic Policy des Service ist Local: ${here} darf nur eigene Pods nehmen, und bei ihm läuft keiner. Das Paket wird wortlos verworfen.`,
  noHostGwRoute: say`host-gw schreibt die Adresse des anderen Nodes als nächsten Halt, und der muss im selben Subnetz sein. Diese beiden Nodes sind es nicht, also gibt es keine solche Route.`,
  noRoute: say`Keine Route führt zu dieser Adresse. Policies lassen es durch; das Netz befördert es nicht.`,
  noName: say`Ein Name ist keine Adresse. DNS hat für diesen keine Antwort, also wird gar nichts geschickt, und keine Policy wird danach gefragt.`,
  notListening: say`Jedes Tor hat es durchgelassen, und kein Programm hat diesen Port offen. Der Kernel des Pods sagt sofort ab: da ist keine Policy am Werk.`,
  otherNode: say`dem anderen Node`,

  askDns: say`Ein Name ist keine Adresse. Vor allem anderen fragt der Resolver des Pods das DNS des Clusters, mit einem Paket, das auch aus dem Pod hinaus muss: eine Policy, die Egress schließt, schließt auch das, wenn sie nicht Port 53 durchlässt.`,
  undoesService: say`Der Aufrufer hat an den Service geschrieben und erwartet, dass der Service antwortet. Wer unterwegs übersetzt hat, erinnert sich an die Verbindung und macht es rückgängig.`,
  translates: say`Die Adresse eines Service gehört keiner Maschine: Adresse und Port eines bereiten Pods treten an ihre Stelle.`,
  leavePod: {
    reference: say`Ein Pod hat ein eigenes Netz mit einer einzigen Verbindung zu seinem Node. Was am einen Ende hineingeht, kommt am anderen heraus.`,
    flannel: say`Das ${code('eth0')} des Pods und ein ${code('veth')} auf dem Node sind zwei Enden eines Kabels. Das Ende des Nodes steckt in einer Bridge, ${code('cni0')}, wie in einem Switch.`,
    calico: say`Die Verbindung des Pods endet auf dem Node, an einem Gerät, dessen Name mit ${code('cali')} anfängt. Der Pod schickt alles an ${code('169.254.1.1')}, und das ist niemand: der Node antwortet dafür, und so geht jedes Paket über den Node, auch zu einem Nachbarn.`,
    cilium: say`Die Verbindung des Pods endet auf dem Node, an einem Gerät, dessen Name mit ${code('lxc')} anfängt. Dort wartet ein Programm und übernimmt. Zuerst prüft es, dass die Adresse des Senders die des Pods ist.`,
    'aws-vpc-cni': say`Die Verbindung des Pods endet auf dem Node, an einem Gerät, dessen Name mit ${code('eni')} anfängt. Sein nächster Halt steht fest in der Nachbartabelle des Pods, damit kein Nachbar sich als er ausgeben kann.`,
  },
  noPolicy: say`Keine Policy wählt den Pod in dieser Richtung aus, also kommt alles durch.`,
  bridgeOut: (bridge, here) =>
    say`${bridge} ist ein Switch für die Pods von ${here} und ihr Weg zu allem anderen: ihre Standardroute führt zu seiner Adresse.`,
  bridgeIn: (bridge, here) =>
    say`Alle Pods von ${here} hängen an einem Switch: ${bridge}. Er weiß, an welchem Port jeder von ihnen ist.`,
  bridgeBoth: (bridge, here) =>
    say`Beide Pods hängen an einem Switch: ${bridge}. Er geht nach der Hardware-Adresse: nichts wird geroutet, und nichts verlässt ${here}.`,
  theBridge: say`die Bridge`,

  routes: {
    reference: say`Jeder Node weiß, welche Adressen zu welchem Node gehören, wer auch immer es aufgeschrieben hat.`,
    hostGw: say`flanneld hat für jeden Node eine Route geschrieben: die Adressen seiner Pods liegen hinter seiner eigenen. Das geht, solange beide Nodes in einem Subnetz sind.`,
    flannelWireguard: say`Eine Route führt zu allen Pods anderer Nodes: in ${code('flannel-wg')}, das den Schlüssel jedes Nodes kennt.`,
    flannel: say`flanneld hat für jeden Node eine Route geschrieben: die Adressen seiner Pods liegen hinter ${code('flannel.1')}, dem Gerät, das einpackt.`,
    aws: say`Pods haben Adressen des VPC. Regeln wählen nach der Adresse des Pods eine Routentabelle, und diese die Netzwerkschnittstelle, zu der die Adresse gehört.`,
    cilium: say`Der ipcache kennt die Identität hinter der Adresse. Der Weg selbst ist eine schlichte Route: bei Native Routing weiß das Netz zwischen den Nodes, wo Pods sind.`,
  },
  ciliumTunnelRoute: (there) =>
    say`Der ipcache kennt zu jeder Adresse die Identität dahinter und den Node, auf dem sie ist. Diese ist auf ${there}, also geht das Paket in den Tunnel.`,
  senderCheck: say`Jeder kann jeden Sender in ein Paket schreiben. Also fragt der Node seine eigenen Routen, wo diese Adresse wohnt: ist es nicht die Verbindung, über die das Paket kam, wird es hier verworfen.`,
  ownPods: (here) => say`${here} kennt den Weg zu jedem eigenen Pod: die Adresse wohnt an einer seiner Verbindungen.`,
  defaultRoute: (here) =>
    say`Gemeint ist keine Adresse des Clusters, also nimmt es die Standardroute von ${here}: hinaus, zum Router seines Subnetzes.`,
  runsBoth: (here) =>
    say`Auf ${here} laufen beide Enden: die Adresse wohnt an einer eigenen Verbindung, also muss nichts hinaus.`,
  calicoBlocks: say`Jeder Node hat Blöcke von Pod-Adressen, und jeder andere Node hat für jeden Block eine Route.`,
  calicoInto: (device) => say`Die Route zu diesem führt in ${device}.`,
  theTunnel: say`den Tunnel`,
  calicoSubnet: say`Beide Nodes sind in einem Subnetz, also führt sie geradewegs zur Adresse des anderen Nodes.`,
  calicoBgp: say`Die Nodes sagen sie einander über BGP, also führt sie geradewegs zur Adresse des anderen Nodes.`,

  wraps: (here, there) =>
    say`Das Netz zwischen den Nodes kennt Nodes, nicht Pods. Also kommt das ganze Paket in ein neues, von ${here} zu ${there}.`,
  cost: (more, most) => say`Das kostet ${more}\u00a0Bytes je Paket; deshalb darf ein Pod höchstens ${most} senden.`,
  cipher: say`Es wird auch verschlüsselt: wer an der Leitung lauscht, sieht zwei Nodes reden und sonst nichts.`,
  ipInIp: say`Es ist nur ein zweiter Adresskopf (IP in IP). Er hat keine Ports, eine Firewall zwischen den Nodes muss also das IP-Protokoll 4 durchlassen.`,
  vniOfAll: say`Die Nummer in seinem Kopf, die VNI, ist für alle dieselbe: wer sendet, sagt sie nicht.`,
  vniCalico: say`Die Nummer in seinem Kopf, die VNI, ist für alle dieselbe: wer herein darf, wird nach Adressen beurteilt.`,
  vniIdentity: say`Die Nummer in seinem Kopf, die VNI, ist keine Netznummer: sie trägt die Identität des Senders.`,
  vniIdentityJudged: (there) =>
    say`Die Nummer in seinem Kopf, die VNI, ist keine Netznummer: sie trägt die Identität des Senders, und auf ${there} wird danach geurteilt.`,

  outerAddresses: (here, there) =>
    say`Von hier an befördert es das Netz zwischen den Maschinen. Es sieht nur die äußeren Adressen, die von ${here} und die von ${there}.`,
  ordinary: (here) => say`Von hier an ist es ein gewöhnliches Paket von ${here}.`,
  bare: say`Nichts ist darum gepackt: auf der Leitung stehen die Adressen der Pods selbst, und das Netz dazwischen muss wissen, wo sie wohnen.`,
  securityGroups: say`Hier reden die Security Groups der Netzwerkschnittstelle mit. Sie gehören nicht zum Cluster.`,
  routerOuter: say`Die beiden Nodes sind in verschiedenen Subnetzen. Der Router sieht nur auf die äußersten Adressen, die der Nodes, und muss nicht wissen, dass es Pods gibt.`,
  routerVpc: say`Der Router des VPC. Er kennt die Adresse jedes Pods, denn jede gehört zur Netzwerkschnittstelle eines Nodes. Hier werden die Listen der Subnetze (Network ACLs) gefragt.`,
  routerOutside: say`Der erste Router jenseits des Nodes. Was er tut, liegt an deinem Netz, nicht am Cluster.`,
  routerLearnt: say`Die beiden Nodes sind in verschiedenen Subnetzen, und nichts ist um das Paket gepackt: dieser Router muss gelernt haben, wo die Adressen der Pods wohnen.`,
  forItself: (here) => say`${here} sieht, dass das Paket für ihn selbst ist und ein anderes darin steckt.`,
  knownNodes: say`Calico nimmt solche Pakete nur von Nodes, die es kennt.`,
  openedForService: say`Ein Node nimmt an, was an seine Adresse kommt oder an einen Port, den er für einen Service geöffnet hat, egal auf welchem Node der Pod läuft.`,
  livesHere: (here) => say`${here} nimmt es an, weil die Adresse des Pods eine von denen ist, die hier wohnen.`,
  unwrapped: say`Das äußere Paket hat seine Arbeit getan. Was darin war, kommt heraus, wie es hineinging: dieselben Adressen, dieselben Ports.`,
  identityStays: say`Die Nummer aus seinem Kopf bleibt beim Paket: sie ist die Identität des Senders, und das Ingress-Tor fragt danach.`,
  undoesMasquerade: say`Der Node erinnert sich an die Verbindung und macht rückgängig, was er auf dem Hinweg getan hat. Dafür braucht es keine Regel.`,
  masqueradesClient: say`Damit die Antwort denselben Weg zurückkommt, setzt der Node seine eigene Adresse an die Stelle des Clients. Von hier an sehen der Pod und die Policies den Node.`,
  masqueradesPod: say`Draußen kennt niemand den Weg zurück zur Adresse eines Pods. Also setzt der Node seine eigene an die Stelle des Senders und merkt sich die Verbindung für die Antwort.`,
  firstAddress: say`Er nimmt die erste Adresse seiner ersten Netzwerkschnittstelle, egal an welcher der Pod ist.`,
  enterPodCilium: say`Das Programm reicht das Paket geradewegs ans Ende der Verbindung im Pod.`,
  enterPod: say`Das letzte Stück ist die Verbindung des Pods selbst. Im Pod sieht es aus wie jedes Paket, das an ${code('eth0')} hereinkam.`,
  fromOutside: say`Von jemandem außerhalb des Clusters ist nur eine Adresse bekannt. Keine Policy des Clusters gilt dort.`,
  toOutside: say`Was von hier an geschieht, liegt nicht in der Hand des Clusters: keine seiner Policies gilt hier, und er sieht nicht, ob jemand antwortet.`,
  answerNoRule: say`Die Antwort braucht keine Regel. Jedes Tor erinnert sich an die Verbindungen, die es durchgelassen hat, und lässt ihre Antworten durch.`,
  answered: say`Die Verbindung steht. Kein Tor hat die Antwort beurteilt: jedes wusste noch, was es durchgelassen hatte.`,
  nodeSends: say`Ein Prozess des Nodes selbst schickt es, mit der Adresse des Nodes. Policies wählen Pods aus, keine Nodes.`,
  arrived: say`Policies lassen Pakete durch; ob auf diesem Port wirklich ein Programm antwortet, ist eine andere Frage. Seine Antwort braucht keine eigene Regel.`,

  translatesAtConnect: say`Hier geschieht das, wenn das Programm sich verbindet: kein Paket trägt je die Adresse des Service, und Policies sehen sie nie.`,
  kubeProxy: (here) =>
    say`Die Regeln von kube-proxy auf ${here} wählen einen, und der Node merkt ihn sich für die Antwort.`,
  ciliumTranslates: say`Ciliums Programm wählt einen und merkt ihn sich. Seine Tore kommen danach: sie sehen den Pod und seinen Port.`,
  nodeTranslates: say`Der Node merkt ihn sich für die Antwort. Tore sehen den Pod und seinen Port.`,
  felixTranslates: say`Das Programm von Felix wählt einen und merkt ihn sich. Die Tore sehen den Pod und seinen Port.`,
  gateLookedBefore: say`Das Egress-Tor hat vorher hingesehen: es sah Adresse und Port des Service.`,
  gatesAfter: say`Die Tore kommen danach: sie sehen den Pod und seinen Port.`,

  guards: {
    reference: say`Das Tor, wie es der Text der API selbst beschreibt; simuliert ist kein bestimmtes Plugin.`,
    flannel: say`Neben flanneld läuft kube-network-policies. Pakete von und zu Pods, die eine Policy auswählt, warten in einer Schlange, bis es geurteilt hat, nach den Adressen der Pods.`,
    calicoEbpf: say`An der Verbindung des Pods urteilt ein Programm von Felix, nach Adressen.`,
    cilium: say`Cilium vergleicht Identitäten, nicht Adressen: eine Nummer für jede Menge von Labels.`,
  },
  guardsCalico: (chain, isOut) =>
    say`Felix schreibt die Policies eines Pods als Ketten von Regeln in den Weg der Pakete durch den Node: ${code(chain)} für das, was der Pod ${isOut ? 'sendet' : 'bekommt'}. Sie vergleichen Adressen.`,
  guardsAws: (isOut) =>
    say`An der Verbindung des Pods urteilt ein Programm des Agenten, nach Adressen. Es sieht hin, ${isOut ? 'bevor ein Service übersetzt wird' : 'nachdem ein Node seine eigene Adresse an die Stelle des Clients gesetzt hat'}.`,
  identityOfDestination: say`Die des Ziels steht im ipcache, nach seiner Adresse.`,
  identityInHeader: (number) => say`Die des Senders kam im Kopf des Tunnels: ${code(number)}.`,
  identityLookedUp: say`Die des Senders wird im ipcache nachgeschlagen, nach seiner Adresse.`,
  identityKnown: say`Beide Enden sind auf diesem Node, und er kennt sie.`,

  tookSome: (names, more) =>
    say`Der API-Server hat ${list(
      names.map((name) => [code(name)]),
      'und',
    )}${more > 0 ? ` und ${more} weitere` : ''} angenommen`,
  takes: say`Der API-Server nimmt Policies an`,
  unguarded: (took) => say`${took}, und niemand handelt hier danach: alles kommt durch.`,
  unguardedFlannel: (took) =>
    say`Flannel befördert Pakete und liest keine Policies. ${took}, und auf den Nodes handelt niemand danach: alles kommt durch.`,
  unguardedAws: (took) =>
    say`Der Policy-Agent des VPC CNI ist aus, wie von Haus aus. ${took}, und auf den Nodes handelt niemand danach: alles kommt durch.`,

  between: (connection, of) =>
    say`Das ist Verbindung ${connection} von ${of}: wer dazwischensteht, hat die vorige beendet und öffnet diese. Der Trace hat sie alle.`,
  twoConnections: say`Zwei Verbindungen, eine auf jeder Seite des Proxys: was auf der einen zurückkommt, schreibt er in die andere.`,
  nowhere: say`Er weiß nicht, wohin damit, und beendet es, bevor das Netz gefragt wird.`,
  opensPlain: say`Was er öffnet, ist unverschlüsselt: niemand am anderen Ende kann wissen, wer aufruft.`,
  opens: (link) => say`Er wählt den Pod selbst und öffnet zu ihm: ${link}.`,
  proxyEnds: say`Das Netz hat es durchgelassen; dieser Proxy beendet es. Der Trace nennt die Regel, oder was er vorfand.`,
  asksPlain: say`Er fragt seine Policies nach dem, was unverschlüsselt kommt. Dann öffnet er eine Verbindung zum Programm, auf dem Port, der gemeint war.`,
  asksTls: say`Er nimmt das TLS ab, weiß, wer aufruft, und fragt seine Policies. Dann öffnet er eine Verbindung zum Programm, auf dem Port, der gemeint war.`,
  wasCalled: (name) => say`${code(name)} selbst wurde aufgerufen: abzufangen ist nichts.`,
  ztunnel: say`${code('ztunnel')}, der Proxy des Nodes, hört im Pod zu.`,
  sidecar: (name) => say`${code(name)} läuft neben dem Programm.`,
  catchesOut: (port) => say`Was das Programm schickt, wird auf Port ${port} abgefangen.`,
  catchesIn: (port) => say`Was hereinkommt, wird auf Port ${port} abgefangen.`,
}
