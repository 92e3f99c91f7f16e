import { targetPortOn } from '../../model/service-port.ts'
import { evaluateFlow } from '../../engine/evaluate.ts'
import type { Pod, Service, ServicePort } from '../../model/cluster.ts'
import { externalEndpoint } from '../../model/endpoint.ts'
import { namespacedName } from '../../model/namespaced-name.ts'
import type { Finding } from './finding.ts'
import { broadest, type NamespaceView, type OwnedRule } from './namespace-view.ts'
import type { PolicyView } from './policy-view.ts'

/**
 * Services that lead in from outside to pods that let nobody in from there. Clients and the health checks of a load
 * balancer stand outside the cluster; only a rule without peers or one with addresses admits them. Some network plugins
 * let them in all the same by the node of a pod, whose address stands in theirs.
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-ipblock-selectors
 */
export function frontDoorFindings(view: NamespaceView): readonly Finding[] {
  if (view.policies.length === 0 || view.set.policies.some(({ namespace }) => namespace === null)) return []
  return view.facts.cluster.services.flatMap((service): readonly Finding[] => {
    if (service.namespace.name !== view.namespace || (service.type !== 'LoadBalancer' && service.type !== 'NodePort'))
      return []
    const pods = [
      ...new Set(service.backends.flatMap(({ endpoint }) => (endpoint.kind === 'pod' ? [endpoint.pod] : []))),
    ]
    const by = shutBy(service, pods, view)
    return by
      ? [
          {
            facts: {
              code: 'front-door-closed',
              service: namespacedName(service),
              type: service.type,
              pods: pods.length,
            },
            severity: 'warning',
            object: by.object,
            path: ['spec', 'podSelector'],
            part: 'key',
            fixes: [],
          },
        ]
      : []
  })
}

/** The policy that shuts all of a Service's pods to the outside, on all of its ports; null: some way in is open. */
function shutBy(service: Service, pods: readonly Pod[], view: NamespaceView): PolicyView | null {
  let by: PolicyView | null = null
  for (const pod of pods) {
    const gate =
      pod.namespace.name === view.namespace ? view.gate(view.facts.groups.of(pod.endpoint!), 'ingress') : null
    if (
      !gate ||
      gate.rules.some((rule) => admitsOutside(rule, service.ports, pod)) ||
      isEnteredByNode(service, pod, view)
    )
      return null
    by ??= broadest(gate)
  }
  return by
}

function isEnteredByNode(service: Service, pod: Pod, { set }: NamespaceView): boolean {
  const { endpoint, node } = pod
  if (!set.profile.entryMatters || endpoint?.kind !== 'pod' || node === null) return false
  return service.ports.some(({ port, nodePort, targetPort, protocol }) => {
    const number = targetPortOn(pod, targetPort, protocol)
    const gate =
      number === undefined
        ? undefined
        : evaluateFlow(
            {
              source: externalEndpoint('outside'),
              destination: endpoint,
              sourceAddress: null,
              destinationAddress: endpoint.addresses[0] ?? null,
              name: null,
              hairpin: false,
              protocol,
              port: number,
              service: { service, port, nodePort, address: null, entryNode: node },
            },
            set,
          ).gates.find(({ at }) => at === 'ingress')
    return gate?.passage === 'allowed'
  })
}

function admitsOutside({ peers, ports }: OwnedRule, servicePorts: readonly ServicePort[], pod: Pod): boolean {
  if (peers.length > 0 && !peers.some(({ kind }) => kind === 'block')) return false
  return (
    ports.length === 0 ||
    servicePorts.some(({ targetPort, protocol }) => {
      const number = targetPortOn(pod, targetPort, protocol)
      return ports.some(
        (matcher) =>
          matcher.protocol === protocol &&
          (matcher.name !== null
            ? pod.ports.some((port) => port.name === matcher.name && port.port === number)
            : matcher.range === null ||
              (number !== undefined && matcher.range.from <= number && number <= matcher.range.to)),
      )
    })
  )
}
