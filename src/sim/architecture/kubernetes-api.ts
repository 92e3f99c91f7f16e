/** What of an object tells where the API server has it. */
export interface Addressed {
  readonly apiVersion: string
  readonly kind: string
  /** Null: it belongs to the whole cluster. */
  readonly namespace: string | null
  readonly name: string
}

/** The plural of a kind in paths. Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris */
const PLURALS: Readonly<Record<string, string>> = {
  Pod: 'pods',
  Deployment: 'deployments',
  ReplicaSet: 'replicasets',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
  ReplicationController: 'replicationcontrollers',
  Job: 'jobs',
  CronJob: 'cronjobs',
  NetworkPolicy: 'networkpolicies',
  ClusterNetworkPolicy: 'clusternetworkpolicies',
  AdminNetworkPolicy: 'adminnetworkpolicies',
  BaselineAdminNetworkPolicy: 'baselineadminnetworkpolicies',
  PolicyEndpoint: 'policyendpoints',
}

function plural(kind: string): string {
  return PLURALS[kind] ?? `${kind.toLowerCase()}s`
}

/**
 * Whether a CustomResourceDefinition defines the kind, so that it is kept as JSON. Of the groups that are spoken of
 * here only one with a dot in its name is built in.
 */
export function isCustom({ apiVersion }: Pick<Addressed, 'apiVersion'>): boolean {
  const group = groupOf(apiVersion)
  return group.includes('.') && group !== 'networking.k8s.io'
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
}

/** Where objects of this kind are created: `/apis/apps/v1/namespaces/shop/deployments`. */
export function collectionPath({ apiVersion, kind, namespace }: Omit<Addressed, 'name'>): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  return `${root}${namespace === null ? '' : `/namespaces/${namespace}`}/${plural(kind)}`
}

/** The path of an object at the API server: that of its collection, and its name. */
export function objectPath(object: Addressed): string {
  return `${collectionPath(object)}/${object.name}`
}

/**
 * The key in etcd: `/registry/deployments/shop/web`. Kinds of a CustomResourceDefinition have their group in it.
 * Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/kubeapiserver/default_storage_factory_builder.go
 * (replication controllers are `controllers`), https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/.
 */
export function etcdKey(object: Addressed): string {
  const { apiVersion, kind, namespace, name } = object
  const place = isCustom(object)
    ? `${groupOf(apiVersion)}/${plural(kind)}`
    : kind === 'ReplicationController'
      ? 'controllers'
      : plural(kind)
  return `/registry/${place}/${namespace === null ? '' : `${namespace}/`}${name}`
}
