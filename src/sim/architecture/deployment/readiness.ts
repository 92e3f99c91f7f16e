import { fieldAt, listAt } from '../../../manifests/fields.ts'
import type { Pod, Service } from '../../../model/cluster.ts'
import type { CniSetting } from '../../cni/choice.ts'
import { podText } from '../cni-add.ts'
import { hasKubeProxy } from '../component.ts'
import { json, type StepFacts } from '../journey.ts'
import { objectPath } from '../kubernetes-api.ts'
import { podRef } from './object-ref.ts'

/** Until the address is written down and Services know of it. */
export function readinessSteps(
  pod: Pod,
  node: string | null,
  setting: CniSetting,
  services: readonly Service[],
): readonly StepFacts[] {
  return [reportStep(pod), ...readySteps(pod), ...serviceSteps(pod, node, setting, services)]
}

function reportStep(pod: Pod): StepFacts {
  const object = podRef(pod)
  const addresses = pod.addresses.map(({ text }) => text)
  return {
    id: 'report-address',
    from: 'kubelet',
    to: 'api-server',
    node: 'one',
    source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/',
    object,
    message: { verb: 'PATCH', target: `${objectPath({ apiVersion: 'v1', ...object })}/status` },
    after: [
      { of: object, field: 'status.podIP', value: addresses[0] ?? null },
      { of: object, field: 'status.phase', value: 'Running' },
    ],
    payloads: [
      {
        is: 'request',
        name: null,
        text: json({ status: { phase: 'Running', podIP: addresses[0], podIPs: addresses.map((ip) => ({ ip })) } }),
      },
    ],
  }
}

/** A pod without a readiness probe is ready as soon as its containers run. */
function readySteps(pod: Pod): readonly StepFacts[] {
  const object = podRef(pod)
  const source = 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'
  const probe = listAt(podText(pod).spec, 'containers')
    .map((container) => fieldAt(container, 'readinessProbe'))
    .find((each) => each !== undefined)
  return [
    ...(probe === undefined
      ? []
      : [
          {
            id: 'probe' as const,
            from: 'kubelet' as const,
            to: 'pod' as const,
            node: 'one' as const,
            source,
            object,
            payloads: [{ is: 'object' as const, name: 'readinessProbe', text: json(probe) }],
          },
        ]),
    {
      id: 'ready',
      from: 'kubelet',
      to: 'api-server',
      node: 'one',
      source,
      object,
      message: { verb: 'PATCH', target: `${objectPath({ apiVersion: 'v1', ...object })}/status` },
      after: [{ of: object, field: 'status.conditions[Ready]', value: pod.ready ? 'True' : 'False' }],
    },
  ]
}

/** Only where a Service leads to the pod. */
function serviceSteps(
  pod: Pod,
  node: string | null,
  setting: CniSetting,
  services: readonly Service[],
): readonly StepFacts[] {
  const service = services[0]
  if (!service) return []
  const namespace = pod.namespace.name
  const source = 'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/'
  const slice = { kind: 'EndpointSlice', namespace, name: service.name }
  const watcher = hasKubeProxy(setting) ? 'kube-proxy' : 'cni-agent'
  const path = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`
  return [
    {
      id: 'endpoints',
      from: 'controller-manager',
      to: 'api-server',
      source,
      object: slice,
      message: { verb: 'PUT', target: `${path}/${service.name}-…` },
      after: [{ of: slice, field: 'endpoints[].conditions.ready', value: String(pod.ready) }],
      payloads: [
        {
          is: 'request',
          name: null,
          text: json({
            apiVersion: 'discovery.k8s.io/v1',
            kind: 'EndpointSlice',
            metadata: { namespace, labels: { 'kubernetes.io/service-name': service.name } },
            endpoints: [
              {
                addresses: pod.addresses.map(({ text }) => text).slice(0, 1),
                conditions: { ready: pod.ready },
                ...(node !== null && { nodeName: node }),
                targetRef: podRef(pod),
              },
            ],
          }),
        },
      ],
    },
    {
      id: 'services-see',
      from: 'api-server',
      to: watcher,
      node: 'each',
      source,
      object: slice,
      message: { verb: 'MODIFIED', target: '/apis/discovery.k8s.io/v1/endpointslices?watch=1' },
    },
    {
      id: 'program-services',
      from: watcher,
      to: 'kernel',
      node: 'each',
      source: 'https://kubernetes.io/docs/reference/networking/virtual-ips/',
      object: { kind: 'Service', namespace, name: service.name },
    },
  ]
}
