import type { IpAddress } from '../ground/ip.ts'
import { endpointLabel, type Endpoint } from '../model/endpoint.ts'
import { namespacedName } from '../model/namespaced-name.ts'
import type { Flow } from '../policy/match.ts'
import type { EndpointFacts, FlowFacts } from './answer.ts'

export type { EndpointFacts } from './answer.ts'

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
          : endpoint.kind === 'external'
            ? endpoint.label
            : '',
    workload: pod?.workload.ref ?? null,
    namespace: pod?.namespace.name ?? null,
    labels: { ...pod?.labels },
    node: endpoint.kind === 'external' ? null : endpoint.node || null,
    addressAssumed: pod?.addressAssumed ?? false,
  }
}
