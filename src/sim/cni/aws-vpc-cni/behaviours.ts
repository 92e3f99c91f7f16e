import { believed, LOOPBACK, stated, type Behaviours } from '../behaviours.ts'
import type { CniSetting } from '../choice.ts'

const GUIDE = 'https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html'
const SWITCH = 'https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html'
const AGENT = 'https://github.com/aws/aws-network-policy-agent'
const EGRESS = `${AGENT}/blob/main/pkg/ebpf/c/tc.v4egress.bpf.c`
const INGRESS = `${AGENT}/blob/main/pkg/ebpf/c/tc.v4ingress.bpf.c`
const ICMPV6 = `${AGENT}/blob/main/pkg/ebpf/c/tc.v6ingress.bpf.c`
const AGENT_MAPS = `${AGENT}/blob/main/pkg/ebpf/bpf_client.go`
const RESOLVER = 'https://github.com/aws/amazon-network-policy-controller-k8s/blob/main/pkg/resolvers/endpoints.go'
const PLUGIN = 'https://github.com/aws/amazon-vpc-cni-k8s'

/**
 * eBPF programs on the host's end of each pod's link: they see what a pod sends before the Service is translated, and
 * what it gets after any masquerade. A controller turns selectors into addresses and ports beforehand.
 */
export function awsBehaviours({ options }: CniSetting): Behaviours {
  const agent = options.networkPolicy ?? 'off'
  const on = agent !== 'off'
  const judged = <Fact>(fact: Fact) => (on ? fact : stated('nobody', SWITCH))
  return {
    'network-policy': stated(on ? 'read' : 'switched-off', SWITCH),
    'cluster-network-policy': stated('own-api', GUIDE),
    'admin-network-policy': stated('not-read', GUIDE),
    'cluster-peers': stated('not-read', GUIDE),
    'own-policies': stated('aws', GUIDE),
    'deny-rules': stated(on ? 'aws' : 'switched-off', GUIDE),
    'egress-gate': judged(stated('aws-ebpf', EGRESS)),
    'ingress-gate': judged(stated('aws-ebpf', INGRESS)),
    'known-by': judged(stated('address', EGRESS)),
    loopback: LOOPBACK,
    'own-node-in': stated('always', AGENT_MAPS),
    'own-node-out': judged(stated('always', AGENT_MAPS)),
    'other-node': judged(stated('node-address', `${PLUGIN}/blob/master/docs/cni-proposal.md`)),
    'host-network-peer': judged(stated('node-address', RESOLVER)),
    'node-policies': stated('security-groups', 'https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html'),
    'service-seen': judged(stated('service-address', EGRESS)),
    'service-labels': judged(stated('service-selector', RESOLVER)),
    'api-server': judged(stated('service-address', EGRESS)),
    'node-port-from-pod': judged(believed('node-port', EGRESS)),
    'own-service': judged(stated('own-node', AGENT_MAPS)),
    'local-dns': judged(stated('service-fits', RESOLVER)),
    'outside-here': judged(believed('own-node', AGENT_MAPS)),
    'outside-elsewhere': judged(stated('node-address', INGRESS)),
    'named-port-on-block': judged(stated('shared', RESOLVER)),
    'overlapping-blocks': judged(
      believed('most-specific', `${AGENT}/blob/main/pkg/fwruleprocessor/fw_rule_processor.go`),
    ),
    'ports-per-peer': judged(stated('at-most-24', GUIDE)),
    'rule-sets': judged(stated('by-name', `${AGENT}/blob/main/pkg/utils/utils.go`)),
    'closed-by-default': stated(agent === 'strict' ? 'closed' : 'open', SWITCH),
    families: stated('one', GUIDE),
    ping: judged(stated('not-by-ports', INGRESS)),
    'ping-v6': judged(stated('always', ICMPV6)),
    sctp: stated('yes', INGRESS),
    fragments: judged(believed('first-only', INGRESS)),
    'open-connections': judged(stated('first-policy-cuts', INGRESS)),
    'start-up': judged(stated(agent === 'strict' ? 'closed' : 'open-until-rules', SWITCH)),
    'agent-gone': judged(stated('rules-stay-no-new-pods', AGENT)),
    'drop-look': judged(stated('silent', INGRESS)),
    'drop-told': judged(
      stated('agent-log', 'https://docs.aws.amazon.com/eks/latest/userguide/network-policies-troubleshooting.html'),
    ),
    'l7-rules': stated('none', GUIDE),
    'domain-rules': stated('auto-mode', GUIDE),
    'trial-policies': stated('none', GUIDE),
    encryption: stated('in-hardware', 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/data-protection.html'),
    spoofing: stated('routes-only', `${PLUGIN}/blob/master/docs/cni-proposal.md`),
  }
}
