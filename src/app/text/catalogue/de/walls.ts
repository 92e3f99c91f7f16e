import { code, list, say, type Sentence } from '../../sentence.ts'
import type { WALLS } from '../en/walls.ts'
import { anzahl } from './count.ts'

const container = (amount: number) => anzahl(amount, { one: 'Container', other: 'Container' })
const weitere = (amount: number) => anzahl(amount, { one: 'weiterer Pod', other: 'weitere Pods' })
const kontrollen = (amount: number) => anzahl(amount, { one: 'Kontrolle hält', other: 'Kontrollen halten' })
const codes = (values: readonly string[], last: string) =>
  list(
    values.map((value): Sentence => [code(value)]),
    last,
  )

export const walls: typeof WALLS = {
  waiting: 'Der Pod wird angesehen …',
  gone: 'Diesen Pod gibt es im Cluster nicht mehr.',
  pod: 'Pod',
  plugin: 'Netzwerk-Plugin',
  pluginHelp: 'Nur in diesem Fenster: das Bild des Clusters bleibt, wie es ist.',
  line: (line) => `Zeile\u00a0${line}`,
  ownNetwork: (pod) =>
    say`${code(pod)} hat ein eigenes Netz. Eine Leitung führt hinein, und alles, was er sendet und bekommt, geht hindurch.`,
  nodesNetwork: (pod, node) =>
    say`${code(pod)} hat kein eigenes Netz: er benutzt das seines Nodes${node === null ? [] : say` ${code(node)}`}. Keine NetworkPolicy hält ihn auf.`,
  ends: (inside, host) => say`Innen heißt ihr Ende ${code(inside)}, am Node ${host}.`,
  onBridge: (bridge, others) =>
    say`Dort steckt es in der Bridge ${code(bridge)}, wie ${others === 0 ? 'jeder Pod des Nodes' : weitere(others)}: wer daran hängt, hört, wer nach wem fragt.`,
  routed: say`Sonst ist niemand an dieser Leitung: der Node nimmt jedes Paket und routet es.`,
  dependsOnPlugin: say`Ob andere Pods sie teilen, kommt auch darauf an.`,
  random: (prefix, digits) => say`${code(prefix)} und ${digits} zufällige Zeichen`,
  hash: (prefix) => say`${code(prefix)} und ein Hash, wie wir vermuten`,
  anyName: say`wie auch immer das Netzwerk-Plugin es nennt`,
  ground: {
    node: 'Netz des Nodes, mit seinem lo',
    bridge: (name) => `Bridge ${name}`,
    routed: 'Routen des Nodes',
    depends: 'Netz des Nodes',
  },
  loopback: 'lo',
  container: (name, isInit, isPrivileged) => `${isInit ? 'init: ' : ''}${name}${isPrivileged ? ' privilegiert' : ''}`,
  aNode: 'ein Node',
  theNode: 'zum Node',
  nodeNamed: (node) => `Node ${node}`,
  nodeDoor: 'eth0 des Nodes',
  morePods: (more) => `und ${weitere(more)}`,
  pictureOnHost: (pod, host, containers) => `Bild: ${pod}, ${host}, ohne Wand um sein Netz; ${container(containers)}.`,
  picture: (pod, host, containers, end, ground, others) =>
    `Bild: ${pod}, ${host}, eine Wand um sein Netz mit ${container(containers)} darin; eine Leitung von eth0 zu ${end}: ${ground}; ${others === 0 ? 'kein anderer Pod ist dort bekannt' : `${weitere(others)} dort`}.`,

  shares: 'Was er teilt',
  shareHeads: { what: 'Was', whom: 'Mit wem', means: 'Was das heißt' },
  sharing: {
    network: (shared) =>
      shared === 'node'
        ? {
            word: 'Netz',
            state: 'das des Nodes',
            text: say`Alle Schnittstellen und Adressen des Nodes. Was er öffnet, ist am Node offen, und was auf ${code('lo')} des Nodes hört, ist in Reichweite: das Kubelet, und auf einer Control Plane etcd.`,
          }
        : {
            word: 'Netz',
            state: 'sein eigenes',
            text: say`Eine Adresse, ein Satz Ports und ein ${code('lo')}, die sich seine Container teilen: zwei von ihnen können nicht auf demselben Port hören.`,
          },
    processes: (shared) =>
      shared === 'node'
        ? {
            word: 'Prozesse',
            state: 'die des Nodes',
            text: say`Er sieht jeden Prozess des Nodes und die jedes anderen Pods dort.`,
          }
        : shared === 'pod'
          ? {
              word: 'Prozesse',
              state: 'die des Pods',
              text: say`Seine Container sehen die Prozesse voneinander und über ${code('/proc')} deren Dateien.`,
            }
          : { word: 'Prozesse', state: 'jeder seine', text: say`Ein Container sieht nur seine eigenen Prozesse.` },
    ipc: (shared) =>
      shared === 'node'
        ? {
            word: 'Geteilter Speicher',
            state: 'der des Nodes',
            text: say`Er liest und schreibt, was Prozesse des Nodes teilen.`,
          }
        : { word: 'Geteilter Speicher', state: 'der des Pods', text: say`Er bleibt unter seinen Containern.` },
    users: (shared) =>
      shared === 'node'
        ? {
            word: 'Benutzer',
            state: 'die des Nodes',
            text: say`Root in einem Container ist root auf dem Node, und nur die anderen Wände halten ihn. So ist es bei fast jedem Pod.`,
          }
        : { word: 'Benutzer', state: 'seine eigenen', text: say`Root in einem Container ist auf dem Node niemand.` },
  },
  port: (port) => `Port ${port}`,
  sysctl: 'Sysctl',
  thenodes: 'der des Nodes',
  itsOwn: 'sein eigenes',
  unsafe: 'unsicher',
  everyAddress: say`auf jeder Adresse des Nodes`,
  onAddress: (address) => say`auf ${code(address)}`,
  listens: (at, isFilledIn) =>
    say`Er hört ${at}${isFilledIn ? say`: im Netz des Nodes schreibt der API-Server ${code('hostPort')} neben jeden Port` : []}.`,
  forwards: (by, port, at, to) =>
    say`${by === 'cilium' ? say`Cilium, wie wir vermuten,` : by === 'usual' ? say`In der Regel das Plugin ${code('portmap')}:` : say`Das Plugin ${code('portmap')}:`} was ${at} zu ${port} kommt, geht an ${to} des Pods. Ein Service ist nicht nötig.`,
  sysctlSafe: say`Reicht nicht über diesen Pod hinaus.`,
  sysctlUnsafe: say`Kann über den Pod hinausreichen: das Kubelet weist den Pod ab, wenn sein Node es nicht erlaubt.`,
  neighbours: (names, more) =>
    list([...names.map((name): Sentence => [code(name)]), ...(more > 0 ? [say`${more} weiteren`] : [])], 'und'),

  mayDo: 'Was er im Netz darf',
  mayDoAbout:
    'Zu jeder Capability: wer sie hat, und was jemand damit versuchen könnte, der den Container übernommen hat.',
  about: {
    NET_RAW: 'Pakete von Hand schreiben und lesen.',
    NET_ADMIN: 'Adressen, Routen und Paketfilter ändern.',
    NET_BIND_SERVICE: 'Auf Ports unter 1024 hören.',
  },
  reasons: {
    privileged: 'hat sie: privilegiert',
    added: 'hat sie: hinzugefügt',
    'added-all': 'hat sie: ALL ist hinzugefügt',
    'runtime-default': 'behält sie: nichts nimmt sie weg',
    dropped: 'hat sie nicht: weggenommen',
    'dropped-all': 'hat sie nicht: ALL ist weggenommen',
    'not-default': 'hat sie nicht: nichts fügt sie hinzu',
  },
  runtimeDefault: say`containerd und Docker geben jedem Container ${code('NET_RAW')}, der es nicht wegnimmt; CRI-O nicht.`,
  users: {
    privileged: (name) => say`${code(name)} ist privilegiert: er hat alles, und jedes Gerät des Nodes.`,
    root: (name) => say`${code(name)} läuft als root und kann alles davon sofort benutzen.`,
    image: (name) => say`${code(name)} läuft als der Benutzer, den sein Image nennt: als root, wenn es keinen nennt.`,
    escalates: (name) =>
      say`${code(name)} läuft nicht als root: er hat sie nur in Reichweite, über ein Programm, dessen Datei sie mitbringt.`,
    nonRoot: (name) =>
      say`${code(name)} läuft nicht als root, und ${code('allowPrivilegeEscalation: false')} hält ihn davon ab, mehr zu werden: nichts davon ist in Reichweite.`,
  },
  words: { works: 'Geht', harmless: 'Harmlos', stopped: 'Aufgehalten', depends: 'Kommt darauf an' },
  believed: (word) => `${word}, wie wir vermuten`,
  besideIt: say`den Pods daneben`,
  theGateway: 'das Gateway',
  powers: {
    'arp-spoofing': 'ARP-Spoofing',
    'dns-spoofing': 'DNS-Spoofing',
    'forge-source': 'Falscher Sender',
    'listen-pod': 'Lauschen',
    'listen-node': 'Lauschen',
    'speak-as-node': 'Falscher Sender',
    'rewire-pod': 'Den Pod umverdrahten',
    'rewire-node': 'Den Node umverdrahten',
    'take-address': 'Eine Adresse nehmen',
    'low-ports': 'Niedrige Ports',
    'node-low-ports': 'Niedrige Ports',
  },
  works: {
    'arp-spoofing': (depends, others, gateway) =>
      depends
        ? say`Wo Pods eine Bridge teilen, kann er sich die Pakete seiner Nachbarn schicken lassen. Wo jeder eine eigene Leitung hat, hört es niemand.`
        : say`Er kann ${others} sagen, die Adresse von ${code(gateway)} sei seine: von da an kommen ihre Pakete hier vorbei. ARP sieht keine NetworkPolicy.`,
    'dns-spoofing': (depends) =>
      depends
        ? say`Wessen Pakete hier vorbeikommen, dem kann er falsche Antworten geben, wenn er nach Namen fragt.`
        : say`Auch ihre Fragen nach Namen kommen hier vorbei. Er antwortet im Namen von ${code('kube-dns')} und schickt sie, wohin er will.`,
    'forge-source': (depends) =>
      depends
        ? say`Die meisten Plugins verwerfen, was nicht von der Adresse des Pods kommt; eine schlichte Bridge tut es nicht.`
        : say`Er kann Pakete im Namen eines anderen Pods senden. Policies, die nach Adressen gehen, glauben es; die Antwort geht an den anderen.`,
    'listen-pod': () =>
      say`Er kann jedes Paket des Pods lesen, auch was seine Container einander über ${code('lo')} sagen.`,
    'listen-node': (_, others) => say`Er kann jedes Paket des Nodes lesen: von ${others} und vom Node selbst.`,
    'speak-as-node': () =>
      say`Er kann Pakete im Namen des Nodes senden, und den lassen Policies zu den Pods, die dort laufen.`,
    'rewire-pod': () =>
      say`Er kann ändern, was ein Mesh oder ein Init-Container darin eingerichtet hat: Umleitungen, Routen, Filter.`,
    'rewire-node': () =>
      say`Er kann die Routen und Filter des Nodes ändern, und damit alles, was dort Policies durchsetzt.`,
    'take-address': (depends) =>
      depends
        ? say`Wo Pods eine Bridge teilen, kann er sich die Adresse eines Nachbarn geben.`
        : say`Er kann sich die Adresse eines Nachbarn an der Bridge geben und bekommt einen Teil von dem, was für diesen gemeint ist.`,
    'low-ports': () => say`Nur in seinem eigenen Netz, wo sie sonst niemandem gehören.`,
    'node-low-ports': () => say`Auf den Adressen des Nodes: 53, 80, 443, wenn sie nicht schon jemand hat.`,
  },
  stops: {
    'routed-link': (kind) =>
      kind === 'take-address'
        ? say`Die Routen des Nodes führen trotzdem zum Besitzer.`
        : kind === 'dns-spoofing'
          ? say`Keine Frage eines anderen Pods kommt hier je vorbei.`
          : say`Niemand hört es: am anderen Ende der Leitung ist nur der Node, und er antwortet selbst.`,
    'reverse-path': () =>
      say`Calicos Regeln verwerfen, was nicht von der Adresse des Pods kommt, bevor eine Policy gefragt wird.`,
    'ebpf-source': () => say`Calicos Programm an der Leitung verwirft es und zählt es als ${code('UNAUTH_SOURCE')}.`,
    'cilium-source': () => say`Ciliums Programm an der Leitung verwirft es: ${code('Invalid source ip')}.`,
    'host-reverse-path': () => say`Nur ${code('rp_filter')} des Nodes könnte es verwerfen.`,
  },
  holders: (containers) => (containers.length === 0 ? say`Kein Container hat sie` : codes(containers, 'und')),

  standards: 'Pod Security Standards',
  levels: {
    privileged: 'Alles geht.',
    baseline: 'Nichts, von dem man weiß, dass es aus einem Container hinausführt.',
    restricted: 'Nur was ein gehärtetes Programm braucht.',
  },
  meetsRestricted: say`Er erfüllt ${code('restricted')}, die strengste Stufe.`,
  meetsBaseline: (controls) =>
    say`Er erfüllt ${code('baseline')}. ${kontrollen(controls)} ihn von ${code('restricted')} ab.`,
  meetsPrivileged: (controls) =>
    say`Er erfüllt nicht mehr als ${code('privileged')}. ${kontrollen(controls)} ihn von ${code('baseline')} ab.`,
  met: 'erfüllt',
  missed: 'nicht erfüllt',
  violation: (found, allowed) => say`${found === null ? say`fehlt` : say`ist ${code(found)}`}, ${allowed}`,
  anythingBut: (values) => say`darf alles sein außer ${codes(values, 'oder')}`,
  hasToGo: say`muss weg`,
  oneOf: (values) => say`eines von ${values.length}: ${values.join(', ')}`,
  either: (values) => codes(values, 'oder'),
  absentOr: (words) => say`darf fehlen oder ${words} sein`,
  hasToBe: (words) => say`muss ${words} sein`,
  windows:
    'Er sagt, dass er auf Windows läuft: restricted fragt ihn dann nicht nach Capabilities, seccomp und Rechteausweitung, die es auf Windows nicht gibt.',
  modes: {
    enforce: { fails: 'abgewiesen', passes: 'angenommen' },
    audit: { fails: 'ins Audit-Log geschrieben', passes: 'keine Zeile wert' },
    warn: { fails: 'mit Warnung', passes: 'ohne Warnung' },
  },
  asOf: (version) => `, Stand ${version}`,
  refusedAlready: 'schon abgewiesen',
  asksNothing: (namespace) =>
    say`Der Namespace ${code(namespace)} verlangt nichts: der API-Server nimmt jeden Pod an. Mit dem Label ${code('pod-security.kubernetes.io/enforce')} würde er hinsehen.`,
  admission: {
    accepted: (kind) => say`Der API-Server nimmt ${kind === 'Pod' ? 'den Pod' : `${kind} und Pods`} an.`,
    refused: () => say`Der API-Server weist den Pod ab. Hier ist er trotzdem gezeichnet.`,
    'pods-refused': (kind) =>
      say`Der API-Server nimmt ${kind} an und weist jeden Pod ab, den es erzeugt; nur die Events sagen das. Hier sind sie trotzdem gezeichnet.`,
  },
  serverDoes: 'Was der API-Server tut',
  serverSays: 'Was der API-Server sagt',
  admissionNote:
    'Ein Server kann andere Voreinstellungen haben und Benutzer, Namespaces und Runtime-Klassen ausnehmen: das steht in seiner eigenen Konfiguration.',
}
