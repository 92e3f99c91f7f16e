import { blockContains, parseCidrLoosely, type IpAddress } from '../../../ground/ip.ts'
import type { Ground } from '../../../engine/leg.ts'
import { annotationsOf } from '../../../model/annotations.ts'
import type { Pod } from '../../../model/cluster.ts'
import { readPodManifest } from '../../walls/pod-manifest.ts'

const PREFIX = 'traffic.sidecar.istio.io/'

/** The text that takes a connection past a sidecar; `ground` null: it does so in every pod. */
export interface Past {
  readonly ground: Ground | null
}

/**
 * Where the agent and the proxy answer by themselves, which the webhook takes out of what is caught whatever a pod's
 * annotations say, so that no mutual TLS and no policy holds there. Source:
 * manifests/charts/istio-control/istio-discovery/files/injection-template.yaml (the list after `-d`)
 */
export const OWN_PORTS: ReadonlySet<number> = new Set([15020, 15021, 15090])

/**
 * Whether what comes in on a port goes past the pod's sidecar; null: the sidecar catches it. A list of ports to leave
 * alone counts only where all others are caught, and an empty list of those to catch means none.
 * Source: https://istio.io/latest/docs/reference/config/annotations/; tools/istio-iptables/pkg/capture/run.go,
 * handleInboundPortsInclude
 */
export function pastInbound(pod: Pod, port: number | null): Past | null {
  if (port === null) return null
  const include = annotation(pod, 'includeInboundPorts') ?? '*'
  if (include === '*' && OWN_PORTS.has(port)) return { ground: null }
  if (include === '*')
    return holds(annotation(pod, 'excludeInboundPorts'), port) ? past(pod, 'excludeInboundPorts') : null
  return holds(include, port) ? null : past(pod, 'includeInboundPorts')
}

/**
 * The same of what a pod sends, to the port and address that it dials, which is the Service's where it dials one. In
 * the order in which they are asked: ports to leave alone, addresses to leave alone, ports to catch, addresses to
 * catch.
 * Source: the same, Run and handleOutboundPortsInclude
 */
export function pastOutbound(pod: Pod, port: number | null, address: IpAddress | null): Past | null {
  if (holds(annotation(pod, 'excludeOutboundPorts'), port)) return past(pod, 'excludeOutboundPorts')
  if (isIn(annotation(pod, 'excludeOutboundIPRanges'), address)) return past(pod, 'excludeOutboundIPRanges')
  if (holds(annotation(pod, 'includeOutboundPorts'), port)) return null
  const include = annotation(pod, 'includeOutboundIPRanges') ?? '*'
  return include === '*' || isIn(include, address) ? null : past(pod, 'includeOutboundIPRanges')
}

const BYPASS = 'ambient.istio.io/bypass-inbound-capture'

/**
 * Whether plain connections to a pod of an ambient mesh go past its node's proxy, which then has to do with what the
 * pod sends only; other proxies still reach it by its tunnel.
 * Source: https://istio.io/latest/docs/reference/config/annotations/#AmbientBypassInboundCapture;
 * https://istio.io/latest/news/releases/1.24.x/announcing-1.24/change-notes/
 */
export function pastNode(pod: Pod): Past | null {
  return annotationsOf(pod)[BYPASS] === 'true' ? { ground: groundOf(pod, BYPASS) } : null
}

/** The ports that a pod's annotations name, as they are written. */
export function capturePorts(pod: Pod): readonly string[] {
  const annotations = annotationsOf(pod)
  return PORT_LISTS.flatMap((key) => annotations[key]?.split(',').map((each) => each.trim()) ?? [])
}

const PORT_LISTS = ['includeInboundPorts', 'excludeInboundPorts', 'includeOutboundPorts', 'excludeOutboundPorts'].map(
  (name) => `${PREFIX}${name}`,
)

function annotation(pod: Pod, name: string): string | undefined {
  return annotationsOf(pod)[`${PREFIX}${name}`]?.trim()
}

function past(pod: Pod, name: string): Past {
  return { ground: groundOf(pod, `${PREFIX}${name}`) }
}

function groundOf({ object }: Pod, key: string): Ground {
  return { object, path: [...readPodManifest(object).annotationsPath, key] }
}

function holds(ports: string | undefined, port: number | null): boolean {
  return port !== null && ports !== undefined && ports.split(',').some((each) => each.trim() === String(port))
}

/** What is no block is passed over. */
function isIn(blocks: string | undefined, address: IpAddress | null): boolean {
  return (
    address !== null &&
    blocks !== undefined &&
    blocks.split(',').some((each) => {
      const block = parseCidrLoosely(each.trim())?.block
      return block !== undefined && blockContains(block, address)
    })
  )
}
