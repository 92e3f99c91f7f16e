import type { Sighting } from '../../../engine/profile.ts'
import { labelsAt } from '../../../manifests/fields.ts'
import type { Cluster, Pod, Service } from '../../../model/cluster.ts'
import type { Endpoint } from '../../../model/endpoint.ts'
import { namespacedName } from '../../../model/namespaced-name.ts'
import type { PortMatcher } from '../../../policy/form.ts'
import type { Flow, ServiceHop } from '../../../policy/match.ts'
import { leaving, type Hosts } from '../hosts.ts'
import { opensPort } from './listen-ports.ts'

/**
 * A Service is still a Service where a pod's egress is judged. For rules that select pods the controller has added the
 * address of every Service whose own selector they fit, at the ports whose target they name; blocks and rules without
 * peers are compared with the Service's address and port. Of a load balancer's addresses the controller knows none.
 * Source: https://github.com/aws/amazon-network-policy-controller-k8s/blob/main/pkg/resolvers/endpoints.go
 * (getMatchingServiceClusterIPs)
 */
export function throughService(flow: Flow, hosts: Hosts, cluster: Cluster): readonly Sighting[] {
  const { service } = flow
  if (!service || service.address === null || service.entryNode !== null) return [leaving(flow, hosts, 'kube-proxy')]
  const addressed: Sighting = {
    flow: { ...flow, destinationAddress: service.address, port: service.port },
    by: 'addresses',
    as: 'service-address',
  }
  return [
    {
      flow: { ...flow, destination: asSelected(flow.destination, service) },
      by: 'selectors',
      as: null,
      opens: (ports: readonly PortMatcher[]) => opensPort(ports, flow, service, cluster),
    },
    addressed,
  ]
}

/** Whoever is behind the Service, as a pod of its namespace with no labels but those that it selects by. */
function asSelected(destination: Endpoint, { service }: ServiceHop): Endpoint {
  const labels = labelsAt(service.object.value, 'spec', 'selector')
  const node = destination.kind === 'external' ? null : destination.node
  const pod = destination.kind === 'pod' ? destination.pod : anybodyBehind(service, destination)
  return { kind: 'pod', node, addresses: destination.addresses, pod: { ...pod, namespace: service.namespace, labels } }
}

/** Nobody whom the cluster runs as a pod with an address of its own. */
function anybodyBehind(service: Service, { addresses }: Endpoint): Pod {
  const { namespace, name, object } = service
  return {
    namespace,
    name,
    labels: {},
    ports: [],
    hostPorts: [],
    node: null,
    nodeAssumed: false,
    addresses,
    addressAssumed: false,
    hostNetwork: false,
    finished: false,
    phase: 'Running',
    ready: true,
    leaving: false,
    serviceAccount: 'default',
    workload: { kind: 'Pod', ref: namespacedName(service), namespace, name, labels: {}, pods: [], object },
    endpoint: null,
    object,
  }
}
