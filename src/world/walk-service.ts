import type { IpAddress } from '../ground/ip.ts'
import type { Backend, Service } from '../model/cluster.ts'
import { namespacedName } from '../model/namespaced-name.ts'
import { backendPort } from '../model/service-port.ts'
import type { ServiceHop } from '../policy/match.ts'
import { hashOf } from '../sim/cni/address-range.ts'
import type { TripEnd, TripService } from '../sim/cni/trip.ts'
import type { Question } from './answer.ts'
import { resolveReference } from './references.ts'
import { isOn, staysOnNode } from './dialling.ts'
import { nowhere, someNode, type Walked } from './walk-ends.ts'

/** `isNodeAsked`: the question names the node whose port is dialled. */
export function serviceOf(
  hop: ServiceHop,
  isNodeAsked: boolean,
  from: TripEnd,
  to: TripEnd,
  { network }: Walked,
): TripService | null {
  const { service, port, entryNode } = hop
  // A headless Service is only a name for its pods.
  if (service.headless && entryNode === null) return null
  const dials = dialsOf(hop, isNodeAsked, from, to.address)
  // Whoever runs on the node whose port he dials is sent on as if he had come from outside to the whole cluster.
  const traffic = from.in !== 'outside' && from.node?.node === entryNode ? 'Cluster' : service.externalTrafficPolicy
  // From outside it always comes in by some node; where it does not matter which, by the backend's.
  const entry =
    entryNode !== null
      ? (network.nodes.get(entryNode) ?? nowhere(to.address, network))
      : from.in === 'outside'
        ? (to.node ?? someNode(network, to.address))
        : null
  // The one node whose backends it may choose among; those of a node of which nothing is known are not told apart.
  const only = dials === 'cluster-ip' ? staysOnNode(service) && from.node === to.node : traffic === 'Local'
  const node = only ? (entry ?? from.node)?.node : ''
  return {
    portName: portName(service, port),
    nodePort: hop.nodePort ?? assumedNodePort(service, port),
    traffic,
    blocked: null,
    dials,
    entry,
    backends: service.backends
      .filter(
        ({ ready, endpoint, address: { family, text } }) =>
          text === to.address.text || (ready && family === to.address.family && (!node || isOn(endpoint, node))),
      )
      .map((backend) => ({
        target: `${backend.address.text}:${targetPort(backend, hop) ?? ''}`,
        isChosen: backend.address.text === to.address.text,
      })),
  }
}

/**
 * A Service that leads to nobody; null: it is headless, so that nothing would be translated. `blocked`: where there is
 * nobody.
 */
export function blockedService(
  { to }: Question,
  service: Service,
  port: number,
  blocked: NonNullable<TripService['blocked']>,
  from: TripEnd,
  walked: Walked,
): TripService | null {
  if (service.headless) return null
  const { network, cluster, facts } = walked
  const asked = resolveReference(to, cluster, facts)
  const host = asked.ok && asked.value.kind === 'endpoints' ? asked.value.endpoints[0]?.endpoint : undefined
  const entryNode = host?.kind === 'host' ? host.node : null
  return {
    portName: portName(service, port),
    nodePort: service.ports.find((each) => each.port === port)?.nodePort ?? assumedNodePort(service, port),
    traffic: service.externalTrafficPolicy,
    dials: dialsOf({ service, entryNode }, entryNode !== null, from, from.address),
    backends: [],
    entry:
      entryNode !== null
        ? (network.nodes.get(entryNode) ?? nowhere(from.address, network))
        : from.in === 'outside'
          ? someNode(network, from.address)
          : null,
    blocked,
  }
}

function dialsOf(
  { service, entryNode }: Pick<ServiceHop, 'service' | 'entryNode'>,
  isNodeAsked: boolean,
  from: TripEnd,
  { family }: IpAddress,
): TripService['dials'] {
  if (
    entryNode === null &&
    (from.in !== 'outside' || (service.type === 'ClusterIP' && service.externalAddresses.length === 0))
  )
    return 'cluster-ip'
  return !isNodeAsked && service.externalAddresses.some((address) => address.family === family)
    ? 'load-balancer'
    : 'node-port'
}

/** The address and the port that lead to a Service. `own`: the one of its addresses that was dialled. */
export function frontOf(
  { dials, entry, nodePort }: TripService,
  service: Service,
  port: number,
  own: IpAddress | null,
  backend: IpAddress,
  { cluster }: Walked,
): { readonly address: IpAddress; readonly port: number } {
  const inFamily = (addresses: readonly IpAddress[]) => addresses.find(({ family }) => family === backend.family)
  if (dials === 'cluster-ip') return { address: own ?? inFamily(service.clusterAddresses) ?? backend, port }
  const outside = service.externalAddresses.find(({ text }) => text === own?.text)
  if (dials === 'load-balancer') return { address: outside ?? inFamily(service.externalAddresses) ?? backend, port }
  return {
    address: entry
      ? (inFamily(cluster.nodes.find(({ name }) => name === entry.node)?.addresses ?? []) ?? entry.address)
      : backend,
    port: nodePort,
  }
}

/** `shop/web`, `shop/web:http`. */
function portName(service: Service, port: number): string {
  const name = service.ports.find((each) => each.port === port)?.name
  return `${namespacedName(service)}${name ? `:${name}` : ''}`
}

function targetPort(backend: Backend, { service, port }: ServiceHop): number | null {
  const written = service.ports.find((each) => each.port === port)
  return written ? (backendPort(service, written, backend) ?? null) : port
}

/** Source: https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport (one of 30000 to 32767) */
function assumedNodePort(service: Service, port: number): number {
  return 30_000 + (hashOf(`${namespacedName(service)}:${port}`) % 2_768)
}
