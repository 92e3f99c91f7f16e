import { labelsAt, textAt } from '../manifests/fields.ts'
import type { AddressPlan } from './address-plan.ts'
import type { Namespace, Node, Pod, Workload } from './cluster.ts'
import { LostPods } from './lost-pods.ts'
import { PassedTaints } from './passed-taints.ts'
import { isFinished, type Draft, type EmptyWorkload } from './pod-draft.ts'
import { PodPlacement } from './pod-placement.ts'
import type { ClusterRemark } from './remark.ts'
import { podTemplate, workloadRef } from './workloads.ts'

/**
 * Gives every draft its address, its workload and what it is to the network. Written addresses are taken before any is
 * made up.
 */
export function assemble(
  drafts: readonly Draft[],
  empty: readonly EmptyWorkload[],
  namespaces: ReadonlyMap<string, Namespace>,
  nodes: ReadonlyMap<string, Node>,
  plan: AddressPlan,
  remarks: ClusterRemark[],
): { readonly pods: readonly Pod[]; readonly workloads: readonly Workload[] } {
  const taken = new Set(drafts.flatMap((draft) => draft.reported.map((address) => address.text)))
  for (const node of nodes.values()) for (const address of node.addresses) taken.add(address.text)
  const workloads = new Workloads()
  const placement = new PodPlacement(drafts, [...nodes.values()], plan)
  const lost = new LostPods()
  const passed = new PassedTaints(nodes)
  const pods = [...drafts].sort(byName).map((draft) => {
    const workload = workloads.of(draft)
    const { node, lack } = placement.of(draft, workload.pods.length)
    const pod = makePod(draft, workload, lack ? null : node, nodes, lack ? null : plan, taken)
    if (!pod.endpoint && !pod.finished) {
      if (plan.isUnplugged && lack !== 'no-port') lost.add(pod, 'no-plugin', node)
      else lost.add(pod, lack ?? 'no-address', node ?? draft.node)
    }
    if (pod.endpoint) passed.see(draft, node)
    workload.pods.push(pod)
    return pod
  })
  remarks.push(...lost.remarks, ...passed.remarks)
  for (const each of empty) workloads.addEmpty(each, namespaces.get(each.object.namespace ?? 'default')!)
  return { pods, workloads: workloads.sorted }
}

/** A workload while its pods are put together. */
type Growing = Workload & { readonly pods: Pod[] }

class Workloads {
  readonly #byRef = new Map<string, Growing>()

  /** The workload of a pod, which begins with its first. */
  of({ namespace, owner: { kind, name, labels, object } }: Draft): Growing {
    const ref = workloadRef(kind, namespace.name, name)
    let workload = this.#byRef.get(ref)
    if (!workload) this.#byRef.set(ref, (workload = { ref, kind, namespace, name, labels, object, pods: [] }))
    return workload
  }

  addEmpty({ ref, kind, object }: EmptyWorkload, namespace: Namespace): void {
    const labels = labelsAt(podTemplate(object), 'metadata', 'labels')
    this.#byRef.set(ref, { ref, kind, namespace, name: object.name, labels, object, pods: [] })
  }

  get sorted(): readonly Workload[] {
    return [...this.#byRef.values()].sort(
      (a, b) => compare(a.namespace.name, b.namespace.name) || compare(a.name, b.name) || compare(a.kind, b.kind),
    )
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
  const finished = isFinished(draft)
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
  // On the host network it needs no address of its own, but to run at all.
  const runs = spec.hostNetwork ? plan !== null || reported.length > 0 : addresses.length > 0
  if (!finished && runs)
    pod.endpoint = spec.hostNetwork
      ? { kind: 'host', node: node ?? '', labels: host?.labels ?? {}, addresses, process: pod }
      : { kind: 'pod', pod, addresses, node }
  return pod
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** By workload, and `web-10` comes after `web-9`. */
function byName(a: Draft, b: Draft): number {
  return (
    compare(a.namespace.name, b.namespace.name) ||
    compare(a.owner.name, b.owner.name) ||
    a.name.length - b.name.length ||
    compare(a.name, b.name)
  )
}
