import { labelsAt } from '../manifests/fields.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { AddressPlanner } from './address-plan.ts'
import type { Cluster, Namespace, Service } from './cluster.ts'
import type { ClusterRemark } from './remark.ts'
import type { Endpoint } from './endpoint.ts'
import { collectEntries } from './entries/collect.ts'
import { collectNodes } from './nodes.ts'
import { collectPods } from './pods.ts'
import { collectServices } from './services.ts'
import { namespacedName } from './namespaced-name.ts'

/** A cluster and what had to be assumed to get it. */
export interface BuiltCluster {
  readonly cluster: Cluster
  readonly remarks: readonly ClusterRemark[]
}

/**
 * Builds the cluster from objects that the API server would accept. Deterministic: the order of the objects decides
 * nothing; of two of the same name the caller keeps only one. `alsoNamespaces`: further ones in which something lives.
 */
export function buildCluster(
  objects: readonly KubernetesObject[],
  planner: AddressPlanner,
  alsoNamespaces: readonly string[] = [],
): BuiltCluster {
  const sorted = [...objects].sort(byIdentity)
  const remarks: ClusterRemark[] = []
  const namespaces = collectNamespaces(sorted, alsoNamespaces)
  const { nodes, plan } = collectNodes(sorted, planner)
  const { pods, workloads } = collectPods(sorted, namespaces, nodes, plan, remarks)
  const podByName = new Map(pods.map((pod) => [namespacedName(pod), pod]))
  const byAddress = new Map<string, Endpoint>()
  for (const node of nodes.values()) for (const address of node.addresses) byAddress.set(address.text, node.endpoint)
  for (const pod of pods) {
    if (pod.endpoint?.kind !== 'pod') continue
    for (const address of pod.addresses) {
      const other = byAddress.get(address.text)
      if (other?.kind === 'pod')
        remarks.push({
          object: pod.object,
          severity: 'warning',
          path: ['metadata', 'name'],
          facts: {
            code: 'address-shared',
            address: address.text,
            other: namespacedName(other.pod),
          },
        })
      else byAddress.set(address.text, pod.endpoint)
    }
  }
  const services = collectServices(sorted, namespaces, pods, byAddress, plan)
  const serviceAccounts = new Set(
    sorted
      .filter((object) => object.kind === 'ServiceAccount' && object.group === '')
      .map((object) => `${object.namespace ?? 'default'}/${object.name}`),
  )
  return {
    cluster: {
      namespaces,
      pods,
      workloads,
      services,
      nodes: [...nodes.values()],
      serviceAccounts,
      definitions: sorted.filter(
        ({ group, kind }) =>
          DEFINING_GROUPS.has(group) ||
          (group === '' && (kind === 'ServiceAccount' || kind === 'Secret')) ||
          kind === 'EndpointSlice',
      ),
      byAddress,
      serviceAddresses: addressesOf(services),
      entries: collectEntries(sorted, namespaces, services, remarks),
      podByName,
      workloadByRef: new Map(workloads.map((workload) => [workload.ref, workload])),
    },
    remarks,
  }
}

function addressesOf(services: readonly Service[]): ReadonlySet<string> {
  return new Set(
    services
      .flatMap(({ clusterAddresses, externalAddresses }) => [...clusterAddresses, ...externalAddresses])
      .map(({ text }) => text),
  )
}

/**
 * Groups whose objects only policies speak of. They speak of the labels of service accounts too, and of EndpointSlices
 * by themselves.
 */
const DEFINING_GROUPS = new Set(['cilium.io', 'projectcalico.org', 'crd.projectcalico.org'])

/** Kinds that live outside namespaces; everything else without a namespace lands in `default`, as with kubectl. */
const CLUSTER_SCOPED = new Set([
  'Namespace',
  'Node',
  'PersistentVolume',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'StorageClass',
  'IngressClass',
  'GatewayClass',
  'PriorityClass',
  'APIService',
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
  'ClusterNetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'CiliumCIDRGroup',
  'GlobalNetworkPolicy',
  'Tier',
  'GlobalNetworkSet',
  'HostEndpoint',
  'Profile',
  'FelixConfiguration',
  'KubeControllersConfiguration',
  'StagedGlobalNetworkPolicy',
])

/** The kinds that put a pod or a Service into a namespace, so that the namespace must exist. */
const LIVES_IN_NAMESPACE = new Set([
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'Service',
  'ServiceAccount',
  'Endpoints',
  'EndpointSlice',
])

/** The namespace an object lands in; null for kinds that have none. */
export function namespaceOf(object: KubernetesObject): string | null {
  return CLUSTER_SCOPED.has(object.kind) ? null : (object.namespace ?? 'default')
}

function collectNamespaces(objects: readonly KubernetesObject[], also: readonly string[]): Map<string, Namespace> {
  const namespaces = new Map<string, Namespace>()
  const add = (name: string, object: KubernetesObject | null) => {
    const written = object ? labelsAt(object.value, 'metadata', 'labels') : {}
    namespaces.set(name, { name, object, labels: { ...written, 'kubernetes.io/metadata.name': name } })
  }
  for (const object of objects) if (object.kind === 'Namespace' && object.group === '') add(object.name, object)
  for (const object of objects) {
    const name = namespaceOf(object)
    if (name === null || namespaces.has(name) || !LIVES_IN_NAMESPACE.has(object.kind)) continue
    add(name, null)
  }
  for (const name of also) if (!namespaces.has(name)) add(name, null)
  return new Map([...namespaces].sort(([a], [b]) => compareText(a, b)))
}

/** Byte order, the same in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function byIdentity(a: KubernetesObject, b: KubernetesObject): number {
  return (
    compareText(a.namespace ?? 'default', b.namespace ?? 'default') ||
    compareText(a.kind, b.kind) ||
    compareText(a.name, b.name)
  )
}
