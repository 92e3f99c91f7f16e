import type { Diagnostic } from '../ground/diagnostic.ts'
import { labelsAt } from '../manifests/fields.ts'
import { diagnose, type Manifest } from '../manifests/read.ts'
import type { AddressPlan } from './address-plan.ts'
import type { Cluster, Namespace } from './cluster.ts'
import type { Endpoint } from './endpoint.ts'
import { collectNodes } from './nodes.ts'
import { collectPods } from './pods.ts'
import { collectServices } from './services.ts'

/** A cluster and what had to be assumed to get it. */
export interface BuiltCluster {
  readonly cluster: Cluster
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Builds the cluster from manifests that the API server would accept. Deterministic: the order of the manifests decides
 * nothing, except that of two objects of the same name the caller keeps only one.
 */
export function buildCluster(manifests: readonly Manifest[], plan: AddressPlan): BuiltCluster {
  const sorted = [...manifests].sort(byIdentity)
  const diagnostics: Diagnostic[] = []
  const namespaces = collectNamespaces(sorted, diagnostics)
  const nodes = collectNodes(sorted, plan)
  const { pods, workloads } = collectPods(sorted, namespaces, nodes, plan, diagnostics)
  const podByName = new Map(pods.map((pod) => [`${pod.namespace.name}/${pod.name}`, pod]))
  const byAddress = new Map<string, Endpoint>()
  for (const node of nodes.values()) for (const address of node.addresses) byAddress.set(address.text, node.endpoint)
  for (const pod of pods) {
    if (pod.endpoint?.kind !== 'pod') continue
    for (const address of pod.addresses) {
      const other = byAddress.get(address.text)
      if (other?.kind === 'pod') diagnostics.push(diagnose(pod.manifest, { code: 'address-shared', address: address.text, other: `${other.pod.namespace.name}/${other.pod.name}` }, 'warning', 'finding', ['metadata', 'name']))
      else byAddress.set(address.text, pod.endpoint)
    }
  }
  const services = collectServices(sorted, namespaces, pods, byAddress, plan)
  const serviceAccounts = new Set(sorted.filter(({ object }) => object.kind === 'ServiceAccount' && object.group === '').map(({ object }) => `${object.namespace ?? 'default'}/${object.name}`))
  return {
    cluster: { namespaces, pods, workloads, services, nodes: [...nodes.values()], serviceAccounts, byAddress, podByName, workloadByRef: new Map(workloads.map((workload) => [workload.ref, workload])) },
    diagnostics,
  }
}

/** Kinds that live outside namespaces; everything else without a namespace lands in `default`, as with kubectl. */
const CLUSTER_SCOPED = new Set(['Namespace', 'Node', 'PersistentVolume', 'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'StorageClass', 'IngressClass', 'PriorityClass', 'APIService', 'ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'])

/** The kinds that put a pod, a Service or a policy into a namespace, so that the namespace must exist. */
const LIVES_IN_NAMESPACE = new Set(['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob', 'Service', 'ServiceAccount', 'NetworkPolicy', 'Endpoints', 'EndpointSlice'])

/** The namespace an object lands in; null for kinds that have none. */
export function namespaceOf({ object }: Manifest): string | null {
  return CLUSTER_SCOPED.has(object.kind) ? null : object.namespace ?? 'default'
}

function collectNamespaces(manifests: readonly Manifest[], diagnostics: Diagnostic[]): Map<string, Namespace> {
  const namespaces = new Map<string, Namespace>()
  const add = (name: string, manifest: Manifest | null) => {
    const written = manifest ? labelsAt(manifest.object.value, 'metadata', 'labels') : {}
    namespaces.set(name, { name, manifest, labels: { ...written, 'kubernetes.io/metadata.name': name } })
  }
  for (const manifest of manifests) if (manifest.object.kind === 'Namespace' && manifest.object.group === '') add(manifest.object.name, manifest)
  for (const manifest of manifests) {
    const name = namespaceOf(manifest)
    if (name === null || namespaces.has(name) || !LIVES_IN_NAMESPACE.has(manifest.object.kind)) continue
    add(name, null)
    // Every cluster has these two; only others deserve a remark.
    if (name !== 'default' && name !== 'kube-system') diagnostics.push(diagnose(manifest, { code: 'namespace-implied', namespace: name }, 'note', 'finding', ['metadata', 'namespace']))
  }
  return new Map([...namespaces].sort(([a], [b]) => compareText(a, b)))
}

/** Byte order, the same in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function byIdentity(a: Manifest, b: Manifest): number {
  return compareText(a.object.namespace ?? 'default', b.object.namespace ?? 'default') || compareText(a.object.kind, b.object.kind) || compareText(a.object.name, b.object.name)
}
