import type { EnforcementProfile, Exemption } from '../../../engine/profile.ts'
import type { Cluster } from '../../../model/cluster.ts'
import type { CompiledPolicy, Rule } from '../../../policy/form.ts'
import { CLUSTER_NETWORK_POLICY_VERSIONS } from '../../../policy/policy-networking.ts'
import { comingFrom, hidingNode, Hosts, isMasqueraded, leaving, nodeOf } from '../hosts.ts'
import { sharesSubnet, type ClusterNetwork } from '../network.ts'
import { readAs } from '../read-as.ts'
import { CalicoExpansion } from './expand.ts'
import { crossingsOf } from './crossings.ts'
import { failsafesOf, ownNodePolicy } from './failsafes.ts'
import { CalicoHosts } from './host-endpoints.ts'
import { calicoView } from './labels.ts'
import { calicoRemarks } from './remarks.ts'
import { calicoTiers } from './tiers.ts'
import { CalicoWay } from './way.ts'

const SERVED: readonly string[] = [
  'networking.k8s.io/v1',
  ...CLUSTER_NETWORK_POLICY_VERSIONS,
  'projectcalico.org/v3',
  'crd.projectcalico.org/v1',
]

/**
 * Calico judges what a pod sends and gets by addresses, after the Service is translated. With iptables that is before
 * this node's masquerade and after that of others, so that a client from outside keeps its address only when its
 * backend is on the node it came in by; with eBPF it always does. A node always reaches its own pods; what a pod sends
 * to its node is judged. A node that speaks through the tunnel has the tunnel's address (with eBPF nobody states it; we
 * take it to be the same).
 * Source: https://docs.tigera.io/calico/latest/network-policy/hosts/protect-hosts, felix/rules/static.go (cali-OUTPUT,
 * cali-wl-to-host), https://docs.tigera.io/calico/latest/operations/ebpf/use-cases-ebpf#preserve-client-source-ip
 */
export function calicoProfile(network: ClusterNetwork, cluster: Cluster): EnforcementProfile {
  const hosts = new Hosts(cluster, network)
  const { mode, options } = network.setting
  const policed = new CalicoHosts(cluster)
  const expansion = new CalicoExpansion(cluster, options.applicationLayer === 'on', policed.all)
  const failsafes = failsafesOf(cluster)
  const toOwnNode = ownNodePolicy(cluster)
  const usesTunnel = (a: string, b: string | null) =>
    mode !== 'bgp' &&
    (!mode.endsWith('-cross-subnet') || b === null || !sharesSubnet(network.nodes.get(a), network.nodes.get(b)))
  // Pages and tests about host endpoints take it that nothing is wrapped, and so do we where nobody said that it is.
  const throughTunnel = (a: string, b: string | null) => !network.setting.isModeAssumed && usesTunnel(a, b)
  const isWrapped = policed.all.length > 0 ? throughTunnel : usesTunnel
  const seen: EnforcementProfile['seen'] = (direction, subject, peer) =>
    direction === 'ingress' &&
    subject.kind === 'pod' &&
    peer.kind === 'host' &&
    subject.node !== peer.node &&
    isWrapped(peer.node, nodeOf(subject))
      ? (hosts.tunnelled(peer) ?? peer)
      : peer
  const sightings: EnforcementProfile['sightings'] = (direction, flow) => {
    const { source, destination, service } = flow
    if (direction === 'egress')
      return [options.dataplane === 'iptables' ? leaving(flow, hosts) : { flow, by: 'any', as: null }]
    const isHidden =
      options.dataplane === 'iptables' && isMasqueraded(flow) && service!.entryNode !== nodeOf(destination)
    const entry = isHidden ? hosts.named(service!.entryNode!) : null
    const hiding = hosts.named(hidingNode(options.dataplane === 'iptables' ? flow : { ...flow, service: null }) ?? '')
    if (hiding) return [{ flow: comingFrom(flow, hiding), by: 'any', as: 'node-address' }]
    const shown = seen('ingress', destination, entry ?? source)
    return [
      shown === source
        ? { flow, by: 'any', as: null }
        : { flow: comingFrom(flow, shown), by: 'any', as: entry ? 'node-address' : 'tunnel-address' },
    ]
  }
  const read = readAs((policy) =>
    policy.rules.flatMap((rule) => failingClosed(rule, policy)).flatMap((rule) => expansion.expand(rule)),
  )
  return {
    name: 'calico',
    speaksFor: 'plugin',
    fallback: 'allow',
    view: calicoView(cluster, policed),
    enforces: ({ object }) => SERVED.includes(object.apiVersion),
    arrange: (policies) => calicoTiers(policies.map(read), cluster, policed, failsafes),
    way: (tiers) =>
      toOwnNode ||
      (policed.all.length > 0 &&
        tiers.some(({ policies }) => policies.some(({ lane, onForward, staged }) => !staged && (lane || onForward))))
        ? new CalicoWay(
            tiers,
            policed,
            failsafes,
            (flow) =>
              crossingsOf(flow, {
                hosts,
                usesTunnel: throughTunnel,
                arriving: (each) => sightings('ingress', each)[0]!.flow,
              }),
            toOwnNode,
          )
        : null,
    exemption(direction, subject, peer, { hairpin, protocol }): Exemption | null {
      if (subject.kind === 'external') return { why: 'outside', tier: null }
      // What a node exchanges with its own pods and with itself, the manifest's defaults let through.
      if (subject.kind === 'host') {
        const facing = policed.facing(subject.node)
        if (!facing || (peer.kind !== 'external' && peer.node === subject.node))
          return { why: 'host-network', tier: null }
        // A named interface is not the tunnel's.
        return !facing.isForAll &&
          peer.kind === 'pod' &&
          direction === 'egress' &&
          throughTunnel(subject.node, peer.node)
          ? { why: 'host-network', tier: null }
          : null
      }
      // Who connects to itself is given its own address before there is a packet. Source: felix/bpf-gpl/connect.h
      if (peer.kind === 'pod' && peer.pod === subject.pod)
        return !hairpin
          ? { why: 'same-pod', tier: null }
          : options.dataplane === 'ebpf' && protocol === 'TCP'
            ? { why: 'own-service', tier: null }
            : null
      if (direction === 'ingress' && peer.kind === 'host' && peer.node === subject.node)
        return { why: 'own-node', tier: null }
      return null
    },
    seen,
    guises: (endpoint) => {
      const guise = endpoint.kind === 'host' && mode !== 'bgp' ? hosts.tunnelled(endpoint) : null
      return guise ? [guise] : []
    },
    sightings,
    names: 'dialled',
    entryMatters: true,
    remarks: calicoRemarks(network.setting),
    hasGaps: false,
    connects: () => true,
  }
}

/**
 * Peers by node or by domain name are not supported, and a rule with one fails closed: one that accepts fits nobody by
 * it, one that denies or passes denies everybody.
 * Source: felix/calc and libcalico-go/lib/backend/k8s/conversion of Calico 3.32 (ClusterNetworkPolicy).
 */
function failingClosed(rule: Rule, { rank }: CompiledPolicy): readonly Rule[] {
  const peers = rule.when.find((condition) => condition.aspect === 'peer')
  const supported = peers?.anyOf.filter(({ kind }) => kind !== 'nodes' && kind !== 'name')
  if (!peers || rank.tier === 'NetworkPolicy' || supported!.length === peers.anyOf.length) return [rule]
  const others = rule.when.filter(({ aspect }) => aspect !== 'peer')
  if (rule.action !== 'allow') return [{ ...rule, action: 'deny', when: others }]
  return supported!.length === 0 ? [] : [{ ...rule, when: [{ aspect: 'peer', anyOf: supported! }, ...others] }]
}
