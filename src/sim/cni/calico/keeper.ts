import type { CidrBlock } from '../../../ground/ip.ts'
import { sizeOf } from '../address-range.ts'
import { fabricCount, proxyRules } from '../fabric.ts'
import type { AddressKeeper } from '../keeper.ts'
import type { ClusterNetwork } from '../network.ts'
import { freeBeside, heldIn, nodeAddresses, type AddressRange, type Holder } from '../node-addresses.ts'
import { kubeletLimit } from '../node-ranges.ts'
import { BLOCKS, BLOCKS_PER_NODE, POOL, PREFIX } from './ipam.ts'

/**
 * A block belongs to the node that claimed it; another node borrows single addresses of it only when it cannot claim
 * one of its own.
 * Sources: https://github.com/projectcalico/calico/blob/master/libcalico-go/lib/ipam/ipam.go (autoAssign: blocks, the
 * limit of 20, and what it says),
 * https://docs.tigera.io/calico/latest/reference/architecture/design/l3-interconnect-fabric (a route for each block and
 * each own pod), https://docs.tigera.io/calico/latest/networking/configuring/bgp (full mesh; route reflectors).
 */
export const calicoKeeper: AddressKeeper = {
  nodes(network, cluster, nodes) {
    const owners = blockOwners(network)
    const pods = cluster.pods.filter(({ hostNetwork, endpoint }) => !hostNetwork && endpoint)
    return nodes.map((node) => {
      const { ranges: blocks = [], reserved = [] } = network.nodes.get(node.name) ?? {}
      const devices = reserved.map(({ address, holder }) => ({
        address,
        holder: { kind: 'device', device: holder } as Holder,
      }))
      const ranges = blocks.map((block): AddressRange => {
        const owner = owners.get(block.canonical) ?? node.name
        return {
          kind: 'block',
          cidr: block.canonical,
          interface: null,
          size: sizeOf(block),
          held: heldIn(block, node.name, pods, devices),
          borrowedFrom: owner === node.name ? null : owner,
        }
      })
      const kept = devices.length
      return nodeAddresses(node, cluster, {
        ranges,
        interfaces: [],
        limits: [
          kubeletLimit(node),
          { by: 'blocks', blocks: BLOCKS_PER_NODE, perBlock: SIZE, kept, pods: BLOCKS_PER_NODE * SIZE - kept },
        ],
      })
    })
  },
  pool: (network) => ({ cidr: POOL.canonical, partPrefix: PREFIX, parts: BLOCKS, taken: blockOwners(network).size }),
  exhausted: ({ ranges }) =>
    ranges.length >= BLOCKS_PER_NODE
      ? {
          plugin: 'calico',
          network: 'k8s-pod-network',
          believed: true,
          message: `failed to request IPv4 addresses: Assigned 0 out of 1 requested IPv4 addresses; Need to allocate an IPAM block but could not - limit of ${BLOCKS_PER_NODE} blocks reached for this node`,
        }
      : {
          plugin: 'calico',
          network: 'k8s-pod-network',
          believed: false,
          message: `failed to request IPv4 addresses: Assigned 0 out of 1 requested IPv4 addresses; No IPs available in pools: [${POOL.canonical}]`,
        },
  // A free address goes to the end of its block's line.
  reuse: (node, address) => ({
    rest: 0,
    after: freeBeside(node, address),
    believed: false,
    source: 'https://github.com/projectcalico/calico/blob/master/libcalico-go/lib/ipam/ipam_block.go',
  }),
  fabric({ mode, options }, scale) {
    const { nodes, blocks, podsPerNode } = scale
    const others = nodes - 1
    return [
      fabricCount('routes-to-nodes', '(n − 1) × b', others * blocks),
      fabricCount('routes-to-pods', 'p', podsPerNode),
      ...(mode.startsWith('vxlan')
        ? [fabricCount('neighbours', 'n − 1', others), fabricCount('forwarding', 'n − 1', others)]
        : [
            fabricCount('bgp-sessions', 'n − 1', others),
            fabricCount('bgp-sessions-all', 'n × (n − 1) ÷ 2', (nodes * others) / 2, { on: 'cluster' }),
            fabricCount('bgp-sessions-reflected', 'n × 2 + 1', nodes * 2 + 1, { on: 'cluster' }),
          ]),
      ...(options.dataplane === 'ebpf' ? [] : [proxyRules(scale)]),
    ]
  },
}

const SIZE = 2 ** (32 - PREFIX)

/** Which node each block belongs to: the one that claimed it first, else the first that has a pod in it. */
function blockOwners({ nodes }: ClusterNetwork): ReadonlyMap<string, string> {
  const owners = new Map<string, string>()
  const own = (block: CidrBlock | undefined, node: string) => {
    if (block && !owners.has(block.canonical)) owners.set(block.canonical, node)
  }
  for (const { node, ranges } of nodes.values()) own(ranges[0], node)
  for (const { node, ranges } of nodes.values()) for (const block of ranges) own(block, node)
  return owners
}
