import type { Cluster, Node, Pod } from '../../../model/cluster.ts'
import { sizeOf } from '../address-range.ts'
import { fabricCount, proxyRules } from '../fabric.ts'
import type { AddressKeeper } from '../keeper.ts'
import type { ClusterNetwork } from '../network.ts'
import {
  heldIn,
  nodeAddresses,
  podHolder,
  podsWithAddresses,
  type AddressRange,
  type HeldPlace,
  type PodLimit,
} from '../node-addresses.ts'
import { branchPods, mostBranches } from './branches.ts'
import {
  addressRoom,
  instanceType,
  INSTANCE_LABEL,
  INSTANCE_LIMITS,
  limitsOf,
  maxPods,
  podInterfaces,
  SYSTEM_PODS,
  usesPrefixes,
} from './instances.ts'
import { elasticInterfaces, type ElasticInterface } from './interfaces.ts'

/**
 * The node's interfaces hold addresses of the VPC, one by one or in prefixes of 16, and ipamd on each node keeps some
 * in stock. The VPC carries packets between nodes, so that no node knows a route to another. Each pod has a route and a
 * rule to it, and those on further interfaces one from it, in a table of that interface.
 * Sources: https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/cni-proposal.md, cmd/routed-eni-cni-plugin/cni.go
 * (what it says when ipamd has none), https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
 * (branch interfaces)
 */
export const awsKeeper: AddressKeeper = {
  nodes(network, cluster, nodes) {
    const interfaces = elasticInterfaces(network, cluster)
    return nodes.map((node) => addressesOf(node, interfaces.get(node.name) ?? [], network, cluster))
  },
  pool: ({ podRange, nodes }) => ({
    cidr: podRange.canonical,
    partPrefix: SUBNET,
    parts: 2 ** (SUBNET - podRange.prefix),
    taken: new Set([...nodes.values()].flatMap(({ ranges }) => ranges.map(({ canonical }) => canonical))).size,
  }),
  exhausted: () => ({
    plugin: 'aws-cni',
    network: 'aws-cni',
    believed: false,
    message: 'add cmd: failed to assign an IP address to container',
  }),
  // IP_COOLDOWN_PERIOD is 30 seconds.
  reuse: () => ({
    rest: 30,
    after: null,
    believed: false,
    source: 'https://github.com/aws/amazon-vpc-cni-k8s#ip_cooldown_period',
  }),
  fabric(_setting, scale) {
    const { podsPerNode, interfaces } = scale
    return [
      fabricCount('routes-to-nodes', '0', 0),
      fabricCount('routes-to-pods', 'p', podsPerNode),
      fabricCount('rules', 'p to 2 × p', podsPerNode),
      fabricCount('route-tables', 'i', interfaces),
      proxyRules(scale),
    ]
  },
}

/** Prefix length of a zone's subnet. */
const SUBNET = 20

function addressesOf(node: Node, interfaces: readonly ElasticInterface[], network: ClusterNetwork, cluster: Cluster) {
  const { mode } = network.setting
  const limits = limitsOf(node)
  const attached = interfaces.filter(({ address }) => address !== null)
  const ranges = usesPrefixes(limits, mode)
    ? attached.flatMap((each) => prefixRanges(each, node, cluster))
    : attached.filter(({ takesPods }) => takesPods).map((each) => interfaceRange(each, node))
  return nodeAddresses(
    node,
    cluster,
    {
      ranges: [...ranges, ...branchRange(node, network, cluster)],
      interfaces: interfaces.map(({ number, device, address, takesPods, places, prefixes, pods }) => ({
        number,
        device,
        address: address?.text ?? null,
        takesPods,
        places,
        usedPlaces: prefixes.length > 0 ? prefixes.length : pods.length,
      })),
      limits: limitsOfPods(node, mode),
    },
    SYSTEM_PODS,
  )
}

/** One place for each branch interface that the node can have. Empty: it can have none. */
function branchRange(node: Node, { setting, nodes }: ClusterNetwork, cluster: Cluster): readonly AddressRange[] {
  const size = mostBranches(node, setting)
  const subnet = nodes.get(node.name)?.ranges[0]
  if (size === 0 || !subnet) return []
  const pods = branchPods(podsWithAddresses(cluster).get(node.name) ?? [], size, subnet)
  return [
    {
      kind: 'branch',
      cidr: null,
      interface: null,
      size,
      borrowedFrom: null,
      held: pods.map((pod, place): HeldPlace => ({
        place,
        address: addressOfPod(pod),
        holder: podHolder(pod, node.name),
      })),
    },
  ]
}

function addressOfPod({ addresses }: Pod): string {
  return (addresses.find(({ family }) => family === 4) ?? addresses[0]!).text
}

/** The interface's own address is in the first place. */
function interfaceRange({ number, device, address, places, pods }: ElasticInterface, node: Node): AddressRange {
  const own: HeldPlace = { place: 0, address: address!.text, holder: { kind: 'device', device } }
  return {
    kind: 'interface',
    cidr: null,
    interface: number,
    size: places + 1,
    borrowedFrom: null,
    held: [
      own,
      ...pods.map((pod, index): HeldPlace => ({
        place: index + 1,
        address: addressOfPod(pod),
        holder: podHolder(pod, node.name),
      })),
    ],
  }
}

function prefixRanges({ number, prefixes }: ElasticInterface, node: Node, cluster: Cluster): readonly AddressRange[] {
  const pods = cluster.pods.filter(({ hostNetwork, endpoint }) => !hostNetwork && endpoint)
  return prefixes.map((prefix): AddressRange => ({
    kind: 'prefix',
    cidr: prefix.canonical,
    interface: number,
    size: sizeOf(prefix),
    borrowedFrom: null,
    held: heldIn(prefix, node.name, pods, []),
  }))
}

function limitsOfPods(node: Node, mode: string): readonly PodLimit[] {
  const type = instanceType(node)
  const limits = INSTANCE_LIMITS[type]!
  const shape = {
    pods: addressRoom(limits, mode),
    interfaces: podInterfaces(limits, mode),
    addresses: limits.addressesPerInterface,
    type,
    typeWritten: node.labels[INSTANCE_LABEL] ?? null,
  }
  return [
    {
      by: 'kubelet',
      pods: node.podCapacity ?? maxPods(limits, mode),
      written: node.podCapacity !== null,
      system: SYSTEM_PODS.size,
    },
    { by: usesPrefixes(limits, mode) ? 'prefixes' : 'interfaces', ...shape },
  ]
}
