import type { FabricWhat } from '../../../world/nodes.ts'

/** What is counted, and what for. */
export const FABRIC_TEXT: Readonly<Record<FabricWhat, { readonly name: string; readonly why: string }>> = {
  'routes-to-nodes': { name: 'Routes to other nodes', why: 'one for each range or block of another node' },
  'routes-to-pods': { name: 'Routes to its own pods', why: 'one for each pod, to its link' },
  'neighbours': { name: 'Neighbour entries', why: 'the hardware address of each other node’s tunnel' },
  'forwarding': { name: 'Forwarding entries (FDB)', why: 'which node has that hardware address' },
  'wireguard-peers': { name: 'WireGuard peers', why: 'a key and the ranges for each other node' },
  'tunnel-map': { name: 'Tunnel map entries', why: 'which node has which range' },
  'identities-of-addresses': { name: 'ipcache entries', why: 'the identity behind each pod’s address' },
  'bgp-sessions': { name: 'BGP sessions', why: 'full mesh: each node with every other one' },
  'bgp-sessions-all': { name: 'BGP sessions, in all', why: 'they grow with the square of the nodes' },
  'bgp-sessions-reflected': { name: 'BGP sessions with two route reflectors', why: 'each node with the two, and they with each other' },
  'rules': { name: 'Policy routing rules', why: 'one to each pod, and one from each pod on a further interface' },
  'service-rules': { name: 'kube-proxy’s rules for Services', why: 'for each port of a Service, by its ready endpoints; a port on the node takes three more' },
  'route-tables': { name: 'Route tables', why: 'one for each interface' },
}

export const FABRIC_ON: Readonly<Record<'node' | 'cluster', string>> = { node: 'on each node', cluster: 'in the cluster' }

/** What the letters of the formulas are. */
export const FABRIC_LETTERS = 'n nodes, b blocks of a node, p pods of a node, i its interfaces, e endpoints of a Service. The first column is this cluster, at the fullest node shown; in the others nodes are full.'
