import { targetPortOn } from '../../../model/service-port.ts'
import { evaluateFlow } from '../../../engine/evaluate.ts'
import type { IpAddress } from '../../../ground/ip.ts'
import type { Service, ServicePort } from '../../../model/cluster.ts'
import type { PodEndpoint } from '../../../model/endpoint.ts'
import { namespacedName } from '../../../model/namespaced-name.ts'
import type { PodsMatcher } from '../../../policy/form.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { matchesBlock, matchesPod, type Flow } from '../../../policy/match.ts'
import type { Finding } from '../finding.ts'
import type { PolicyView, RuleView } from '../policy-view.ts'
import type { PluginView } from './plugin-view.ts'

/**
 * Egress by a block of pods' addresses, which leads straight to the pods and not through their Service: the gate
 * compares blocks with the Service's own address and port.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html ("the service port must be the same
 * as the container port"), https://github.com/aws/aws-network-policy-agent/blob/main/pkg/ebpf/c/tc.v4egress.bpf.c
 */
export function servicePortFindings(view: PluginView): readonly Finding[] {
  if (view.set.profile.name !== 'aws-vpc-cni') return []
  return view.policies.flatMap((policy) => {
    const source = policy.selected.find(({ endpoint }) => endpoint?.kind === 'pod')?.endpoint
    return source?.kind === 'pod'
      ? policy.rules
          .filter(({ section }) => section === 'egress')
          .flatMap((rule) => ruleFindings(rule, policy, source, view))
      : []
  })
}

function ruleFindings(
  { index, peers }: RuleView,
  { object }: PolicyView,
  source: PodEndpoint,
  view: PluginView,
): readonly Finding[] {
  return peers.flatMap((matcher, peer): readonly Finding[] => {
    if (matcher.kind === 'pods') return selectorFindings(matcher, { rule: index, peer }, object, source, view)
    if (matcher.kind !== 'block') return []
    for (const service of view.facts.cluster.services)
      for (const { endpoint, address } of service.backends) {
        if (endpoint.kind !== 'pod' || endpoint.pod === source.pod || !matchesBlock(matcher, address)) continue
        const own = service.clusterAddresses.find(({ family }) => family === address.family)
        if (!own) continue
        const way = { source, destination: endpoint, address, service, own }
        const closed = service.ports.find((port) => isClosedThrough(port, way, view))
        if (!closed) continue
        return [
          {
            facts: {
              code: 'service-port-needed',
              section: 'egress',
              rule: index,
              peer,
              cidr: matcher.block.text,
              service: namespacedName(service),
              address: own.text,
              port: closed.port,
            },
            severity: 'warning',
            object,
            path: [...matcher.path, 'ipBlock', 'cidr'],
            part: 'value',
            fixes: [],
          },
        ]
      }
    return []
  })
}

/** From a pod to one behind a Service. `address`: of that pod; `own`: of the Service, in the same family. */
interface TwoWays {
  readonly source: PodEndpoint
  readonly destination: PodEndpoint
  readonly address: IpAddress
  readonly service: Service
  readonly own: IpAddress
}

/**
 * Pods by labels that their Service does not select by, or at a port that the controller does not open of it.
 * Source: https://github.com/aws/amazon-network-policy-controller-k8s/blob/main/pkg/resolvers/endpoints.go
 * (getMatchingServiceClusterIPs), https://github.com/aws/amazon-network-policy-controller-k8s/issues/224
 */
function selectorFindings(
  matcher: PodsMatcher,
  at: { readonly rule: number; readonly peer: number },
  object: KubernetesObject,
  source: PodEndpoint,
  view: PluginView,
): readonly Finding[] {
  for (const service of view.facts.cluster.services)
    for (const { endpoint, address } of service.backends) {
      if (endpoint.kind !== 'pod' || endpoint.pod === source.pod || !matchesPod(matcher, endpoint.pod)) continue
      const own = service.clusterAddresses.find(({ family }) => family === address.family)
      const closed =
        own &&
        service.ports.find((port) =>
          isClosedThrough(port, { source, destination: endpoint, address, service, own }, view),
        )
      if (!closed) continue
      return [
        {
          facts: {
            code: 'service-not-opened',
            section: 'egress',
            ...at,
            service: namespacedName(service),
            port: closed.port,
          },
          severity: 'warning',
          object,
          path: [...matcher.path, matcher.podSelector ? 'podSelector' : 'namespaceSelector'],
          part: 'value',
          fixes: [],
        },
      ]
    }
  return []
}

/** Straight to the pod it gets out, through the Service it does not. */
function isClosedThrough(
  { port, targetPort, nodePort, protocol }: ServicePort,
  { source, destination, address, service, own }: TwoWays,
  { set }: PluginView,
): boolean {
  const number = targetPortOn(destination.pod, targetPort, protocol)
  if (number === undefined) return false
  const straight: Flow = {
    source,
    destination,
    protocol,
    port: number,
    hairpin: false,
    name: null,
    service: null,
    destinationAddress: address,
    sourceAddress: source.addresses.find(({ family }) => family === address.family) ?? null,
  }
  const leaves = (flow: Flow) => evaluateFlow(flow, set).gates.find(({ at }) => at === 'egress')!.passage === 'allowed'
  return (
    leaves(straight) && !leaves({ ...straight, service: { service, port, nodePort, address: own, entryNode: null } })
  )
}
