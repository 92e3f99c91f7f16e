import type { YamlObject, YamlValue } from '../../manifests/print-yaml.ts'
import type { Cluster, Pod } from '../../model/cluster.ts'
import type { Peer } from '../../policy/match.ts'

/** Labels that controllers put on pods one by one: no selector should name them. */
const GENERATED = [
  'pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/job-name',
  'job-name',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
]
/** Labels that people name workloads by, the usual ones first. */
const NAMING = ['app', 'app.kubernetes.io/name', 'k8s-app', 'name', 'run']

/**
 * The smallest selector that means the pods of this pod's workload and no others of its namespace; all of its labels
 * where none does.
 */
export function selectorOf(pod: Pod, { pods }: Cluster): YamlObject {
  const labels = Object.entries(pod.labels).filter(([key]) => !GENERATED.includes(key))
  const place = ([key]: readonly [string, string]) => {
    const at = NAMING.indexOf(key)
    return at < 0 ? NAMING.length : at
  }
  const alone = [...labels]
    .sort((a, b) => place(a) - place(b) || (a[0] < b[0] ? -1 : 1))
    .find(([key, value]) =>
      pods.every(
        (other) => other.namespace !== pod.namespace || other.labels[key] !== value || other.workload === pod.workload,
      ),
    )
  const chosen = alone ? [alone] : labels
  return chosen.length === 0 ? {} : { matchLabels: Object.fromEntries(chosen) }
}

/** Blocks that are nobody's on the internet, where clusters take their own addresses from. */
const PRIVATE = { 4: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'], 6: ['fc00::/7'] } as const

/**
 * An entry of `from` or `to` for one end of a flow, in a policy of this namespace. `anywhere`: the end stands for any
 * public address. Null: NetworkPolicy has no word for it.
 */
export function peerEntry(
  { endpoint, address }: Peer,
  namespace: string,
  anywhere: boolean,
  cluster: Cluster,
): YamlValue | null {
  if (endpoint.kind === 'pod') {
    const { pod } = endpoint
    const podSelector = selectorOf(pod, cluster)
    return pod.namespace.name === namespace
      ? { podSelector }
      : { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': pod.namespace.name } }, podSelector }
  }
  if (endpoint.kind !== 'external' || !address) return null
  if (anywhere)
    return { ipBlock: { cidr: address.family === 4 ? '0.0.0.0/0' : '::/0', except: [...PRIVATE[address.family]] } }
  return { ipBlock: { cidr: `${address.text}/${address.family === 4 ? 32 : 128}` } }
}
