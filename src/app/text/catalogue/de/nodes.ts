import { code, list, say } from '../../sentence.ts'
import type { NODES } from '../en/nodes.ts'
import { anzahl } from './count.ts'

const pods = (amount: number) => anzahl(amount, { one: 'Pod', other: 'Pods' })
const wer = (amount: number, isAdded: boolean) => `${pods(amount)}${isAdded ? '' : ' aus den Dokumenten'}`

export const nodes: typeof NODES = {
  label: 'Nodes und ihre Adressen',
  failed: 'Die Nodes ließen sich nicht lesen. Bei der nächsten Änderung wird es wieder versucht.',
  reading: 'Die Nodes werden gelesen …',
  choose: 'Ein Netzwerk-Plugin wählen',
  squares: 'Was die Quadrate bedeuten',
  showMore: 'Mehr Nodes zeigen',
  left: (amount) => `noch ${amount}`,
  line: (line) => `Zeile\u00a0${line}`,
  node: (name) => `Node ${name}`,
  byAddress: (range) => `${range}, Adresse für Adresse`,
  rangeOf: (range, node) => `${range}, auf ${node}`,
  share: (percent) => `${percent}\u00a0% belegt`,
  reference: say`Bei der Referenz entstehen Adressen aus Namen: niemand vergibt sie, und nichts geht aus. Wähl ein Netzwerk-Plugin, dann siehst du, wer wem welche Adresse gibt.`,
  noPlugin: say`Kein Netzwerk-Plugin ist installiert. Die Nodes sind NotReady („cni plugin not initialized“), ein Taint hält Pods von ihnen fern, und kein Pod hat eine Adresse. Wähl ein Plugin, um es zu installieren.`,
  pools: {
    reference: '',
    flannel:
      'kube-controller-manager schneidet den Bereich des Clusters in einen je Node; host-local auf dem Node vergibt, was darin ist.',
    calico:
      'Nodes nehmen sich Blöcke aus dem Pool, wenn sie welche brauchen, und behalten sie. Den podCIDR des Nodes sieht Calico nicht an.',
    cilium:
      'Der Operator gibt jedem Node einen Bereich aus dem Pool; der Agent des Nodes vergibt ihn und behält zwei Adressen.',
    'aws-vpc-cni':
      'Pods haben Adressen des VPC. Jeder Node nimmt sie auf Vorrat, an Netzwerkschnittstellen, die EC2 ihm anhängt.',
  },
  servicesAreRules: 'Kein Gerät hat die Adresse eines Service: sie lebt in den Regeln jedes Nodes.',
  parts: { blocks: 'Blöcken', subnets: 'Subnetzen', ranges: 'Bereichen' },
  pool: (cidr, taken, all, parts, prefix) => say`Pods ${code(cidr)}: ${taken} von ${all} ${parts} mit ${code(prefix)}`,
  services: (cidr, used, size) => say`Services ${code(cidr)}: ${used} von ${size}`,

  pods: (amount) => say`${pods(amount)}`,
  isFull: (amount) => say`${pods(amount)}, und er ist voll`,
  hasRoom: (amount, room) => say`${pods(amount)}, Platz für ${room} weitere`,
  boundByType: (type, interfaces, addresses, system, bound) =>
    say`${type}: ${interfaces} Schnittstellen × (${addresses} Adressen − 1) + ${system} = ${bound}, und das Kubelet nimmt nicht mehr.`,
  boundBy: (amount, others) =>
    others.length === 0
      ? say`Die Grenze sind ${amount}.`
      : say`Die Grenze sind ${amount}; daneben ${list(others, 'und')}.`,
  system: say`Zwei davon sind ${code('aws-node')} und ${code('kube-proxy')}, im Netz jedes Nodes selbst.`,
  podCount: (amount) => `${amount}\u00a0Pods`,
  addressCount: (addresses) => `${addresses}\u00a0Adressen`,
  noRange: 'keinen Bereich',
  kubelet: (bound, from) =>
    say`${bound}, die das Kubelet nimmt${from === 'written' ? ', wie sein Node es sagt' : from === 'type' ? '' : ', wenn niemand etwas sagt'}`,
  range: (sum, addresses) => say`${sum} = ${addresses} in seinem Bereich`,
  blocks: (blocks, per, kept, addresses) =>
    say`${blocks} Blöcke × ${per}${kept > 0 ? ` − ${kept}` : ''} = ${addresses}, die ein Node sich nehmen darf`,
  interfaces: (interfaces, each, addresses) =>
    say`${interfaces} Schnittstellen × (${each} Adressen − 1) = ${addresses}`,
  prefixes: (interfaces, each, addresses) =>
    say`${interfaces} Schnittstellen × (${each} Plätze − 1) × 16 = ${addresses}`,
  poolUsedUp: (none) => say`die Adressen des Pools, und der ist aufgebraucht: dieser Node hat ${none}`,
  noType: (type) => say`Kein Label nennt einen Typ, also ${code(type)}`,
  unknownType: (written, type) => say`${code(written)} steht nicht in unserer Tabelle, also ${code(type)}`,
  itsRange: (cidr) => say`${code(cidr)}, sein Bereich`,
  ownBlock: (cidr) => say`Block ${code(cidr)}, sein eigener`,
  othersBlock: (cidr, node) => say`Block ${code(cidr)}, er gehört ${code(node)}`,
  prefix: (cidr) => say`Präfix ${code(cidr)}`,
  branches: say`Branch-Interfaces, eines je Pod mit eigenen Security Groups`,
  used: (amount, all) => `${amount} von ${all} belegt`,
  notAttached: (device, places) =>
    say`${code(device)}: noch nicht angehängt, mit ${places} Plätzen. ipamd hängt es an, wenn die davor knapp werden.`,
  keepsPodsOff: (device, address) =>
    say`${code(device)}, ${code(address)}: dem Node selbst; Custom Networking hält Pods davon fern.`,
  holdsPrefixes: (device, address, used, places) =>
    say`${code(device)}, ${code(address)}: auf ${used} von ${places} Plätzen liegt ein Präfix`,
  facts: {
    zone: (value, subnet) =>
      value === null
        ? say`Kein Label für eine Zone: von solchen Nodes wird angenommen, dass sie ein Subnetz teilen, ${code(subnet)}.`
        : say`Zone ${code(value)}: Nodes einer Zone teilen ein Subnetz, ${code(subnet)}.`,
    'instance-type': (value) =>
      value === null
        ? say`Kein Label ${code('node.kubernetes.io/instance-type')}; es würde sagen, wie viele Schnittstellen er hat.`
        : say`Instanztyp ${code(value)}: er entscheidet, wie viele Schnittstellen und Adressen es gibt.`,
    'pod-cidr': (value) =>
      value === null
        ? say`Kein ${code('podCIDR')} steht da; dieser ist der nächste aus dem Pool.`
        : say`Sein ${code('podCIDR')} ist ${code(value)}.`,
    'pod-capacity': (value) => say`Sein Status sagt, dass das Kubelet ${value ?? '0'}\u00a0Pods nimmt.`,
  },
  elsewhere: (first, more) =>
    more === 0
      ? say`${code(first)} hat eine Adresse aus einem anderen Netz: so steht es in den Dokumenten.`
      : say`${code(first)} und ${more} weitere haben Adressen aus einem anderen Netz: so steht es in den Dokumenten.`,

  free: 'frei',
  borrowed: (pod, node) => `${pod}, auf ${node}, der sie leiht`,
  added: (pod) => `${pod}, hinzugekommen`,
  devices: {
    'flannel.1': 'flannel.1, die Adresse des Tunnels',
    'flannel-wg': 'flannel-wg, die Adresse des Tunnels',
    cni0: 'cni0, die Bridge, das Gateway der Pods',
    tunl0: 'tunl0, die Adresse des Tunnels',
    'vxlan.calico': 'vxlan.calico, die Adresse des Tunnels',
    cilium_host: 'cilium_host, der Router der Pods des Nodes',
    health: 'der Health-Endpunkt des Agenten',
  },
  nodesOwn: (device) => `${device}, dem Node selbst`,
  kept: {
    network: 'belegt: die erste Adresse benennt den Bereich',
    first: 'für den Node belegt',
    last: 'belegt: die letzte Adresse ist für Broadcasts',
  },
  placeOf: (place, of, holder) => `Platz ${place} von ${of}: ${holder}`,
  ec2Chooses: ', ihre Adresse wählt EC2',
  step: 'Zeig auf ein Quadrat, oder geh sie mit den Pfeiltasten durch.',
  places: {
    pod: 'ein Pod',
    asked: 'ein Pod der Frage',
    added: 'ein hinzugekommener Pod',
    guest: 'ein Pod eines anderen Nodes',
    kept: 'belegt oder vom Node selbst',
    free: 'frei',
  },

  whatIf: 'Und wenn mehr Pods kommen?',
  howMany: 'Wie viele Pods',
  on: 'auf',
  anyNode: 'irgendeinem Node',
  add: 'Dazu',
  fill: 'Voll machen, und einer mehr',
  takeBack: (amount) => `${amount} zurücknehmen`,
  addedOn: (amount, node) => say`${amount} auf ${code(node)}`,
  addedElsewhere: (amount, nodes) => say`${amount} auf ${nodes === 1 ? 'einem anderen' : 'anderen'}`,
  nonePlaced: (asked) =>
    say`${asked === 1 ? 'Der Pod bekam keinen' : `Keiner der ${asked}\u00a0Pods bekam einen`} Platz und eine Adresse.`,
  allPlaced: (asked, where) => say`Alle ${asked} laufen: ${list(where, 'und')}.`,
  somePlaced: (running, where, missing) =>
    say`${running} ${running === 1 ? 'läuft' : 'laufen'}: ${list(where, 'und')}. ${missing} nicht.`,
  lost: {
    'not-scheduled': (amount, isAdded) =>
      say`${wer(amount, isAdded)} ${amount === 1 ? 'bleibt' : 'bleiben'} Pending: der Scheduler findet keinen Node.`,
    refused: (amount, isAdded, node) =>
      say`${wer(amount, isAdded)} ${amount === 1 ? 'wird' : 'werden'} abgewiesen: der Text setzt ${amount === 1 ? 'ihn' : 'sie'} auf ${code(node)}, dessen Kubelet nicht mehr nimmt.`,
    'no-address': (amount, isAdded, node) =>
      say`${wer(amount, isAdded)} ${amount === 1 ? 'bleibt' : 'bleiben'} in ContainerCreating auf ${code(node)}: das Kubelet nimmt ${amount === 1 ? 'ihn' : 'sie'}, und das Plugin hat keine Adresse mehr.`,
  },

  knowEachOther: 'Was Nodes voneinander wissen müssen',
  byNodes: 'Einträge, nach der Zahl der Nodes',
  entries: 'Einträge',
  formula: 'Formel',
  nodesHead: (figure, isOne) => `${figure}\u00a0${isOne ? 'Node' : 'Nodes'}`,
  fabricOn: { node: 'auf jedem Node', cluster: 'im Cluster' },
  letters:
    'n Nodes, b Blöcke eines Nodes, p Pods eines Nodes, i seine Schnittstellen, e Endpunkte eines Service. Die erste Spalte ist dieser Cluster, am vollsten gezeigten Node; in den anderen sind die Nodes voll.',
  fabric: {
    'routes-to-nodes': { name: 'Routen zu anderen Nodes', why: 'eine je Bereich oder Block eines anderen Nodes' },
    'routes-to-pods': { name: 'Routen zu eigenen Pods', why: 'eine je Pod, zu seiner Verbindung' },
    neighbours: { name: 'Nachbareinträge', why: 'die Hardware-Adresse des Tunnels jedes anderen Nodes' },
    forwarding: { name: 'Weiterleitungseinträge (FDB)', why: 'welcher Node diese Hardware-Adresse hat' },
    'wireguard-peers': { name: 'WireGuard-Peers', why: 'ein Schlüssel und die Bereiche je anderem Node' },
    'tunnel-map': { name: 'Einträge der Tunnel-Map', why: 'welcher Node welchen Bereich hat' },
    'identities-of-addresses': { name: 'Einträge im ipcache', why: 'die Identität hinter der Adresse jedes Pods' },
    'bgp-sessions': { name: 'BGP-Sitzungen', why: 'Full Mesh: jeder Node mit jedem anderen' },
    'bgp-sessions-all': { name: 'BGP-Sitzungen, insgesamt', why: 'sie wachsen mit dem Quadrat der Nodes' },
    'bgp-sessions-reflected': {
      name: 'BGP-Sitzungen mit zwei Route-Reflektoren',
      why: 'jeder Node mit den beiden, und sie miteinander',
    },
    rules: {
      name: 'Regeln für Policy Routing',
      why: 'eine zu jedem Pod, und eine von jedem Pod an einer weiteren Schnittstelle',
    },
    'service-rules': {
      name: 'Regeln von kube-proxy für Services',
      why: 'je Port eines Service, nach seinen bereiten Endpunkten; ein Port am Node braucht drei mehr',
    },
    'route-tables': { name: 'Routentabellen', why: 'eine je Schnittstelle' },
  },
}
