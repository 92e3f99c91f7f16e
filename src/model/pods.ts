import { parseAddress } from '../ground/ip.ts'
import { fieldAt, labelsAt, listAt, textAt } from '../manifests/fields.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { AddressPlan } from './address-plan.ts'
import type { Namespace, Node, Pod, Workload, WorkloadKind } from './cluster.ts'
import type { ClusterRemark } from './remark.ts'
import { daemonWish } from './node-fit.ts'
import { conditionStatus, readPodSpec } from './pod-template.ts'
import {
  ownerOf,
  plannedPods,
  podTemplate,
  POD_LIMIT,
  REPLICA_LIMIT,
  workloadKindOf,
  workloadRef,
} from './workloads.ts'
import { assemble } from './pod-assembly.ts'
import type { Draft, EmptyWorkload } from './pod-draft.ts'

/** All pods: those written down, and those that workloads without written pods would make. */
export function collectPods(
  objects: readonly KubernetesObject[],
  namespaces: ReadonlyMap<string, Namespace>,
  nodes: ReadonlyMap<string, Node>,
  plan: AddressPlan,
  remarks: ClusterRemark[],
): { readonly pods: readonly Pod[]; readonly workloads: readonly Workload[] } {
  const controllers = new Map<string, KubernetesObject>()
  for (const object of objects) {
    const kind = workloadKindOf(object)
    if (kind) controllers.set(workloadRef(kind, object.namespace ?? 'default', object.name), object)
  }
  const written = objects
    .filter((object) => object.kind === 'Pod' && object.group === '')
    .map((object) => writtenPod(object, namespaces, controllers))
  const owned = new Set(written.map((draft) => workloadRef(draft.owner.kind, draft.namespace.name, draft.owner.name)))
  // A ReplicaSet of a Deployment, or a Job of a CronJob, is only a step on the way to its pods.
  for (const object of controllers.values()) {
    const owner = ownerOf(object, controllers)
    const namespace = object.namespace ?? 'default'
    if (owner && controllers.has(workloadRef(owner.kind, namespace, owner.name)))
      owned.add(workloadRef(workloadKindOf(object)!, namespace, object.name))
  }
  const drafts = [...written]
  const empty: EmptyWorkload[] = []
  for (const [ref, object] of controllers) {
    if (owned.has(ref)) continue
    const kind = workloadKindOf(object)!
    const planned = plannedPods(object, kind, [...nodes.values()])
    if (planned.wanted > planned.pods.length)
      remarks.push({
        object,
        severity: 'warning',
        path: ['spec', 'replicas'],
        facts: { code: 'replicas-capped', wanted: planned.wanted, kept: REPLICA_LIMIT },
      })
    if (planned.pods.length === 0) empty.push({ ref, object, kind })
    drafts.push(...templatePods(object, kind, planned.pods, namespaces))
  }
  const cut = drafts[POD_LIMIT]
  if (cut)
    remarks.push({
      object: cut.object,
      severity: 'warning',
      path: ['metadata', 'name'],
      facts: { code: 'pods-capped', wanted: drafts.length, kept: POD_LIMIT },
    })
  return assemble(drafts.slice(0, POD_LIMIT), empty, namespaces, nodes, plan, remarks)
}

function writtenPod(
  object: KubernetesObject,
  namespaces: ReadonlyMap<string, Namespace>,
  controllers: ReadonlyMap<string, KubernetesObject>,
): Draft {
  const { value, name } = object
  const namespace = namespaces.get(object.namespace ?? 'default')!
  const labels = labelsAt(value, 'metadata', 'labels')
  const owner = ownerOf(object, controllers)
  const controller = owner && controllers.get(workloadRef(owner.kind, namespace.name, owner.name))
  const status = fieldAt(value, 'status')
  const listed = listAt(status, 'podIPs').map((entry) => textAt(entry, 'ip'))
  const spec = readPodSpec(fieldAt(value, 'spec'))
  return {
    namespace,
    name,
    labels,
    spec,
    object,
    node: spec.node,
    phase: textAt(status, 'phase') ?? 'Running',
    ready: conditionStatus(status, 'Ready') ?? !isHeldBack(value),
    reported: (listed.length > 0 ? listed : [textAt(status, 'podIP')])
      .map((text) => parseAddress(text ?? ''))
      .filter((address) => address !== null),
    owner: owner
      ? {
          ...owner,
          object: controller ?? object,
          labels: controller ? labelsAt(podTemplate(controller), 'metadata', 'labels') : labels,
        }
      : { kind: 'Pod', name, object, labels },
  }
}

/**
 * Whether one of the conditions that a pod waits for besides its containers is written, and is not met.
 * Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate
 */
function isHeldBack(value: unknown): boolean {
  return listAt(value, 'spec', 'readinessGates').some(
    (gate) => conditionStatus(fieldAt(value, 'status'), textAt(gate, 'conditionType') ?? '') === false,
  )
}

function templatePods(
  object: KubernetesObject,
  kind: WorkloadKind,
  planned: readonly { name: string; node: string | null }[],
  namespaces: ReadonlyMap<string, Namespace>,
): Draft[] {
  const template = podTemplate(object)
  const namespace = namespaces.get(object.namespace ?? 'default')!
  const labels = labelsAt(template, 'metadata', 'labels')
  const written = fieldAt(template, 'spec')
  const spec = { ...readPodSpec(written), ...(kind === 'DaemonSet' && { wish: daemonWish(written) }) }
  return planned.map(({ name, node }) => ({
    namespace,
    name,
    labels,
    spec,
    object,
    node: node ?? spec.node,
    phase: 'Running',
    ready: true,
    reported: [],
    owner: { kind, name: object.name, labels, object },
  }))
}
