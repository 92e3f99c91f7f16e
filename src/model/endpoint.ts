import type { IpAddress } from '../ground/ip.ts'
import type { Labels } from '../ground/labels.ts'
import type { Pod } from './cluster.ts'
import { namespacedName } from './namespaced-name.ts'

/**
 * One end of a flow, as policies see it. A pod on the host network is a `host`: its traffic has the node's address and
 * nothing tells it from the node's own. Source: spec of NetworkPolicy leaves it open; all common enforcers do this.
 */
export type Endpoint = PodEndpoint | HostEndpoint | EntryEndpoint | ExternalEndpoint

/** A pod as an end of a flow. `node` null: it runs nowhere. */
export interface PodEndpoint {
  readonly kind: 'pod'
  readonly pod: Pod
  readonly addresses: readonly IpAddress[]
  readonly node: string | null
}

/**
 * `process`: the host-network pod that speaks, when it is known which. `labels` are the node's; none when it is not
 * known which node it is.
 */
export interface HostEndpoint {
  readonly kind: 'host'
  readonly node: string
  readonly labels: Labels
  readonly addresses: readonly IpAddress[]
  readonly process: Pod | null
  /** To whoever looks at it: the node that it runs on, or another. Absent: nobody in particular looks. */
  readonly relation?: 'own' | 'other'
}

/**
 * A part of the network plugin that serves Ingresses and Gateways and is no pod, on whichever node the connection comes
 * in. Nobody says which address it has there.
 */
export interface EntryEndpoint {
  readonly kind: 'entry'
  readonly addresses: readonly IpAddress[]
  readonly node: null
}

/**
 * Somebody outside the cluster. No address: any address outside, or one that a name stands for and we do not know.
 * `name`: the DNS name under which it is looked up; null: none, it is dialled by its address.
 */
export interface ExternalEndpoint {
  readonly kind: 'external'
  readonly addresses: readonly IpAddress[]
  readonly name: string | null
  readonly label: string
}

/**
 * Somebody outside the cluster. Without an address: anybody there. `name`: the DNS name by which it is known; null:
 * none.
 */
export function externalEndpoint(label: string, address?: IpAddress, name: string | null = null): ExternalEndpoint {
  return { kind: 'external', label, addresses: address ? [address] : [], name }
}

/** Whom policies may be for: nobody judges what is outside. */
export type JudgedEndpoint = Exclude<Endpoint, ExternalEndpoint>

/** What people call it: `shop/web-1`, `node n1`, `203.0.113.7`. */
export function endpointLabel(endpoint: Endpoint): string {
  switch (endpoint.kind) {
    case 'pod':
      return namespacedName(endpoint.pod)
    case 'host':
      return endpoint.process ? namespacedName(endpoint.process) : `node ${endpoint.node}`
    case 'entry':
      return 'ingress'
    case 'external':
      return endpoint.label
  }
}
