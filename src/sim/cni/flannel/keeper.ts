import { hostRange } from '../address-range.ts'
import { fabricCount, proxyRules } from '../fabric.ts'
import type { AddressKeeper } from '../keeper.ts'
import { freeBeside } from '../node-addresses.ts'
import { rangeAddresses, rangePool } from '../node-range-addresses.ts'
import { PLAN } from './ipam.ts'

/**
 * host-local keeps a file for each address under /var/lib/cni/networks/cbr0.
 * Sources: https://www.cni.dev/plugins/current/ipam/host-local/, https://github.com/k3s-io/k3s/issues/7078 (what it
 * says when it has none left), https://github.com/flannel-io/flannel/blob/master/pkg/backend/vxlan/vxlan_network.go (a
 * route, a neighbour and a forwarding entry for every other node), pkg/backend/hostgw, pkg/backend/wireguard (one
 * route, a peer for every other node).
 */
export const flannelKeeper: AddressKeeper = {
  nodes: (network, cluster, nodes) => rangeAddresses(PLAN, network, cluster, nodes),
  pool: (network) => rangePool(PLAN, network),
  exhausted({ ranges }) {
    const cidr = ranges[0]?.cidr
    return cidr
      ? {
          plugin: 'flannel',
          network: 'cbr0',
          believed: true,
          message: `failed to delegate add: failed to allocate for range 0: no IP addresses available in range set: ${hostRange(cidr)}`,
        }
      : {
          plugin: 'flannel',
          network: 'cbr0',
          believed: false,
          message:
            "failed to load flannel 'subnet.env' file: open /run/flannel/subnet.env: no such file or directory. Check the flannel pod log for this node.",
        }
  },
  // It goes on from the last address that it gave, round and round.
  reuse: (node, address) => ({
    rest: 0,
    after: freeBeside(node, address),
    believed: false,
    source: 'https://www.cni.dev/plugins/current/ipam/host-local/',
  }),
  fabric({ mode }, scale) {
    const others = scale.nodes - 1
    const services = proxyRules(scale)
    if (mode === 'wireguard')
      return [
        fabricCount('routes-to-nodes', '1', Math.min(1, others)),
        fabricCount('wireguard-peers', 'n − 1', others),
        services,
      ]
    const routes = fabricCount('routes-to-nodes', 'n − 1', others)
    return mode === 'host-gw'
      ? [routes, services]
      : [routes, fabricCount('neighbours', 'n − 1', others), fabricCount('forwarding', 'n − 1', others), services]
  },
}
