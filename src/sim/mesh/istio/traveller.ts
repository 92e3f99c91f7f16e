import { labelsAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { IpAddress } from '../../../ground/ip.ts'
import type { Leg, PlacedFact, Refusal } from '../../../engine/leg.ts'
import type { Service } from '../../../model/cluster.ts'
import { externalEndpoint, type Endpoint } from '../../../model/endpoint.ts'
import type { Flow } from '../../../policy/match.ts'
import type { Said } from '../../../policy/request.ts'
import type { Membership } from '../mesh.ts'
import type { Istio } from './istio.ts'
import { namespaceOf } from './objects.ts'
import { waypointOf, type Waypoint } from './waypoints.ts'

/** Whoever opens the next connection, and what it carries. */
export interface Traveller {
  readonly endpoint: Endpoint
  readonly address: IpAddress | null
  readonly member: Membership
  readonly identity: string | null
  readonly isGiven: boolean
  /** Who asked first, as far as proxies on the way tell. */
  readonly remote: IpAddress | null
  readonly said: Said | undefined
  /** What it may name as its host, where the request does not tell: see `Facts`. */
  readonly hosts: readonly string[]
  /** The question itself, while nothing stands between the client and the network. */
  readonly origin: Flow | null
}

/** Where it wants to go. `to` null: any of the Service's backends. */
export interface Dial {
  readonly service: Service | null
  readonly servicePort: number | null
  readonly host: string | null
  readonly serviceEntry: KubernetesObject | null
  readonly subset: string | null
  readonly to: Place | null
}

/** Where a connection ends. */
export interface Place {
  readonly endpoint: Endpoint
  readonly address: IpAddress | null
  readonly port: number | null
}

/** Whether an Envoy speaks for it, which routes and reads requests. */
export function isEnvoy(member: Membership): boolean {
  return member === 'sidecar' || member === 'gateway' || member === 'waypoint'
}

/**
 * A proxy chooses the pod by itself, so that nobody translates the Service on the way; where it chooses its own pod,
 * nothing leaves it.
 * Source: tools/istio-iptables/pkg/capture/run.go, Run (what the proxy sends to its own pod over the loopback device)
 */
export function flowOf(
  { endpoint, address, member, said, origin }: Traveller,
  destination: Endpoint,
  destinationAddress: IpAddress | null,
  port: number | null,
): Flow {
  if (origin && member === 'none') return { ...origin, destination, destinationAddress, port }
  return {
    source: endpoint,
    destination,
    sourceAddress: address,
    destinationAddress,
    name: origin?.name ?? (destination.kind === 'external' ? destination.name : null),
    protocol: 'TCP',
    port,
    hairpin: false,
    service: null,
    ...(said && { said }),
    ...(origin?.sourcePort !== undefined && { sourcePort: origin.sourcePort }),
  }
}

/** Ends in the proxy of whoever travels, before anything is sent. */
export function ended(traveller: Traveller, dial: Dial, refusal: Refusal, found: PlacedFact): Leg {
  const to = dial.to ?? { endpoint: externalEndpoint(dial.host ?? 'nowhere'), address: null, port: dial.servicePort }
  return {
    flow: flowOf(traveller, to.endpoint, to.address, to.port),
    wire: null,
    link: { form: 'plain', identity: null, facts: [] },
    broken: { at: 'client-proxy', refusal, found },
    client: null,
    proxies: [],
    next: () => [],
  }
}

/**
 * The waypoint that stands before what is dialled; null: none does. Of a headless Service there is no address to dial:
 * its pods are what stands behind a waypoint, or does not.
 * Source: ztunnel, src/proxy/outbound.rs, build_request (a Service is found by its own address alone)
 */
export function waypointBefore(istio: Istio, { service, serviceEntry, to }: Dial): Waypoint | null {
  if (service && !service.headless)
    return waypointOf(istio, 'service', serviceLabels(service), service.namespace.name, service.object)
  if (serviceEntry)
    return waypointOf(
      istio,
      'service',
      labelsAt(serviceEntry.value, 'metadata', 'labels'),
      namespaceOf(serviceEntry),
      serviceEntry,
    )
  const pod = to?.endpoint.kind === 'pod' ? to.endpoint.pod : null
  return pod && waypointOf(istio, 'workload', pod.labels, pod.namespace.name, pod.object)
}

/** The labels of the Service itself, not those that it selects. */
export function serviceLabels({ object }: Service): Readonly<Record<string, string>> {
  return labelsAt(object.value, 'metadata', 'labels')
}
