import type { SourceSpan } from '../ground/span.ts'
import type { LocateField } from '../engine/explain.ts'
import { fieldAt, textAt } from '../manifests/fields.ts'
import type { DocumentText } from '../manifests/read.ts'
import type { Cluster, Node, Pod, Service } from '../model/cluster.ts'
import { heldPorts, isHeld } from '../model/host-ports.ts'
import { daemonWish, readNodeWish } from '../model/node-fit.ts'
import { podTemplate, REPLICA_LIMIT, workloadKindOf } from '../model/workloads.ts'
import { namespacedName } from '../model/namespaced-name.ts'
import { sizeOf } from '../sim/cni/address-range.ts'
import type { CniSetting } from '../sim/cni/choice.ts'
import { rulesOfPort, type FabricCount, type FabricScale } from '../sim/cni/fabric.ts'
import type { AddressKeeper, PoolSummary } from '../sim/cni/keeper.ts'
import { keeperOf } from '../sim/cni/keepers.ts'
import type { ClusterNetwork } from '../sim/cni/network.ts'
import type { NodeAddresses } from '../sim/cni/node-addresses.ts'
import { sandboxEvent } from '../sim/cni/sandbox-event.ts'
import { portRefusalEvent, refusalEvent, schedulingEvent } from '../sim/cni/scheduling-event.ts'
import type { World } from './world.ts'

export type { FabricWhat } from '../sim/cni/fabric.ts'
export type { AddressRange, Holder, NodeInterface, PodLimit } from '../sim/cni/node-addresses.ts'

/** What the view of the nodes is asked for. */
export interface NodesQuery {
  /** So many nodes are described, in order of their names. */
  readonly nodes: number
  /** So many pods are added, on the node of this name or, null, wherever the scheduler puts them. */
  readonly more: { readonly pods: number; readonly node: string | null }
}

/** Something that a Node says, or could say, and that decides about addresses. `value` null: it does not say it. */
export interface NodeFact {
  readonly field: 'zone' | 'instance-type' | 'pod-cidr' | 'pod-capacity'
  readonly value: string | null
  readonly span: SourceSpan | null
}

/** A node with its place in the network. */
export interface NodeView extends NodeAddresses {
  readonly address: string
  readonly subnet: string
  readonly gateway: string
  readonly facts: readonly NodeFact[]
  /** Nothing in the text defines it. */
  readonly implied: boolean
  /** How many of the pods that were added are here. */
  readonly added: number
}

/**
 * What happens to pods that get no place or no address, word for word. `pods`: how many; `added`: the question added
 * them.
 */
export interface LostPods {
  readonly why: 'not-scheduled' | 'refused' | 'no-address'
  readonly pods: number
  readonly added: boolean
  /** One of them. */
  readonly example: string
  readonly node: string | null
  readonly message: string
  readonly believed: boolean
}

/** How much the nodes have to know. `counts` in the order of `sizes`. */
export interface FabricLine extends Omit<FabricCount, 'count'> {
  readonly counts: readonly number[]
}

/** The addresses of a cluster, node by node. */
export interface NodesView {
  readonly setting: CniSetting
  readonly nodes: readonly NodeView[]
  /** So many pods can be added at most. */
  readonly mostAdded: number
  /** Nodes that are not described. */
  readonly moreNodes: number
  /** Null: addresses come from nowhere in particular. */
  readonly pool: PoolSummary | null
  readonly services: { readonly cidr: string; readonly size: number; readonly used: number }
  readonly lost: readonly LostPods[]
  /** The pods that were added: `namespace/`, with which their names begin; null: none were. */
  readonly addedNamespace: string | null
  /** Numbers of nodes: this cluster's first, then larger ones. */
  readonly sizes: readonly number[]
  readonly fabric: readonly FabricLine[]
}

/** More than these teach nothing new. */
const MOST_ADDED = 2_000

/**
 * The nodes of a world and their addresses, after the pods of the query have been added: the documents are opened anew
 * with them, nothing is estimated. A part of the front door of its own, so that whoever does not look at it need not
 * load it.
 */
export function nodesOf(world: World, { nodes: count, more }: NodesQuery): NodesView {
  const pods = Math.min(MOST_ADDED, Math.max(0, Math.floor(more.pods)))
  const namespace = pods > 0 ? lastNamespace(world.cluster) : null
  const { cluster, network, locate } =
    namespace === null
      ? world
      : world.open([
          ...world.documents,
          { name: freeName(world.documents), text: deployments(namespace, pods, more.node) },
        ])
  const keeper = keeperOf(world.cni.name)
  const shown = cluster.nodes.slice(0, Math.max(0, count))
  const isAdded = (pod: Pod) => pod.namespace.name === namespace
  const addresses = keeper.nodes(network, cluster, shown)
  return {
    setting: network.setting,
    mostAdded: MOST_ADDED,
    moreNodes: cluster.nodes.length - shown.length,
    addedNamespace: namespace,
    nodes: shown.map((node, index) =>
      nodeView(
        node,
        addresses[index]!,
        network,
        locate,
        cluster.pods.filter((pod) => isAdded(pod) && pod.node === node.name && pod.endpoint).length,
      ),
    ),
    pool: keeper.pool(network, cluster),
    services: {
      cidr: network.serviceRange.canonical,
      size: sizeOf(network.serviceRange),
      used: cluster.services.flatMap(({ clusterAddresses }) => clusterAddresses).length,
    },
    lost: lostPods(cluster, network, keeper, isAdded),
    ...fabricOf(network.setting, cluster, keeper, addresses),
  }
}

function nodeView(
  node: Node,
  addresses: NodeAddresses,
  network: ClusterNetwork,
  locate: LocateField,
  added: number,
): NodeView {
  const own = network.nodes.get(node.name)!
  return {
    ...addresses,
    address: own.address.text,
    subnet: own.subnet.canonical,
    gateway: own.gateway.text,
    facts: factsOf(node, network.setting, locate),
    implied: node.object === null,
    added,
  }
}

const ZONE = 'topology.kubernetes.io/zone'
const INSTANCE = 'node.kubernetes.io/instance-type'

/** Only what this plugin goes by. */
function factsOf(
  { labels, podRange, podCapacity, object }: Node,
  { name }: CniSetting,
  locate: LocateField,
): readonly NodeFact[] {
  const place = (...path: readonly string[]) => (object ? locate(object, path) : null)
  const capacity = object && locate(object, ['status', 'allocatable', 'pods']) ? 'allocatable' : 'capacity'
  return [
    {
      field: 'zone',
      value: labels[ZONE] ?? null,
      span: labels[ZONE] === undefined ? null : place('metadata', 'labels', ZONE),
    },
    ...(name === 'aws-vpc-cni'
      ? [
          {
            field: 'instance-type' as const,
            value: labels[INSTANCE] ?? null,
            span: labels[INSTANCE] === undefined ? null : place('metadata', 'labels', INSTANCE),
          },
        ]
      : []),
    ...(name === 'flannel' || name === 'cilium'
      ? [
          {
            field: 'pod-cidr' as const,
            value: podRange?.text ?? null,
            span: podRange ? place('spec', 'podCIDR') : null,
          },
        ]
      : []),
    ...(podCapacity === null
      ? []
      : [{ field: 'pod-capacity' as const, value: String(podCapacity), span: place('status', capacity, 'pods') }]),
  ]
}

/** A namespace that comes after all others, so that what is added takes nobody's place. */
function lastNamespace({ namespaces }: Cluster): string {
  const last = [...namespaces.keys()].at(-1) ?? ''
  return last < 'what-if' ? 'what-if' : `${last}-x`.slice(0, 63)
}

function freeName(documents: readonly DocumentText[]): string {
  const names = new Set(documents.map(({ name }) => name))
  let name = 'what if'
  while (names.has(name)) name += '?'
  return name
}

/** Deployments that run so many pods together. */
function deployments(namespace: string, pods: number, node: string | null): string {
  return Array.from({ length: Math.ceil(pods / REPLICA_LIMIT) }, (_, index) =>
    JSON.stringify({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `added-${index + 1}`, namespace },
      spec: {
        replicas: Math.min(REPLICA_LIMIT, pods - index * REPLICA_LIMIT),
        selector: { matchLabels: { added: `${index + 1}` } },
        template: {
          metadata: { labels: { added: `${index + 1}` } },
          spec: {
            containers: [{ name: 'app', image: 'registry.example/added:1' }],
            ...(node !== null && { nodeSelector: { 'kubernetes.io/hostname': node } }),
          },
        },
      },
    }),
  ).join('\n---\n')
}

function lostPods(
  cluster: Cluster,
  network: ClusterNetwork,
  keeper: AddressKeeper,
  isAdded: (pod: Pod) => boolean,
): readonly LostPods[] {
  const groups = new Map<string, LostPods>()
  const known = new Map<string, NodeAddresses>()
  const addressesOf = (node: Node) => {
    const found = known.get(node.name) ?? keeper.nodes(network, cluster, [node])[0]!
    known.set(node.name, found)
    return found
  }
  for (const pod of cluster.pods) {
    if (pod.endpoint || pod.finished) continue
    const loss = lossOf(pod, cluster, keeper, addressesOf)
    const added = isAdded(pod)
    const key = `${added} ${loss.node} ${loss.message}`
    const group = groups.get(key)
    groups.set(
      key,
      group ? { ...group, pods: group.pods + 1 } : { ...loss, added, pods: 1, example: namespacedName(pod) },
    )
  }
  return [...groups.values()]
}

function lossOf(
  pod: Pod,
  { nodes, pods }: Cluster,
  keeper: AddressKeeper,
  addressesOf: (node: Node) => NodeAddresses,
): Omit<LostPods, 'pods' | 'added' | 'example'> {
  const named = (name: string | null) => nodes.find((node) => node.name === name)
  const home = named(pod.node)
  if (home) {
    const { plugin, network, message, believed } = keeper.exhausted(addressesOf(home))
    return { why: 'no-address', node: home.name, message: sandboxEvent('9f3c…', plugin, network, message), believed }
  }
  const specOf = ({ object }: Pod) => fieldAt(workloadKindOf(object) ? podTemplate(object) : object.value, 'spec')
  const spec = specOf(pod)
  const wanted = heldPorts(spec)
  const held = (node: string) =>
    wanted.length === 0
      ? []
      : pods.filter((each) => each.node === node && !each.finished).flatMap((each) => heldPorts(specOf(each)))
  const written = named(textAt(spec, 'nodeName'))
  if (written)
    return {
      why: 'refused',
      node: written.name,
      message: isHeld(wanted, held(written.name))
        ? portRefusalEvent()
        : refusalEvent(addressesOf(written).limits.find(({ by }) => by === 'kubelet')?.pods ?? 0),
      believed: false,
    }
  const { workload } = pod
  const own =
    workload.kind === 'DaemonSet'
      ? (nodes.find(({ name }) => pod.name === `${workload.name}-${name}`)?.name ?? null)
      : null
  return {
    why: 'not-scheduled',
    node: null,
    message: schedulingEvent(
      nodes,
      { node: own, wish: (workload.kind === 'DaemonSet' ? daemonWish : readNodeWish)(spec), heldPorts: wanted },
      held,
    ),
    believed: false,
  }
}

/** Pods of a node that is full, in clusters that are made up to compare sizes: what the kubelet takes by default. */
const FULL_NODE = 110
/** Addresses in a block, where nodes have blocks. */
const BLOCK = 64
const SIZES = [10, 100, 500] as const

/** For each port of a Service that has an address of its own. */
function rulesFor({ headless, type, ports, backends }: Service): readonly number[] {
  if (headless || type === 'ExternalName') return []
  const endpoints = backends.filter(({ ready }) => ready).length
  return ports.map(() => rulesOfPort(endpoints, type !== 'ClusterIP', type === 'LoadBalancer'))
}

/** The numbers for this cluster, counted at its fullest node, and for larger ones whose nodes are full. */
function fabricOf(
  setting: CniSetting,
  { nodes, pods: all, services }: Cluster,
  keeper: AddressKeeper,
  addresses: readonly NodeAddresses[],
): Pick<NodesView, 'sizes' | 'fabric'> {
  if (addresses.length === 0) return { sizes: [], fabric: [] }
  const most = (count: (each: NodeAddresses) => number) => Math.max(...addresses.map(count))
  const serviceRules = services.flatMap(rulesFor).reduce((sum, rules) => sum + rules, 0)
  const here: FabricScale = {
    serviceRules,
    nodes: nodes.length,
    pods: all.filter(({ hostNetwork, endpoint }) => !hostNetwork && endpoint).length,
    podsPerNode: most(({ pods }) => pods.addressed),
    blocks: most(({ ranges }) => ranges.length),
    interfaces: most(({ interfaces }) => interfaces.filter(({ address }) => address !== null).length),
  }
  const full = Math.min(FULL_NODE, ...addresses[0]!.limits.map(({ pods }) => pods))
  const scales = [
    here,
    ...SIZES.filter((size) => size > nodes.length).map((size): FabricScale => ({
      serviceRules,
      nodes: size,
      pods: size * full,
      podsPerNode: full,
      blocks: Math.ceil(full / BLOCK),
      interfaces: addresses[0]!.interfaces.length,
    })),
  ]
  const counted = scales.map((scale) => keeper.fabric(setting, scale))
  return {
    sizes: scales.map((scale) => scale.nodes),
    fabric: (counted[0] ?? []).map(({ what, on, formula, believed }, index) => ({
      what,
      on,
      formula,
      believed,
      counts: counted.map((lines) => lines[index]!.count),
    })),
  }
}
