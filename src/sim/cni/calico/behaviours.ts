import { believed, LOOPBACK, stated, type Behaviours } from '../behaviours.ts'
import type { CniSetting } from '../choice.ts'

const DOCS = 'https://docs.tigera.io/calico/latest'
const CODE = 'https://github.com/projectcalico/calico/blob/master'
const CHAINS = `${CODE}/felix/rules/endpoints.go`
const STATIC = `${CODE}/felix/rules/static.go`
const EBPF = `${DOCS}/operations/ebpf/use-cases-ebpf`
const NODE_PORTS = `${DOCS}/network-policy/services/kubernetes-node-ports`
const POLICY = `${DOCS}/network-policy/get-started/kubernetes-policy/kubernetes-network-policy`
const CLUSTER_POLICY = `${DOCS}/network-policy/policy-tiers/tiered-policy`
const HOSTS = `${DOCS}/network-policy/hosts/kubernetes-nodes`

/**
 * iptables chains of the pod's interface in FORWARD, or eBPF programs on the host's end of its link. That eBPF sees of
 * nodes and of SCTP what iptables does, or does not, is what its code suggests; the documentation does not say.
 */
export function calicoBehaviours({ mode, options }: CniSetting): Behaviours {
  const ebpf = options.dataplane === 'ebpf'
  const tunnel =
    mode === 'bgp' ? 'node-address' : mode.endsWith('-cross-subnet') ? 'tunnel-across-subnets' : 'tunnel-address'
  return {
    'network-policy': stated('read', POLICY),
    'cluster-network-policy': stated('read', CLUSTER_POLICY),
    'admin-network-policy': stated('removed', CLUSTER_POLICY),
    'cluster-peers': stated('fail-closed', `${CODE}/libcalico-go/lib/backend/k8s/conversion/clusternetworkpolicy.go`),
    'own-policies': stated('calico', `${DOCS}/reference/resources/networkpolicy`),
    'deny-rules': stated('calico', `${DOCS}/reference/resources/networkpolicy`),
    'egress-gate': stated(ebpf ? 'calico-ebpf' : 'iptables', ebpf ? EBPF : CHAINS),
    'ingress-gate': stated(ebpf ? 'calico-ebpf' : 'iptables', ebpf ? EBPF : CHAINS),
    'known-by': stated('address', CHAINS),
    loopback: LOOPBACK,
    'own-node-in': stated('always', ebpf ? `${CODE}/felix/bpf-gpl/tc.c` : STATIC),
    'own-node-out': ebpf ? believed('judged', `${CODE}/felix/bpf-gpl/tc.c`) : stated('judged', STATIC),
    'other-node': ebpf && mode !== 'bgp' ? believed(tunnel, HOSTS) : stated(tunnel, HOSTS),
    'host-network-peer': stated('never', `${DOCS}/network-policy/hosts/protect-hosts`),
    'node-policies': stated('host-endpoint', `${DOCS}/network-policy/hosts/protect-hosts`),
    'service-seen': stated('backend', `${DOCS}/network-policy/services/services-cluster-ips`),
    'service-labels': stated('pod-labels', POLICY),
    'api-server': stated('node-address', `${DOCS}/network-policy/services/services-cluster-ips`),
    'node-port-from-pod': ebpf ? believed('backend', EBPF) : believed('node-port', NODE_PORTS),
    'own-service': stated('judged', `${CODE}/felix/rules/dispatch.go`),
    'local-dns': stated(
      ebpf ? 'needs-annotation' : 'needs-block',
      ebpf
        ? `${DOCS}/networking/configuring/node-local-dns-cache`
        : 'https://github.com/kubernetes/kubernetes/issues/98758',
    ),
    'outside-here': stated('client', NODE_PORTS),
    'outside-elsewhere': ebpf ? stated('client', EBPF) : stated(tunnel, NODE_PORTS),
    'named-port-on-block': stated('fits', `${DOCS}/reference/resources/networkpolicy`),
    'overlapping-blocks': stated('union', POLICY),
    'ports-per-peer': ebpf
      ? stated('unlimited', `${CODE}/felix/bpf/polprog/pol_prog_builder.go`)
      : stated('split-by-15', `${CODE}/felix/rules/policy.go`),
    'rule-sets': stated('each-pod', CHAINS),
    'closed-by-default': stated('open', POLICY),
    families: stated('both', `${DOCS}/networking/ipam/ipv6`),
    ping: stated('not-by-ports', `${CODE}/felix/rules/policy.go`),
    'ping-v6': stated('not-by-ports', `${CODE}/felix/rules/policy.go`),
    sctp: ebpf
      ? believed('no', `${CODE}/felix/bpf-gpl/parsing.h`)
      : stated('yes', `${DOCS}/reference/resources/networkpolicy`),
    fragments: stated('joined', ebpf ? `${CODE}/felix/bpf-gpl/ip_v4_fragment.h` : CHAINS),
    'open-connections': stated('kept', ebpf ? EBPF : CHAINS),
    'start-up': stated('closed', ebpf ? `${CODE}/felix/bpf-gpl/reasons.h` : `${CODE}/felix/rules/dispatch.go`),
    'agent-gone': stated('rules-stay', `${DOCS}/reference/architecture/overview`),
    'drop-look': ebpf ? stated('silent', EBPF) : stated('silent-or-reject', `${DOCS}/reference/resources/felixconfig`),
    'drop-told': ebpf ? stated('reason-counter', `${CODE}/felix/bpf-gpl/reasons.h`) : stated('rule-counter', CHAINS),
    'l7-rules': stated('calico', `${DOCS}/network-policy/istio/app-layer-policy`),
    'domain-rules': stated('none', `${DOCS}/reference/resources/networkpolicy`),
    'trial-policies': stated('staged', `${DOCS}/reference/resources/stagednetworkpolicy`),
    encryption: stated('wireguard', `${DOCS}/network-policy/encrypt-cluster-pod-traffic`),
    spoofing: stated('reverse-path', STATIC),
  }
}
