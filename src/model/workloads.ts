import type { Labels } from '../ground/labels.ts'
import { matchesSelector } from '../ground/labels.ts'
import { fieldAt, labelsAt, listAt, numberAt, textAt } from '../manifests/fields.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { WorkloadKind } from './cluster.ts'

/** The short form of each workload kind in an `EndpointRef`. */
export const WORKLOAD_PREFIX: Readonly<Record<Exclude<WorkloadKind, 'Pod'>, string>> = {
  Deployment: 'deploy', StatefulSet: 'sts', DaemonSet: 'ds', ReplicaSet: 'rs', ReplicationController: 'rc', Job: 'job', CronJob: 'cronjob',
}

const GROUPS: Readonly<Record<Exclude<WorkloadKind, 'Pod'>, readonly string[]>> = {
  Deployment: ['apps', 'extensions'], StatefulSet: ['apps'], DaemonSet: ['apps', 'extensions'], ReplicaSet: ['apps', 'extensions'],
  ReplicationController: [''], Job: ['batch'], CronJob: ['batch'],
}

/** More replicas than this teach nothing new and would only cost time. */
export const REPLICA_LIMIT = 200

export function isWorkloadKind(kind: string): kind is Exclude<WorkloadKind, 'Pod'> {
  return Object.hasOwn(WORKLOAD_PREFIX, kind)
}

/** The kind of a object that makes pods, null for all others. */
export function workloadKindOf(object: KubernetesObject): Exclude<WorkloadKind, 'Pod'> | null {
  return isWorkloadKind(object.kind) && GROUPS[object.kind].includes(object.group) ? object.kind : null
}

export function workloadRef(kind: WorkloadKind, namespace: string, name: string): string {
  return kind === 'Pod' ? `${namespace}/${name}` : `${WORKLOAD_PREFIX[kind]}:${namespace}/${name}`
}

/** The pod template: of a CronJob it lies one Job deeper. */
export function podTemplate(object: KubernetesObject): unknown {
  return object.kind === 'CronJob' ? fieldAt(object.value, 'spec', 'jobTemplate', 'spec', 'template') : fieldAt(object.value, 'spec', 'template')
}

/** A pod that a controller would make: its name, and its node where the controller decides it. */
export interface PlannedPod {
  readonly name: string
  readonly node: string | null
}

/**
 * The pods a controller would make. Names are ours and readable: `web-1`, `web-2`; a StatefulSet counts from 0 as the
 * real one does; a DaemonSet's pod carries its node. `wanted` is more than the pods when the limit cut them.
 */
export function plannedPods(object: KubernetesObject, kind: Exclude<WorkloadKind, 'Pod'>, nodes: readonly { readonly name: string; readonly labels: Labels }[]): { readonly pods: readonly PlannedPod[]; readonly wanted: number } {
  const { value, name } = object
  if (kind === 'DaemonSet') {
    const selector = labelsAt(podTemplate(object), 'spec', 'nodeSelector')
    const requirements = Object.entries(selector).map(([key, wanted]) => ({ key, operator: 'Equals' as const, values: [wanted], path: [] }))
    const fitting = nodes.filter((node) => matchesSelector({ requirements, path: [] }, node.labels))
    return nodes.length === 0 ? numbered(name, 1, 1) : { pods: fitting.map((node) => ({ name: `${name}-${node.name}`, node: node.name })), wanted: fitting.length }
  }
  const wanted = kind === 'Job' ? numberAt(value, 'spec', 'parallelism') ?? 1 : kind === 'CronJob' ? 1 : numberAt(value, 'spec', 'replicas') ?? 1
  return numbered(name, kind === 'StatefulSet' ? numberAt(value, 'spec', 'ordinals', 'start') ?? 0 : 1, Math.max(0, wanted))
}

function numbered(name: string, first: number, wanted: number): { pods: PlannedPod[]; wanted: number } {
  const count = Math.min(wanted, REPLICA_LIMIT)
  return { pods: Array.from({ length: count }, (_, index) => ({ name: `${name}-${first + index}`, node: null })), wanted }
}

/** Who owns an object, nearest first, as far as the objects tell: a pod's ReplicaSet, then its Deployment. */
export function ownerOf(object: KubernetesObject, objects: ReadonlyMap<string, KubernetesObject>): { readonly kind: Exclude<WorkloadKind, 'Pod'>; readonly name: string } | null {
  const namespace = object.namespace ?? 'default'
  const owners = listAt(object.value, 'metadata', 'ownerReferences')
  const owner = owners.find((entry) => fieldAt(entry, 'controller') === true) ?? owners[0]
  const kind = textAt(owner, 'kind'), name = textAt(owner, 'name')
  if (kind === null || name === null || !isWorkloadKind(kind)) return null
  const above = objects.get(workloadRef(kind, namespace, name))
  if (above) return ownerOf(above, objects) ?? { kind, name }
  if (kind === 'ReplicaSet') {
    // A dump of pods alone names the ReplicaSet; its hash tells which Deployment made it.
    const hash = textAt(object.value, 'metadata', 'labels', 'pod-template-hash')
    if (hash !== null && name.endsWith(`-${hash}`)) return { kind: 'Deployment', name: name.slice(0, -hash.length - 1) }
  }
  return { kind, name }
}
