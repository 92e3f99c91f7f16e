import { fieldAt, listAt, textAt } from '../../manifests/fields.ts'
import type { JsonObject } from '../../ground/json-object.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Cluster } from '../../model/cluster.ts'
import { podTemplate } from '../../model/workloads.ts'
import { builtInRbac, readBinding, readRole, type Rbac } from './rbac.ts'

/** What a tool reads from the API server. Lists are in the order in which kubectl prints them. */
export interface ApiObjects {
  readonly namespaces: readonly string[]
  readonly pods: readonly ApiPod[]
  readonly serviceAccounts: readonly ApiServiceAccount[]
  readonly rbac: Rbac
  /** Namespaces that have a NetworkPolicy. */
  readonly policed: ReadonlySet<string>
}

/** A pod, as somebody who asks the API server reads it. `node` null: it runs nowhere. */
export interface ApiPod {
  readonly namespace: string
  readonly name: string
  /** As the API would return it, defaults of service accounts filled in. */
  readonly spec: JsonObject
  readonly serviceAccount: string
  readonly node: string | null
  readonly phase: string
}

/** A service account, as somebody who asks the API server reads it. */
export interface ApiServiceAccount {
  readonly namespace: string
  readonly name: string
  /** Its `automountServiceAccountToken`; null: it says nothing. */
  readonly automount: boolean | null
}

/** What the cluster and the objects that were taken come to, together with what every cluster has. */
export function apiObjects(cluster: Cluster, applied: readonly KubernetesObject[]): ApiObjects {
  const namespaces = [...new Set([...GIVEN_NAMESPACES, ...cluster.namespaces.keys()])].sort()
  const given = builtInRbac()
  return {
    namespaces,
    pods: cluster.pods.map(({ namespace, name, object, serviceAccount, node, phase }): ApiPod => ({
      namespace: namespace.name,
      name,
      serviceAccount,
      node,
      phase,
      spec: specOf(object, serviceAccount),
    })),
    serviceAccounts: serviceAccounts(namespaces, applied),
    rbac: {
      roles: [...given.roles, ...ofKinds(applied, 'Role', 'ClusterRole').map(readRole)],
      bindings: [...given.bindings, ...ofKinds(applied, 'RoleBinding', 'ClusterRoleBinding').map(readBinding)],
    },
    policed: new Set(
      applied.flatMap(({ kind, group, namespace }) =>
        kind === 'NetworkPolicy' && group === 'networking.k8s.io' ? [namespace ?? 'default'] : [],
      ),
    ),
  }
}

/** Every cluster has these from its first moment. */
const GIVEN_NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system']

function specOf(object: KubernetesObject, serviceAccount: string): JsonObject {
  const spec = object.kind === 'Pod' ? fieldAt(object.value, 'spec') : fieldAt(podTemplate(object), 'spec')
  return { serviceAccount, serviceAccountName: serviceAccount, ...(typeof spec === 'object' ? spec : {}) }
}

/** A controller gives every namespace one named default. */
function serviceAccounts(
  namespaces: readonly string[],
  applied: readonly KubernetesObject[],
): readonly ApiServiceAccount[] {
  const accounts = new Map<string, ApiServiceAccount>(
    namespaces.map((namespace) => [`${namespace}/default`, { namespace, name: 'default', automount: null }]),
  )
  for (const { kind, group, namespace, name, value } of applied) {
    if (kind !== 'ServiceAccount' || group !== '') continue
    const automount = fieldAt(value, 'automountServiceAccountToken')
    accounts.set(`${namespace ?? 'default'}/${name}`, {
      namespace: namespace ?? 'default',
      name,
      automount: typeof automount === 'boolean' ? automount : null,
    })
  }
  return [...accounts].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, account]) => account)
}

function ofKinds(applied: readonly KubernetesObject[], ...kinds: readonly string[]): readonly KubernetesObject[] {
  return applied.filter(({ group, kind }) => group === 'rbac.authorization.k8s.io' && kinds.includes(kind))
}

/** Containers of a pod, in order; init containers are not among them. */
export function containersOf({
  spec,
}: Pick<ApiPod, 'spec'>): readonly { readonly name: string; readonly value: unknown }[] {
  return listAt(spec, 'containers').map((value) => ({ name: textAt(value, 'name') ?? '', value }))
}
