import type { Labels } from '../../../ground/labels.ts'
import type { Pod } from '../../../model/cluster.ts'
import type { Endpoint, HostEndpoint } from '../../../model/endpoint.ts'
import type { ApiServerPlace } from '../api-server.ts'

/**
 * Labels whose keys begin so are not part of an identity, so that no selector ever sees them.
 * Source: https://docs.cilium.io/en/stable/operations/performance/scalability/identity-relevant-labels/,
 * pkg/labelsfilter (defaultLabelPrefixes)
 */
const DROPPED = [
  /^io\.kubernetes\./,
  /^kubernetes\.io/,
  /^[a-z.]*\.beta\.kubernetes\.io/,
  /^beta\.kubernetes\.io/,
  /^k8s\.io/,
  /^pod-template-hash/,
  /^pod-template-generation/,
  /^controller-revision-hash/,
  /^(batch\.kubernetes\.io\/)?controller-uid/,
  /^statefulset\.kubernetes\.io\/pod-name/,
  /^apps\.kubernetes\.io\/pod-index/,
  /^batch\.kubernetes\.io\/job-completion-index/,
  /^annotation\./,
  /^etcd_node/,
  /^topology\.kubernetes\.io/,
] as const

/** The one cluster that is simulated. */
export const CLUSTER = 'default'

/** What of a pod's own labels counts. */
export function relevantLabels(labels: Labels): Labels {
  const kept = Object.entries(labels).filter(([key]) => !DROPPED.some((prefix) => prefix.test(key)))
  return kept.length === Object.keys(labels).length ? labels : Object.fromEntries(kept)
}

/** A pod that did not change is the same object from one world to the next. */
const labelsOf = new WeakMap<Pod, { readonly plain: Labels; readonly sourced: Labels }>()

/** What selectors of NetworkPolicy are compared with: the labels that count, and those that Cilium adds. */
export function podLabels(pod: Pod): Labels {
  return allLabels(pod).plain
}

function allLabels(pod: Pod): { readonly plain: Labels; readonly sourced: Labels } {
  let labels = labelsOf.get(pod)
  if (!labels) {
    const plain = { ...relevantLabels(pod.labels), ...added(pod) }
    labelsOf.set(pod, (labels = { plain, sourced: withSource('k8s', plain) }))
  }
  return labels
}

function added({ namespace, serviceAccount }: Pod): Record<string, string> {
  return {
    'io.kubernetes.pod.namespace': namespace.name,
    'io.cilium.k8s.policy.serviceaccount': serviceAccount,
    'io.cilium.k8s.policy.cluster': CLUSTER,
    ...Object.fromEntries(
      Object.entries(namespace.labels).map(([key, value]) => [`io.cilium.k8s.namespace.labels.${key}`, value]),
    ),
  }
}

/**
 * The labels of an endpoint's identity, each with its source and once more for every source. A node is `host` to its
 * own pods and `remote-node` to others.
 * Source: https://docs.cilium.io/en/stable/internals/security-identities/, pkg/k8s/labels.go,
 * pkg/identity/numericidentity.go
 */
export function identityLabels(endpoint: Endpoint, { nodes, external }: ApiServerPlace): Labels {
  switch (endpoint.kind) {
    case 'pod':
      return podIdentityLabels(endpoint.pod)
    case 'host':
      return withSource(
        'reserved',
        {
          [endpoint.relation === 'own' ? 'host' : 'remote-node']: '',
          ...(nodes.has(endpoint.node) ? { 'kube-apiserver': '' } : {}),
        },
        withSource('node', endpoint.labels),
      )
    case 'entry':
      return withSource('reserved', { ingress: '' })
    case 'external':
      return withSource('reserved', {
        world: '',
        ...(external !== null && endpoint.addresses.some(({ text }) => text === external)
          ? { 'kube-apiserver': '' }
          : {}),
      })
  }
}

/** Those of a pod with an address of its own. */
export function podIdentityLabels(pod: Pod): Labels {
  return allLabels(pod).sourced
}

function withSource(source: string, labels: Labels, more: Labels = {}): Labels {
  const sourced: Record<string, string> = { ...more }
  for (const [key, value] of Object.entries(labels)) {
    sourced[`${source}:${key}`] = value
    sourced[`any:${key}`] = value
  }
  return sourced
}

/** A node as its own pods see it, and as others do. */
export function asSeen(host: HostEndpoint, relation: 'own' | 'other'): HostEndpoint {
  return { ...host, relation }
}
