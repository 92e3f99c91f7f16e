import type { BEHAVIOURS } from '../en/behaviours.ts'

const NIEMAND = ['niemand sieht hin', 'Niemand liest hier Policies, also wird über nichts geurteilt.'] as const
const OFFEN = ['offengelassen', 'Die API überlässt es dem Plugin.'] as const
const GELESEN = ['gelesen', 'Sie wird gelesen und durchgesetzt.'] as const
const AUS = ['aus', 'Es lässt sich einschalten; hier ist es aus.'] as const
const TORE = {
  anywhere: ['offengelassen', 'Die API sagt, worüber geurteilt wird, nicht wo.'],
  nobody: NIEMAND,
  nfqueue: [
    'nftables, dann Userspace',
    'Eine Regel von nftables, nach der Übersetzung von Services und vor dem Masquerade dieses Nodes, reiht das Paket für ein Programm ein (NFQUEUE), das es mit den Policies vergleicht.',
  ],
  iptables: [
    'iptables, FORWARD',
    'Ketten für die Schnittstelle des Pods in FORWARD, nachdem kube-proxy den Service übersetzt hat und vor dem Masquerade.',
  ],
  'calico-ebpf': [
    'eBPF an der Pod-Verbindung',
    'Ein TC-Programm am Ende der Verbindung auf dem Node, nachdem es den Service selbst übersetzt hat.',
  ],
  'cilium-ebpf': [
    'eBPF an der Pod-Verbindung',
    'Ein Programm am Endpunkt des Pods fragt dessen Policy-Map nach der Identität des anderen Endes, nachdem der Service übersetzt ist.',
  ],
  'aws-ebpf': [
    'eBPF an der Pod-Verbindung',
    'Ein TC-Programm am Ende der Verbindung auf dem Node: auf dem Weg hinaus vor kube-proxy, auf dem Weg hinein nach jedem Masquerade.',
  ],
} as const

export const behaviours: typeof BEHAVIOURS = {
  topics: {
    policies: 'Welche Policies gelesen werden',
    gates: 'Wo über Flows geurteilt wird',
    nodes: 'Nodes und ihre Pods',
    services: 'Services',
    outside: 'Clients draußen',
    rules: 'Wie Regeln verstanden werden',
    protocols: 'Protokolle',
    time: 'Ab wann es gilt',
    drops: 'Wie man Verworfenes erkennt',
    more: 'Was es sonst gibt',
  },
  texts: {
    'network-policy': {
      title: 'NetworkPolicy',
      values: {
        read: GELESEN,
        'switched-off': ['aus', 'Der API-Server nimmt sie an, und niemand liest sie, bis es eingeschaltet wird.'],
      },
    },
    'cluster-network-policy': {
      title: 'ClusterNetworkPolicy (v1alpha2)',
      values: {
        read: GELESEN,
        'not-read': ['nicht gelesen', 'Niemand liest diese API.'],
        'switched-off': AUS,
        'own-api': [
          'eine eigene API',
          'Nicht diese: AWS hat eine ClusterNetworkPolicy unter networking.k8s.aws, bei der Deny bei gleicher Priorität vor Accept geht.',
        ],
      },
    },
    'admin-network-policy': {
      title: 'AdminNetworkPolicy (v1alpha1)',
      values: {
        read: GELESEN,
        'not-read': ['nicht gelesen', 'Niemand liest diese API.'],
        'switched-off': AUS,
        removed: ['nicht mehr', 'Von v3.29 bis v3.31 gelesen; seit v3.32 wird stattdessen ihre Nachfolgerin gelesen.'],
      },
    },
    'cluster-peers': {
      title: 'Peers nach Node oder Domainname',
      values: {
        fit: ['sie passen', 'Nodes nach ihren Labels, Ziele nach dem Namen, unter dem sie nachgeschlagen wurden.'],
        'fail-closed': [
          'scheitern geschlossen',
          'Nicht unterstützt: Eine Regel, die annimmt, passt damit auf niemanden, eine, die ablehnt, lehnt alle ab.',
        ],
        'not-read': ['nicht gelesen', 'Die API, die sie hat, wird nicht gelesen.'],
      },
    },
    'own-policies': {
      title: 'Eigene Policies',
      values: {
        none: ['keine', 'Es gibt keine.'],
        calico: [
          'projectcalico.org/v3',
          'NetworkPolicy, GlobalNetworkPolicy, Tier, NetworkSet und HostEndpoint von projectcalico.org/v3.',
        ],
        cilium: ['cilium.io/v2', 'CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy und was dazugehört.'],
        aws: ['networking.k8s.aws', 'ClusterNetworkPolicy und, im EKS Auto Mode, ApplicationNetworkPolicy.'],
      },
    },
    'deny-rules': {
      title: 'Regeln, die ablehnen',
      values: {
        'cluster-only': ['nur clusterweit', 'NetworkPolicy hat keine; die clusterweiten APIs haben welche.'],
        none: ['keine', 'NetworkPolicy hat keine, und keine andere API wird gelesen.'],
        'switched-off': AUS,
        calico: ['ja', 'In den eigenen Policies und in ClusterNetworkPolicy; Tiers und order entscheiden.'],
        cilium: ['ja', 'ingressDeny und egressDeny der eigenen Policies gewinnen immer.'],
        aws: ['in der eigenen API', 'In der eigenen ClusterNetworkPolicy.'],
      },
    },
    'egress-gate': { title: 'Was ein Pod sendet', values: TORE },
    'ingress-gate': { title: 'Was ein Pod bekommt', values: TORE },
    'known-by': {
      title: 'Wer am anderen Ende ist',
      values: {
        address: [
          'nach der Adresse',
          'Blöcke werden mit dem verglichen, wer auch immer die Adresse hat, auch mit Pods.',
        ],
        identity: [
          'nach der Identität',
          'Pods und Nodes sind daran bekannt, was sie sind: Ein Adressblock passt auf keinen davon, nicht einmal 0.0.0.0/0.',
        ],
        'identity-of-pods': [
          'Pods nach Identität',
          'Nodes dürfen auch mit ihren Adressen genannt werden; auf einen Pod passt kein Block.',
        ],
        'identity-of-nodes': [
          'Nodes nach Identität',
          'Pods dürfen auch mit ihren Adressen genannt werden; auf einen Node passt kein Block.',
        ],
        nobody: NIEMAND,
      },
    },
    loopback: {
      title: 'Ein Pod zu seinem eigenen localhost',
      values: {
        always: [
          'kommt immer durch',
          'Die Pakete bleiben im eigenen Netzwerk-Namespace des Pods, in den kein Plugin sieht.',
        ],
      },
    },
    'own-node-in': {
      title: 'Ein Node zu den Pods, die auf ihm laufen',
      values: { always: ['kommt immer durch', 'Die Probes des Kubelets brauchen keine Regel.'] },
    },
    'own-node-out': {
      title: 'Ein Pod zu dem Node, auf dem er läuft',
      values: {
        always: ['kommt immer durch', 'Keine Egress-Regel kann das schließen.'],
        judged: ['wird beurteilt', 'Egress-Regeln gelten dafür wie für alles andere.'],
        nobody: NIEMAND,
      },
    },
    'other-node': {
      title: 'Ein anderer Node zu einem Pod',
      values: {
        'node-address': ['an seiner Adresse', 'Ein Block mit der Adresse des Nodes selbst passt.'],
        'tunnel-address': [
          'an der Adresse seines Tunnels',
          'Er spricht durch seinen Tunnel, mit einer Adresse aus dem Bereich der Pods. Ein Block mit den Adressen der Nodes passt nicht.',
        ],
        'tunnel-across-subnets': [
          'zwischen Subnetzen: Tunnel',
          'Innerhalb eines Subnetzes hat er seine eigene Adresse, zwischen Subnetzen die seines Tunnels.',
        ],
        identity: [
          'nach der Identität',
          'Er ist remote-node: Kein Block passt auf ihn; eine CiliumNetworkPolicy kann ihn nennen.',
        ],
        nobody: NIEMAND,
      },
    },
    'host-network-peer': {
      title: 'Ein Pod im Netz seines Nodes, nach seinen Labels',
      values: {
        never: ['passt nie', 'Selektoren übergehen ihn: Für Policies spricht der Node.'],
        'node-address': [
          'passt, als sein Node',
          'Der Controller führt an seiner Stelle die Adresse des Nodes auf, und das lässt alles auf diesem Node herein.',
        ],
        nobody: NIEMAND,
      },
    },
    'node-policies': {
      title: 'Policies für die Nodes selbst',
      values: {
        none: ['keine', 'Es gibt keine.'],
        'host-endpoint': [
          'HostEndpoint',
          'Ein HostEndpoint macht die Schnittstelle eines Nodes zum Gegenstand von Calicos Policies.',
        ],
        'host-firewall': [
          'Host-Firewall',
          'Mit eingeschalteter Host-Firewall kann eine CiliumClusterwideNetworkPolicy Nodes auswählen.',
        ],
        'security-groups': ['Security Groups', 'Nodes werden von Security Groups der VPC bewacht.'],
      },
    },
    'service-seen': {
      title: 'Ein Service, auf dem Weg hinaus',
      values: {
        backend: ['als der Pod dahinter', 'Der Service wird vorher übersetzt: Regeln nennen den Pod und seinen Port.'],
        'service-address': [
          'als der Service',
          'Geurteilt wird, bevor er übersetzt ist: Blöcke werden mit Adresse und Port des Service verglichen.',
        ],
        nobody: NIEMAND,
      },
    },
    'service-labels': {
      title: 'Selektoren, durch einen Service hindurch',
      values: {
        'pod-labels': ['die Labels des Pods', 'Es entscheidet, was der Pod dahinter trägt.'],
        'service-selector': [
          'der Selektor des Service',
          'Ein Service ist nur zu erreichen, wenn die Labels, nach denen er auswählt, die Regel erfüllen; weitere Labels an seinen Pods helfen nicht.',
        ],
        nobody: NIEMAND,
      },
    },
    'api-server': {
      title: 'Der API-Server, als kubernetes.default',
      values: {
        'node-address': [
          'ein Block mit seiner Adresse',
          'Adresse und Port hinter dem Service, etwa 172.18.0.10 und 6443.',
        ],
        entity: ['kein Block', 'Er ist eine Entity, kube-apiserver, die nur eine CiliumNetworkPolicy nennen kann.'],
        'service-address': ['ein Block mit der des Service', 'Adresse und Port des Service, etwa 10.96.0.1 und 443.'],
        nobody: NIEMAND,
      },
    },
    'node-port-from-pod': {
      title: 'Ein Pod, der den Port eines anderen Nodes wählt',
      values: {
        backend: ['als der Pod dahinter', 'Der Port wird dort übersetzt, wo der Pod läuft.'],
        'node-port': [
          'als jener Node',
          'Jener Node übersetzt ihn; hier geht das Paket noch an den Node und seinen Port.',
        ],
        nobody: NIEMAND,
      },
    },
    'own-service': {
      title: 'Ein Pod, der sich über seinen Service selbst aufruft',
      values: {
        'left-open': OFFEN,
        judged: ['wird beurteilt', 'Wie jeder andere Flow, an beiden Toren.'],
        skipped: ['kommt durch', 'Policies werden dafür übergangen.'],
        'own-node': [
          'kommt herein',
          'Es kommt mit der Adresse seines Nodes zurück, und der kommt immer herein. Auf dem Weg hinaus wird der Service beurteilt.',
        ],
        nobody: NIEMAND,
      },
    },
    'local-dns': {
      title: 'NodeLocal DNSCache und eine Regel für kube-dns',
      values: {
        'left-open': OFFEN,
        'needs-block': [
          'braucht einen Block',
          'Die Anfrage geht an eine Adresse des Nodes, also passt eine Regel für die Pods von kube-dns nicht. Mit NOTRACK werden Antworten an Pods verworfen, deren Ingress zu ist.',
        ],
        'needs-annotation': [
          'braucht eine Annotation',
          'Der Service braucht projectcalico.org/natExcludeService, und die Adressen der Nodes brauchen eine Regel.',
        ],
        'needs-redirect': [
          'braucht eine Redirect-Policy',
          'Eine CiliumLocalRedirectPolicy mit einem Cache, der nicht im Netz des Nodes ist, oder eine Regel für den Node.',
        ],
        'service-fits': [
          'die Regel passt',
          'Die Adresse des Service kube-dns steht in der Map der Regel. 169.254.20.10 braucht einen Block.',
        ],
        nobody: NIEMAND,
      },
    },
    'outside-here': {
      title: 'Über den Port eines Nodes, Backend auf diesem Node',
      values: {
        'left-open': OFFEN,
        client: ['die Adresse des Clients', 'Geurteilt wird vor dem Masquerade, also sehen Blöcke den Client.'],
        'own-node': [
          'kommt herein',
          'Die Adresse des Nodes steht schon da, bevor geurteilt wird, und der eigene Node eines Pods kommt immer herein: Policies werden umgangen.',
        ],
        nobody: NIEMAND,
      },
    },
    'outside-elsewhere': {
      title: 'Über den Port eines Nodes, Backend auf einem anderen',
      values: {
        'left-open': OFFEN,
        client: ['die Adresse des Clients', 'Sie bleibt den ganzen Weg erhalten.'],
        'node-address': [
          'die Adresse jenes Nodes',
          'Der Node, der es angenommen hat, hat seine eigene an die Stelle der des Clients gesetzt. Ein Block mit der des Clients passt nicht.',
        ],
        'tunnel-address': [
          'der Tunnel jenes Nodes',
          'Es kommt mit der Adresse des Tunnels jenes Nodes. Blöcke mit der des Clients oder der des Nodes passen nicht.',
        ],
        'tunnel-across-subnets': [
          'der Node oder sein Tunnel',
          'Innerhalb eines Subnetzes mit der Adresse jenes Nodes, zwischen Subnetzen mit der seines Tunnels.',
        ],
        'no-address': [
          'jemand draußen',
          'Der Tunnel trägt mit, dass es von draußen kommt, und keine Adresse: Nur ein Block aller Adressen passt.',
        ],
        nobody: NIEMAND,
      },
    },
    'named-port-on-block': {
      title: 'Ein Portname neben einem Block',
      values: {
        fits: ['passt bei Ingress', 'Er wird bei dem Pod nachgeschlagen, zu dem es geht.'],
        lost: [
          'geht verloren',
          'Der Controller löst Namen nur für Selektoren auf; neben einem Block oder ohne Peers wird dieser Port nicht geöffnet.',
        ],
        nobody: NIEMAND,
      },
    },
    'overlapping-blocks': {
      title: 'Eine Ausnahme im Block einer anderen Regel',
      values: {
        union: ['offen', 'Regeln ergänzen einander: Was die eine ausnimmt, kann eine andere zulassen.'],
        'most-specific': [
          'bleibt vielleicht zu',
          'Eine Ausnahme ist ein eigener Eintrag, und der genaueste Eintrag entscheidet: Neuere Agenten geben ihm, was andere Regeln zulassen, ältere lehnen ihn ab.',
        ],
        nobody: NIEMAND,
      },
    },
    'ports-per-peer': {
      title: 'Wie viele Ports',
      values: {
        unlimited: ['keine Grenze', 'Keine Grenze, an die jemand stößt.'],
        'split-by-15': ['keine Grenze', 'Ports werden in Gruppen zu 15 je Regel von iptables aufgeteilt.'],
        'map-16384': [
          '16.384 Einträge',
          'Die Policy-Map jedes Pods hat 16.384 Einträge: Identitäten mal Ports. Was darüber hinausgeht, wird nicht zugelassen.',
        ],
        'at-most-24': [
          '24 je Peer',
          'Höchstens 24 verschiedene Ports und Protokolle je Block, je Adresse eines Pods und je Richtung, über alle Policies. Welche bleiben, wenn es mehr sind, wird nicht gesagt.',
        ],
        nobody: NIEMAND,
      },
    },
    'rule-sets': {
      title: 'Wessen Regeln ein Pod hat',
      values: {
        'each-pod': ['seine eigenen', 'Nach seinen Labels.'],
        'by-name': [
          'nach Namen geteilt',
          'Pods eines Namespace, deren Namen sich erst nach dem letzten Strich unterscheiden, teilen sich auf einem Node einen Satz Regeln. Pods ohne Besitzer werden nicht unterstützt.',
        ],
        nobody: NIEMAND,
      },
    },
    'closed-by-default': {
      title: 'Ein Pod, den keine Policy auswählt',
      values: {
        open: ['ist offen', 'Alles kommt durch.'],
        closed: ['ist zu', 'Nichts kommt durch, was keine Policy erlaubt, auch DNS nicht.'],
      },
    },
    families: {
      title: 'IPv4 und IPv6',
      values: { both: ['beide', 'Dual Stack.'], one: ['eines davon', 'Blöcke der anderen Familie werden übergangen.'] },
    },
    ping: {
      title: 'Ein Ping, wo Regeln Ports nennen',
      values: {
        'left-open': OFFEN,
        'not-by-ports': ['ist zu', 'Eine Regel mit Ports passt nicht darauf; eine ohne passt.'],
        nobody: NIEMAND,
      },
    },
    'ping-v6': {
      title: 'Dasselbe über IPv6',
      values: {
        'left-open': OFFEN,
        'not-by-ports': ['ist zu', 'Wie über IPv4.'],
        always: ['kommt immer durch', 'Jedes ICMPv6-Paket kommt durch, was Policies auch sagen.'],
        nobody: NIEMAND,
      },
    },
    sctp: {
      title: 'SCTP',
      values: {
        yes: ['ja', 'Wie TCP und UDP.'],
        'needs-switch': ['braucht sctp.enabled', 'Ohne das wird SCTP verworfen, was Policies auch sagen.'],
        no: ['ohne Ports', 'Die Programme lesen seine Ports nicht.'],
      },
    },
    fragments: {
      title: 'Fragmente',
      values: {
        'left-open': OFFEN,
        joined: ['erst zusammengesetzt', 'Sie werden zusammengesetzt, bevor über sie geurteilt wird.'],
        tracked: ['gemerkt', 'Eine Map merkt sich die Ports des ersten.'],
        'first-only': [
          'nur das erste',
          'Spätere haben keine Ports und werden nach dem beurteilt, was an deren Stelle steht.',
        ],
        nobody: NIEMAND,
      },
    },
    'open-connections': {
      title: 'Eine Verbindung, die offen ist, wenn eine Policy kommt',
      values: {
        'left-open': OFFEN,
        kept: ['bleibt bestehen', 'Nur neue Verbindungen werden beurteilt.'],
        cut: ['wird getrennt', 'Jedes Paket auf dem Hinweg wird neu beurteilt.'],
        'cut-in-30-seconds': [
          'binnen 30\u00a0s getrennt',
          'Offene Verbindungen werden neu beurteilt, höchstens alle 30\u00a0Sekunden.',
        ],
        'first-policy-cuts': [
          'die erste Policy trennt sie',
          'Wenn die erste Policy zu einem Pod kommt oder die letzte geht, werden seine Verbindungen neu beurteilt; spätere Änderungen lassen sie in Ruhe.',
        ],
        nobody: NIEMAND,
      },
    },
    'start-up': {
      title: 'Ein Pod, der gerade gestartet ist',
      values: {
        'closed-first': [
          'ist zuerst isoliert',
          'Er muss isoliert sein, bevor er startet; was Regeln erlauben, darf später kommen.',
        ],
        closed: ['ist zu', 'Nichts kommt durch, bevor seine Regeln da sind.'],
        'open-until-known': ['ist kurz offen', 'Bis der Controller seine Adresse kennt.'],
        'open-until-rules': ['ist kurz offen', 'Bis Controller und Agent seine Regeln eingetragen haben.'],
        nobody: NIEMAND,
      },
    },
    'agent-gone': {
      title: 'Wenn der Agent weg ist',
      values: {
        'left-open': OFFEN,
        'rules-stay': ['Regeln bleiben', 'Sie stehen im Kernel; Änderungen warten.'],
        open: ['alles kommt durch', 'Es scheitert offen, wenn nichts anderes eingestellt ist.'],
        'rules-stay-no-new-pods': [
          'Regeln ja, neue Pods nein',
          'Regeln sind im Kernel verankert; neue Pods können nicht starten.',
        ],
        nobody: NIEMAND,
      },
    },
    'drop-look': {
      title: 'Was der Aufrufer sieht',
      values: {
        'left-open': OFFEN,
        silent: ['nichts', 'Er wartet bis zu seiner eigenen Zeitüberschreitung.'],
        'silent-or-reject': ['nichts', 'Er wartet, wenn Felix nicht eingestellt ist, abzuweisen.'],
        'silent-or-icmp': [
          'nichts',
          'Er wartet, wenn der Agent nicht eingestellt ist, mit ICMP zu antworten. Über HTTP antworten seine eigenen Policies mit 403.',
        ],
        audited: ['nichts wird verworfen', 'Audit-Modus: Es wird aufgeschrieben und kommt durch.'],
        nobody: NIEMAND,
      },
    },
    'drop-told': {
      title: 'Wo es steht',
      values: {
        'left-open': OFFEN,
        metrics: ['Metriken, Log', 'Metriken auf Port 9080, und das Log des Controllers.'],
        'rule-counter': ['Zähler, Flow-Log', 'Der Zähler der Regel am Ende des Tiers, und das Flow-Log.'],
        'reason-counter': ['Zähler, Flow-Log', 'Zähler nach Grund für jede Schnittstelle, und das Flow-Log.'],
        hubble: ['Hubble', 'Ereignisse mit einem Code: 133, wo keine Regel es erlaubt, 181, wo eine es ablehnt.'],
        'agent-log': [
          'Log des Agenten',
          'Das Log des Agenten und CloudWatch, wenn das an ist, und eine Metrik auf Port 8162.',
        ],
        nobody: NIEMAND,
      },
    },
    'l7-rules': {
      title: 'Regeln über Anfragen',
      values: {
        none: ['keine', 'Es gibt keine.'],
        calico: ['HTTP, mit Envoy', 'HTTP-Regeln der eigenen Policies, wenn Application Layer Policy an ist.'],
        cilium: ['HTTP, DNS, TLS', 'In den eigenen Policies, durch Envoy und einen DNS-Proxy.'],
      },
    },
    'domain-rules': {
      title: 'Regeln nach Domainnamen',
      values: {
        none: ['keine', 'Es gibt keine.'],
        snooping: ['ja', 'Indem es die Antworten auf DNS-Anfragen mitliest.'],
        'dns-proxy': ['toFQDNs', 'In den eigenen Policies, durch einen DNS-Proxy.'],
        'auto-mode': ['nur Auto Mode', 'In einer ApplicationNetworkPolicy im EKS Auto Mode.'],
      },
    },
    'trial-policies': {
      title: 'Eine Policy ausprobieren',
      values: {
        none: ['keine', 'Eine Policy gilt, sobald sie da ist.'],
        staged: ['Policies auf Probe', 'Eine StagedNetworkPolicy wird gemeldet und nicht durchgesetzt.'],
        audit: ['Audit-Modus', 'Im Audit-Modus wird Verworfenes nur gemeldet.'],
      },
    },
    encryption: {
      title: 'Verschlüsselung zwischen Nodes',
      values: {
        'left-open': OFFEN,
        none: ['keine', 'Die Pakete der Pods sind auf der Leitung lesbar.'],
        wireguard: ['WireGuard', 'Mit WireGuard.'],
        'wireguard-or-ipsec': ['WireGuard, IPsec', 'Mit WireGuard oder IPsec, wenn es eingeschaltet ist.'],
        'in-hardware': ['manche Instanzen', 'Nicht durch das Plugin; manche Instanztypen verschlüsseln untereinander.'],
      },
    },
    spoofing: {
      title: 'Ein Pod, der seine Adresse fälscht',
      values: {
        'left-open': OFFEN,
        nobody: ['niemand prüft', 'Alle Pods eines Nodes teilen sich eine Bridge.'],
        'reverse-path': ['wird verworfen', 'Der Rückweg wird geprüft.'],
        'source-check': ['wird verworfen', 'Der Sender muss die eigene Adresse des Pods sein (Drop 132).'],
        'routes-only': [
          'bekommt keine Antwort',
          'Kein Programm prüft; Routen und statisches ARP halten Antworten fern.',
        ],
      },
    },
  },
}
