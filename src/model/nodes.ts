import { parseAddress, parseCidrLoosely, type CidrBlock, type IpAddress } from '../ground/ip.ts'
import { fieldAt, labelsAt, listAt, numberAt, textAt } from '../manifests/fields.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { AddressPlan, AddressPlanner, PlannedNode } from './address-plan.ts'
import type { Node } from './cluster.ts'
import { heldPorts } from './host-ports.ts'
import { podTemplate, REPLICA_LIMIT, workloadKindOf } from './workloads.ts'

/** The nodes, and the plan that gave them their addresses and will give pods theirs. */
export interface CollectedNodes {
  /** By name, in order of name. */
  readonly nodes: ReadonlyMap<string, Node>
  readonly plan: AddressPlan
}

/**
 * Nodes that are written down, and those that only pods name. Where pods need nodes and there is none, a few are made
 * up.
 */
export function collectNodes(objects: readonly KubernetesObject[], planner: AddressPlanner): CollectedNodes {
  const written = new Map(
    objects.filter((object) => object.kind === 'Node' && object.group === '').map((object) => [object.name, object]),
  )
  const names = new Set(written.keys())
  for (const object of objects) {
    const spec =
      object.kind === 'Pod'
        ? fieldAt(object.value, 'spec')
        : workloadKindOf(object)
          ? fieldAt(podTemplate(object), 'spec')
          : undefined
    const name = textAt(spec, 'nodeName')
    if (name) names.add(name)
  }
  const planned = [...names].sort().map((name) => plannedNode(name, written.get(name) ?? null))
  let plan = planner(planned)
  if (planned.length === 0 && plan.podsPerNode) {
    const madeUp = plannedNode('node-1', null)
    const each = Math.min(PODS_PER_NODE, planner([madeUp]).podsPerNode?.(madeUp.name) ?? PODS_PER_NODE)
    planned.push(
      ...Array.from({ length: Math.max(2, Math.ceil(countPods(objects) / each), countRivals(objects)) }, (_, index) =>
        plannedNode(`node-${index + 1}`, null),
      ),
    )
    plan = planner(planned)
  }
  const taken = new Set(
    [...written.values()].flatMap((object) => reportedAddresses(object).map((address) => address.text)),
  )
  const nodes = new Map<string, Node>(
    planned.map(({ name, labels, reported, podRange, podCapacity }) => {
      const object = written.get(name) ?? null
      const addresses = reported.length > 0 ? reported : [plan.nodeAddress(name, taken)]
      for (const address of addresses) taken.add(address.text)
      return [
        name,
        {
          name,
          labels,
          addresses,
          podRange,
          podCapacity,
          object,
          endpoint: { kind: 'host' as const, node: name, labels, addresses, process: null },
        },
      ]
    }),
  )
  return { nodes, plan }
}

/**
 * So many pods at most on each node that is made up; the kubelet's limit is 110, and some plugins have room for fewer.
 */
const PODS_PER_NODE = 100

/**
 * What the kubelet writes on its node; of a machine that does not say, the usual. Source:
 * https://kubernetes.io/docs/reference/node/node-labels/
 */
const GIVEN_LABELS = { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' }

function plannedNode(name: string, object: KubernetesObject | null): PlannedNode {
  const labels = {
    ...GIVEN_LABELS,
    ...(object ? labelsAt(object.value, 'metadata', 'labels') : {}),
    'kubernetes.io/hostname': name,
  }
  return {
    name,
    labels,
    reported: object ? reportedAddresses(object) : [],
    podRange: object ? podRangeOf(object) : null,
    podCapacity: object ? podCapacityOf(object) : null,
  }
}

function podRangeOf({ value }: KubernetesObject): CidrBlock | null {
  return parseCidrLoosely(textAt(value, 'spec', 'podCIDR') ?? '')?.block ?? null
}

/** What the scheduler goes by. The API writes a quantity, `"110"`. */
function podCapacityOf({ value }: KubernetesObject): number | null {
  const written = fieldAt(value, 'status', 'allocatable', 'pods') ?? fieldAt(value, 'status', 'capacity', 'pods')
  return (typeof written === 'string' || typeof written === 'number') && /^\d{1,6}$/.test(`${written}`)
    ? Number(written)
    : null
}

function countPods(objects: readonly KubernetesObject[]): number {
  return objects.reduce((sum, object) => sum + podsOf(object), 0)
}

function podsOf(object: KubernetesObject): number {
  if (object.kind === 'Pod') return 1
  return workloadKindOf(object) ? Math.min(REPLICA_LIMIT, numberAt(object.value, 'spec', 'replicas') ?? 1) : 0
}

/** How many pods want the same port of a node, at most: each needs a node of its own. */
function countRivals(objects: readonly KubernetesObject[]): number {
  const rivals = new Map<string, number>()
  for (const object of objects) {
    const pods = podsOf(object)
    const spec = fieldAt(object.kind === 'Pod' ? object.value : podTemplate(object), 'spec')
    const doors = pods === 0 ? [] : heldPorts(spec).map(({ port, protocol }) => `${protocol}/${port}`)
    for (const door of new Set(doors)) rivals.set(door, (rivals.get(door) ?? 0) + pods)
  }
  return Math.max(0, ...rivals.values())
}

/** The first of each family comes first: the address the node itself speaks from. */
function reportedAddresses(object: KubernetesObject): readonly IpAddress[] {
  return listAt(object.value, 'status', 'addresses')
    .filter((entry) => ['InternalIP', 'ExternalIP'].includes(textAt(entry, 'type') ?? ''))
    .map((entry) => parseAddress(textAt(entry, 'address') ?? ''))
    .filter((address) => address !== null)
}
