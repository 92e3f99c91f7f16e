import { believes, type PluginRemark, type Remarks } from '../../../engine/plugin-remark.ts'
import type { CniSetting } from '../choice.ts'

/**
 * Of the eBPF dataplane nobody states how nodes look to it, and its parser knows the ports of TCP and UDP.
 * Source: https://github.com/projectcalico/calico/blob/master/felix/bpf-gpl/parsing.h
 */
export function calicoRemarks({ options }: CniSetting): Remarks {
  const ebpf = options.dataplane === 'ebpf'
  return ({ gate: { at, exempt, sightings }, flow: { source, destination, protocol }, policies }) => {
    if (exempt !== null || policies.length === 0) return []
    const remarks: PluginRemark[] = []
    if (sightings.some(({ as }) => as === 'node-port')) remarks.push(believes('node-port-elsewhere'))
    if (!ebpf) return remarks
    if (at === 'ingress' && source.kind === 'host' && sightings.some(({ as }) => as === 'tunnel-address'))
      remarks.push(believes('ebpf-node-source'))
    if (at === 'egress' && source.kind === 'pod' && destination.kind === 'host' && destination.node === source.node)
      remarks.push(believes('ebpf-own-node'))
    if (protocol === 'SCTP') remarks.push(believes('ebpf-sctp'))
    return remarks
  }
}
