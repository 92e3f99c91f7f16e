import type { CompiledPolicy } from '../policy/form.ts'
import type { Flow } from '../policy/match.ts'
import type { GateVerdict } from './evaluate.ts'

/**
 * Something that a network plugin adds to a verdict. `believed`: the verdict rests on what nobody states in so many
 * words; it follows from what is stated, or is generally known.
 *
 * - `own-node-after-masquerade`: the node's address stands in the client's place before the gate looks, and the gate
 *   lets its own node through.
 * - `kube-proxy-before-gate`: kube-proxy puts the node in the client's place before the gate looks.
 * - `node-port-elsewhere`: what goes to a port of another node is judged as it goes to that node.
 * - `ebpf-node-source`, `ebpf-own-node`: nodes are seen by these eBPF programs as they are by iptables.
 * - `ebpf-sctp`: these eBPF programs read no ports of SCTP.
 * - `queue-own-service`: a pod that calls itself through its Service is judged like any other.
 * - `queue-without-ports`: a protocol without ports fits only rules without ports.
 * - `most-specific-block`: an exception of one block may win over another block that holds it.
 * - `sctp-needs-switch`: SCTP is dropped unless it is switched on. `protocol-needs-switch`: so are protocols without
 *   ports, messages aside.
 * - `nodes-not-asked`: policies for nodes are not asked about what is for a pod by the time they would be.
 * - `denial-answered`: a pod whose packet is denied is told so at once, by a message that its own gate has to let in.
 * - `port-name-torn`: pods with the labels of this one have another number for a port's name, so that it stands for
 *   nothing at any of them.
 * - `entry-port`: who serves Ingresses compares the port of the pod behind with the ports of rules.
 * - `domain-names-passed-over`: a rule names domains, at which these agents do not look.
 * - `past-baseline`: a NetworkPolicy selects the pod for the other direction, so that no Baseline rule is asked.
 * - `service-labels-missing`: a rule admits the pod by labels that the Service does not select by.
 * - `service-port-unopened`: a rule admits the pod and its port, and not the port of the Service that leads there.
 */
export interface PluginRemark {
  readonly remark:
    | 'own-node-after-masquerade'
    | 'kube-proxy-before-gate'
    | 'node-port-elsewhere'
    | 'ebpf-node-source'
    | 'ebpf-own-node'
    | 'ebpf-sctp'
    | 'queue-own-service'
    | 'queue-without-ports'
    | 'most-specific-block'
    | 'sctp-needs-switch'
    | 'protocol-needs-switch'
    | 'denial-answered'
    | 'nodes-not-asked'
    | 'port-name-torn'
    | 'entry-port'
    | 'domain-names-passed-over'
    | 'past-baseline'
    | 'service-port-unopened'
    | 'service-labels-missing'
  readonly sureness: 'stated' | 'believed'
}

/**
 * What a gate saw and said, and what it went by: the flow as it was sent, and the policies that select the subject
 * there.
 */
export interface Judgement {
  readonly gate: GateVerdict
  readonly flow: Flow
  readonly policies: readonly CompiledPolicy[]
}

/** Remarks on one gate of one flow; empty: nothing is to be added. */
export type Remarks = (judgement: Judgement) => readonly PluginRemark[]

/** A remark that no page of the project states in so many words. */
export const believes = (remark: PluginRemark['remark']): PluginRemark => ({ remark, sureness: 'believed' })
