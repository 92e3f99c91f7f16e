import { parseAddress, type IpAddress } from '../ground/ip.ts'
import type { Labels } from '../ground/labels.ts'
import { fieldAt, labelsAt, listAt, textAt } from '../manifests/fields.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { AddressPlan } from './address-plan.ts'
import type { Namespace, Node, Pod, Workload, WorkloadKind } from './cluster.ts'
import type { ClusterRemark } from './remark.ts'
import { Scheduler } from './schedule.ts'
import { conditionStatus, readPodSpec, type PodSpecFacts } from './pod-template.ts'
import {
  ownerOf,
  plannedPods,
  podTemplate,
  POD_LIMIT,
  REPLICA_LIMIT,
  workloadKindOf,
  workloadRef,
} from './workloads.ts'

/** A pod before it has an address and a workload. */
interface Draft {
  readonly namespace: Namespace
  readonly name: string
  readonly labels: Labels
  readonly spec: PodSpecFacts
  readonly node: string | null
  readonly phase: string
  readonly ready: boolean
  readonly reported: readonly IpAddress[]
  readonly object: KubernetesObject
  readonly owner: {
    readonly kind: WorkloadKind
    readonly name: string
    readonly labels: Labels
    readonly object: KubernetesObject
  }
}

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
  const empty: { readonly ref: string; readonly object: KubernetesObject; readonly kind: WorkloadKind }[] = []
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
    ready: conditionStatus(status, 'Ready') ?? true,
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

function templatePods(
  object: KubernetesObject,
  kind: WorkloadKind,
  planned: readonly { name: string; node: string | null }[],
  namespaces: ReadonlyMap<string, Namespace>,
): Draft[] {
  const template = podTemplate(object)
  const namespace = namespaces.get(object.namespace ?? 'default')!
  const labels = labelsAt(template, 'metadata', 'labels')
  const spec = readPodSpec(fieldAt(template, 'spec'))
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

/** Gives every draft its address, its workload and what it is to the network. Written addresses are taken before any is made up. */
function assemble(
  drafts: readonly Draft[],
  empty: readonly { ref: string; object: KubernetesObject; kind: WorkloadKind }[],
  namespaces: ReadonlyMap<string, Namespace>,
  nodes: ReadonlyMap<string, Node>,
  plan: AddressPlan,
  remarks: ClusterRemark[],
): { pods: Pod[]; workloads: Workload[] } {
  const taken = new Set(drafts.flatMap((draft) => draft.reported.map((address) => address.text)))
  for (const node of nodes.values()) for (const address of node.addresses) taken.add(address.text)
  const workloads = new Map<string, Workload & { pods: Pod[] }>()
  const pods: Pod[] = []
  const scheduler = plan.podsPerNode && new Scheduler([...nodes.values()], plan.podsPerNode)
  // Whoever names a node has it before others are spread over what is left.
  const lost = new LostPods()
  const placed = scheduler
    ? drafts.filter(
        ({ node, phase, spec, owner }) =>
          node !== null && !isFinished(phase) && !(spec.hostNetwork && plan.everywhere?.has(owner.name)),
      )
    : []
  // What reports an address runs, however full its node looks.
  const refused = new Set(
    [
      ...placed.filter(({ reported }) => reported.length > 0),
      ...placed.filter(({ reported }) => reported.length === 0),
    ].filter(({ node, reported }) => !scheduler!.take(node!) && reported.length === 0),
  )
  for (const draft of [...drafts].sort(
    (a, b) =>
      compare(a.namespace.name, b.namespace.name) ||
      compare(a.owner.name, b.owner.name) ||
      compareNames(a.name, b.name),
  )) {
    const ref = workloadRef(draft.owner.kind, draft.namespace.name, draft.owner.name)
    let workload = workloads.get(ref)
    if (!workload)
      workloads.set(
        ref,
        (workload = {
          ref,
          kind: draft.owner.kind,
          namespace: draft.namespace,
          name: draft.owner.name,
          labels: draft.owner.labels,
          object: draft.owner.object,
          pods: [],
        }),
      )
    const node = plan.isUnplugged
      ? draft.spec.node
      : (draft.node ??
        (scheduler && !isFinished(draft.phase)
          ? scheduler.place({
              namespace: draft.namespace.name,
              owner: draft.owner.name,
              ordinal: workload.pods.length,
              wish: draft.spec.wish,
            })
          : null))
    const isHomeless = scheduler !== null && !isFinished(draft.phase) && (node === null || refused.has(draft))
    const pod = makePod(draft, workload, isHomeless ? null : node, nodes, isHomeless ? null : plan, taken)
    if (!pod.endpoint && !pod.finished)
      lost.add(
        pod,
        plan.isUnplugged ? 'no-plugin' : isHomeless ? 'no-room' : 'no-address',
        plan.isUnplugged ? node : (node ?? draft.node),
      )
    workload.pods.push(pod)
    pods.push(pod)
  }
  remarks.push(...lost.remarks)
  for (const { ref, object, kind } of empty) {
    const namespace = namespaces.get(object.namespace ?? 'default')!
    workloads.set(ref, {
      ref,
      kind,
      namespace,
      name: object.name,
      labels: labelsAt(podTemplate(object), 'metadata', 'labels'),
      object,
      pods: [],
    })
  }
  return {
    pods,
    workloads: [...workloads.values()].sort(
      (a, b) => compare(a.namespace.name, b.namespace.name) || compare(a.name, b.name) || compare(a.kind, b.kind),
    ),
  }
}

/** `plan` null: no node takes the pod, so it has no address. */
function makePod(
  draft: Draft,
  workload: Workload,
  node: string | null,
  nodes: ReadonlyMap<string, Node>,
  plan: AddressPlan | null,
  taken: Set<string>,
): Pod {
  const { namespace, name, labels, spec, phase, ready, reported, object } = draft
  const finished = isFinished(phase)
  const host = spec.hostNetwork && node !== null ? (nodes.get(node) ?? null) : null
  const isPlanned = !host && !finished && reported.length === 0
  const planned = isPlanned && plan ? plan.podAddress({ namespace: namespace.name, name, node }, taken) : null
  const addresses = host ? host.addresses : isPlanned ? (planned ? [planned] : []) : reported
  const addressAssumed = isPlanned
  if (addressAssumed) for (const address of addresses) taken.add(address.text)
  const pod: { -readonly [Key in keyof Pod]: Pod[Key] } = {
    namespace,
    name,
    labels,
    node,
    nodeAssumed: node !== null && draft.node === null,
    addresses,
    addressAssumed,
    finished,
    phase,
    ready,
    leaving: textAt(object.value, 'metadata', 'deletionTimestamp') !== null && object.kind === 'Pod',
    workload,
    object,
    ports: spec.ports,
    hostPorts: spec.hostPorts,
    hostNetwork: spec.hostNetwork,
    serviceAccount: spec.serviceAccount,
    endpoint: null,
  }
  if (!finished && (spec.hostNetwork || addresses.length > 0))
    pod.endpoint = spec.hostNetwork
      ? { kind: 'host', node: node ?? '', labels: host?.labels ?? {}, addresses, process: pod }
      : { kind: 'pod', pod, addresses, node }
  return pod
}

/** Pods that are not on the network, told once for each object that wants them. */
class LostPods {
  readonly #byObject = new Map<
    KubernetesObject,
    { readonly why: 'no-room' | 'no-address' | 'no-plugin'; readonly node: string | null; pods: number }
  >()

  add({ object }: Pod, why: 'no-room' | 'no-address' | 'no-plugin', node: string | null): void {
    const known = this.#byObject.get(object)
    if (known) known.pods++
    else this.#byObject.set(object, { why, node, pods: 1 })
  }

  get remarks(): readonly ClusterRemark[] {
    return [...this.#byObject].map(([object, facts]) => ({
      object,
      severity: 'warning',
      path: ['metadata', 'name'],
      facts: { code: 'pods-without-address', ...facts },
    }))
  }
}

function isFinished(phase: string): boolean {
  return phase === 'Succeeded' || phase === 'Failed'
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** `web-10` comes after `web-9`. */
function compareNames(a: string, b: string): number {
  return a.length - b.length || compare(a, b)
}
