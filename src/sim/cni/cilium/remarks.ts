import { believes, type PluginRemark, type Remarks } from '../../../engine/plugin-remark.ts'
import type { CniSetting } from '../choice.ts'

/**
 * SCTP has to be switched on, else its packets are dropped, whatever policies say. With kube-proxy its masquerade comes before the pod's program.
 * Source: https://docs.cilium.io/en/stable/configuration/sctp/, https://docs.cilium.io/en/stable/network/ebpf/lifeofapacket/
 */
export function ciliumRemarks({ options }: CniSetting): Remarks {
  return ({ gate: { at, sightings }, flow: { protocol }, policies }) => {
    const remarks: PluginRemark[] = at === 'ingress' && protocol === 'SCTP' ? [{ remark: 'sctp-needs-switch', sureness: 'stated' }] : []
    if (policies.length === 0) return remarks
    if (sightings.some(({ as }) => as === 'node-port')) remarks.push(believes('node-port-elsewhere'))
    if (options.kubeProxyReplacement === 'off' && sightings.some(({ as }) => as === 'node-address')) remarks.push(believes('kube-proxy-before-gate'))
    return remarks
  }
}
