import type { Labels } from '../../../ground/labels.ts'
import { labelsAt } from '../../../manifests/fields.ts'
import type { Cluster, Pod } from '../../../model/cluster.ts'
import type { Endpoint } from '../../../model/endpoint.ts'
import { PLAIN_VIEW, type Viewpoint } from '../../../policy/match.ts'
import type { CalicoHostEndpoint, CalicoHosts } from './host-endpoints.ts'
import { ofNamespace, under } from './inherited.ts'

/**
 * The labels that Calico's selectors find: of pods their own with what Calico adds, and those of their namespace and
 * service account under prefixes; of host endpoints their own. A host endpoint is known to others by its `expectedIPs`
 * only.
 * Source: https://docs.tigera.io/calico/latest/reference/resources/workloadendpoint,
 * libcalico-go/lib/backend/k8s/conversion (PodToWorkloadEndpoints), libcalico-go/lib/resources
 */
export function calicoView(cluster: Cluster, hosts: CalicoHosts): Viewpoint {
  const accounts = accountLabels(cluster)
  const known = new WeakMap<Pod, Labels>()
  const ofPod = (pod: Pod) => {
    let labels = known.get(pod)
    if (!labels)
      known.set(pod, (labels = podLabels(pod, accounts.get(`${pod.namespace.name}/${pod.serviceAccount}`) ?? {})))
    return labels
  }
  const wearersAt = (endpoint: Endpoint) =>
    hosts.all.filter((host) => hasAddress(host, endpoint)).map(({ labels }) => labels)
  return {
    ...PLAIN_VIEW,
    labelsWorn(endpoint, as): readonly Labels[] {
      switch (endpoint.kind) {
        case 'pod':
          return [ofPod(endpoint.pod)]
        case 'host': {
          if (as === 'peer') return wearersAt(endpoint)
          const facing = hosts.facing(endpoint.node)
          return facing ? [facing.labels] : []
        }
        case 'entry':
        case 'external':
          return wearersAt(endpoint)
      }
    },
  }
}

/** Of whom only some addresses are expected, the addresses are told apart (see `CalicoExpansion`). */
function hasAddress({ expectedIPs, isAutomatic, node }: CalicoHostEndpoint, endpoint: Endpoint): boolean {
  return (
    (isAutomatic && endpoint.kind === 'host' && endpoint.node === node) ||
    (endpoint.addresses.length > 0 && endpoint.addresses.every(({ text }) => expectedIPs.includes(text)))
  )
}

/** An own label wins over one that is inherited. */
function podLabels({ labels, namespace, serviceAccount }: Pod, account: Labels): Labels {
  return {
    ...ofNamespace(namespace),
    ...under('pcsa.', account),
    'pcsa.projectcalico.org/name': serviceAccount,
    ...Object.fromEntries(Object.entries(labels).filter(([key]) => !/^pc(ns|sa)\./.test(key))),
    'projectcalico.org/namespace': namespace.name,
    'projectcalico.org/orchestrator': 'k8s',
    'projectcalico.org/serviceaccount': serviceAccount,
  }
}

/** What a network set wears: one of a namespace inherits the namespace's labels. */
export function setLabels(own: Labels, namespace: { readonly name: string; readonly labels: Labels } | null): Labels {
  return namespace
    ? {
        ...ofNamespace(namespace),
        ...own,
        'projectcalico.org/namespace': namespace.name,
      }
    : own
}

function accountLabels({ definitions }: Cluster): ReadonlyMap<string, Labels> {
  return new Map(
    definitions
      .filter(({ kind }) => kind === 'ServiceAccount')
      .map((object) => [
        `${object.namespace ?? 'default'}/${object.name}`,
        labelsAt(object.value, 'metadata', 'labels'),
      ]),
  )
}
