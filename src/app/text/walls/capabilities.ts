import { assertNever } from '../../../ground/result.ts'
import type { CapabilityReason, ContainerWalls, NetworkCapability, PodWalls, Power, Stopper } from '../../../world/walls.ts'
import { code, list, say, type Sentence } from '../sentence.ts'
import { neighboursText } from './network.ts'

/** What a capability is, in a line. Source: https://man7.org/linux/man-pages/man7/capabilities.7.html */
export const CAPABILITY_ABOUT: Readonly<Record<NetworkCapability, string>> = {
  NET_RAW: 'Write and read packets by hand.',
  NET_ADMIN: 'Change addresses, routes and packet filters.',
  NET_BIND_SERVICE: 'Listen on ports below 1024.',
}

const REASONS: Readonly<Record<CapabilityReason, string>> = {
  privileged: 'has it: privileged', added: 'has it: added', 'added-all': 'has it: ALL is added', 'runtime-default': 'keeps it: nothing drops it',
  dropped: 'has it not: dropped', 'dropped-all': 'has it not: ALL is dropped', 'not-default': 'has it not: nothing adds it',
}

export const reasonText = (because: CapabilityReason) => REASONS[because]

/** Where a default comes from; empty: it is none. */
export function defaultNote(walls: PodWalls): Sentence {
  return walls.containers.some(({ capabilities }) => capabilities.NET_RAW.because === 'runtime-default') ? say`containerd and Docker give ${code('NET_RAW')} to every container that does not drop it; CRI-O does not.` : []
}

/** How far a container that is not root has its capabilities. Source: https://github.com/kubernetes/kubernetes/issues/56374 */
export function userText({ name, privileged, runsAs, mayEscalate }: ContainerWalls): Sentence {
  if (privileged) return say`${code(name)} is privileged: it has everything, and every device of the node.`
  switch (runsAs) {
    case 'root': return say`${code(name)} runs as root, and can use all of it at once.`
    case 'image': return say`${code(name)} runs as the user that its image names: as root, when it names none.`
    case 'non-root': return mayEscalate
      ? say`${code(name)} does not run as root: it has them only within reach, through a program whose file brings them along.`
      : say`${code(name)} does not run as root, and ${code('allowPrivilegeEscalation: false')} keeps it from becoming more: nothing of this is within reach.`
    default: return assertNever(runsAs)
  }
}

/** What somebody who took over the container can try. `harmless`: it works, and nobody else is touched. */
export interface PowerText {
  readonly mark: 'works' | 'harmless' | 'stopped' | 'depends'
  readonly word: string
  readonly name: string
  readonly text: Sentence
}

export function powerText(power: Power, walls: PodWalls): PowerText {
  const mark = power.kind === 'low-ports' ? 'harmless' : power.works === 'yes' ? 'works' : power.works === 'no' ? 'stopped' : 'depends'
  const word = { works: 'Works', harmless: 'Harmless', stopped: 'Stopped', depends: 'Depends' }[mark]
  return { mark, word: power.believed ? `${word}, as we believe` : word, ...power.stopper === null ? whatWorks(power, walls) : whatStops(power, power.stopper) }
}

type Said = Pick<PowerText, 'name' | 'text'>

function whatWorks({ kind, works }: Power, { neighbours, link }: PodWalls): Said {
  const others = neighbours.count === 0 ? say`the pods beside it` : neighboursText(neighbours)
  switch (kind) {
    case 'arp-spoofing': return works === 'depends'
      ? { name: 'ARP spoofing', text: say`Where pods share a bridge, it can have the packets of its neighbours sent here. Where each has a wire of its own, nobody hears it.` }
      : { name: 'ARP spoofing', text: say`It can tell ${others} that the address of ${code(link?.gateway ?? 'the gateway')} is its own: from then on their packets pass here. No NetworkPolicy sees ARP.` }
    case 'dns-spoofing': return works === 'depends'
      ? { name: 'DNS spoofing', text: say`Whose packets pass here can be given false answers when they ask for names.` }
      : { name: 'DNS spoofing', text: say`Their questions for names pass here as well. It answers in the name of ${code('kube-dns')}, and sends them where it likes.` }
    case 'forge-source': return works === 'depends'
      ? { name: 'Forged sender', text: say`Most plugins drop what does not come from the pod’s own address, and a plain bridge does not.` }
      : { name: 'Forged sender', text: say`It can send packets in the name of another pod. Policies that go by addresses believe it; the answer goes to the other.` }
    case 'listen-pod': return { name: 'Listening', text: say`It can read every packet of the pod, also what its containers tell each other over ${code('lo')}.` }
    case 'listen-node': return { name: 'Listening', text: say`It can read every packet of the node: of ${others}, and of the node itself.` }
    case 'speak-as-node': return { name: 'Forged sender', text: say`It can send packets in the name of the node, whom policies let in to the pods that run there.` }
    case 'rewire-pod': return { name: 'Rewiring the pod', text: say`It can change what a mesh or an init container has set up in there: redirects, routes, filters.` }
    case 'rewire-node': return { name: 'Rewiring the node', text: say`It can change the routes and filters of the node, and with them whatever enforces policies there.` }
    case 'take-address': return works === 'depends'
      ? { name: 'Taking an address', text: say`Where pods share a bridge, it can give itself the address of a neighbour.` }
      : { name: 'Taking an address', text: say`It can give itself the address of a neighbour on the bridge, and get part of what is meant for it.` }
    case 'low-ports': return { name: 'Low ports', text: say`Only in its own network, where they are nobody else’s.` }
    case 'node-low-ports': return { name: 'Low ports', text: say`On the addresses of the node: 53, 80, 443, unless somebody has them already.` }
    default: return assertNever(kind)
  }
}

function whatStops({ kind }: Power, stopper: Stopper): Said {
  const name = NAMES[kind]
  switch (stopper) {
    case 'routed-link': return { name, text: kind === 'take-address' ? say`The routes of the node lead to the owner all the same.` : kind === 'dns-spoofing' ? say`No question of another pod ever passes here.` : say`Nobody hears it: the node alone is at the other end of the wire, and answers itself.` }
    case 'reverse-path': return { name, text: say`Calico’s rules drop what does not come from the pod’s own address, before any policy is asked.` }
    case 'ebpf-source': return { name, text: say`Calico’s program at the wire drops it, and counts it as ${code('UNAUTH_SOURCE')}.` }
    case 'cilium-source': return { name, text: say`Cilium’s program at the wire drops it: ${code('Invalid source ip')}.` }
    case 'host-reverse-path': return { name, text: say`Only ${code('rp_filter')} of the node could drop it.` }
    default: return assertNever(stopper)
  }
}

const NAMES: Readonly<Record<Power['kind'], string>> = {
  'arp-spoofing': 'ARP spoofing', 'dns-spoofing': 'DNS spoofing', 'forge-source': 'Forged sender', 'listen-pod': 'Listening', 'listen-node': 'Listening', 'speak-as-node': 'Forged sender',
  'rewire-pod': 'Rewiring the pod', 'rewire-node': 'Rewiring the node', 'take-address': 'Taking an address', 'low-ports': 'Low ports', 'node-low-ports': 'Low ports',
}

/** Who has a capability: nobody, or names. */
export function holdersText(containers: readonly string[]): Sentence {
  return containers.length === 0 ? say`No container has it` : list(containers.map((name) => [code(name)]))
}
