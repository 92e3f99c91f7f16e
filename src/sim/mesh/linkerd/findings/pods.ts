import type { PolicySet } from '../../../../engine/policy-set.ts'
import type { Pod } from '../../../../model/cluster.ts'
import { DEFAULT_POLICIES, isDefaultPolicy } from '../../../../policy/kinds/linkerd/default-policy.ts'
import { readPodManifest } from '../../../walls/pod-manifest.ts'
import { closedPorts } from '../../closed-port.ts'
import type { MeshFinding } from '../../mesh.ts'
import { INJECT, INJECT_WORDS, namespaceAnnotations } from '../membership.ts'
import { DEFAULT_POLICY } from '../pod-settings.ts'
import { INBOUND_PORT } from '../server-proxy.ts'
import { byObject, type View } from './view.ts'

/**
 * Between two proxies everything comes in on one port, whatever was meant; a NetworkPolicy that opens the ports of the
 * application alone closes it.
 * Source: https://linkerd.io/2-edge/common-errors/network-policy/
 */
export function proxyPortFindings(meshed: readonly (readonly Pod[])[], set: PolicySet): readonly MeshFinding[] {
  return closedPorts(meshed, set, INBOUND_PORT).map(({ object, pods: count }) => ({
    facts: { code: 'linkerd-proxy-port-closed', pods: count, port: INBOUND_PORT },
    severity: 'warning',
    object,
    path: ['metadata', 'name'],
  }))
}

/**
 * Source: linkerd2, pkg/inject/report.go and policy-controller/k8s/index/src/inbound/workload.rs: a word that nobody
 * knows is written to a log and passed over
 */
export function wordFindings({ pods }: View): readonly MeshFinding[] {
  const namespaces = [...new Map(pods.map(({ pod }) => [pod.namespace, pod])).values()]
  return [
    ...namespaces.flatMap((pod) =>
      pod.namespace.object
        ? [
            {
              object: pod.namespace.object,
              annotations: namespaceAnnotations(pod),
              path: ['metadata', 'annotations'] as readonly (string | number)[],
            },
          ]
        : [],
    ),
    ...byObject(pods).map(({ pod }) => {
      const { annotations, annotationsPath } = readPodManifest(pod.object)
      return { object: pod.object, annotations, path: annotationsPath }
    }),
  ].flatMap(({ object, annotations, path }) => {
    const inject = annotations[INJECT] ?? ''
    const policy = annotations[DEFAULT_POLICY]
    const unknown = (annotation: string, value: string, words: readonly string[]): MeshFinding => ({
      facts: { code: 'linkerd-word-unknown', annotation, value, words },
      severity: 'warning',
      object,
      path: [...path, annotation],
    })
    return [
      ...(inject === '' || INJECT_WORDS.includes(inject) ? [] : [unknown(INJECT, inject, INJECT_WORDS)]),
      ...(policy === undefined || isDefaultPolicy(policy) ? [] : [unknown(DEFAULT_POLICY, policy, DEFAULT_POLICIES)]),
    ]
  })
}
