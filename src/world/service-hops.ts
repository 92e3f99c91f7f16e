import type { IpAddress } from '../ground/ip.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { ServiceHop } from '../policy/match.ts'
import type { Asked } from './asked.ts'
import type { Target } from './targets.ts'

/**
 * The ways in which a connection comes to a backend of a Service: over the node that was asked for, else, from outside,
 * over the backend's own node and over another one, which is all that can make a difference. Kube-proxy takes a pod that
 * dials an address outside the cluster for somebody outside who comes in over the pod's own node. `dialled`: the address
 * in the question, which may be one of those that the Service has outside; null: it names the Service, or a node.
 */
export function serviceHops(
  source: Endpoint,
  { service: through, endpoint }: Target,
  destination: IpAddress | null,
  dialled: IpAddress | null,
  { cluster, policies }: Asked,
): readonly (ServiceHop | null)[] {
  if (!through) return [null]
  const { service, port, nodePort, node } = through
  const outside = service.externalAddresses.find(({ text }) => text === dialled?.text)
  if (outside && source.kind === 'pod') {
    const entryNode = policies.profile.serviceProxy === 'kube-proxy' ? source.node : null
    return [{ service, port, nodePort: null, entryNode, address: outside }]
  }
  const hop = (entryNode: string | null): ServiceHop => ({
    service,
    port,
    nodePort,
    entryNode,
    address:
      entryNode === null
        ? (outside ?? service.clusterAddresses.find(({ family }) => family === (destination?.family ?? 4)) ?? null)
        : null,
  })
  const isInside = service.type === 'ClusterIP' && service.externalAddresses.length === 0
  if (node !== null || source.kind !== 'external' || isInside || !policies.profile.entryMatters) return [hop(node)]
  const own = endpoint.kind === 'external' ? null : endpoint.node
  const other =
    service.externalTrafficPolicy === 'Local' ? undefined : cluster.nodes.find(({ name }) => name !== own)?.name
  const entries = [own, other].filter((each) => each !== null && each !== undefined)
  return entries.length > 0 ? entries.map(hop) : [hop(null)]
}
