import { believes, type PluginRemark, type Remarks } from '../../../engine/plugin-remark.ts'
import { portMatchersOf, usedPortNames } from '../../../engine/port-atoms.ts'
import type { Cluster } from '../../../model/cluster.ts'
import type { CniSetting } from '../choice.ts'
import { isTorn } from './torn-names.ts'
import { isBefore } from './version.ts'

/**
 * SCTP has to be switched on, else its packets are dropped, whatever policies say, and so have protocols that are
 * tracked by no port. With kube-proxy its masquerade comes before the pod's program. What a pod sends over IPv4 and
 * policy denies may be answered; policies for nodes hold for no port of theirs that Cilium translates itself; what a proxy refuses has its own answer, and what waits for authentication none. Envoy
 * knows the port of the pod that it chose, and not the one that the client dialled.
 * Source: https://docs.cilium.io/en/stable/configuration/sctp/, https://github.com/cilium/cilium/pull/39872
 * (enable-extended-ip-protocols), pkg/types/portmap.go (GetNamedPorts), https://docs.cilium.io/en/stable/network/ebpf/lifeofapacket/,
 * https://github.com/cilium/cilium/pull/41406 (policy-deny-response, since 1.19), https://github.com/cilium/cilium/issues/12781,
 * https://github.com/cilium/proxy/pull/351
 */
export function ciliumRemarks({ options }: CniSetting, cluster: Cluster): Remarks {
  const isTranslatedFirst = options.hostFirewall === 'on' && options.kubeProxyReplacement === 'on'
  const answers = options.denyResponse === 'icmp' && !isBefore(options.version!, '1.19')
  return ({
    gate: { at, passage, refusal, sightings },
    flow: { protocol, source, destination, destinationAddress, service, hostPort },
    policies,
  }) => {
    const remarks: PluginRemark[] = []
    if (at === 'ingress' && protocol === 'SCTP') remarks.push({ remark: 'sctp-needs-switch', sureness: 'stated' })
    if (at === 'ingress' && typeof protocol === 'number' && !TRACKED.includes(protocol))
      remarks.push({ remark: 'protocol-needs-switch', sureness: 'stated' })
    if (
      answers &&
      at === 'egress' &&
      passage === 'denied' &&
      refusal === null &&
      source.kind === 'pod' &&
      destinationAddress?.family === 4
    )
      remarks.push({ remark: 'denial-answered', sureness: 'stated' })
    if (
      at === 'ingress' &&
      isTranslatedFirst &&
      source.kind === 'external' &&
      destination.kind === 'pod' &&
      (service?.entryNode ?? hostPort?.node ?? null) !== null
    )
      remarks.push({ remark: 'nodes-not-asked', sureness: 'stated' })
    if (at === 'ingress' && destination.kind === 'entry') remarks.push({ remark: 'entry-port', sureness: 'stated' })
    if (policies.length === 0) return remarks
    if (
      at === 'egress' &&
      destination.kind === 'pod' &&
      [...usedPortNames(portMatchersOf(policies))].some((name) => isTorn(cluster, destination.pod, name))
    )
      remarks.push({ remark: 'port-name-torn', sureness: 'stated' })
    if (sightings.some(({ as }) => as === 'node-port')) remarks.push(believes('node-port-elsewhere'))
    if (options.kubeProxyReplacement === 'off' && sightings.some(({ as }) => as === 'node-address'))
      remarks.push(believes('kube-proxy-before-gate'))
    return remarks
  }
}

/** ICMP, TCP, UDP, ICMPv6 and SCTP by their numbers: connections of these are tracked. */
const TRACKED: readonly number[] = [1, 6, 17, 58, 132]
