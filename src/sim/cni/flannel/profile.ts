import type { EnforcementProfile, Exemption } from '../../../engine/profile.ts'
import type { Cluster } from '../../../model/cluster.ts'
import { CLUSTER_NETWORK_POLICY_VERSIONS } from '../../../policy/policy-networking.ts'
import { PLAIN_VIEW } from '../../../policy/match.ts'
import { comingFrom, hidingNode, Hosts, isMasqueraded, isToOwnNode, leaving, nodeOf } from '../hosts.ts'
import { kubernetesTiers } from '../kubernetes-tiers.ts'
import { sharesSubnet, type ClusterNetwork } from '../network.ts'
import { flannelRemarks } from './remarks.ts'

const SERVED: Readonly<Record<string, readonly string[]>> = {
  off: [],
  standard: ['networking.k8s.io/v1'],
  'npa-v1alpha1': ['networking.k8s.io/v1', 'policy.networking.k8s.io/v1alpha1'],
  'npa-v1alpha2': ['networking.k8s.io/v1', ...CLUSTER_NETWORK_POLICY_VERSIONS],
}

/**
 * Flannel reads no policy at all; the chart's `netpol.enabled` runs kube-network-policies beside it, which queues the
 * packets of selected pods to user space after the Service is translated and before this node's masquerade. What host
 * processes of the pod's own node send is accepted before the queue; what a pod sends to its own node is judged.
 * Source: https://github.com/flannel-io/flannel/blob/master/Documentation/netpol.md,
 * https://github.com/kubernetes-sigs/kube-network-policies (pkg/dataplane, nftables rules).
 *
 * Across subnets host-gw has no next hop, so that nothing arrives.
 * Source: https://github.com/flannel-io/flannel/blob/master/Documentation/backends.md#host-gw ("requires direct layer2
 * connectivity").
 */
export function flannelProfile(network: ClusterNetwork, cluster: Cluster): EnforcementProfile {
  const hosts = new Hosts(cluster, network)
  const { mode, options } = network.setting
  const served = SERVED[options.networkPolicy ?? 'off']!
  const subnets = new Set([...network.nodes.values()].map(({ subnet }) => subnet.canonical))
  const seen: EnforcementProfile['seen'] = (direction, subject, peer) =>
    direction === 'ingress' && peer.kind === 'host' && nodeOf(subject) !== peer.node
      ? (hosts.tunnelled(peer) ?? peer)
      : peer
  return {
    name: 'flannel',
    speaksFor: 'plugin',
    fallback: 'allow',
    view: PLAIN_VIEW,
    enforces: ({ object }) => served.includes(object.apiVersion),
    arrange: (policies) => kubernetesTiers(policies),
    exemption(direction, subject, peer, { hairpin }): Exemption | null {
      if (subject.kind === 'external') return { why: 'outside', tier: null }
      if (subject.kind === 'host') return { why: 'host-network', tier: null }
      if (peer.kind === 'pod' && subject.kind === 'pod' && peer.pod === subject.pod)
        return hairpin ? null : { why: 'same-pod', tier: null }
      if (direction === 'ingress' && peer.kind === 'host' && peer.node === subject.node)
        return { why: 'own-node', tier: null }
      return null
    },
    seen,
    guises: (endpoint) => {
      const guise = endpoint.kind === 'host' ? hosts.tunnelled(endpoint) : null
      return guise ? [guise] : []
    },
    sightings(direction, flow) {
      const { source, destination, service } = flow
      if (direction === 'egress') return [leaving(flow, hosts)]
      const entry =
        isMasqueraded(flow) && service!.entryNode !== nodeOf(destination) ? hosts.named(service!.entryNode!) : null
      const hiding = hosts.named(hidingNode(flow) ?? '')
      if (hiding) return [{ flow: comingFrom(flow, hiding), by: 'any', as: 'node-address' }]
      const shown = !entry && isToOwnNode(flow) ? source : seen('ingress', destination, entry ?? source)
      return [
        shown === source
          ? { flow, by: 'any', as: null }
          : { flow: comingFrom(flow, shown), by: 'any', as: entry ? 'node-address' : 'tunnel-address' },
      ]
    },
    names: 'dialled',
    entryMatters: true,
    serviceProxy: 'kube-proxy',
    remarks: flannelRemarks,
    hasGaps: mode === 'host-gw' && subnets.size > 1,
    connects(from, to) {
      const a = nodeOf(from)
      const b = nodeOf(to)
      return (
        mode !== 'host-gw' ||
        a === null ||
        b === null ||
        a === b ||
        (from.kind === 'host' && to.kind === 'host') ||
        sharesSubnet(network.nodes.get(a), network.nodes.get(b))
      )
    },
  }
}
