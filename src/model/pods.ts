import type { Diagnostic } from '../ground/diagnostic.ts'
import { parseAddress, type IpAddress } from '../ground/ip.ts'
import type { Labels } from '../ground/labels.ts'
import { fieldAt, labelsAt, listAt, textAt } from '../manifests/fields.ts'
import { diagnose, type Manifest } from '../manifests/read.ts'
import type { AddressPlan } from './address-plan.ts'
import type { Namespace, Node, Pod, Workload, WorkloadKind } from './cluster.ts'
import { conditionStatus, readPodSpec, type PodSpecFacts } from './pod-template.ts'
import { ownerOf, plannedPods, podTemplate, REPLICA_LIMIT, workloadKindOf, workloadRef } from './workloads.ts'

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
  readonly manifest: Manifest
  readonly owner: { readonly kind: WorkloadKind; readonly name: string; readonly labels: Labels; readonly manifest: Manifest }
}

/** All pods: those written down, and those that workloads without written pods would make. */
export function collectPods(
  manifests: readonly Manifest[], namespaces: ReadonlyMap<string, Namespace>, nodes: ReadonlyMap<string, Node>, plan: AddressPlan, diagnostics: Diagnostic[],
): { readonly pods: readonly Pod[]; readonly workloads: readonly Workload[] } {
  const controllers = new Map<string, Manifest>()
  for (const manifest of manifests) {
    const kind = workloadKindOf(manifest)
    if (kind) controllers.set(workloadRef(kind, manifest.object.namespace ?? 'default', manifest.object.name), manifest)
  }
  const written = manifests.filter(({ object }) => object.kind === 'Pod' && object.group === '').map((manifest) => writtenPod(manifest, namespaces, controllers))
  const owned = new Set(written.map((draft) => workloadRef(draft.owner.kind, draft.namespace.name, draft.owner.name)))
  // A ReplicaSet of a Deployment, or a Job of a CronJob, is only a step on the way to its pods.
  for (const manifest of controllers.values()) {
    const owner = ownerOf(manifest, controllers)
    const namespace = manifest.object.namespace ?? 'default'
    if (owner && controllers.has(workloadRef(owner.kind, namespace, owner.name))) owned.add(workloadRef(workloadKindOf(manifest)!, namespace, manifest.object.name))
  }
  const drafts = [...written]
  const empty: { readonly ref: string; readonly manifest: Manifest; readonly kind: WorkloadKind }[] = []
  for (const [ref, manifest] of controllers) {
    if (owned.has(ref)) continue
    const kind = workloadKindOf(manifest)!
    const planned = plannedPods(manifest, kind, [...nodes.values()])
    if (planned.wanted > planned.pods.length) diagnostics.push(diagnose(manifest, { code: 'replicas-capped', wanted: planned.wanted, kept: REPLICA_LIMIT }, 'warning', 'finding', ['spec', 'replicas']))
    if (planned.pods.length === 0) empty.push({ ref, manifest, kind })
    drafts.push(...templatePods(manifest, kind, planned.pods, namespaces))
  }
  return assemble(drafts, empty, namespaces, nodes, plan)
}

function writtenPod(manifest: Manifest, namespaces: ReadonlyMap<string, Namespace>, controllers: ReadonlyMap<string, Manifest>): Draft {
  const { value, name } = manifest.object
  const namespace = namespaces.get(manifest.object.namespace ?? 'default')!
  const labels = labelsAt(value, 'metadata', 'labels')
  const owner = ownerOf(manifest, controllers)
  const controller = owner && controllers.get(workloadRef(owner.kind, namespace.name, owner.name))
  const status = fieldAt(value, 'status')
  const listed = listAt(status, 'podIPs').map((entry) => textAt(entry, 'ip'))
  const spec = readPodSpec(fieldAt(value, 'spec'))
  return {
    namespace, name, labels, spec, manifest, node: spec.node,
    phase: textAt(status, 'phase') ?? 'Running',
    ready: conditionStatus(status, 'Ready') ?? true,
    reported: (listed.length > 0 ? listed : [textAt(status, 'podIP')]).map((text) => parseAddress(text ?? '')).filter((address) => address !== null),
    owner: owner
      ? { ...owner, manifest: controller ?? manifest, labels: controller ? labelsAt(podTemplate(controller), 'metadata', 'labels') : labels }
      : { kind: 'Pod', name, manifest, labels },
  }
}

function templatePods(manifest: Manifest, kind: WorkloadKind, planned: readonly { name: string; node: string | null }[], namespaces: ReadonlyMap<string, Namespace>): Draft[] {
  const template = podTemplate(manifest)
  const namespace = namespaces.get(manifest.object.namespace ?? 'default')!
  const labels = labelsAt(template, 'metadata', 'labels'), spec = readPodSpec(fieldAt(template, 'spec'))
  return planned.map(({ name, node }) => ({
    namespace, name, labels, spec, manifest, node: node ?? spec.node, phase: 'Running', ready: true, reported: [], owner: { kind, name: manifest.object.name, labels, manifest },
  }))
}

/** Gives every draft its address, its workload and what it is to the network. Written addresses are taken before any is made up. */
function assemble(
  drafts: readonly Draft[], empty: readonly { ref: string; manifest: Manifest; kind: WorkloadKind }[], namespaces: ReadonlyMap<string, Namespace>, nodes: ReadonlyMap<string, Node>, plan: AddressPlan,
): { pods: Pod[]; workloads: Workload[] } {
  const taken = new Set(drafts.flatMap((draft) => draft.reported.map((address) => address.text)))
  for (const node of nodes.values()) for (const address of node.addresses) taken.add(address.text)
  const workloads = new Map<string, Workload & { pods: Pod[] }>()
  const pods: Pod[] = []
  for (const draft of [...drafts].sort((a, b) => compare(a.namespace.name, b.namespace.name) || compare(a.owner.name, b.owner.name) || compareNames(a.name, b.name))) {
    const ref = workloadRef(draft.owner.kind, draft.namespace.name, draft.owner.name)
    let workload = workloads.get(ref)
    if (!workload) workloads.set(ref, (workload = { ref, kind: draft.owner.kind, namespace: draft.namespace, name: draft.owner.name, labels: draft.owner.labels, manifest: draft.owner.manifest, pods: [] }))
    const pod = makePod(draft, workload, nodes, plan, taken)
    workload.pods.push(pod)
    pods.push(pod)
  }
  for (const { ref, manifest, kind } of empty) {
    const namespace = namespaces.get(manifest.object.namespace ?? 'default')!
    workloads.set(ref, { ref, kind, namespace, name: manifest.object.name, labels: labelsAt(podTemplate(manifest), 'metadata', 'labels'), manifest, pods: [] })
  }
  return { pods, workloads: [...workloads.values()].sort((a, b) => compare(a.namespace.name, b.namespace.name) || compare(a.name, b.name) || compare(a.kind, b.kind)) }
}

function makePod(draft: Draft, workload: Workload, nodes: ReadonlyMap<string, Node>, plan: AddressPlan, taken: Set<string>): Pod {
  const { namespace, name, labels, spec, node, phase, ready, reported, manifest } = draft
  const finished = phase === 'Succeeded' || phase === 'Failed'
  const host = spec.hostNetwork && node !== null ? nodes.get(node) ?? null : null
  const addressAssumed = !host && !finished && reported.length === 0
  const addresses = host ? host.addresses : addressAssumed ? [plan.podAddress(namespace.name, name, taken)] : reported
  if (addressAssumed) for (const address of addresses) taken.add(address.text)
  const pod: { -readonly [Key in keyof Pod]: Pod[Key] } = {
    namespace, name, labels, node, addresses, addressAssumed, finished, phase, ready, workload, manifest,
    ports: spec.ports, hostNetwork: spec.hostNetwork, serviceAccount: spec.serviceAccount, endpoint: null,
  }
  if (!finished) pod.endpoint = spec.hostNetwork ? { kind: 'host', node: node ?? '', addresses, process: pod } : { kind: 'pod', pod, addresses, node }
  return pod
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** `web-10` comes after `web-9`. */
function compareNames(a: string, b: string): number {
  return a.length - b.length || compare(a, b)
}
