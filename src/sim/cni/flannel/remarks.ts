import { isPortProtocol } from '../../../ground/ports.ts'
import { believes, type PluginRemark, type Remarks } from '../../../engine/plugin-remark.ts'

/**
 * kube-network-policies says of neither pings nor hairpins what becomes of them; both follow from what its evaluator
 * compares.
 * Source: https://github.com/kubernetes-sigs/kube-network-policies/tree/main/pkg/networkpolicy
 */
export const flannelRemarks: Remarks = ({ gate: { exempt, sightings }, flow: { hairpin, protocol }, policies }) => {
  if (exempt !== null || policies.length === 0) return []
  const remarks: PluginRemark[] = []
  if (sightings.some(({ as }) => as === 'node-port')) remarks.push(believes('node-port-elsewhere'))
  if (hairpin) remarks.push(believes('queue-own-service'))
  if (typeof protocol === 'number' || !isPortProtocol(protocol)) remarks.push(believes('queue-without-ports'))
  return remarks
}
