import { assertNever } from '../../../ground/result.ts'
import type { HostEnd, HostPort, PodLink, PodSysctl, PodWalls, Sharing } from '../../../world/walls.ts'
import { code, count, list, say, type Sentence } from '../sentence.ts'

export const WALLS_WAITING = 'Looking at the pod…'
export const WALLS_GONE = 'This pod is not in the cluster any more.'
export const PLUGIN_HELP = 'Only in this window: the picture of the cluster stays as it is.'

/** What the picture shows, in two sentences. */
export function wallsLead({ pod, node, sharing }: PodWalls): Sentence {
  const where = node === null ? say`its node` : say`its node ${code(node)}`
  if (isOnHost(sharing)) return say`${code(pod)} has no network of its own: it uses that of ${where}. No NetworkPolicy holds it.`
  return say`${code(pod)} has a network of its own. One wire leads into it, and all that it sends and receives goes through.`
}

/** How the wire hangs on the node; empty: there is none. */
export function linkText({ link, neighbours }: PodWalls): Sentence {
  if (!link) return []
  const ends = say`Inside its end is called ${code(link.inside)}, on the node ${hostEndText(link.host)}.`
  switch (link.segment) {
    case 'bridge': return say`${ends} There it is plugged into the bridge ${code(link.gateway!)}, like ${neighbours.count === 0 ? 'every pod of the node' : count(neighbours.count, 'other pod')}: whoever is on it hears who asks for whom.`
    case 'routed': return say`${ends} Nobody else is on this wire: the node takes each packet and routes it.`
    case 'depends': return say`${ends} Whether other pods share it depends too.`
    default: return assertNever(link.segment)
  }
}

export function hostEndText(end: HostEnd): Sentence {
  switch (end.named) {
    case 'exact': return say`${code(end.name)}`
    case 'random': return say`${code(end.prefix)} and ${end.digits} random digits`
    case 'believed': return say`${code(end.prefix)} and a hash, as we believe`
    case 'unknown': return say`whatever the network plugin calls it`
    default: return assertNever(end)
  }
}

/** The node's end where there is room for one word; null: it has no name that could be shown. */
export function hostEndLabel(end: HostEnd): string | null {
  switch (end.named) {
    case 'exact': return end.name
    case 'random': return `${end.prefix}${'?'.repeat(end.digits)}`
    case 'believed': return `${end.prefix}…`
    case 'unknown': return null
    default: return assertNever(end)
  }
}

/** The words in the picture for what is between the wire and the rest of the node; without a wire, for what the containers stand on. */
export function groundLabel(link: PodLink | null): string {
  if (!link) return 'network of the node, with its lo'
  return link.segment === 'bridge' ? `bridge ${link.gateway}` : link.segment === 'routed' ? 'routes of the node' : 'network of the node'
}

/** Read out in place of the picture. */
export function pictureLabel(walls: PodWalls): string {
  const { pod, node, containers, link, neighbours } = walls
  const inside = count(containers.length, 'container')
  const host = node === null ? 'a node' : `node ${node}`
  if (!link) return `Picture: ${pod} stands on ${host} without a wall around its network; ${inside}.`
  const end = hostEndLabel(link.host)
  const others = neighbours.count === 0 ? 'no other pod is known there' : `${count(neighbours.count, 'other pod')} there`
  return `Picture: ${pod} on ${host}, a wall around its network with ${inside} inside; a wire from eth0 to ${end ?? 'the node'} on the ${groundLabel(link)}; ${others}.`
}

/** Pods of the node that the picture has no room for. */
export const morePods = (more: number) => `and ${count(more, 'other pod')}`
export const NODE_UNKNOWN = 'a node'
export const NODE_DOOR = 'eth0 of the node'

/** One row of what is shared: a word, with whom in two words, and what that means. */
export interface SharingText {
  readonly word: string
  readonly state: string
  /** Something of the node is inside. */
  readonly open: boolean
  readonly text: Sentence
}

export function sharingText({ namespace, with: shared }: Sharing): SharingText {
  switch (namespace) {
    case 'network': return shared === 'node'
      ? row('Network', 'the node’s', true, say`All interfaces and addresses of the node. What it opens is open on the node, and what listens on the node’s ${code('lo')} is within reach: the kubelet, and on a control plane etcd.`)
      : row('Network', 'its own', false, say`One address, one set of ports and one ${code('lo')}, which its containers share: two of them cannot listen on the same port.`)
    case 'processes': return shared === 'node' ? row('Processes', 'the node’s', true, say`It sees every process of the node, and those of every other pod there.`)
      : shared === 'pod' ? row('Processes', 'the pod’s', false, say`Its containers see each other’s processes, and through ${code('/proc')} their files.`)
        : row('Processes', 'each its own', false, say`A container sees its own processes alone.`)
    case 'ipc': return shared === 'node' ? row('Shared memory', 'the node’s', true, say`It reads and writes what processes of the node share.`) : row('Shared memory', 'the pod’s', false, say`It stays among its containers.`)
    case 'users': return shared === 'node' ? row('Users', 'the node’s', true, say`Root in a container is root on the node, and only the other walls hold it. So it is for nearly every pod.`) : row('Users', 'its own', false, say`Root in a container is nobody on the node.`)
    default: return assertNever(namespace)
  }
}

const row = (word: string, state: string, open: boolean, text: Sentence): SharingText => ({ word, state, open, text })

/** A port of the node that leads into the pod. Source: conflists of Flannel, Calico and the VPC CNI name `portmap`; Cilium does it itself, as we believe. */
export function hostPortText({ hostPort, containerPort, protocol, hostIP, filledIn }: HostPort, { cni, link }: PodWalls): Sentence {
  const at = say`${hostIP === null ? say`on every address of the node` : say`on ${code(hostIP)}`}`
  if (!link) return say`It listens ${at}${filledIn ? say`: on the host network the API server writes ${code('hostPort')} beside every port` : []}.`
  const by = cni === 'cilium' ? say`Cilium, as we believe,` : cni === 'reference' ? say`As a rule the plugin ${code('portmap')}` : say`The plugin ${code('portmap')}`
  return say`${by} turns what comes to ${hostPort}${protocol === 'TCP' ? '' : ` ${protocol}`} ${at} into ${containerPort ?? '–'} of the pod. No Service is needed.`
}

export function sysctlText({ safe }: PodSysctl): Sentence {
  return safe ? say`Reaches no further than this pod.` : say`May reach beyond the pod: the kubelet refuses the pod unless its node permits it.`
}

/** Names of neighbours, for sentences. */
export function neighboursText({ names, count: all }: PodWalls['neighbours']): Sentence {
  return list([...names.map((name): Sentence => [code(name)]), ...(all > names.length ? [say`${all - names.length} more`] : [])])
}

function isOnHost(sharing: readonly Sharing[]): boolean {
  return sharing.some((each) => each.namespace === 'network' && each.with === 'node')
}
