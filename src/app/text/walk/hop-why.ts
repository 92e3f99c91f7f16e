import type { CniName } from '../../../sim/cni/choice.ts'
import type { HopKind } from '../../../sim/cni/walk.ts'
import { code, join, list, say, type Sentence } from '../sentence.ts'
import { unenforcedNames } from './hop-title.ts'
import { proxyWhy } from './hop-proxy.ts'
import { bytesOf } from './packet.ts'
import { beginsOutside, bridgeOf, entersCluster, fieldOf, goesOut, hasArrived, isBesideOutside, isSenderCheck, leavesCluster, nodeOf, otherNode, SOME_NODE, tunnelOf, type Scene } from './scene.ts'

type Why = (scene: Scene) => Sentence

/** Why a stop is there and what follows from it, in one to three sentences. It differs between plugins where they differ. */
export function hopWhy(scene: Scene): Sentence {
  const { hop, setting } = scene
  if (hop.drop && hop.drop.by !== 'policy' && hop.drop.by !== 'proxy') return DROPPED[hop.drop.by](scene)
  if (hop.kind === 'route' && hop.device === 'lo') return say`The sender and the receiver are one and the same, so the packet goes round by the loopback device. It meets no gate: a pod always reaches itself.`
  const why = WHY[hop.kind]
  return (typeof why === 'function' ? why : why[setting.name])(scene)
}

const DROPPED: Readonly<Record<Exclude<NonNullable<Scene['hop']['drop']>['by'], 'policy' | 'proxy'>, Why>> = {
  'no-endpoints': () => say`A Service’s address belongs to no machine; it stands for the ready pods that its selector finds. It finds none, so there is nothing to put in its place. Policies are not asked.`,
  'no-local-endpoints': ({ hop }) => say`The Service’s traffic policy is Local: ${here(hop.place)} may only use pods of its own, and it runs none of them. The packet is dropped without a word.`,
  'no-route': ({ setting }) => (setting.name === 'flannel' && setting.mode === 'host-gw'
    ? say`host-gw writes the other node’s own address as the next hop, and a next hop has to be in the same subnet. These two nodes are not, so there is no such route.`
    : say`No route leads to that address. Policies let it pass; the network does not carry it.`),
  'name-not-resolved': () => say`A name is no address. DNS has no answer for this one, so nothing is sent at all and no policy is asked about it.`,
  'not-listening': () => say`Every gate let it through, and no program has this port open. The kernel of the pod answers at once that it is refused: that is no policy at work.`,
}

const here = (place: Scene['hop']['place']) => code(nodeOf(place) ?? SOME_NODE)
const there = (scene: Scene): Sentence => { const node = otherNode(scene); return node === null ? say`the other node` : say`${code(node)}` }

/** By the kind of stop, and by plugin where the reason is another. */
const WHY: Readonly<Record<HopKind, Why | Readonly<Record<CniName, Why>>>> = {
  'ask-dns': () => say`A name is no address. Before anything else the pod’s resolver asks the cluster’s DNS, with a packet that has to leave the pod too: a policy that closes egress closes this as well, unless it lets port 53 through.`,

  proxy: proxyWhy,

  translate: (scene) => (scene.leg === 'reply' ? say`The caller wrote to the Service, so it expects the Service to answer. Whoever translated on the way remembers the connection and undoes it.` : join([say`A Service’s address belongs to no machine: one ready pod’s address and port take its place.`, translator(scene)])),

  'leave-pod': {
    reference: () => say`A pod has a network of its own, with a single link to its node. What goes in at one end comes out at the other.`,
    flannel: () => say`The pod’s ${code('eth0')} and a ${code('veth')} on the node are two ends of one cable. The node’s end is plugged into a bridge, ${code('cni0')}, like into a switch.`,
    calico: () => say`The pod’s link ends on the node, at a device whose name begins with ${code('cali')}. The pod sends everything to ${code('169.254.1.1')}, which is nobody: the node answers for it, and so every packet passes the node, even to a neighbour.`,
    cilium: () => say`The pod’s link ends on the node, at a device whose name begins with ${code('lxc')}. A program waits there and takes over. First it makes sure that the sender’s address is the pod’s own.`,
    'aws-vpc-cni': () => say`The pod’s link ends on the node, at a device whose name begins with ${code('eni')}. Its next hop is written into the pod’s neighbour table for good, so that no neighbour can pretend to be it.`,
  },

  check: (scene) => {
    const outcome = scene.hop.check?.outcome
    if (outcome === 'unenforced') return unguarded(scene)
    return join([...(outcome === 'none' ? [say`No policy selects the pod in this direction, so everything passes.`] : []), GUARDS[scene.setting.name](scene)])
  },

  bridge: (scene) => (goesOut(scene) ? say`${bridge(scene)} is a switch for the pods of ${here(scene.hop.place)}, and their way to everything else: their default route leads to its address.`
    : hasArrived(scene) ? say`All pods of ${here(scene.hop.place)} are plugged into ${bridge(scene)}, which knows at which port each of them is.`
    : say`Both pods are plugged into ${bridge(scene)}. It goes by hardware address, as in a switch: nothing is routed, and nothing leaves ${here(scene.hop.place)}.`),

  route: {
    reference: plainRoute(() => say`Every node knows which addresses belong to which node, whoever wrote it down.`),
    flannel: plainRoute((scene) => (scene.setting.mode === 'host-gw' ? say`flanneld has written one route for each node: its pods’ addresses are behind the node’s own. That works while both nodes are in one subnet.`
      : scene.setting.mode === 'wireguard' ? say`One route leads to all pods of other nodes: into ${code('flannel-wg')}, which knows each node’s key.` : say`flanneld has written one route for each node: its pods’ addresses are behind ${code('flannel.1')}, the device that wraps.`)),
    calico: (scene) => (isSenderCheck(scene.hop) ? say`Anybody can write any sender into a packet. So the node asks its own routes where that address lives: if it is not the link that the packet came by, the packet is dropped here.` : CALICO_ROUTE(scene)),
    cilium: plainRoute((scene) => (willWrap(scene) ? say`The ipcache knows for every address the identity behind it and the node it is on. This one is on ${there(scene)}, so the packet goes into the tunnel.`
      : say`The ipcache knows the identity behind the address. The way itself is a plain route: in native routing the network between the nodes knows where pods are.`)),
    'aws-vpc-cni': plainRoute(() => say`Pods have addresses of the VPC. Rules choose a routing table by the pod’s address, and the table the network interface that the address belongs to.`),
  },

  wrap: (scene) => join([say`The network between the nodes knows nodes, not pods. So the whole packet goes into a new one, from ${here(scene.hop.place)} to ${there(scene)}.`, ENVELOPE[scene.setting.name](scene), cost(scene)]),

  'leave-node': (scene) => join([
    tunnelOf(scene.hop.after) ? say`From here the network between the machines carries it. All it sees are the outer addresses, ${here(scene.hop.place)}’s and ${there(scene)}’s.`
      : leavesCluster(scene) ? say`From here on it is an ordinary packet of ${here(scene.hop.place)}.`
      : say`Nothing is wrapped around it: the addresses of the pods themselves are on the wire, and the network between has to know where they live.`,
    ...(scene.setting.name === 'aws-vpc-cni' ? [say`The security groups of the network interface have a say here. They are no part of the cluster.`] : []),
  ]),

  router: (scene) => (tunnelOf(scene.hop.after) ? say`The two nodes are in different subnets. The router looks at the outermost addresses alone, which are the nodes’, and need not know that there are pods.`
    : scene.setting.name === 'aws-vpc-cni' ? say`The VPC’s own router. It knows each pod’s address, since each belongs to a node’s network interface. Lists of the subnets (network ACLs) are asked here.`
    : isBesideOutside(scene) ? say`The first router beyond the node. What it does is up to your network, not to the cluster.`
    : say`The two nodes are in different subnets, and nothing is wrapped around the packet: this router must have learnt where the pods’ addresses live.`),

  'enter-node': (scene) => (tunnelOf(scene.hop.before) ? join([say`${here(scene.hop.place)} sees that the packet is for itself, and that there is another one in it.`, ...(scene.setting.name === 'calico' ? [say`Calico takes such packets only from nodes that it knows.`] : [])])
    : entersCluster(scene) && scene.hops.slice(scene.index).some(({ kind }) => kind === 'translate') ? say`A node takes in what comes to its address or to a port that it opened for a Service, whichever node runs the pod.`
    : say`${here(scene.hop.place)} takes it in because the pod’s address is one of those that live here.`),

  unwrap: (scene) => join([say`The outer packet has done its work. What was inside comes out as it went in: the same addresses, the same ports.`,
    ...(scene.setting.name === 'cilium' && scene.leg === 'way' && tunnelOf(scene.hop.before) !== 'WireGuard' ? [say`The number in its header stays with the packet: it is the sender’s identity, and the ingress gate asks by it.`] : [])]),

  masquerade: (scene) => (scene.leg === 'reply' ? say`The node remembers the connection, and undoes what it did on the way. No rule is needed for that.`
    : beginsOutside(scene) ? say`So that the answer comes back the same way, the node puts its own address in the client’s place. From here on the pod, and policies, see the node.`
    : join([say`Nobody outside knows the way back to a pod’s address. So the node puts its own in the sender’s place, and remembers the connection for the answer.`,
      ...(scene.setting.name === 'aws-vpc-cni' ? [say`It takes the first address of its first network interface, whichever the pod is on.`] : [])])),

  'enter-pod': (scene) => (scene.setting.name === 'cilium' ? say`The program hands the packet straight to the pod’s end of the link.` : say`The last stretch is the pod’s own link. In the pod it looks like any packet that came in at ${code('eth0')}.`),

  outside: (scene) => (scene.index === 0 ? say`Of somebody beyond the cluster nothing is known but an address. No policy of the cluster holds there.` : say`What happens from here on is out of the cluster’s hands: no policy of it holds here, and it cannot see whether anybody answers.`),

  socket: (scene) => (scene.leg === 'reply' ? (scene.index === 0 ? say`The answer needs no rule. Each gate remembers the connections that it let through, and lets their answers pass.` : say`The connection stands. No gate judged the answer: each remembered what it had let through.`)
    : scene.index === 0 ? say`A process of the node itself sends it, with the node’s address. Policies select pods, not nodes.` : say`Policies let packets pass; whether a program really answers on that port is another matter. Its answer needs no rule of its own.`),
}

function bridge({ hop }: Scene): Sentence {
  const name = bridgeOf(hop)
  return name === null ? say`the bridge` : say`${code(name)}`
}

/** Who puts a pod's address in the Service's place, and what gates see of it. */
function translator({ hop, setting }: Scene): Sentence {
  if (hop.place.in === 'pod') return say`Here that happens when the program connects: no packet ever carries the Service’s address, and policies never see it.`
  if (setting.name === 'cilium' && setting.options.kubeProxyReplacement === 'off' && !hop.hook?.startsWith('cil')) return say`kube-proxy’s rules on ${here(hop.place)} choose one, and the node remembers it for the answer.`
  if (setting.name === 'cilium') return say`Cilium’s program chooses one and remembers it. Its gates come after this: they see the pod and its port.`
  if (setting.name === 'reference') return say`The node remembers it for the answer. Gates see the pod and its port.`
  if (setting.name === 'calico' && setting.options.dataplane === 'ebpf') return say`Felix’s program chooses one and remembers it. The gates see the pod and its port.`
  const chooses = say`kube-proxy’s rules on ${here(hop.place)} choose one, and the node remembers it for the answer.`
  return setting.name === 'aws-vpc-cni' ? join([chooses, say`The egress gate has looked before this: it saw the Service’s address and port.`]) : join([chooses, say`The gates come after this: they see the pod and its port.`])
}

/** A packet that has come in over the wire has only the last step left; one that goes out of the cluster takes the default route. */
function plainRoute(between: Why): Why {
  return (scene) => (hasArrived(scene) && !goesOut(scene) ? say`${here(scene.hop.place)} knows the way to each of its own pods: the address lives at one of its links.`
    : leavesCluster(scene) ? say`No address of the cluster is meant, so the default route of ${here(scene.hop.place)} takes it: out, to the router of its subnet.`
    : goesOut(scene) ? between(scene) : say`${here(scene.hop.place)} runs both ends: the address lives at one of its own links, so nothing has to leave it.`)
}

const CALICO_ROUTE = plainRoute((scene) => join([
  say`Each node has blocks of pod addresses, and every other node has one route for each block.`,
  willWrap(scene) ? say`The route of this one leads into ${nextWrapper(scene)}.`
    : scene.setting.mode.endsWith('cross-subnet') ? say`Both nodes are in one subnet, so it leads straight to the other node’s address.`
    : say`The nodes tell each other about them over BGP, so it leads straight to the other node’s address.`,
]))

const willWrap = ({ hops, index }: Scene) => hops.slice(index + 1).some(({ kind }) => kind === 'wrap')

function nextWrapper({ hops, index }: Scene): Sentence {
  const device = hops.slice(index + 1).find(({ kind }) => kind === 'wrap')?.device
  return device ? say`${code(device)}` : say`the tunnel`
}

const CIPHER = say`It is encrypted as well: whoever listens on the wire sees two nodes talking, and nothing else.`
const plainTunnel: Why = (scene) => (tunnelOf(scene.hop.after) === 'WireGuard' ? CIPHER : tunnelOf(scene.hop.after) === 'IP in IP' ? say`It is nothing but a second address header (IP in IP). It has no ports, so a firewall between the nodes must let IP protocol 4 through.` : [])

/** What is special about the wrapping of each plugin. */
const ENVELOPE: Readonly<Record<CniName, Why>> = {
  reference: plainTunnel,
  flannel: (scene) => (tunnelOf(scene.hop.after) === 'VXLAN' ? say`The number in its header, the VNI, is the same for everybody: it says nothing about who sends.` : plainTunnel(scene)),
  calico: (scene) => (tunnelOf(scene.hop.after) === 'VXLAN' ? say`The number in its header, the VNI, is the same for everybody: who may enter is judged by addresses.` : plainTunnel(scene)),
  cilium: (scene) => (tunnelOf(scene.hop.after) === 'WireGuard' ? CIPHER : say`The number in its header, the VNI, is not a network number: it carries the identity of the sender${scene.leg === 'way' ? say`, and ${there(scene)} will judge by it` : ''}.`),
  'aws-vpc-cni': plainTunnel,
}

/** Why pods must send less than the wire would take. */
function cost({ hop, podMtu }: Scene): Sentence {
  const more = bytesOf(hop.after) - bytesOf(hop.before)
  return more > 0 && podMtu > 0 ? say`That costs ${more} bytes of every packet, which is why a pod may send at most ${podMtu}.` : []
}

/** Where each plugin judges, and by what it knows who is who. */
const GUARDS: Readonly<Record<CniName, Why>> = {
  reference: () => say`The gate as the API’s own text describes it; no plugin in particular is simulated.`,
  flannel: () => say`kube-network-policies runs beside flanneld. Packets from and to pods that a policy selects wait in a queue until it has judged, by the pods’ addresses.`,
  calico: ({ setting, hop }) => (setting.options.dataplane === 'ebpf' ? say`Felix’s program at the pod’s link judges, by addresses.` : say`Felix writes a pod’s policies as chains of rules into the node’s way for packets: ${code(hop.check?.at === 'egress' ? 'cali-fw-…' : 'cali-tw-…')} for what the pod ${hop.check?.at === 'egress' ? 'sends' : 'gets'}. They compare addresses.`),
  cilium: (scene) => join([say`Cilium compares identities, not addresses: one number for each set of labels.`, identitySource(scene)]),
  'aws-vpc-cni': ({ hop }) => say`The agent’s program at the pod’s link judges by addresses. It looks ${hop.check?.at === 'egress' ? 'before a Service is translated' : 'after a node has put its own address in a client’s place'}.`,
}

function identitySource(scene: Scene): Sentence {
  if (scene.hop.check?.at === 'egress') return say`The destination’s is in the ipcache, by its address.`
  const arrived = scene.hops.slice(0, scene.index).findLast(({ kind }) => kind === 'unwrap')
  const vni = arrived ? fieldOf(arrived.before, 'VXLAN', 'VNI') ?? fieldOf(arrived.before, 'Geneve', 'VNI') : null
  if (vni !== null) return say`The sender’s came in the tunnel’s header: ${code(vni)}.`
  return hasArrived(scene) ? say`The sender’s is looked up in the ipcache, by its address.` : say`Both ends are on this node, which knows them.`
}

function unguarded({ hop, setting }: Scene): Sentence {
  const names = hop.check ? unenforcedNames(hop.check) : []
  const took = names.length === 0 ? say`The API server takes policies` : say`The API server took ${list(names.slice(0, 3).map((name) => say`${code(name)}`))}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`
  switch (setting.name) {
    case 'flannel': return say`Flannel carries packets and reads no policies. ${took}, and nobody on the nodes acts on them: everything passes.`
    case 'aws-vpc-cni': return say`The policy agent of the VPC CNI is off, as it is by default. ${took}, and nobody on the nodes acts on them: everything passes.`
    case 'calico': case 'cilium': case 'reference': return say`${took}, and nobody here acts on them: everything passes.`
  }
}

/** The name of a fact's hook: what kind of thing does the work. */
export function hookWord(hook: string): 'Chain' | 'Program' | 'Asked here' | 'Machine' | 'Remembered by' | 'Hook' {
  if (/^(security group|nameserver)/.test(hook)) return 'Asked here'
  if (/(gateway|router|load balancer)$/.test(hook)) return 'Machine'
  if (hook === 'conntrack') return 'Remembered by'
  if (/^(nft |KUBE|cali-|FLANNEL|AWS-|CILIUM_|CNI-|FORWARD|PREROUTING|POSTROUTING|INPUT|OUTPUT|nat |filter |raw |mangle )/.test(hook)) return 'Chain'
  return /^(cil_|connect|tc |xdp)|bpf|program|handle_/i.test(hook) ? 'Program' : 'Hook'
}
