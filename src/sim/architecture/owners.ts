import { fieldAt, listAt, textAt } from '../../manifests/fields.ts'
import { isObject, type JsonObject } from '../../ground/json-object.ts'
import type { Pod, Workload, WorkloadKind } from '../../model/cluster.ts'
import { podTemplate } from '../../model/workloads.ts'
import { excerptOf, shortSpec } from './excerpt.ts'
import { templateHash } from './identifiers.ts'
import type { Addressed } from './kubernetes-api.ts'
import { podText } from './cni-add.ts'

/** An object that a controller makes on the way from a workload to its pods, with what of it is shown. */
export interface Made extends Addressed {
  readonly shown: JsonObject
}

const VERSIONS: Readonly<Record<WorkloadKind, string>> = {
  Pod: 'v1',
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ReplicationController: 'v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
}

/** The workload's own object. Its text may be missing: then only its name is known, from its pods. */
export function workloadObject({ kind, namespace, name, object }: Workload): Made {
  const identity = { apiVersion: VERSIONS[kind], kind, namespace: namespace.name, name }
  if (object.kind !== kind)
    return {
      ...identity,
      shown: { apiVersion: identity.apiVersion, kind, metadata: { name, namespace: namespace.name } },
    }
  return { ...identity, apiVersion: object.apiVersion, shown: excerptOf({ ...object, namespace: namespace.name }) }
}

/**
 * What stands between a workload and its pods: the ReplicaSet of a Deployment, the Job of a CronJob; null for all
 * others.
 * Source: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/, …/cron-jobs/.
 */
export function middleObject(workload: Workload, pod: Pod | null): Made | null {
  const { kind, namespace, name, object } = workload
  if (kind !== 'Deployment' && kind !== 'CronJob') return null
  const between = kind === 'Deployment' ? 'ReplicaSet' : 'Job'
  const identity = {
    apiVersion: VERSIONS[between],
    kind: between,
    namespace: namespace.name,
    name: writtenOwner(pod, between) ?? `${name}-${templateHash(namespace.name, name)}`,
  }
  const inner =
    object.kind !== kind
      ? undefined
      : kind === 'CronJob'
        ? fieldAt(object.value, 'spec', 'jobTemplate', 'spec')
        : fieldAt(object.value, 'spec')
  return {
    ...identity,
    shown: { ...head(identity, workloadObject(workload)), ...(isObject(inner) && { spec: middleSpec(inner) }) },
  }
}

/** The pod as its controller makes it: nothing says yet where it runs, unless its template does. */
export function podObject(pod: Pod, owner: Made | null): Made {
  const identity = { apiVersion: 'v1', kind: 'Pod', namespace: pod.namespace.name, name: pod.name }
  const { spec } = podText(pod)
  return {
    ...identity,
    shown: {
      ...head(identity, owner, pod.labels),
      ...(isObject(spec) && { spec: withoutAssigned(pod, shortSpec(spec)) }),
      status: { phase: 'Pending' },
    },
  }
}

/**
 * Whether the text puts the pod on its node, so that the scheduler has nothing to do. A pod that reports a status was
 * scheduled.
 */
export function isPlaced(pod: Pod): boolean {
  if (pod.object.kind === 'Pod')
    return textAt(pod.object.value, 'spec', 'nodeName') !== null && fieldAt(pod.object.value, 'status') === undefined
  return textAt(podTemplate(pod.object), 'spec', 'nodeName') !== null
}

function withoutAssigned(pod: Pod, spec: JsonObject): JsonObject {
  if (isPlaced(pod)) return spec
  const { nodeName: _assigned, ...rest } = spec
  return rest
}

/** A pod that somebody dumped names the object that made it. */
function writtenOwner(pod: Pod | null, kind: string): string | null {
  if (pod?.object.kind !== 'Pod') return null
  const owner = listAt(pod.object.value, 'metadata', 'ownerReferences').find((entry) => textAt(entry, 'kind') === kind)
  return textAt(owner, 'name')
}

function head(
  { apiVersion, kind, namespace, name }: Addressed,
  owner: Made | null,
  labels: Readonly<Record<string, string>> = {},
): JsonObject {
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      ...(Object.keys(labels).length > 0 && { labels: { ...labels } }),
      ...(owner && {
        ownerReferences: [{ apiVersion: owner.apiVersion, kind: owner.kind, name: owner.name, controller: true }],
      }),
    },
  }
}

/** Of a Deployment's spec a ReplicaSet has these. */
function middleSpec(spec: JsonObject): JsonObject {
  const {
    strategy: _strategy,
    revisionHistoryLimit: _limit,
    progressDeadlineSeconds: _deadline,
    paused: _paused,
    ...rest
  } = shortSpec(spec)
  return rest
}
