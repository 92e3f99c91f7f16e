import type { CniSetting } from '../../../../sim/cni/choice.ts'
import type { FabricWhat, Holder, NodeFact } from '../../../../world/nodes.ts'
import type { PlaceKind } from '../../../viz/address-map.ts'
import { capital, code, count, counted, list, say, type Phrase, type Sentence } from '../../sentence.ts'
import { part } from '../part.ts'

type Kept = Extract<Holder, { kind: 'kept' }>['why']

/** Nodes, who gives which address to whom, and what nodes have to know of each other. */
export const NODES = part('nodes', {
  label: 'Nodes and their addresses',
  failed: 'The nodes could not be read. The next change is tried again.',
  reading: 'Reading the nodes…',
  choose: 'Choose a network plugin',
  squares: 'What the squares mean',
  showMore: 'Show more nodes',
  left: (nodes: number) => `${nodes} left`,
  line: (line: number) => `Line ${line}`,
  node: (name: string) => `Node ${name}`,
  byAddress: (range: string) => `${range}, address by address`,
  rangeOf: (range: string, node: string) => `${range} of ${node}`,
  share: (percent: number) => `${percent} % used`,
  reference: say`With the reference, addresses are made up from names: nobody hands them out, and nothing runs out. Choose a network plugin to see who gives which address to whom.`,
  noPlugin: say`No network plugin is installed. The nodes are NotReady (“cni plugin not initialized”), a taint keeps pods off them, and no pod has an address. Choose a plugin to install it.`,
  pools: {
    reference: '',
    flannel:
      'kube-controller-manager cuts the cluster’s range into one for each node; host-local on the node hands out what is in it.',
    calico:
      'Nodes claim blocks of the pool when they need them, and keep them. Calico does not look at the node’s podCIDR.',
    cilium: 'The operator gives each node a range of the pool; the node’s agent hands it out, and keeps two addresses.',
    'aws-vpc-cni':
      'Pods have addresses of the VPC. Each node takes them in stock, on network interfaces that EC2 attaches to it.',
  } as Readonly<Record<CniSetting['name'], string>>,
  servicesAreRules: 'No device has the address of a Service: it lives in every node’s rules.',
  parts: { blocks: 'blocks', subnets: 'subnets', ranges: 'ranges' },
  pool: (cidr: string, taken: string, all: string, parts: string, prefix: string) =>
    say`Pods ${code(cidr)}: ${taken} of ${all} ${parts} of ${code(prefix)}`,
  services: (cidr: string, used: string, size: string) => say`Services ${code(cidr)}: ${used} of ${size}`,

  pods: (pods: number) => say`${count(pods, 'pod')}`,
  isFull: (pods: number) => say`${count(pods, 'pod')}, and it is full`,
  hasRoom: (pods: number, room: number) => say`${count(pods, 'pod')}, room for ${room} more`,
  boundByType: (type: Sentence, interfaces: number, addresses: number, system: number, pods: Phrase) =>
    say`${type}: ${interfaces} interfaces × (${addresses} addresses − 1) + ${system} = ${pods}, and the kubelet takes no more.`,
  boundBy: (amount: Sentence, others: readonly Sentence[]) =>
    others.length === 0 ? say`Bound by ${amount}.` : say`Bound by ${amount}; there are ${list(others)}.`,
  system: say`Two are ${code('aws-node')} and ${code('kube-proxy')}, on the host network of every node.`,
  podCount: (pods: number) => `${pods} pods`,
  addressCount: (addresses: number) => `${addresses} addresses`,
  noRange: 'no range',
  kubelet: (pods: Sentence, from: 'written' | 'default' | 'type') =>
    say`${pods} that the kubelet takes${from === 'written' ? ', as its Node says' : from === 'type' ? '' : ' by default'}`,
  range: (sum: string, addresses: Sentence) => say`${sum} = ${addresses} in its range`,
  blocks: (blocks: number, per: number, kept: number, addresses: Sentence) =>
    say`${blocks} blocks × ${per}${kept > 0 ? ` − ${kept}` : ''} = ${addresses} that a node may claim`,
  interfaces: (interfaces: number, each: number, addresses: Sentence) =>
    say`${interfaces} interfaces × (${each} addresses − 1) = ${addresses}`,
  prefixes: (interfaces: number, each: number, addresses: Sentence) =>
    say`${interfaces} interfaces × (${each} places − 1) × 16 = ${addresses}`,
  poolUsedUp: (none: Sentence) => say`the pool, which is used up: this node has ${none}`,
  noType: (type: string) => say`No label names a type, so ${code(type)}`,
  unknownType: (written: string, type: string) => say`${code(written)} is not in our table, so ${code(type)}`,
  itsRange: (cidr: string) => say`${code(cidr)}, its range`,
  ownBlock: (cidr: string) => say`Block ${code(cidr)}, its own`,
  othersBlock: (cidr: string, node: string) => say`Block ${code(cidr)}, which belongs to ${code(node)}`,
  prefix: (cidr: string) => say`Prefix ${code(cidr)}`,
  branches: say`Branch interfaces, one for each pod with security groups of its own`,
  used: (pods: number, all: number) => `${pods} of ${all} used`,
  notAttached: (device: string, places: number) =>
    say`${code(device)}: not attached yet, with ${places} places. ipamd attaches it when the ones before run low.`,
  keepsPodsOff: (device: string, address: string) =>
    say`${code(device)}, ${code(address)}: the node’s own; custom networking keeps pods off it.`,
  holdsPrefixes: (device: string, address: string, used: number, places: number) =>
    say`${code(device)}, ${code(address)}: ${used} of ${places} places hold a prefix`,
  facts: {
    zone: (value: string | null, subnet: string) =>
      value === null
        ? say`No zone label: such nodes are taken to share one subnet, ${code(subnet)}.`
        : say`Zone ${code(value)}: nodes of a zone share a subnet, ${code(subnet)}.`,
    'instance-type': (value: string | null) =>
      value === null
        ? say`No label ${code('node.kubernetes.io/instance-type')}, which would say how many interfaces it has.`
        : say`Instance type ${code(value)}: it decides how many interfaces and addresses there are.`,
    'pod-cidr': (value: string | null) =>
      value === null
        ? say`No ${code('podCIDR')} is written; this one is the next of the pool.`
        : say`Its ${code('podCIDR')} is ${code(value)}.`,
    'pod-capacity': (value: string | null) => say`Its status says that the kubelet takes ${value ?? '0'} pods.`,
  } as Readonly<Record<NodeFact['field'], (value: string | null, subnet: string) => Sentence>>,
  elsewhere: (first: string, more: number) =>
    more === 0
      ? say`${code(first)} has an address from another network: the documents say so.`
      : say`${code(first)} and ${more} more have addresses from another network: the documents say so.`,

  free: 'free',
  borrowed: (pod: string, node: string) => `${pod}, on ${node}, which borrows it`,
  added: (pod: string) => `${pod}, added`,
  devices: {
    'flannel.1': 'flannel.1, the tunnel’s own address',
    'flannel-wg': 'flannel-wg, the tunnel’s own address',
    cni0: 'cni0, the bridge that is the pods’ gateway',
    tunl0: 'tunl0, the tunnel’s own address',
    'vxlan.calico': 'vxlan.calico, the tunnel’s own address',
    cilium_host: 'cilium_host, the router of the node’s pods',
    health: 'the agent’s health endpoint',
  } as Readonly<Record<string, string>>,
  nodesOwn: (device: string) => `${device}, the node’s own`,
  kept: {
    network: 'kept: the first address names the range',
    first: 'kept for the node',
    last: 'kept: the last address is for broadcasts',
  } as Readonly<Record<Kept, string>>,
  placeOf: (place: number, of: number, holder: string) => `place ${place} of ${of}: ${holder}`,
  ec2Chooses: ', EC2 chooses its address',
  step: 'Point at a square, or step through them with the arrow keys.',
  places: {
    pod: 'a pod',
    asked: 'a pod of the question',
    added: 'a pod that was added',
    guest: 'another node’s pod',
    kept: 'kept or the node’s own',
    free: 'free',
  } as Readonly<Record<PlaceKind, string>>,

  whatIf: 'What if more pods come?',
  howMany: 'How many pods',
  on: 'on',
  anyNode: 'any node',
  add: 'Add',
  fill: 'Fill, and one more',
  takeBack: (pods: number) => `Take ${pods} back`,
  addedOn: (pods: number, node: string) => say`${pods} on ${code(node)}`,
  addedElsewhere: (pods: number, nodes: number) => say`${pods} on ${nodes === 1 ? 'another' : 'others'}`,
  nonePlaced: (asked: number) => say`None of the ${count(asked, 'pod')} got a place and an address.`,
  allPlaced: (asked: number, where: readonly Sentence[]) => say`All ${asked} run: ${list(where)}.`,
  somePlaced: (running: number, where: readonly Sentence[], missing: number) =>
    say`${running} run: ${list(where)}. ${missing} ${missing === 1 ? 'does' : 'do'} not.`,
  lost: {
    'not-scheduled': (pods: number, isAdded: boolean) =>
      say`${who(pods, isAdded)} ${pods === 1 ? 'stays' : 'stay'} Pending: the scheduler finds no node.`,
    refused: (pods: number, isAdded: boolean, node: string) =>
      say`${who(pods, isAdded)} ${pods === 1 ? 'is' : 'are'} refused: the text puts ${pods === 1 ? 'it' : 'them'} on ${code(node)}, whose kubelet takes no more.`,
    'no-address': (pods: number, isAdded: boolean, node: string) =>
      say`${who(pods, isAdded)} ${pods === 1 ? 'stays' : 'stay'} in ContainerCreating on ${code(node)}: the kubelet takes ${pods === 1 ? 'it' : 'them'}, and the plugin has no address left.`,
  },

  knowEachOther: 'What nodes have to know of each other',
  byNodes: 'Entries, by the number of nodes',
  entries: 'Entries',
  formula: 'Formula',
  nodesHead: (figure: string, isOne: boolean) => `${figure} ${isOne ? 'node' : 'nodes'}`,
  fabricOn: { node: 'on each node', cluster: 'in the cluster' },
  letters:
    'n nodes, b blocks of a node, p pods of a node, i its interfaces, e endpoints of a Service. The first column is this cluster, at the fullest node shown; in the others nodes are full.',
  fabric: {
    'routes-to-nodes': { name: 'Routes to other nodes', why: 'one for each range or block of another node' },
    'routes-to-pods': { name: 'Routes to its own pods', why: 'one for each pod, to its link' },
    neighbours: { name: 'Neighbour entries', why: 'the hardware address of each other node’s tunnel' },
    forwarding: { name: 'Forwarding entries (FDB)', why: 'which node has that hardware address' },
    'wireguard-peers': { name: 'WireGuard peers', why: 'a key and the ranges for each other node' },
    'tunnel-map': { name: 'Tunnel map entries', why: 'which node has which range' },
    'identities-of-addresses': { name: 'ipcache entries', why: 'the identity behind each pod’s address' },
    'bgp-sessions': { name: 'BGP sessions', why: 'full mesh: each node with every other one' },
    'bgp-sessions-all': { name: 'BGP sessions, in all', why: 'they grow with the square of the nodes' },
    'bgp-sessions-reflected': {
      name: 'BGP sessions with two route reflectors',
      why: 'each node with the two, and they with each other',
    },
    rules: { name: 'Policy routing rules', why: 'one to each pod, and one from each pod on a further interface' },
    'service-rules': {
      name: 'kube-proxy’s rules for Services',
      why: 'for each port of a Service, by its ready endpoints; a port on the node takes three more',
    },
    'route-tables': { name: 'Route tables', why: 'one for each interface' },
  } as Readonly<Record<FabricWhat, { readonly name: string; readonly why: string }>>,
})

function who(pods: number, isAdded: boolean): string {
  return capital(`${counted(pods, 'pod')}${isAdded ? '' : ' of the documents'}`)
}
