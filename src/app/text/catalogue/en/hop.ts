import { code, list, say, type Phrase, type Sentence } from '../../sentence.ts'
import { part } from '../part.ts'

/** Why a stop of a walk is there, and what follows from it. `here`, `there`: a node. */
export const HOP = part('hop', {
  loopback: say`The sender and the receiver are one and the same, so the packet goes round by the loopback device. It meets no gate: a pod always reaches itself.`,
  noEndpoints: say`A Service’s address belongs to no machine; it stands for the ready pods that its selector finds. It finds none, so there is nothing to put in its place. Policies are not asked.`,
  noLocalEndpoints: (here: Phrase) =>
    say`The Service’s traffic policy is Local: ${here} may only use pods of its own, and it runs none of them. The packet is dropped without a word.`,
  noHostGwRoute: say`host-gw writes the other node’s own address as the next hop, and a next hop has to be in the same subnet. These two nodes are not, so there is no such route.`,
  noRoute: say`No route leads to that address. Policies let it pass; the network does not carry it.`,
  noName: say`A name is no address. DNS has no answer for this one, so nothing is sent at all and no policy is asked about it.`,
  notListening: say`Every gate let it through, and no program has this port open. The kernel of the pod answers at once that it is refused: that is no policy at work.`,
  otherNode: say`the other node`,

  askDns: say`A name is no address. Before anything else the pod’s resolver asks the cluster’s DNS, with a packet that has to leave the pod too: a policy that closes egress closes this as well, unless it lets port 53 through.`,
  undoesService: say`The caller wrote to the Service, so it expects the Service to answer. Whoever translated on the way remembers the connection and undoes it.`,
  translates: say`A Service’s address belongs to no machine: one ready pod’s address and port take its place.`,
  leavePod: {
    reference: say`A pod has a network of its own, with a single link to its node. What goes in at one end comes out at the other.`,
    flannel: say`The pod’s ${code('eth0')} and a ${code('veth')} on the node are two ends of one cable. The node’s end is plugged into a bridge, ${code('cni0')}, like into a switch.`,
    calico: say`The pod’s link ends on the node, at a device whose name begins with ${code('cali')}. The pod sends everything to ${code('169.254.1.1')}, which is nobody: the node answers for it, and so every packet passes the node, even to a neighbour.`,
    cilium: say`The pod’s link ends on the node, at a device whose name begins with ${code('lxc')}. A program waits there and takes over. First it makes sure that the sender’s address is the pod’s own.`,
    'aws-vpc-cni': say`The pod’s link ends on the node, at a device whose name begins with ${code('eni')}. Its next hop is written into the pod’s neighbour table for good, so that no neighbour can pretend to be it.`,
  },
  noPolicy: say`No policy selects the pod in this direction, so everything passes.`,
  bridgeOut: (bridge: Sentence, here: Phrase) =>
    say`${bridge} is a switch for the pods of ${here}, and their way to everything else: their default route leads to its address.`,
  bridgeIn: (bridge: Sentence, here: Phrase) =>
    say`All pods of ${here} are plugged into ${bridge}, which knows at which port each of them is.`,
  bridgeBoth: (bridge: Sentence, here: Phrase) =>
    say`Both pods are plugged into ${bridge}. It goes by hardware address, as in a switch: nothing is routed, and nothing leaves ${here}.`,
  theBridge: say`the bridge`,

  routes: {
    reference: say`Every node knows which addresses belong to which node, whoever wrote it down.`,
    hostGw: say`flanneld has written one route for each node: its pods’ addresses are behind the node’s own. That works while both nodes are in one subnet.`,
    flannelWireguard: say`One route leads to all pods of other nodes: into ${code('flannel-wg')}, which knows each node’s key.`,
    flannel: say`flanneld has written one route for each node: its pods’ addresses are behind ${code('flannel.1')}, the device that wraps.`,
    aws: say`Pods have addresses of the VPC. Rules choose a routing table by the pod’s address, and the table the network interface that the address belongs to.`,
    cilium: say`The ipcache knows the identity behind the address. The way itself is a plain route: in native routing the network between the nodes knows where pods are.`,
  },
  ciliumTunnelRoute: (there: Sentence) =>
    say`The ipcache knows for every address the identity behind it and the node it is on. This one is on ${there}, so the packet goes into the tunnel.`,
  senderCheck: say`Anybody can write any sender into a packet. So the node asks its own routes where that address lives: if it is not the link that the packet came by, the packet is dropped here.`,
  ownPods: (here: Phrase) => say`${here} knows the way to each of its own pods: the address lives at one of its links.`,
  defaultRoute: (here: Phrase) =>
    say`No address of the cluster is meant, so the default route of ${here} takes it: out, to the router of its subnet.`,
  runsBoth: (here: Phrase) =>
    say`${here} runs both ends: the address lives at one of its own links, so nothing has to leave it.`,
  calicoBlocks: say`Each node has blocks of pod addresses, and every other node has one route for each block.`,
  calicoInto: (device: Sentence) => say`The route of this one leads into ${device}.`,
  theTunnel: say`the tunnel`,
  calicoSubnet: say`Both nodes are in one subnet, so it leads straight to the other node’s address.`,
  calicoBgp: say`The nodes tell each other about them over BGP, so it leads straight to the other node’s address.`,

  wraps: (here: Phrase, there: Sentence) =>
    say`The network between the nodes knows nodes, not pods. So the whole packet goes into a new one, from ${here} to ${there}.`,
  cost: (more: number, most: number) =>
    say`That costs ${more} bytes of every packet, which is why a pod may send at most ${most}.`,
  cipher: say`It is encrypted as well: whoever listens on the wire sees two nodes talking, and nothing else.`,
  ipInIp: say`It is nothing but a second address header (IP in IP). It has no ports, so a firewall between the nodes must let IP protocol 4 through.`,
  vniOfAll: say`The number in its header, the VNI, is the same for everybody: it says nothing about who sends.`,
  vniCalico: say`The number in its header, the VNI, is the same for everybody: who may enter is judged by addresses.`,
  vniIdentity: say`The number in its header, the VNI, is not a network number: it carries the identity of the sender.`,
  vniIdentityJudged: (there: Sentence) =>
    say`The number in its header, the VNI, is not a network number: it carries the identity of the sender, and ${there} will judge by it.`,

  outerAddresses: (here: Phrase, there: Sentence) =>
    say`From here the network between the machines carries it. All it sees are the outer addresses, ${here}’s and ${there}’s.`,
  ordinary: (here: Phrase) => say`From here on it is an ordinary packet of ${here}.`,
  bare: say`Nothing is wrapped around it: the addresses of the pods themselves are on the wire, and the network between has to know where they live.`,
  securityGroups: say`The security groups of the network interface have a say here. They are no part of the cluster.`,
  routerOuter: say`The two nodes are in different subnets. The router looks at the outermost addresses alone, which are the nodes’, and need not know that there are pods.`,
  routerVpc: say`The VPC’s own router. It knows each pod’s address, since each belongs to a node’s network interface. Lists of the subnets (network ACLs) are asked here.`,
  routerOutside: say`The first router beyond the node. What it does is up to your network, not to the cluster.`,
  routerLearnt: say`The two nodes are in different subnets, and nothing is wrapped around the packet: this router must have learnt where the pods’ addresses live.`,
  forItself: (here: Phrase) => say`${here} sees that the packet is for itself, and that there is another one in it.`,
  knownNodes: say`Calico takes such packets only from nodes that it knows.`,
  openedForService: say`A node takes in what comes to its address or to a port that it opened for a Service, whichever node runs the pod.`,
  livesHere: (here: Phrase) => say`${here} takes it in because the pod’s address is one of those that live here.`,
  unwrapped: say`The outer packet has done its work. What was inside comes out as it went in: the same addresses, the same ports.`,
  identityStays: say`The number in its header stays with the packet: it is the sender’s identity, and the ingress gate asks by it.`,
  undoesMasquerade: say`The node remembers the connection, and undoes what it did on the way. No rule is needed for that.`,
  masqueradesClient: say`So that the answer comes back the same way, the node puts its own address in the client’s place. From here on the pod, and policies, see the node.`,
  masqueradesPod: say`Nobody outside knows the way back to a pod’s address. So the node puts its own in the sender’s place, and remembers the connection for the answer.`,
  firstAddress: say`It takes the first address of its first network interface, whichever the pod is on.`,
  enterPodCilium: say`The program hands the packet straight to the pod’s end of the link.`,
  enterPod: say`The last stretch is the pod’s own link. In the pod it looks like any packet that came in at ${code('eth0')}.`,
  fromOutside: say`Of somebody beyond the cluster nothing is known but an address. No policy of the cluster holds there.`,
  toOutside: say`What happens from here on is out of the cluster’s hands: no policy of it holds here, and it cannot see whether anybody answers.`,
  answerNoRule: say`The answer needs no rule. Each gate remembers the connections that it let through, and lets their answers pass.`,
  answered: say`The connection stands. No gate judged the answer: each remembered what it had let through.`,
  nodeSends: say`A process of the node itself sends it, with the node’s address. Policies select pods, not nodes.`,
  arrived: say`Policies let packets pass; whether a program really answers on that port is another matter. Its answer needs no rule of its own.`,

  translatesAtConnect: say`Here that happens when the program connects: no packet ever carries the Service’s address, and policies never see it.`,
  kubeProxy: (here: Phrase) => say`kube-proxy’s rules on ${here} choose one, and the node remembers it for the answer.`,
  ciliumTranslates: say`Cilium’s program chooses one and remembers it. Its gates come after this: they see the pod and its port.`,
  nodeTranslates: say`The node remembers it for the answer. Gates see the pod and its port.`,
  felixTranslates: say`Felix’s program chooses one and remembers it. The gates see the pod and its port.`,
  gateLookedBefore: say`The egress gate has looked before this: it saw the Service’s address and port.`,
  gatesAfter: say`The gates come after this: they see the pod and its port.`,

  guards: {
    reference: say`The gate as the API’s own text describes it; no plugin in particular is simulated.`,
    flannel: say`kube-network-policies runs beside flanneld. Packets from and to pods that a policy selects wait in a queue until it has judged, by the pods’ addresses.`,
    calicoEbpf: say`Felix’s program at the pod’s link judges, by addresses.`,
    cilium: say`Cilium compares identities, not addresses: one number for each set of labels.`,
  },
  guardsCalico: (chain: string, isOut: boolean) =>
    say`Felix writes a pod’s policies as chains of rules into the node’s way for packets: ${code(chain)} for what the pod ${isOut ? 'sends' : 'gets'}. They compare addresses.`,
  guardsAws: (isOut: boolean) =>
    say`The agent’s program at the pod’s link judges by addresses. It looks ${isOut ? 'before a Service is translated' : 'after a node has put its own address in a client’s place'}.`,
  identityOfDestination: say`The destination’s is in the ipcache, by its address.`,
  identityInHeader: (number: string) => say`The sender’s came in the tunnel’s header: ${code(number)}.`,
  identityLookedUp: say`The sender’s is looked up in the ipcache, by its address.`,
  identityKnown: say`Both ends are on this node, which knows them.`,

  tookSome: (names: readonly string[], more: number) =>
    say`The API server took ${list(names.map((name) => [code(name)]))}${more > 0 ? ` and ${more} more` : ''}`,
  takes: say`The API server takes policies`,
  unguarded: (took: Sentence) => say`${took}, and nobody here acts on them: everything passes.`,
  unguardedFlannel: (took: Sentence) =>
    say`Flannel carries packets and reads no policies. ${took}, and nobody on the nodes acts on them: everything passes.`,
  unguardedAws: (took: Sentence) =>
    say`The policy agent of the VPC CNI is off, as it is by default. ${took}, and nobody on the nodes acts on them: everything passes.`,

  between: (connection: number, of: number) =>
    say`This is connection ${connection} of ${of}: whoever stands between has ended the one before, and opens this one. The trace has all of them.`,
  twoConnections: say`Two connections, one on each side of the proxy: what comes back on the one it writes into the other.`,
  nowhere: say`It has nowhere to send this, and ends it before the network is asked.`,
  opensPlain: say`What it opens is plain: nobody at the other end can tell who calls.`,
  opens: (link: string) => say`It chooses the pod by itself, and opens ${link} to it.`,
  proxyEnds: say`The network has let it through; it is this proxy that ends it. The trace names the rule, or what it found.`,
  asksPlain: say`It asks its policies about what comes plainly. Then it opens a connection to the program, on the port that was meant.`,
  asksTls: say`It takes TLS off, knows who calls, and asks its policies. Then it opens a connection to the program, on the port that was meant.`,
  wasCalled: (name: string) => say`${code(name)} is what was called: nothing has to be caught.`,
  ztunnel: say`${code('ztunnel')}, the proxy of the node, listens inside the pod.`,
  sidecar: (name: string) => say`${code(name)} runs beside the program.`,
  catchesOut: (port: number) => say`What the program sends is caught on port ${port}.`,
  catchesIn: (port: number) => say`What comes in is caught on port ${port}.`,
})
