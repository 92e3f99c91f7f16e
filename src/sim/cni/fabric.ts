/**
 * How large a cluster is. `pods`: in all of it. `blocks`: ranges of addresses that each node has. `interfaces`: network
 * interfaces that each has attached. `serviceRules`: rules that kube-proxy writes for all Services.
 */
export interface FabricScale {
  readonly nodes: number
  readonly pods: number
  readonly podsPerNode: number
  readonly blocks: number
  readonly interfaces: number
  readonly serviceRules: number
}

/** What a network keeps entries of. */
export type FabricWhat =
  | 'routes-to-nodes'
  | 'routes-to-pods'
  | 'neighbours'
  | 'forwarding'
  | 'wireguard-peers'
  | 'tunnel-map'
  | 'identities-of-addresses'
  | 'service-rules'
  | 'bgp-sessions'
  | 'bgp-sessions-all'
  | 'bgp-sessions-reflected'
  | 'rules'
  | 'route-tables'

/**
 * So many entries of one kind. `on` says where: on each node, or in the whole cluster. `formula` in letters: `n` nodes,
 * `b` blocks of each node, `p` pods of each node, `i` its interfaces, `e` endpoints of a Service.
 */
export interface FabricCount {
  readonly what: FabricWhat
  readonly on: 'node' | 'cluster'
  readonly formula: string
  readonly count: number
  /** Nobody states it in so many words. */
  readonly believed: boolean
}

/** So many entries of one kind, on each node and stated by the project unless `more` says otherwise. */
export function fabricCount(
  what: FabricWhat,
  formula: string,
  count: number,
  more: Partial<Pick<FabricCount, 'on' | 'believed'>> = {},
): FabricCount {
  return { what, on: 'node', formula, count: Math.max(0, count), believed: false, ...more }
}

/** What kube-proxy writes on every node, however many nodes there are. */
export function proxyRules({ serviceRules }: FabricScale): FabricCount {
  return fabricCount('service-rules', '3 × e + 2', serviceRules)
}

/**
 * Rules of kube-proxy, in mode iptables, for one port of a Service: one that finds it, one that marks, and for each
 * endpoint a jump and the two rules of its chain. A port on the node takes three more, a load balancer one. Without
 * endpoints one rule refuses.
 * Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/proxy/iptables/proxier.go (syncProxyRules)
 */
export function rulesOfPort(endpoints: number, hasNodePort: boolean, hasBalancer: boolean): number {
  return (endpoints === 0 ? 1 : 3 * endpoints + 2) + (hasNodePort ? 3 : 0) + (hasBalancer ? 1 : 0)
}
