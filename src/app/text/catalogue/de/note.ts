import { code, list, say } from '../../sentence.ts'
import type { NOTE } from '../en/note.ts'

export const note: typeof NOTE = {
  portNotDeclared: (end, port) =>
    say`Kein Container von ${code(end)} nennt ${port}. Policies kümmert das nicht; wahrscheinlich hört niemand.`,
  addressAssumed: (end, address) => say`Der Text gibt ${code(end)} keine Adresse; angenommen wird ${code(address)}.`,
  noRoad: say`host-gw schreibt nur Routen: der nächste Node muss im selben Subnetz sein, und diese beiden sind es nicht. Policies wurden nicht gefragt.`,
  hairpin: say`Ein Pod, der sich selbst über seinen Service erreicht: was dann geschieht, lässt NetworkPolicy offen.`,
  protocol: (protocol) =>
    say`NetworkPolicy spricht von TCP, UDP und SCTP. Was mit ${protocol} geschieht, bleibt dem Netzwerk-Plugin überlassen.`,
  throughService: (service, servicePort, port, end, isSeen) =>
    say`Über ${code(service)}: Port ${servicePort} führt zu ${port} von ${code(end)}. ${isSeen ? 'Was dieser Pod sendet, wird davor beurteilt: Blöcke werden mit Adresse und Port des Service verglichen.' : 'Policies sehen den Pod und seinen Port, nicht den Service.'}`,
  throughHostPort: (node, hostPort, end, port) =>
    say`Port ${hostPort} von ${code(node)} führt zu ${port} von ${code(end)} (hostPort). Policies sehen den Pod und seinen Port, nicht den des Nodes.`,
  sourceMayBeNode: (service) =>
    say`${code(service)} leitet von jedem Node weiter; das Paket kommt also vielleicht mit der Adresse eines Nodes an statt mit der des Aufrufers. Blöcke passen dann auf den Node.`,
  notExposed: (service) =>
    say`${code(service)} hat nur im Cluster eine Adresse. Von außen muss etwas anderes dorthin führen.`,
  lookup: (name) =>
    say`Das Nachschlagen von ${code(name)} wird hier nicht beurteilt: ohne DNS käme der Aufrufer nicht so weit.`,
  nodeUnknown: (end) =>
    say`Der Text sagt nicht, auf welchem Node ${code(end)} läuft. Sein eigener Node erreicht ihn immer; über andere urteilen Policies.`,
  noReady: (service) => say`${code(service)} hat keine bereiten Endpunkte.`,
  notAdmitted: (service, ranges) =>
    say`Der Load Balancer von ${code(service)} lässt nur ${list(
      ranges.map((range) => say`${code(range)}`),
      'und',
    )} ein (loadBalancerSourceRanges). Was von anderswo kommt, wird verworfen, bevor eine Policy gefragt wird.`,
  noLocal: (service, node, isInside) =>
    say`${code(service)} hat bereite Endpunkte, und keinen auf ${code(node)}. Mit ${isInside ? 'internalTrafficPolicy' : 'externalTrafficPolicy'} Local nimmt ein Node nur seine eigenen.`,
  authorizer: (name) =>
    say`${code(name)} wird dem Namen nach für das Beispiel von Istio gehalten: es lässt durch, was ${code('x-ext-authz: allow')} trägt.`,
  portUndeclared: (service, port) =>
    say`${code(service)} nennt keinen Port ${port}. Der Proxy neben dem Aufrufer kennt den Service und beendet, was für einen anderen Port gemeint ist; ob ein Pod dahinter dort hört, macht keinen Unterschied.`,
  samePriority: (names, tier, priority) =>
    say`${list(
      names.map((name) => [code(name)]),
      'und',
    )} teilen den Tier ${tier}${priority === null ? '' : ` und die Priorität ${priority}`}, und ihre Regeln widersprechen sich hier. Die API lässt beide gelten; hier gilt, wessen Name vorn steht.`,
  byName: (name) =>
    say`${code(name)} passt über die Adressen, die dieser Pod beim Nachschlagen des Namens bekam. Eine, die er ohne Nachschlagen wählt, kann verworfen werden.`,
  believed: 'Vermutet:',
  remarks: {
    'own-node-after-masquerade': say`der Node setzt seine eigene Adresse an die Stelle des Clients, ehe der Agent hinsieht, und der eigene Node eines Pods kommt immer herein. Dieser Weg führt um jede Policy herum.`,
    'kube-proxy-before-gate': say`kube-proxy setzt die Adresse des Nodes an die Stelle des Clients, ehe Ciliums Programm hinsieht.`,
    'node-port-elsewhere': say`der Port eines anderen Nodes wird dort übersetzt, also sieht dieses Tor den Node und seinen Port, nicht den Pod dahinter.`,
    'ebpf-node-source': say`den eBPF-Programmen von Calico zeigt ein anderer Node die Adresse seines Tunnels, wie er es auch bei iptables tut.`,
    'ebpf-own-node': say`die eBPF-Programme von Calico urteilen über das, was ein Pod seinem eigenen Node schickt, wie iptables es tut.`,
    'ebpf-sctp': say`die eBPF-Programme von Calico lesen die Ports von SCTP nicht; eine Regel, die einen nennt, passt also vielleicht nicht.`,
    'queue-own-service': say`ein Pod, der sich selbst über seinen Service aufruft, wird beurteilt wie jeder andere.`,
    'queue-without-ports': say`ein Protokoll ohne Ports passt nur auf Regeln, die keinen Port nennen.`,
    'most-specific-block': say`der genaueste Eintrag entscheidet, und eine Ausnahme ist ein eigener Eintrag. Neuere Agenten geben ihm, was andere Regeln zulassen, ältere lehnen ihn ab. Eine Regel nimmt diese Adresse aus, also wird es vielleicht doch verworfen.`,
    'port-name-torn': say`Cilium schlägt den Namen eines Ports bei der Identität nach, die Pods mit denselben Labels teilen. Hier haben sie verschiedene Nummern dafür, also steht er auf dem Weg hinaus bei keinem von ihnen für etwas.`,
    'domain-names-passed-over': say`Eine Regel dieser Policy nennt Domains. Der Agent übergeht sie: Nur der EKS Auto Mode setzt ${code('domainNames')} durch.`,
    'past-baseline': say`Eine NetworkPolicy wählt diesen Pod für die andere Richtung aus. Der Agent lässt dann in dieser alles durch, bevor er eine Regel der Baseline fragt.`,
    'service-labels-missing': say`Der Controller öffnet die Adresse eines Service dort, wo der Service nach jedem Label auswählt, das die Regel verlangt. Der Pod hat sie alle, der Selektor des Service nicht: Schreib sie dort dazu, oder verlang die, die er hat. Die Adresse des Pods selbst ist offen.`,
    'service-port-unopened': say`Der Controller öffnet für jeden Port einer Regel einen Port der Adresse des Service: den ersten, der dorthin führt, und bei einem Bereich den, der zu dessen Anfang führt. Eine Nummer öffnet keinen, der zu einem Namen führt, für den manche Pods andere Nummern haben. Die Adresse des Pods selbst ist offen.`,
    'sctp-needs-switch': say`Cilium verwirft SCTP, was Policies auch sagen, solange ${code('sctp.enabled')} nicht gesetzt ist.`,
    'protocol-needs-switch': say`Cilium verwirft Protokolle ohne Ports, was Policies auch sagen, solange ${code('enable-extended-ip-protocols')} nicht gesetzt ist; ICMP gehört nicht dazu.`,
    'nodes-not-asked': say`Policies für Nodes werden hier nicht gefragt: Cilium übersetzt den Port des Nodes vorher, und dann gilt es einem Pod. Nur Policies, die den Pod auswählen, gelten.`,
    'entry-port': say`der Port ist hier der des Pods hinter dem Ingress oder Gateway: Ciliums Envoy vergleicht ihn mit Regeln, nicht den, den der Client wählt.`,
    'denial-answered': say`was hier abgelehnt wird, wird sofort beantwortet, mit einer ICMP-Nachricht, dass es gefiltert wurde (${code('policy-deny-response')}).`,
  },
}
