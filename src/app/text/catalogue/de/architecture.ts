import { code, say } from '../../sentence.ts'
import type { ARCHITECTURE } from '../en/architecture.ts'

export const architecture: typeof ARCHITECTURE = {
  view: 'Architektur. Die Pfeiltasten führen von Schritt zu Schritt, die Leertaste spielt ab.',
  picture:
    'Die Teile des Clusters, und wer mit wem spricht. All das ist auch unter Teile aufgelistet, die Schritte unter Alle Schritte.',
  failed: 'Der Ablauf ließ sich nicht berechnen. Bei der nächsten Änderung wird es wieder versucht.',
  waiting: 'Der Cluster wird angesehen …',
  about: 'Zum Ablauf',
  tabs: { step: 'Schritt', steps: 'Alle Schritte', parts: 'Teile' },
  partsSummary: 'Die Teile, und wer mit wem spricht',
  journey: 'Ablauf',
  journeys: { deployment: 'Einen Workload anlegen', policy: 'Eine Policy anlegen', 'cni-add': 'CNI ADD' },
  abouts: {
    deployment: 'Von einer Datei zu einem Pod mit Adresse',
    policy: 'Von einer Datei zu einer Regel im Kernel',
    'cni-add': 'Was Runtime und Netzwerk-Plugin einander sagen',
  },
  choices: { deployment: 'Workload', policy: 'Policy', 'cni-add': 'Pod' },
  nothing: {
    deployment:
      'Nichts in diesen Dokumenten startet Pods. Füg ein Deployment hinzu und folge ihm von der Datei bis zu seiner Adresse.',
    policy:
      'In diesen Dokumenten ist noch keine Policy. Schreib eine und folge ihr von der Datei bis in den Kernel des Nodes, der sie durchsetzt.',
    'cni-add':
      'Kein Pod in diesen Dokumenten bekommt eine Adresse. Füg einen hinzu und sieh, was das Netzwerk-Plugin gesagt bekommt und was es antwortet.',
  },
  payloads: {
    object: 'Das Objekt',
    environment: 'Umgebung',
    stdin: 'Standardeingabe',
    stdout: 'Standardausgabe',
    request: 'Anfrage',
    reply: 'Antwort',
    file: 'Datei',
    config: 'Netzwerkkonfiguration',
    commands: 'Als Befehle',
    event: 'Event',
    entries: 'Auf diesem Node',
  },
  isSet: (object, field) => say`${object}: ${code(field)} ist gesetzt`,
  is: (object, field, value) => say`${object}: ${code(field)} ist ${code(value)}`,
  believed: 'vermutet',
  believedWhy: 'Allgemein bekannt, aber wir haben es beim Projekt selbst nicht ausdrücklich gefunden.',
  step: (step, steps) => `Schritt ${step} von ${steps}`,
  after: 'Danach',
  writtenDown: 'Wo das geschrieben steht',
  source: 'Quelle',
  sourceOf: (from, to) => `Quelle: ${from} zu ${to}`,
  moreNodes: (nodes) => (nodes === 1 ? 'und 1\u00a0weiterer Node' : `und ${nodes}\u00a0weitere Nodes`),
  sameParts: 'dieselben Teile',
  aNode: 'ein Node',
  madeUp:
    'Namen und Adressen sind die deines Clusters. Ids und Hardware-Adressen sind erfunden, wie auch ein echter Cluster sie erfindet.',
  inside: (part, _, actor) => `innerhalb: ${part}${actor ? ` (${actor})` : ''}`,
  port: (port) => `Port ${port}`,
  customAs: (encoding) => `Custom Resources als ${encoding}`,
  protocols: { syscalls: 'Systemaufrufe', probe: 'Readiness-Probe', file: 'Datei' },
  encodings: { 'JSON stdin': 'JSON auf stdin', stream: 'Stream' },
  stdinAtLength: 'JSON auf Standardeingabe und -ausgabe',
  places: { user: 'bei dir', 'control-plane': 'Control Plane', node: 'jeder Node', cloud: 'außerhalb' },
  uses: {
    api: 'API',
    peer: 'seine Gegenstellen',
    health: 'Zustand',
    metrics: 'Metriken',
    healthz: 'Zustand, nur auf diesem Node',
    introspection: 'ein Blick hinein, nur auf diesem Node',
  },
  parts: {
    kubectl: 'kubectl',
    'api-server': 'API-Server',
    etcd: 'etcd',
    scheduler: 'Scheduler',
    'controller-manager': 'Controller Manager',
    'cloud-controller-manager': 'Cloud Controller',
    cloud: 'Cloud',
    'policy-controller': 'Policy-Controller',
    kubelet: 'Kubelet',
    'kube-proxy': 'kube-proxy',
    'cri-runtime': 'CRI-Runtime',
    'oci-runtime': 'OCI-Runtime',
    'cni-plugin': 'CNI-Plugin',
    'cni-agent': 'CNI-Agent',
    'policy-agent': 'Policy-Agent',
    kernel: 'Kernel',
    pod: 'Pod',
  },
  kernelHolds: 'Schnittstellen, Routen, Paketfilter',
  does: {
    kubectl: 'Macht aus dem, was du tippst, und aus deinen Dateien Anfragen.',
    'api-server':
      'Die einzige Tür: prüft jede Anfrage, hebt Objekte in etcd auf und sagt allen, die zusehen, was sich geändert hat.',
    etcd: 'Hebt jedes Objekt auf. Nur der API-Server spricht mit ihm.',
    scheduler: 'Sucht für jeden Pod, der noch keinen hat, einen Node aus und schreibt dessen Namen an den Pod.',
    'controller-manager':
      'Lässt die Schleifen laufen, die aus dem, was ist, das machen, was sein soll: ReplicaSets, Pods, EndpointSlices.',
    'cloud-controller-manager': 'Fragt die Cloud nach Load Balancern und Routen und sagt, welche Nodes weg sind.',
    cloud: 'Die eigene API des Anbieters: Maschinen, Adressen, Load Balancer.',
    'policy-controller':
      'Ermittelt einmal, welche Adressen eine NetworkPolicy meint, und schreibt sie in PolicyEndpoints.',
    kubelet: 'Lässt die Pods seines Nodes laufen und berichtet über sie.',
    'kube-proxy': 'Schreibt auf seinem Node Regeln, die aus der Adresse eines Service die eines Pods machen.',
    'cri-runtime': 'Macht Sandboxes und Container und führt die CNI-Plugins aus.',
    'oci-runtime': 'Startet einen Container aus einer config.json und ist fertig.',
    kernel: 'Schnittstellen, Routen und Paketfilter des Nodes: was all die anderen einrichten.',
    pod: 'Container, die sich einen Netzwerk-Namespace teilen: eine Adresse, ein Satz Ports.',
  },
  plugins: {
    reference: {
      plugin: 'Ein Programm, das die Runtime für jeden Pod startet: Es verbindet den Pod mit seinem Node.',
      agent: 'Der Daemon des Netzwerk-Plugins: Routen zwischen Nodes, und Policies.',
    },
    flannel: {
      plugin: 'Liest die Datei von flanneld und gibt die Arbeit an bridge und host-local weiter.',
      agent:
        'Erfährt den Bereich jedes Nodes aus dessen Node-Objekt und richtet den Weg dorthin ein. Liest keine Policies.',
    },
    calico: {
      plugin: 'Verbindet den Pod mit seinem Node und fragt die API von Kubernetes nach einer Adresse.',
      agent: 'Felix schreibt Routen und Policies, BIRD sagt anderen Nodes die Routen.',
    },
    cilium: {
      plugin: 'Verbindet den Pod mit seinem Node und fragt für alles andere den Agenten.',
      agent: 'Vergibt Adressen und Identitäten und lädt eBPF-Programme und Maps.',
    },
    'aws-vpc-cni': {
      plugin: 'Verbindet den Pod mit seinem Node und fragt ipamd nach einer Adresse der VPC.',
      agent: 'ipamd hält an den Netzwerkschnittstellen des Nodes Adressen der VPC auf Vorrat.',
    },
  },
  policyAgents: {
    flannel: 'Urteilt selbst über neue Verbindungen, nach NetworkPolicy: Der Kernel reicht sie ihm.',
    other: 'Hält die eBPF-Maps des Nodes so, wie es die PolicyEndpoints sagen.',
  },
}
