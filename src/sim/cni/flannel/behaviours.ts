import { believed, LOOPBACK, stated, type Behaviours } from '../behaviours.ts'
import type { CniSetting } from '../choice.ts'

const NETPOL = 'https://github.com/flannel-io/flannel/blob/master/Documentation/netpol.md'
const BACKENDS = 'https://github.com/flannel-io/flannel/blob/master/Documentation/backends.md'
const CONTROLLER = 'https://github.com/kubernetes-sigs/kube-network-policies'
const DATAPLANE = `${CONTROLLER}/blob/main/pkg/dataplane/controller.go`
const EVALUATOR = `${CONTROLLER}/tree/main/pkg/networkpolicy`
const PROXY = 'https://kubernetes.io/docs/reference/networking/virtual-ips/'

/**
 * Flannel alone reads no policies. What its controller does, kube-network-policies, follows from where its nftables
 * rules queue packets: after this node's translation of Services and before its masquerade.
 */
export function flannelBehaviours({ mode, options }: CniSetting): Behaviours {
  const controller = options.networkPolicy ?? 'off'
  const on = controller !== 'off'
  const tunnel = mode === 'host-gw' ? 'node-address' : 'tunnel-address'
  const judged = <Fact>(fact: Fact) => (on ? fact : stated('nobody', NETPOL))
  return {
    'network-policy': stated(on ? 'read' : 'switched-off', NETPOL),
    'cluster-network-policy': stated(
      controller === 'npa-v1alpha2' ? 'read' : on ? 'not-read' : 'switched-off',
      `${CONTROLLER}/tree/main/cmd/kube-network-policies`,
    ),
    'admin-network-policy': stated(
      controller === 'npa-v1alpha1' ? 'read' : on ? 'not-read' : 'switched-off',
      `${CONTROLLER}/tree/main/cmd/kube-network-policies`,
    ),
    'cluster-peers': stated(
      controller === 'npa-v1alpha2' ? 'fit' : 'not-read',
      `${CONTROLLER}/tree/main/cmd/kube-network-policies`,
    ),
    'own-policies': stated('none', NETPOL),
    'deny-rules': stated(controller.startsWith('npa') ? 'cluster-only' : on ? 'none' : 'switched-off', CONTROLLER),
    'egress-gate': judged(stated('nfqueue', DATAPLANE)),
    'ingress-gate': judged(stated('nfqueue', DATAPLANE)),
    'known-by': judged(stated('address', EVALUATOR)),
    loopback: LOOPBACK,
    'own-node-in': stated('always', on ? DATAPLANE : NETPOL),
    'own-node-out': judged(stated('judged', DATAPLANE)),
    'other-node': judged(stated(tunnel, BACKENDS)),
    'host-network-peer': judged(stated('never', EVALUATOR)),
    'node-policies': stated('none', NETPOL),
    'service-seen': judged(stated('backend', DATAPLANE)),
    'service-labels': judged(stated('pod-labels', EVALUATOR)),
    'api-server': judged(stated('node-address', DATAPLANE)),
    'node-port-from-pod': judged(believed('node-port', DATAPLANE)),
    'own-service': judged(believed('judged', DATAPLANE)),
    'local-dns': judged(believed('needs-block', DATAPLANE)),
    'outside-here': judged(stated('client', DATAPLANE)),
    'outside-elsewhere': judged(stated(tunnel, PROXY)),
    'named-port-on-block': judged(stated('fits', EVALUATOR)),
    'overlapping-blocks': judged(stated('union', EVALUATOR)),
    'ports-per-peer': judged(stated('unlimited', EVALUATOR)),
    'rule-sets': judged(stated('each-pod', EVALUATOR)),
    'closed-by-default': stated('open', NETPOL),
    families: stated('both', 'https://github.com/flannel-io/flannel/blob/master/Documentation/configuration.md'),
    ping: judged(believed('not-by-ports', EVALUATOR)),
    'ping-v6': judged(believed('not-by-ports', EVALUATOR)),
    sctp: stated('yes', on ? EVALUATOR : BACKENDS),
    fragments: judged(believed('joined', DATAPLANE)),
    'open-connections': judged(stated('cut-in-30-seconds', DATAPLANE)),
    'start-up': judged(stated('open-until-known', DATAPLANE)),
    'agent-gone': judged(stated('open', DATAPLANE)),
    'drop-look': judged(stated('silent', DATAPLANE)),
    'drop-told': judged(stated('metrics', CONTROLLER)),
    'l7-rules': stated('none', NETPOL),
    'domain-rules': stated(
      controller === 'npa-v1alpha2' ? 'snooping' : 'none',
      `${CONTROLLER}/blob/main/pkg/dataplane/dnsagent.go`,
    ),
    'trial-policies': stated('none', NETPOL),
    encryption: stated(mode === 'wireguard' ? 'wireguard' : 'none', BACKENDS),
    spoofing: stated('nobody', 'https://www.cni.dev/plugins/current/main/bridge/'),
  }
}
