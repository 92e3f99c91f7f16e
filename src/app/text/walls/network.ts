import { assertNever } from '../../../ground/result.ts'
import type { HostEnd, HostPort, PodLink, PodSysctl, PodWalls, Sharing } from '../../../world/walls.ts'
import { WALLS } from '../catalogue/en/walls.ts'
import { code, join, type Sentence } from '../sentence.ts'

/** What the picture shows, in two sentences. */
export function wallsLead({ pod, node, sharing }: PodWalls): Sentence {
  return isOnHost(sharing) ? WALLS.nodesNetwork(pod, node) : WALLS.ownNetwork(pod)
}

/** How the wire hangs on the node; empty: there is none. */
export function linkText({ link, neighbours }: PodWalls): Sentence {
  if (!link) return []
  const ends = WALLS.ends(link.inside, hostEndText(link.host))
  switch (link.segment) {
    case 'bridge':
      return join([ends, WALLS.onBridge(link.gateway!, neighbours.count)])
    case 'routed':
      return join([ends, WALLS.routed])
    case 'depends':
      return join([ends, WALLS.dependsOnPlugin])
    default:
      return assertNever(link.segment)
  }
}

/** The name of the pod's interface on its node. */
function hostEndText(end: HostEnd): Sentence {
  switch (end.named) {
    case 'exact':
      return [code(end.name)]
    case 'random':
      return WALLS.random(end.prefix, end.digits)
    case 'believed':
      return WALLS.hash(end.prefix)
    case 'unknown':
      return WALLS.anyName
    default:
      return assertNever(end)
  }
}

/** The node's end where there is room for one word; null: it has no name that could be shown. */
export function hostEndLabel(end: HostEnd): string | null {
  switch (end.named) {
    case 'exact':
      return end.name
    case 'random':
      return `${end.prefix}${'?'.repeat(end.digits)}`
    case 'believed':
      return `${end.prefix}…`
    case 'unknown':
      return null
    default:
      return assertNever(end)
  }
}

/**
 * The words in the picture for what is between the wire and the rest of the node; without a wire, for what the
 * containers stand on.
 */
export function groundLabel(link: PodLink | null): string {
  const { ground } = WALLS
  if (!link) return ground.node
  return link.segment === 'bridge' ? ground.bridge(link.gateway ?? '') : ground[link.segment]
}

/** Read out in place of the picture. */
export function pictureLabel({ pod, node, containers, link, neighbours }: PodWalls): string {
  const host = node === null ? WALLS.aNode : WALLS.nodeNamed(node)
  if (!link) return WALLS.pictureOnHost(pod, host, containers.length)
  return WALLS.picture(
    pod,
    host,
    containers.length,
    hostEndLabel(link.host) ?? WALLS.theNode,
    groundLabel(link),
    neighbours.count,
  )
}

/** One row of what is shared: a word, with whom in two words, and what that means. */
export interface SharingText {
  readonly word: string
  readonly state: string
  /** Something of the node is inside. */
  readonly open: boolean
  readonly text: Sentence
}

/** What of the node's a pod shares, in words. */
export function sharingText({ namespace, with: shared }: Sharing): SharingText {
  return { ...WALLS.sharing[namespace](shared), open: shared === 'node' }
}

/**
 * A port of the node that leads into the pod. Source: conflists of Flannel, Calico and the VPC CNI name `portmap`;
 * Cilium does it itself, as we believe.
 */
export function hostPortText(
  { hostPort, containerPort, protocol, hostIP, filledIn }: HostPort,
  { cni, link }: PodWalls,
): Sentence {
  const at = hostIP === null ? WALLS.everyAddress : WALLS.onAddress(hostIP)
  if (!link) return WALLS.listens(at, filledIn)
  return WALLS.forwards(
    cni === 'cilium' ? 'cilium' : cni === 'reference' ? 'usual' : 'portmap',
    `${hostPort}${protocol === 'TCP' ? '' : ` ${protocol}`}`,
    at,
    containerPort ?? '–',
  )
}

/** Whether a node has to permit the parameter. */
export function sysctlText({ safe }: PodSysctl): Sentence {
  return safe ? WALLS.sysctlSafe : WALLS.sysctlUnsafe
}

/** Names of neighbours, for sentences. */
export function neighboursText({ names, count: all }: PodWalls['neighbours']): Sentence {
  return WALLS.neighbours(names, all - names.length)
}

function isOnHost(sharing: readonly Sharing[]): boolean {
  return sharing.some((each) => each.namespace === 'network' && each.with === 'node')
}
