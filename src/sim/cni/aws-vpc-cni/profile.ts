import type { EnforcementProfile, Exemption, Sighting } from '../../../engine/profile.ts'
import type { Cluster } from '../../../model/cluster.ts'
import { PLAIN_VIEW, type Flow } from '../../../policy/match.ts'
import { comingFrom, Hosts, isMasqueraded } from '../hosts.ts'
import type { ClusterNetwork } from '../network.ts'
import { readAs } from '../read-as.ts'
import { withoutDomainNames } from './domain-names.ts'
import { withoutLostNames, withSharedNames } from './port-names.ts'
import { awsRemarks } from './remarks.ts'
import { throughService } from './through-service.ts'
import { awsTiers } from './tiers.ts'

/** The APIs whose policies the controller resolves. */
const READ = new Set(['networking.k8s.io/v1', 'networking.k8s.aws/v1alpha1'])

/**
 * The network policy agent's programs stand on the host's end of each pod's link: what a pod sends is seen before the
 * Service is translated, what it gets after any masquerade. The pod's own node is let through both ways, before any
 * rule. A controller resolves selectors to addresses, and so finds pods on the host network behind their node's
 * address, which opens a rule to everything on that node. In strict mode nothing passes that no policy allows.
 * Source: https://github.com/aws/aws-network-policy-agent (pkg/ebpf/c),
 * https://github.com/aws/amazon-network-policy-controller-k8s (pkg/resolvers),
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
 */
export function awsProfile(network: ClusterNetwork, cluster: Cluster): EnforcementProfile {
  const hosts = new Hosts(cluster, network)
  const { options } = network.setting
  const read = readAs((policy) => withSharedNames(policy, cluster).flatMap(withoutLostNames).map(withoutDomainNames))
  const tiers = awsTiers()
  return {
    name: 'aws-vpc-cni',
    speaksFor: 'plugin',
    fallback: options.networkPolicy === 'strict' ? 'deny' : 'allow',
    view: {
      ...PLAIN_VIEW,
      podsBehind: (endpoint) =>
        endpoint.kind === 'host' ? hosts.podsOn(endpoint.node) : PLAIN_VIEW.podsBehind(endpoint),
    },
    enforces: ({ object }) => options.networkPolicy !== 'off' && READ.has(object.apiVersion),
    arrange: (policies) => tiers(policies.map(read)),
    settlesTies: () => true,
    exemption(_direction, subject, peer, { hairpin, protocol }): Exemption | null {
      if (subject.kind === 'external') return { why: 'outside', tier: null }
      if (subject.kind === 'host') return { why: 'host-network', tier: null }
      if (peer.kind === 'pod' && subject.kind === 'pod' && peer.pod === subject.pod && !hairpin)
        return { why: 'same-pod', tier: null }
      if (peer.kind === 'host' && peer.node === subject.node) return { why: 'own-node', tier: null }
      return protocol === 'ICMPv6' ? { why: 'icmpv6', tier: null } : null
    },
    seen: (_direction, _subject, peer) => peer,
    guises: () => [],
    sightings: (direction, flow) =>
      direction === 'egress' ? throughService(flow, hosts, cluster) : [entering(flow, hosts)],
    names: 'dialled',
    entryMatters: true,
    serviceProxy: 'kube-proxy',
    remarks: awsRemarks,
    hasGaps: false,
    connects: () => true,
  }
}

/**
 * After any masquerade: the client is the node that it came in by, and a pod that calls itself through a Service is its
 * own node.
 */
function entering(flow: Flow, hosts: Hosts): Sighting {
  const node = isMasqueraded(flow)
    ? flow.service!.entryNode
    : flow.hairpin && flow.source.kind === 'pod'
      ? flow.source.node
      : null
  const host = node === null ? null : hosts.named(node)
  return host ? { flow: comingFrom(flow, host), by: 'any', as: 'node-address' } : { flow, by: 'any', as: null }
}
