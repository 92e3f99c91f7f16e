import { believed, LOOPBACK, stated, type Behaviours } from '../behaviours.ts'
import type { CniSetting } from '../choice.ts'

const DOCS = 'https://docs.cilium.io/en/stable'
const POLICY = `${DOCS}/network/kubernetes/policy/`
const LANGUAGE = `${DOCS}/security/policy/language/`
const ENTITIES = `${LANGUAGE}#entities-based`
const CIDR = `${LANGUAGE}#ip-cidr-based`
const PACKET = `${DOCS}/network/ebpf/lifeofapacket/`
const PROXY_FREE = `${DOCS}/network/kubernetes/kubeproxy-free/`
const ENFORCEMENT = `${DOCS}/security/policy/intro/`
const PROGRAM = 'https://github.com/cilium/cilium/blob/main/bpf/bpf_lxc.c'
const REASONS = 'https://github.com/cilium/cilium/blob/main/api/v1/flow/flow.proto'

/** eBPF programs at every pod, which ask by the identity of the other end after the Service is translated. */
export function ciliumBehaviours({ mode, options }: CniSetting): Behaviours {
  const replaces = options.kubeProxyReplacement === 'on'
  const readsCluster = options.clusterNetworkPolicy === 'on'
  const keepsClient = options.loadBalancer === 'dsr' && mode !== 'vxlan'
  const on = options.enforcementMode !== 'never'
  const modes = (options.policyCIDRMatchMode ?? 'none').split('+')
  const nodes = modes.includes('nodes')
  const pods = modes.includes('pods')
  const judged = <Fact>(fact: Fact) => (on ? fact : stated('nobody', ENFORCEMENT))
  return {
    'network-policy': stated(on ? 'read' : 'switched-off', on ? POLICY : ENFORCEMENT),
    'cluster-network-policy': stated(readsCluster && on ? 'read' : 'switched-off', POLICY),
    'admin-network-policy': stated('not-read', POLICY),
    'cluster-peers': readsCluster && on ? believed('fit', POLICY) : stated('not-read', POLICY),
    'own-policies': stated('cilium', POLICY),
    'deny-rules': stated('cilium', `${DOCS}/security/policy/deny/`),
    'egress-gate': judged(stated('cilium-ebpf', PACKET)),
    'ingress-gate': judged(stated('cilium-ebpf', PACKET)),
    'known-by': judged(
      stated(nodes && pods ? 'address' : nodes ? 'identity-of-pods' : pods ? 'identity-of-nodes' : 'identity', CIDR),
    ),
    loopback: LOOPBACK,
    'own-node-in': stated('always', `${DOCS}/security/threat-model/`),
    'own-node-out': judged(stated('judged', ENTITIES)),
    'other-node': judged(stated(nodes ? 'node-address' : 'identity', ENTITIES)),
    'host-network-peer': judged(stated('never', LANGUAGE)),
    'node-policies': stated('host-firewall', `${DOCS}/security/host-firewall/`),
    'service-seen': judged(stated('backend', PROGRAM)),
    'service-labels': judged(stated('pod-labels', LANGUAGE)),
    'api-server': judged(stated(nodes ? 'node-address' : 'entity', ENTITIES)),
    'node-port-from-pod': judged(replaces ? believed('backend', PROXY_FREE) : believed('node-port', PROXY_FREE)),
    'own-service': judged(stated('skipped', PROGRAM)),
    'local-dns': judged(stated('needs-redirect', `${DOCS}/network/kubernetes/local-redirect-policy/`)),
    'outside-here': judged(
      replaces ? stated('client', `${PROXY_FREE}#client-source-ip-preservation`) : believed('own-node', PACKET),
    ),
    'outside-elsewhere': judged(
      !replaces
        ? believed('node-address', PACKET)
        : keepsClient
          ? stated('client', `${PROXY_FREE}#direct-server-return-dsr`)
          : mode === 'native'
            ? stated('node-address', `${PROXY_FREE}#client-source-ip-preservation`)
            : stated('no-address', `${PROXY_FREE}#client-source-ip-preservation`),
    ),
    'named-port-on-block': judged(stated('fits', `${LANGUAGE}#layer-4-examples`)),
    'overlapping-blocks': judged(stated('union', CIDR)),
    'ports-per-peer': judged(stated('map-16384', `${DOCS}/network/ebpf/maps/`)),
    'rule-sets': judged(stated('each-pod', `${DOCS}/gettingstarted/terminology/#identity`)),
    'closed-by-default': stated(options.enforcementMode === 'always' ? 'closed' : 'open', ENFORCEMENT),
    families: stated('both', `${DOCS}/network/concepts/ipam/cluster-pool/`),
    ping: judged(stated('not-by-ports', `${LANGUAGE}#limit-icmp-icmpv6-types`)),
    'ping-v6': judged(stated('not-by-ports', `${LANGUAGE}#limit-icmp-icmpv6-types`)),
    sctp: stated('needs-switch', `${DOCS}/configuration/sctp/`),
    fragments: judged(stated('tracked', `${DOCS}/network/concepts/fragmentation/`)),
    'open-connections': judged(stated('cut', PROGRAM)),
    'start-up': judged(believed('closed', `${DOCS}/installation/taints/`)),
    'agent-gone': judged(stated('rules-stay', `${DOCS}/operations/upgrade/`)),
    'drop-look': judged(
      options.policyAuditMode === 'on'
        ? stated('audited', `${DOCS}/security/policy-creation/`)
        : stated('silent-or-icmp', 'https://github.com/cilium/cilium/blob/main/pkg/option/config.go'),
    ),
    'drop-told': judged(stated('hubble', REASONS)),
    'l7-rules': stated('cilium', `${LANGUAGE}#layer-7-examples`),
    'domain-rules': stated('dns-proxy', `${LANGUAGE}#dns-based`),
    'trial-policies': stated('audit', `${DOCS}/security/policy-creation/`),
    encryption: stated('wireguard-or-ipsec', `${DOCS}/security/network/encryption/`),
    spoofing: stated('source-check', REASONS),
  }
}
