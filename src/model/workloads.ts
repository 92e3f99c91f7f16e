import { fieldAt, listAt, numberAt, textAt } from '../manifests/fields.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { Node, WorkloadKind } from './cluster.ts'
import { areTaintsHeeded, daemonWish, isWished, untolerated } from './node-fit.ts'

/** The short form of each workload kind in an `EndpointRef`. */
export const WORKLOAD_PREFIX: Readonly<Record<Exclude<WorkloadKind, 'Pod'>, string>> = {
  Deployment: 'deploy',
  StatefulSet: 'sts',
  DaemonSet: 'ds',
  ReplicaSet: 'rs',
  ReplicationController: 'rc',
  Job: 'job',
  CronJob: 'cronjob',
}

const GROUPS: Readonly<Record<Exclude<WorkloadKind, 'Pod'>, readonly string[]>> = {
  Deployment: ['apps', 'extensions'],
  StatefulSet: ['apps'],
  DaemonSet: ['apps', 'extensions'],
  ReplicaSet: ['apps', 'extensions'],
  ReplicationController: [''],
  Job: ['batch'],
  CronJob: ['batch'],
}

/** More replicas than this teach nothing new and would only cost time. */
export const REPLICA_LIMIT = 200
/** Of all workloads together. The address plan has room for three times as many. */
export const POD_LIMIT = 20_000

function isWorkloadKind(kind: string): kind is Exclude<WorkloadKind, 'Pod'> {
  return Object.hasOwn(WORKLOAD_PREFIX, kind)
}

/** The kind of an object that makes pods, null for all others. */
export function workloadKindOf(object: KubernetesObject): Exclude<WorkloadKind, 'Pod'> | null {
  return isWorkloadKind(object.kind) && GROUPS[object.kind].includes(object.group) ? object.kind : null
}

/** The workload as an `EndpointRef`: `deploy:shop/web`, or `shop/web` for a pod without an owner. */
export function workloadRef(kind: WorkloadKind, namespace: string, name: string): string {
  return kind === 'Pod' ? `${namespace}/${name}` : `${WORKLOAD_PREFIX[kind]}:${namespace}/${name}`
}

/** The pod template: of a CronJob it lies one Job deeper. */
export function podTemplate(object: KubernetesObject): unknown {
  return object.kind === 'CronJob'
    ? fieldAt(object.value, 'spec', 'jobTemplate', 'spec', 'template')
    : fieldAt(object.value, 'spec', 'template')
}

/** A pod that a controller would make: its name, and its node where the controller decides it. */
export interface PlannedPod {
  readonly name: string
  readonly node: string | null
}

/**
 * The pods a controller would make. Names are ours and readable: `web-1`, `web-2`; a StatefulSet counts from 0 as the
 * real one does; a DaemonSet's pod carries its node, which is one that it asks for and tolerates. `wanted` is more
 * than the pods when the limit cut them.
 */
export function plannedPods(
  object: KubernetesObject,
  kind: Exclude<WorkloadKind, 'Pod'>,
  nodes: readonly Pick<Node, 'name' | 'labels' | 'object'>[],
): { readonly pods: readonly PlannedPod[]; readonly wanted: number } {
  const { value, name } = object
  if (kind === 'DaemonSet') {
    const spec = fieldAt(podTemplate(object), 'spec')
    const wish = daemonWish(spec)
    const named = textAt(spec, 'nodeName') || null
    const heedsTaints = areTaintsHeeded(nodes)
    const fitting = nodes.filter(
      (node) =>
        (named === null || named === node.name) &&
        isWished(wish, node) &&
        (!heedsTaints || untolerated(node, wish.tolerations) === undefined),
    )
    return nodes.length === 0
      ? numbered(name, 1, 1)
      : { pods: fitting.map((node) => ({ name: `${name}-${node.name}`, node: node.name })), wanted: fitting.length }
  }
  const wanted =
    kind === 'Job'
      ? (numberAt(value, 'spec', 'parallelism') ?? 1)
      : kind === 'CronJob'
        ? 1
        : (numberAt(value, 'spec', 'replicas') ?? 1)
  return numbered(
    name,
    kind === 'StatefulSet' ? (numberAt(value, 'spec', 'ordinals', 'start') ?? 0) : 1,
    Math.max(0, wanted),
  )
}

function numbered(name: string, first: number, wanted: number): { pods: PlannedPod[]; wanted: number } {
  const count = Math.min(wanted, REPLICA_LIMIT)
  return {
    pods: Array.from({ length: count }, (_, index) => ({ name: `${name}-${first + index}`, node: null })),
    wanted,
  }
}

type Owner = { readonly kind: Exclude<WorkloadKind, 'Pod'>; readonly name: string }

/**
 * Who owns an object at last, as far as the objects tell: of a pod not its ReplicaSet but that one's Deployment. Null:
 * nobody that makes pods. Objects that own each other in a circle have no last owner either: each counts for itself.
 */
export function ownerOf(object: KubernetesObject, objects: ReadonlyMap<string, KubernetesObject>): Owner | null {
  const seen = new Set([object])
  let last: Owner | null = null
  for (let at = object; ;) {
    const owner = writtenOwner(at)
    if (!owner) return last
    const above = objects.get(workloadRef(owner.kind, at.namespace ?? 'default', owner.name))
    if (!above) return deploymentBehind(owner, at)
    if (seen.has(above)) return null
    seen.add(above)
    last = owner
    at = above
  }
}

function writtenOwner({ value }: KubernetesObject): Owner | null {
  const owners = listAt(value, 'metadata', 'ownerReferences')
  const owner = owners.find((entry) => fieldAt(entry, 'controller') === true) ?? owners[0]
  const kind = textAt(owner, 'kind')
  const name = textAt(owner, 'name')
  return kind === null || name === null || !isWorkloadKind(kind) ? null : { kind, name }
}

/** A dump of pods alone names the ReplicaSet; its hash tells which Deployment made it. */
function deploymentBehind(owner: Owner, { value }: KubernetesObject): Owner {
  const hash = textAt(value, 'metadata', 'labels', 'pod-template-hash')
  return owner.kind === 'ReplicaSet' && hash !== null && owner.name.endsWith(`-${hash}`)
    ? { kind: 'Deployment', name: owner.name.slice(0, -hash.length - 1) }
    : owner
}
