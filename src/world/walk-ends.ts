import type { IpAddress } from '../ground/ip.ts'
import { externalEndpoint, type Endpoint } from '../model/endpoint.ts'
import type { ClusterNetwork, NodeNetwork } from '../sim/cni/network.ts'
import type { TripEnd } from '../sim/cni/trip.ts'
import type { Asked } from './asked.ts'

/** What a walk is made from. */
export interface Walked extends Asked {
  readonly network: ClusterNetwork
}

/** An end with its address and its node. Null: it has no address, or nobody knows its node. */
export function endOf(endpoint: Endpoint, address: IpAddress | null, { network }: Walked): TripEnd | null {
  const own = address ?? endpoint.addresses[0]
  // Which node it is on, and with which address, nobody says.
  if (!own || endpoint.kind === 'entry') return null
  if (endpoint.kind === 'external') return { in: 'outside', label: endpoint.label, node: null, address: own }
  const node = network.nodes.get(endpoint.node ?? '') ?? nowhere(own, network)
  if (!node) return null
  return endpoint.kind === 'pod'
    ? { in: 'pod', pod: endpoint.pod, node, address: own }
    : { in: 'host', process: endpoint.process, node, address: own }
}

/** A node of which no more is known than that there is one. The API's own text needs no more; plugins do. */
export function nowhere(address: IpAddress, { setting, nodes }: ClusterNetwork): NodeNetwork | null {
  if (setting.name !== 'reference') return null
  const subnet = [...nodes.values()][0]?.subnet ?? {
    family: address.family,
    first: address.value,
    last: address.value,
    prefix: address.family === 4 ? 32 : 128,
    text: address.text,
    canonical: address.text,
  }
  return { node: '', address, subnet, gateway: address, ranges: [], tunnel: null, reserved: [] }
}

/**
 * A node for somebody who may be on any: the first one, or one that stands for none; null: not even that can be had.
 */
export function someNode(network: ClusterNetwork, address: IpAddress): NodeNetwork | null {
  return [...network.nodes.values()][0] ?? nowhere(address, network)
}

/** The end of a walk as an endpoint, for the engine. */
export function endpointOf(end: TripEnd): Endpoint {
  switch (end.in) {
    case 'pod':
      return { kind: 'pod', pod: end.pod, addresses: [end.address], node: end.node.node }
    case 'host':
      return { kind: 'host', node: end.node.node, labels: {}, addresses: [end.address], process: end.process }
    case 'outside':
      return externalEndpoint(end.label, end.address)
  }
}
