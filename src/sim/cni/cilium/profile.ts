import type { IpAddress } from '../../../ground/ip.ts'
import { isProbeAddress } from '../../../engine/probe-address.ts'
import type { EnforcementProfile, Exemption, Sighting, Tier } from '../../../engine/profile.ts'
import type { Cluster } from '../../../model/cluster.ts'
import { externalEndpoint, type ExternalEndpoint, type HostEndpoint } from '../../../model/endpoint.ts'
import type { CompiledPolicy, Rule } from '../../../policy/form.ts'
import { CLUSTER_NETWORK_POLICY_VERSIONS } from '../../../policy/policy-networking.ts'
import { PLAIN_VIEW, type Flow, type Viewpoint } from '../../../policy/match.ts'
import type { ApiServerPlace } from '../api-server.ts'
import { comingFrom, hidingNode, Hosts, isMasqueraded, leaving, nodeOf, SOMEBODY_OUTSIDE } from '../hosts.ts'
import { kubernetesTiers } from '../kubernetes-tiers.ts'
import type { ClusterNetwork } from '../network.ts'
import { readAs } from '../read-as.ts'
import { namesNodes, withDnsProxy } from './dns-proxy.ts'
import { ENTRY } from './entry.ts'
import { withDnsRestrictions } from './dns-restriction.ts'
import { expandRule } from './expand.ts'
import { asSeen, identityLabels, podLabels } from './identity-labels.ts'
import { byLevel } from './levels.ts'
import { HostWay } from './host-way.ts'
import { withLocalCluster } from './local-cluster.ts'
import { ciliumRemarks } from './remarks.ts'
import { withClusterPorts } from './named-ports.ts'
import { withoutTornNames } from './torn-names.ts'
import { withRequirements } from './requirements.ts'
import { withSecrets } from './secrets.ts'
import { asReadBy, isBefore } from './version.ts'

/** As Cilium's kinds compile their denials. */
const DENY_TIER = 'Deny'

/**
 * Each endpoint's programs ask by the identity of the other end, after the Service is translated. Pods and nodes are
 * known by their labels, and blocks of addresses are compared only with what is neither, unless
 * `policy-cidr-match-mode` says otherwise. Denials of any policy come before what any policy allows. A node always
 * reaches its own pods (allow-localhost) unless a denial or a proxy stops it; what a pod sends to its node is judged. A
 * pod that calls itself through its Service skips policy. What goes to an Ingress or a Gateway of Cilium's own is taken
 * to Envoy before any rule is asked, and both ways are judged there.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/,
 * https://docs.cilium.io/en/stable/network/kubernetes/policy/, pkg/policy/repository.go, bpf/bpf_lxc.c (hairpin_flow, `l7_lb_proxy_port`),
 * https://github.com/cilium/cilium/issues/9209
 */
export function ciliumProfile(
  network: ClusterNetwork,
  cluster: Cluster,
  apiServer: ApiServerPlace,
): EnforcementProfile {
  const hosts = new Hosts(cluster, network)
  const { options } = network.setting
  const version = options.version!
  const served: readonly string[] = [
    'networking.k8s.io/v1',
    'cilium.io/v2',
    ...(options.clusterNetworkPolicy === 'on' && !isBefore(version, '1.20') ? CLUSTER_NETWORK_POLICY_VERSIONS : []),
  ]
  const guises = new Guises()
  const hasHostPolicies = options.hostFirewall === 'on'
  const withPorts = (rule: Rule) =>
    isBefore(version, '1.20') ? [withClusterPorts(rule, cluster)] : withoutTornNames(rule, cluster)
  const expanded = (rule: Rule) => withPorts(expandRule(rule, cluster)).map((each) => withLocalCluster(each, version))
  const read = readAs((policy) =>
    withDnsProxy(policy)
      .flatMap(expanded)
      .map((rule) => asReadBy(version, authenticated(withSecrets(rule, cluster), options.meshAuth!))),
  )
  const seen: EnforcementProfile['seen'] = (_direction, subject, peer) =>
    peer.kind === 'host'
      ? guises.of(peer, subject.kind !== 'external' && subject.node === peer.node ? 'own' : 'other')
      : peer
  const view = identityView(cidrModes(options.policyCIDRMatchMode!, version), apiServer)
  const isAudited = options.policyAuditMode === 'on'
  return {
    name: 'cilium',
    speaksFor: 'plugin',
    fallback: options.enforcementMode === 'always' ? 'deny' : 'allow',
    view,
    enforces: ({ object }) =>
      options.enforcementMode !== 'never' &&
      served.includes(object.apiVersion) &&
      (options.nodeSelectorLabels === 'on' || !namesNodes(object)),
    arrange: (policies) =>
      ciliumTiers(withDnsRestrictions(withRequirements(policies).map(read)), isBefore(version, '1.18')),
    exemption(direction, subject, peer, { hairpin }): Exemption | null {
      if (subject.kind === 'external') return { why: 'outside', tier: null }
      if (peer.kind === 'entry' && direction === 'egress') return { why: 'to-entry', tier: null }
      if (subject.kind === 'entry') return null
      if (subject.kind === 'host')
        return hasHostPolicies && !(peer.kind === 'host' && peer.node === subject.node)
          ? null
          : { why: 'host-network', tier: null }
      if (peer.kind === 'pod' && peer.pod === subject.pod)
        return { why: hairpin ? 'own-service' : 'same-pod', tier: null }
      if (direction === 'ingress' && peer.kind === 'host' && peer.node === subject.node)
        return { why: 'own-node', tier: null, onlyDefault: true }
      return null
    },
    way: (tiers) =>
      hasHostPolicies && !isAudited && options.kubeProxyReplacement === 'off'
        ? new HostWay(tiers, hosts, view, (host) => guises.of(host, 'own'))
        : null,
    auditsDrops: isAudited,
    seen,
    guises: (endpoint) => (endpoint.kind === 'host' ? [guises.of(endpoint, 'own'), guises.of(endpoint, 'other')] : []),
    sightings(direction, flow) {
      const sighting =
        direction === 'ingress'
          ? entering(flow, network, hosts)
          : options.kubeProxyReplacement === 'off' || flow.hostPort
            ? leaving(flow, hosts, options.kubeProxyReplacement === 'off' ? 'kube-proxy' : 'nothing')
            : { flow, by: 'any' as const, as: null }
      const { source, destination } = sighting.flow
      return [
        {
          ...sighting,
          flow:
            direction === 'ingress'
              ? { ...sighting.flow, source: seen(direction, destination, source) }
              : { ...sighting.flow, destination: seen(direction, source, destination) },
        },
      ]
    },
    names: 'learnt',
    entryMatters: true,
    serviceProxy: options.kubeProxyReplacement === 'on' ? 'cilium' : 'kube-proxy',
    entry: ENTRY,
    remarks: ciliumRemarks(network.setting, cluster),
    hasGaps: false,
    connects: () => true,
  }
}

/**
 * Denials have a tier of their own, right before everything that allows. `answers`: proxies refuse what they do not
 * know even where nothing isolates, as before 1.18.
 */
function ciliumTiers(policies: readonly CompiledPolicy[], answers: boolean): readonly Tier[] {
  const [admin, normal, baseline] = kubernetesTiers(policies) as readonly [Tier, Tier, Tier]
  return [
    byLevel(admin),
    {
      id: DENY_TIER,
      unmatched: 'pass',
      isOrdered: false,
      policies: policies.filter(({ rank }) => rank.tier === DENY_TIER),
    },
    answers ? { ...normal, answers } : normal,
    byLevel(baseline),
  ]
}

/**
 * Without mutual authentication rules that ask for it are as if they did not; without somebody who vouches for
 * identities nobody ever passes them.
 * Source: https://docs.cilium.io/en/stable/operations/upgrade/ (1.19),
 * https://docs.cilium.io/en/stable/network/servicemesh/mutual-authentication/
 */
function authenticated(rule: Rule, meshAuth: string): Rule {
  if (!rule.authentication) return rule
  if (meshAuth === 'unproven') return { ...rule, authentication: 'always-fails' }
  if (meshAuth !== 'off') return rule
  const { authentication: _unused, ...rest } = rule
  return rest
}

/** Nodes as their own pods see them and as others do, the same object each time. */
class Guises {
  readonly #own = new WeakMap<HostEndpoint, HostEndpoint>()
  readonly #other = new WeakMap<HostEndpoint, HostEndpoint>()

  of(host: HostEndpoint, relation: 'own' | 'other'): HostEndpoint {
    if (host.relation === relation) return host
    const known = relation === 'own' ? this.#own : this.#other
    let guise = known.get(host)
    if (!guise) known.set(host, (guise = asSeen(host, relation)))
    return guise
  }
}

/** The same object each time, as everywhere. */
const probes = new Map<string, ExternalEndpoint>()

/**
 * An address that no node or pod has is of the world, and so gets no node's exemption.
 * Source: https://istio.io/latest/docs/ambient/install/platform-prerequisites/#cilium (a default deny blocks the
 * kubelet's probes, `fromCIDR: 169.254.7.127/32` lets them in)
 */
function probesFrom(address: IpAddress): ExternalEndpoint {
  let endpoint = probes.get(address.text)
  if (!endpoint) probes.set(address.text, (endpoint = externalEndpoint(address.text, address) as ExternalEndpoint))
  return endpoint
}

/** Blocks match pods since 1.20 only. */
function cidrModes(mode: string, version: string): readonly string[] {
  return mode.split('+').filter((each) => each !== 'pods' || !isBefore(version, '1.20'))
}

function identityView(modes: readonly string[], apiServer: ApiServerPlace): Viewpoint {
  return {
    ...PLAIN_VIEW,
    blocksFit: ({ kind }) =>
      kind === 'external' || (kind === 'host' ? modes.includes('nodes') : modes.includes('pods')),
    labelsOf: podLabels,
    identityOf: (endpoint) => identityLabels(endpoint, apiServer),
  }
}

/**
 * Who seems to send what comes from outside. With kube-proxy the node's address is in place before the pod's program
 * looks (nobody states it; it follows from the order of hooks). With its replacement the client is kept on the node it
 * came in by, and with DSR everywhere; else the tunnel carries the identity world without an address, and native
 * routing shows the node. What a pod sends to a port of another node goes around the tunnel with its own node's
 * address, where the host firewall does not put it in.
 * Source: https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/#client-source-ip-preservation,
 * https://github.com/cilium/cilium/issues/34517, bpf/lib/nat.h (snat_v4_needs_masquerade: "a packet from a local ep to a
 * remote node is not encap'd")
 */
function entering(flow: Flow, { setting: { mode, options } }: ClusterNetwork, hosts: Hosts): Sighting {
  const asSent: Sighting = { flow, by: 'any', as: null }
  if (flow.source.kind === 'host' && flow.sourceAddress && isProbeAddress(flow.sourceAddress))
    return { flow: { ...flow, source: probesFrom(flow.sourceAddress) }, by: 'any', as: 'probe-address' }
  const isTranslatedThere =
    options.kubeProxyReplacement === 'off' && options.hostFirewall === 'off' && !isMasqueraded(flow)
  const goesAround = mode !== 'native' && (flow.hostPort !== undefined || isTranslatedThere)
  const hiding = goesAround ? hosts.named(hidingNode(flow) ?? '') : null
  if (hiding) return { flow: comingFrom(flow, hiding), by: 'any', as: 'node-address' }
  // With the replacement whatever starts in the cluster is translated where it starts, also when it dials another
  // node's port.
  if (!isMasqueraded(flow) || (options.kubeProxyReplacement === 'on' && flow.source.kind !== 'external')) return asSent
  const entryNode = flow.service!.entryNode!
  const entry = hosts.named(entryNode)
  const throughNode: Sighting = entry ? { flow: comingFrom(flow, entry), by: 'any', as: 'node-address' } : asSent
  if (options.kubeProxyReplacement === 'off') return throughNode
  if (entryNode === nodeOf(flow.destination) || (options.loadBalancer === 'dsr' && mode !== 'vxlan')) return asSent
  return mode === 'native' ? throughNode : { flow: comingFrom(flow, SOMEBODY_OUTSIDE), by: 'any', as: 'no-address' }
}
