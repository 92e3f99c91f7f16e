import type { ServiceProxy } from '../engine/profile.ts'
import { parseDialled, type IpAddress } from '../ground/ip.ts'
import type { Service } from '../model/cluster.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { FlowProtocol } from '../policy/match.ts'
import type { Question } from './answer.ts'

/**
 * How a connection to a Service is opened. `dialled`: the address in the question; null: it names the Service, or a
 * node. `proxy`: who translates it.
 */
export interface Dialling {
  readonly dialled: IpAddress | null
  readonly protocol: FlowProtocol
  readonly proxy: ServiceProxy
}

/**
 * Whether the programs that replace kube-proxy translate a node's port where this caller is, for whom
 * `externalTrafficPolicy` then means nothing. With `internalTrafficPolicy: Local` Cilium sends it to backends of its own
 * node, Calico to those of the node that it dialled. Cilium does it at sockets, which speak TCP and UDP.
 * Source: https://github.com/cilium/cilium/pull/12311, bpf/bpf_sock.c (sock4_wildcard_lookup); felix/bpf/proxy/syncer.go
 * (expandAndApplyNodePorts)
 */
export function startsTranslated(source: Endpoint, { proxy, protocol }: Omit<Dialling, 'dialled'>): boolean {
  return (
    source.kind !== 'external' &&
    Boolean(source.node) &&
    (proxy === 'calico' || (proxy === 'cilium' && (protocol === 'TCP' || protocol === 'UDP')))
  )
}

/** Whether who dials the Service's own address is sent to backends of his own node, or to nobody. */
export function staysOnNode({ internalTrafficPolicy, headless }: Service): boolean {
  return internalTrafficPolicy === 'Local' && !headless
}

/** Whether somebody in the cluster runs on this node. */
export function isOn(endpoint: Endpoint, node: string): boolean {
  return endpoint.kind !== 'external' && endpoint.node === node
}

/** The address that the question spells; null: it spells none. */
export function dialledAddress({ to }: Question): IpAddress | null {
  return to.startsWith('ip:') ? parseDialled(to.slice('ip:'.length).replace(/^\[(.*)\]$/, '$1')) : null
}
