import type { IpAddress } from '../../ground/ip.ts'
import { externalEndpoint, type Endpoint, type HostEndpoint } from '../../model/endpoint.ts'
import type { Cluster, Pod } from '../../model/cluster.ts'
import type { Sighting } from '../../engine/profile.ts'
import type { Flow } from '../../policy/match.ts'
import type { ClusterNetwork } from './network.ts'

/**
 * The nodes of a cluster as gates see them: with their own address, or with that of their tunnel. The same object each
 * time.
 */
export class Hosts {
  readonly #byName: ReadonlyMap<string, HostEndpoint>
  readonly #guises = new WeakMap<HostEndpoint, HostEndpoint | null>()
  readonly #podsOn = new Map<string, readonly Pod[]>()

  constructor(
    private readonly cluster: Cluster,
    private readonly network: ClusterNetwork,
  ) {
    this.#byName = new Map(
      cluster.nodes.flatMap(({ name, endpoint }) => (endpoint.kind === 'host' ? [[name, endpoint] as const] : [])),
    )
  }

  /** Null: there is no such node. */
  named(node: string): HostEndpoint | null {
    return this.#byName.get(node) ?? null
  }

  /** The node, speaking with the address of its tunnel; null: it has none. */
  tunnelled(host: HostEndpoint): HostEndpoint | null {
    let guise = this.#guises.get(host)
    if (guise === undefined) {
      const tunnel = this.network.nodes.get(host.node)?.tunnel ?? null
      this.#guises.set(host, (guise = tunnel && { ...host, addresses: [tunnel] }))
    }
    return guise
  }

  /** Pods on the host network of a node. */
  podsOn(node: string): readonly Pod[] {
    let pods = this.#podsOn.get(node)
    if (!pods)
      this.#podsOn.set(
        node,
        (pods = this.cluster.pods.filter((pod) => pod.hostNetwork && pod.node === node && !pod.finished)),
      )
    return pods
  }
}

/** The flow, coming from somebody else as far as its destination can tell. */
export function comingFrom(flow: Flow, source: Endpoint): Flow {
  const family = flow.destinationAddress?.family ?? 4
  return { ...flow, source, sourceAddress: source.addresses.find((address) => address.family === family) ?? null }
}

/** Somebody outside, of whom no address was kept. */
export const SOMEBODY_OUTSIDE: Endpoint = externalEndpoint('world')

/** The node that an endpoint is on; null: it is outside, or nobody knows. */
export function nodeOf(endpoint: Endpoint): string | null {
  return endpoint.kind === 'external' ? null : endpoint.node
}

/**
 * Whether the node that takes the connection in puts its own address in the client's place: kube-proxy does so for
 * whatever comes to a node's port, or from its own pods to an address outside that leads to a Service.
 * Source: https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy,
 * pkg/proxy/iptables/proxier.go ("masquerade traffic for … external destinations")
 */
export function isMasqueraded({ service }: Flow): boolean {
  return service !== null && service.entryNode !== null && service.service.externalTrafficPolicy === 'Cluster'
}

/**
 * The node that a pod's connection to another node seems to come from, to a process there or to a port that is
 * translated there: Flannel and Calico put the node's address in a pod's place for whatever is no pod. Null: nobody
 * hides it, or the other node does so itself because the backend is elsewhere.
 * Source: flannel pkg/trafficmngr/iptables/iptables.go (FLANNEL-POSTRTG), felix/rules/nat.go (cali-nat-outgoing:
 * everything outside the pools)
 */
export function hidingNode({ source, destination, service, hostPort }: Flow): string | null {
  const dialled = service?.entryNode ?? hostPort?.node ?? (destination.kind === 'host' ? destination.node : null)
  return source.kind === 'pod' && dialled !== null && dialled !== source.node && dialled === nodeOf(destination)
    ? source.node
    : null
}

/**
 * Whether a port of the destination's own node was dialled: then another node's packets go to that node, with the
 * address that speaks for theirs on the fabric, and not through a tunnel to the pod.
 */
export function isToOwnNode({ destination, service, hostPort }: Flow): boolean {
  const dialled = service?.entryNode ?? hostPort?.node ?? null
  return dialled !== null && dialled === nodeOf(destination)
}

/**
 * What leaves for a port of another node is translated there, so that here it is still on its way to the node.
 * `before`: the gate stands before kube-proxy's rules, so that a port of the own node is not translated yet either, nor
 * an address outside that leads to a Service.
 */
export function leaving(flow: Flow, hosts: Hosts, before: 'kube-proxy' | 'nothing' = 'nothing'): Sighting {
  const { source, service } = flow
  if (before === 'kube-proxy' && service?.address && service.entryNode !== null)
    return atAddress(flow, service.address, service.port)
  const dialled = dialledPort(flow)
  const isElsewhere =
    dialled !== null && source.kind !== 'external' && (before === 'kube-proxy' || source.node !== dialled.node)
  const host = isElsewhere ? hosts.named(dialled.node) : null
  if (!host) return { flow, by: 'any', as: null }
  const family = flow.destinationAddress?.family ?? 4
  return {
    flow: {
      ...flow,
      destination: host,
      destinationAddress: host.addresses.find((address) => address.family === family) ?? null,
      port: dialled!.port,
    },
    by: 'any',
    as: 'node-port',
  }
}

/** The port of a node that was dialled, of a Service or of a pod; null: none was, or the Service has none. */
function dialledPort({ service, hostPort }: Flow): { readonly node: string; readonly port: number } | null {
  if (hostPort) return hostPort
  return service !== null && service.entryNode !== null && service.nodePort !== null
    ? { node: service.entryNode, port: service.nodePort }
    : null
}

/** On its way to somebody outside, as far as anybody can tell who does not know the Service of this address. */
function atAddress(flow: Flow, address: IpAddress, port: number): Sighting {
  const destination = externalEndpoint(address.text, address)
  return { flow: { ...flow, destination, destinationAddress: address, port }, by: 'any', as: 'service-address' }
}
