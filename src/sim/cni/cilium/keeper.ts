import { fabricCount, proxyRules } from '../fabric.ts'
import type { AddressKeeper } from '../keeper.ts'
import { rangeAddresses, rangePool } from '../node-range-addresses.ts'
import { PLAN } from './ipam.ts'

/**
 * The agent of each node hands out the addresses of its range, and keeps two for itself.
 * Sources: https://docs.cilium.io/en/stable/network/concepts/ipam/cluster-pool/,
 * https://github.com/cilium/cilium/issues/10627 (what the plugin says when the range is full),
 * https://docs.cilium.io/en/stable/network/ebpf/maps/ (tunnel map: one entry for each other node; ipcache: one for each
 * address of an endpoint), https://docs.cilium.io/en/stable/network/concepts/routing/ (native routing with
 * autoDirectNodeRoutes). Nobody writes down how many routes a node has with a tunnel: one for each other node's range.
 */
export const ciliumKeeper: AddressKeeper = {
  nodes: (network, cluster, nodes) => rangeAddresses(PLAN, network, cluster, nodes),
  pool: (network) => rangePool(PLAN, network),
  exhausted: () => ({
    plugin: 'cilium-cni',
    network: 'cilium',
    believed: true,
    message: 'unable to allocate IP via local cilium agent: [POST /ipam][502] postIpamFailure range is full',
  }),
  // The agent looks for a free one from a place that chance chooses.
  reuse: () => ({
    rest: 0,
    after: null,
    believed: true,
    source: 'https://github.com/cilium/cilium/tree/main/pkg/ipam/service/allocator',
  }),
  fabric({ mode, options }, scale) {
    const others = scale.nodes - 1
    const isTunnel = mode !== 'native'
    return [
      fabricCount('routes-to-nodes', 'n − 1', others, { believed: isTunnel }),
      ...(isTunnel ? [fabricCount('tunnel-map', 'n − 1', others)] : []),
      fabricCount('identities-of-addresses', 'n × p', scale.pods),
      ...(options.kubeProxyReplacement === 'on' ? [] : [proxyRules(scale)]),
    ]
  },
}
