import type { EnforcementProfile, Exemption, Sighting } from '../../../engine/profile.ts'
import { labelsAt } from '../../../manifests/fields.ts'
import type { Cluster } from '../../../model/cluster.ts'
import type { Endpoint, PodEndpoint } from '../../../model/endpoint.ts'
import type { PortMatcher, Rule } from '../../../policy/form.ts'
import { PLAIN_VIEW, type Flow } from '../../../policy/match.ts'
import { comingFrom, Hosts, isMasqueraded, leaving } from '../hosts.ts'
import { kubernetesTiers } from '../kubernetes-tiers.ts'
import type { ClusterNetwork } from '../network.ts'
import { readAs } from '../read-as.ts'
import { awsRemarks } from './remarks.ts'

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
  const read = readAs(({ rules }) => rules.flatMap(withoutLostNames))
  return {
    name: 'aws-vpc-cni',
    speaksFor: 'plugin',
    fallback: options.networkPolicy === 'strict' ? 'deny' : 'allow',
    view: {
      ...PLAIN_VIEW,
      podsBehind: (endpoint) =>
        endpoint.kind === 'host' ? hosts.podsOn(endpoint.node) : PLAIN_VIEW.podsBehind(endpoint),
    },
    enforces: ({ object }) => options.networkPolicy !== 'off' && object.apiVersion === 'networking.k8s.io/v1',
    arrange: (policies) => kubernetesTiers(policies.map(read)),
    exemption(_direction, subject, peer, { hairpin, protocol }): Exemption | null {
      if (subject.kind === 'external') return { why: 'outside', tier: null }
      if (subject.kind === 'host') return { why: 'host-network', tier: null }
      if (peer.kind === 'pod' && peer.pod === subject.pod && !hairpin) return { why: 'same-pod', tier: null }
      if (peer.kind === 'host' && peer.node === subject.node) return { why: 'own-node', tier: null }
      return protocol === 'ICMPv6' ? { why: 'icmpv6', tier: null } : null
    },
    seen: (_direction, _subject, peer) => peer,
    guises: () => [],
    sightings: (direction, flow) => (direction === 'egress' ? throughService(flow, hosts) : [entering(flow, hosts)]),
    names: 'dialled',
    entryMatters: true,
    remarks: awsRemarks,
    hasGaps: false,
    connects: () => true,
  }
}

/**
 * A Service is still a Service where a pod's egress is judged. For rules that select pods the controller has added the
 * address of every Service whose own selector they fit, at the ports whose target they name; blocks and rules without
 * peers are compared with the Service's address and port.
 */
function throughService(flow: Flow, hosts: Hosts): readonly Sighting[] {
  const { service, destination } = flow
  if (!service || service.address === null || service.entryNode !== null) return [leaving(flow, hosts, 'kube-proxy')]
  const addressed: Sighting = {
    flow: { ...flow, destinationAddress: service.address, port: service.port },
    by: 'addresses',
    as: 'service-address',
  }
  return destination.kind === 'pod'
    ? [{ flow: { ...flow, destination: asSelected(destination, flow) }, by: 'selectors', as: null }, addressed]
    : [addressed]
}

/** The backend, with no labels but those that its Service selects by. */
function asSelected(destination: PodEndpoint, { service }: Flow): Endpoint {
  return {
    ...destination,
    pod: { ...destination.pod, labels: labelsAt(service!.service.object.value, 'spec', 'selector') },
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

/** Port names are resolved on pods only: beside a block, or without peers, a named port is lost. */
function withoutLostNames(rule: Rule): readonly Rule[] {
  const peers = rule.when.find((condition) => condition.aspect === 'peer')?.anyOf ?? []
  const ports = rule.when.find((condition) => condition.aspect === 'port')?.anyOf ?? []
  const numbered = ports.filter(({ name }) => name === null)
  if (numbered.length === ports.length) return [rule]
  const selectors = peers.filter(({ kind }) => kind !== 'block')
  const blocks = peers.filter(({ kind }) => kind === 'block')
  const narrowed = (anyOf: typeof peers, kept: readonly PortMatcher[]): readonly Rule[] =>
    kept.length === 0
      ? []
      : [
          {
            ...rule,
            when: [
              ...(anyOf.length === 0 ? [] : [{ aspect: 'peer' as const, anyOf }]),
              { aspect: 'port' as const, anyOf: kept },
            ],
          },
        ]
  return [
    ...(selectors.length > 0 ? narrowed(selectors, ports) : []),
    ...(blocks.length > 0 || peers.length === 0 ? narrowed(blocks, numbered) : []),
  ]
}
