import type { AddressKeeper } from '../keeper.ts'
import { nodeAddresses } from '../node-addresses.ts'

/** Nobody keeps books: addresses come from names, wherever a pod runs, so nodes have no ranges and nothing runs out. */
export const referenceKeeper: AddressKeeper = {
  nodes: (_network, cluster, nodes) =>
    nodes.map((node) => nodeAddresses(node, cluster, { ranges: [], interfaces: [], limits: [] })),
  pool: () => null,
  exhausted: () => ({ plugin: '', network: '', message: '', believed: true }),
  reuse: () => ({
    rest: 0,
    after: null,
    believed: true,
    source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  }),
  fabric: () => [],
}
