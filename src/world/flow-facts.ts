import type { IpAddress } from '../ground/ip.ts'
import { endpointLabel, type Endpoint } from '../model/endpoint.ts'
import { namespacedName } from '../model/namespaced-name.ts'
import type { Flow } from '../policy/match.ts'

/** The connection the policies saw: after name lookup, Service translation and port names. */
export interface FlowFacts {
  readonly source: EndpointFacts
  readonly destination: EndpointFacts
  readonly protocol: string
  readonly port: number | null
}

/**
 * One end of the flow that was judged, as the views need it. `ref` is an `EndpointRef`; `label` is what people read.
 */
export interface EndpointFacts {
  readonly ref: string
  readonly kind: Endpoint['kind']
  readonly label: string
  /** The workload of the pod, as an `EndpointRef`; null for everything else. */
  readonly workload: string | null
  readonly namespace: string | null
  readonly labels: Readonly<Record<string, string>>
  readonly node: string | null
  readonly address: string | null
  readonly addressAssumed: boolean
}

/** The flow as plain data, for whoever shows it. */
export function flowFacts(flow: Flow): FlowFacts {
  return {
    source: endpointFacts(flow.source, flow.sourceAddress),
    destination: endpointFacts(flow.destination, flow.destinationAddress),
    protocol: String(flow.protocol),
    port: flow.port,
  }
}

/** What an answer says of an end of its flow; `address` null: none is known. */
export function endpointFacts(endpoint: Endpoint, address: IpAddress | null): EndpointFacts {
  const pod = endpoint.kind === 'pod' ? endpoint.pod : endpoint.kind === 'host' ? endpoint.process : null
  return {
    kind: endpoint.kind,
    label: endpointLabel(endpoint),
    address: address?.text ?? null,
    ref: pod
      ? namespacedName(pod)
      : endpoint.kind === 'host'
        ? `node:${endpoint.node}`
        : address
          ? `ip:${address.text}`
          : endpointLabel(endpoint),
    workload: pod?.workload.ref ?? null,
    namespace: pod?.namespace.name ?? null,
    labels: { ...pod?.labels },
    node: endpoint.kind === 'external' ? null : endpoint.node || null,
    addressAssumed: pod?.addressAssumed ?? false,
  }
}
