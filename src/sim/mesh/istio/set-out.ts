import type { Leg, PlacedFact } from '../../../engine/leg.ts'
import type { Service } from '../../../model/cluster.ts'
import type { Endpoint } from '../../../model/endpoint.ts'
import type { Flow } from '../../../policy/match.ts'
import { pastOutbound } from './capture.ts'
import { unknownHost } from './client-route.ts'
import { dialledHosts } from './hosts.ts'
import type { Istio } from './istio.ts'
import { serviceEntryFor } from './outbound.ts'
import { ended, type Dial, type Traveller } from './traveller.ts'

/**
 * Who sets out with a question, for where, and what its own proxy is past. `refused`: it ends there already; null: it
 * does not.
 */
export interface SetOut {
  readonly traveller: Traveller
  readonly dial: Dial
  readonly facts: readonly PlacedFact[]
  readonly refused: Leg | null
}

/**
 * A proxy does not know which pod is behind a port of a node: an Envoy has no listener there that names a Service, and
 * a ztunnel knows only addresses of pods and Services, so that both send what they get.
 * Source: https://istio.io/latest/docs/tasks/traffic-management/egress/egress-control/#envoy-passthrough-to-external-services;
 * https://github.com/istio/ztunnel/blob/master/src/proxy/outbound.rs
 */
export function setOut(istio: Istio, flow: Flow, fromIdentity: string | null): SetOut {
  const { source, service } = flow
  const own = istio.members.of(source)
  const isOverNode = source.kind === 'pod' && service !== null && service.entryNode !== null && service.address === null
  const port = isOverNode ? service.nodePort : (service?.port ?? flow.port)
  const address = isOverNode ? null : (service?.address ?? flow.destinationAddress)
  const past = own === 'sidecar' && source.kind === 'pod' ? pastOutbound(source.pod, port, address) : null
  const isUnread = past !== null || isOverNode
  const traveller: Traveller = {
    endpoint: source,
    address: flow.sourceAddress,
    member: isUnread ? 'none' : own,
    identity: fromIdentity ?? (isUnread ? null : istio.members.identity(source)),
    isGiven: fromIdentity !== null,
    remote: flow.sourceAddress,
    said: flow.said,
    hosts: dialledHosts(flow),
    origin: flow,
  }
  const dial = dialOf(istio, flow)
  if (past)
    return {
      traveller,
      dial,
      facts: [{ fact: { fact: 'port-excluded', end: 'source', port: port ?? 0 }, ground: past.ground }],
      refused: null,
    }
  if (!isOverNode || own === 'none') return { traveller, dial, facts: [], refused: null }
  const byNode = { ...dial, service: null, host: service.entryNode, servicePort: port }
  const chosen = own === 'sidecar' ? unknownHost(istio, traveller, byNode, source.pod) : null
  return {
    traveller,
    dial,
    facts: [{ fact: { fact: 'dialled-by-address' }, ground: null }],
    refused: chosen?.choice === 'refused' ? ended(traveller, chosen.dial, chosen.refusal, chosen.found) : null,
  }
}

/** What the question dials. */
function dialOf(istio: Istio, { source, destination, destinationAddress, port, service, name }: Flow): Dial {
  const dialled = service ? { service: service.service, port: service.port } : headlessBehind(istio, destination, port)
  const host = service ? null : name
  const client = source.kind === 'pod' ? source.pod : null
  const byAddress = destinationAddress ? { address: destinationAddress, port } : { host: '' }
  return {
    service: dialled?.service ?? null,
    servicePort: dialled?.port ?? port,
    host,
    subset: null,
    to: { endpoint: destination, address: destinationAddress, port },
    serviceEntry: dialled ? null : serviceEntryFor(istio, client, host !== null ? { host, port } : byAddress),
  }
}

/** A pod of a headless Service is known by its address. */
function headlessBehind(
  { cluster }: Istio,
  destination: Endpoint,
  port: number | null,
): { readonly service: Service; readonly port: number } | null {
  const service = cluster.services.find(
    (each) =>
      each.headless &&
      each.ports.some((own) => own.port === port) &&
      each.backends.some(({ endpoint }) => endpoint === destination),
  )
  return service && port !== null ? { service, port } : null
}
