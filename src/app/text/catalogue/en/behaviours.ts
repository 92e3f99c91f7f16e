import type { BehaviourId, BehaviourTopic, BehaviourValue } from '../../../../sim/cni/behaviours.ts'
import { part } from '../part.ts'

/** The headings above behaviours. */
const TOPICS: Readonly<Record<BehaviourTopic, string>> = {
  policies: 'Which policies are read',
  gates: 'Where flows are judged',
  nodes: 'Nodes and their pods',
  services: 'Services',
  outside: 'Clients outside',
  rules: 'How rules are taken',
  protocols: 'Protocols',
  time: 'When it holds',
  drops: 'What a drop looks like',
  more: 'What else there is',
}

/** `title` asks, each value answers: first in a few words that fit a cell, then whole. */
interface BehaviourText<Id extends BehaviourId> {
  readonly title: string
  readonly values: { readonly [Value in BehaviourValue<Id>]: readonly [short: string, whole: string] }
}

const NOBODY = ['nobody looks', 'Nobody reads policies here, so nothing is judged.'] as const
const OPEN = ['left open', 'The API leaves it to the plugin.'] as const
const READ = ['read', 'It is read and enforced.'] as const
const OFF = ['off', 'It can be switched on; here it is off.'] as const
const GATES = {
  anywhere: ['left open', 'The API says what is judged, not where.'],
  nobody: NOBODY,
  nfqueue: [
    'nftables, then user space',
    'An nftables rule after the translation of Services and before this node’s masquerade queues the packet (NFQUEUE) to a program, which compares it with the policies.',
  ],
  iptables: [
    'iptables, FORWARD',
    'Chains of the pod’s interface in FORWARD, after kube-proxy has translated the Service and before the masquerade.',
  ],
  'calico-ebpf': [
    'eBPF at the pod’s link',
    'A TC program on the host’s end of the pod’s link, after it has translated the Service itself.',
  ],
  'cilium-ebpf': [
    'eBPF at the pod’s link',
    'A program of the pod’s endpoint asks its policy map by the other end’s identity, after the Service is translated.',
  ],
  'aws-ebpf': [
    'eBPF at the pod’s link',
    'A TC program on the host’s end of the pod’s link: before kube-proxy on the way out, after any masquerade on the way in.',
  ],
} as const

const TEXTS: { readonly [Id in BehaviourId]: BehaviourText<Id> } = {
  'network-policy': {
    title: 'NetworkPolicy',
    values: {
      read: READ,
      'switched-off': ['off', 'The API server takes it and nobody reads it, until it is switched on.'],
    },
  },
  'cluster-network-policy': {
    title: 'ClusterNetworkPolicy (v1alpha2)',
    values: {
      read: READ,
      'not-read': ['not read', 'Nobody reads this API.'],
      'switched-off': OFF,
      'own-api': [
        'an API of its own',
        'Not this one: AWS has a ClusterNetworkPolicy under networking.k8s.aws, in which Deny beats Accept at equal priority.',
      ],
    },
  },
  'admin-network-policy': {
    title: 'AdminNetworkPolicy (v1alpha1)',
    values: {
      read: READ,
      'not-read': ['not read', 'Nobody reads this API.'],
      'switched-off': OFF,
      removed: ['no longer', 'Read from v3.29 to v3.31; since v3.32 its successor is read instead.'],
    },
  },
  'cluster-peers': {
    title: 'Peers by node or by domain name',
    values: {
      fit: ['they fit', 'Nodes by their labels, destinations by the name they were looked up under.'],
      'fail-closed': [
        'fail closed',
        'Not supported: an accepting rule fits nobody by them, a denying one denies everybody.',
      ],
      'not-read': ['not read', 'The API that has them is not read.'],
    },
  },
  'own-policies': {
    title: 'Policies of its own',
    values: {
      none: ['none', 'There are none.'],
      calico: [
        'projectcalico.org/v3',
        'NetworkPolicy, GlobalNetworkPolicy, Tier, NetworkSet and HostEndpoint of projectcalico.org/v3.',
      ],
      cilium: ['cilium.io/v2', 'CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy and their relatives.'],
      aws: ['networking.k8s.aws', 'ClusterNetworkPolicy and, on EKS Auto Mode, ApplicationNetworkPolicy.'],
    },
  },
  'deny-rules': {
    title: 'Rules that deny',
    values: {
      'cluster-only': ['cluster-wide only', 'NetworkPolicy has none; the cluster-wide APIs do.'],
      none: ['none', 'NetworkPolicy has none, and no other API is read.'],
      'switched-off': OFF,
      calico: ['yes', 'In its own policies and in ClusterNetworkPolicy; tiers and order decide.'],
      cilium: ['yes', 'ingressDeny and egressDeny of its own policies always win.'],
      aws: ['in its own API', 'In its own ClusterNetworkPolicy.'],
    },
  },
  'egress-gate': { title: 'What a pod sends', values: GATES },
  'ingress-gate': { title: 'What a pod gets', values: GATES },
  'known-by': {
    title: 'Who is at the other end',
    values: {
      address: ['by address', 'Blocks are compared with whoever has the address, pods too.'],
      identity: [
        'by identity',
        'Pods and nodes are known by what they are: a block of addresses fits neither, not even 0.0.0.0/0.',
      ],
      'identity-of-pods': ['pods by identity', 'Nodes may be named by their addresses too; no block fits a pod.'],
      'identity-of-nodes': ['nodes by identity', 'Pods may be named by their addresses too; no block fits a node.'],
      nobody: NOBODY,
    },
  },
  loopback: {
    title: 'A pod to its own localhost',
    values: {
      always: ['always passes', 'The packets stay in the pod’s own network namespace, where no plugin looks.'],
    },
  },
  'own-node-in': {
    title: 'A node to the pods it runs',
    values: { always: ['always passes', 'The kubelet’s probes need no rule.'] },
  },
  'own-node-out': {
    title: 'A pod to the node it runs on',
    values: {
      always: ['always passes', 'No rule of egress can close it.'],
      judged: ['judged', 'Rules of egress hold for it like for anything else.'],
      nobody: NOBODY,
    },
  },
  'other-node': {
    title: 'Another node to a pod',
    values: {
      'node-address': ['by its address', 'A block with the node’s own address fits it.'],
      'tunnel-address': [
        'by its tunnel’s address',
        'It speaks through its tunnel, with an address of the pods’ range. A block of the nodes’ addresses does not fit.',
      ],
      'tunnel-across-subnets': [
        'its tunnel’s, across subnets',
        'Within a subnet it has its own address, across subnets that of its tunnel.',
      ],
      identity: ['by identity', 'It is remote-node: no block fits it; a CiliumNetworkPolicy can name it.'],
      nobody: NOBODY,
    },
  },
  'host-network-peer': {
    title: 'A pod on the host network, by its labels',
    values: {
      never: ['never fits', 'Selectors pass it over: to policies the node speaks.'],
      'node-address': [
        'fits, as its node',
        'The controller lists the node’s address in its place, which lets in everything on that node.',
      ],
      nobody: NOBODY,
    },
  },
  'node-policies': {
    title: 'Policies for nodes themselves',
    values: {
      none: ['none', 'There are none.'],
      'host-endpoint': ['HostEndpoint', 'A HostEndpoint makes a node’s interface a subject of Calico’s policies.'],
      'host-firewall': [
        'host firewall',
        'With the host firewall on, a CiliumClusterwideNetworkPolicy can select nodes.',
      ],
      'security-groups': ['security groups', 'Security groups of the VPC guard nodes.'],
    },
  },
  'service-seen': {
    title: 'A Service, on the way out',
    values: {
      backend: ['as the pod behind', 'The Service is translated before: rules name the pod and its port.'],
      'service-address': [
        'as the Service',
        'It is judged before it is translated: blocks are compared with the Service’s address and port.',
      ],
      nobody: NOBODY,
    },
  },
  'service-labels': {
    title: 'Selectors through a Service',
    values: {
      'pod-labels': ['the pod’s labels', 'What the pod behind it wears decides.'],
      'service-selector': [
        'the Service’s selector',
        'A Service is reached only when the labels that it selects by satisfy the rule; more labels on its pods do not help.',
      ],
      nobody: NOBODY,
    },
  },
  'api-server': {
    title: 'The API server, as kubernetes.default',
    values: {
      'node-address': [
        'a block with its address',
        'The address and port behind the Service, such as 172.18.0.10 and 6443.',
      ],
      entity: ['no block', 'It is an entity, kube-apiserver, which only a CiliumNetworkPolicy can name.'],
      'service-address': ['a block with the Service’s', 'The Service’s address and port, such as 10.96.0.1 and 443.'],
      nobody: NOBODY,
    },
  },
  'node-port-from-pod': {
    title: 'A pod that dials another node’s port',
    values: {
      backend: ['as the pod behind', 'The port is translated where the pod runs.'],
      'node-port': ['as that node', 'That node translates it; here the packet still goes to the node and its port.'],
      nobody: NOBODY,
    },
  },
  'own-service': {
    title: 'A pod that calls itself through its Service',
    values: {
      'left-open': OPEN,
      judged: ['judged', 'Like any other flow, at both gates.'],
      skipped: ['passes', 'Policy is skipped for it.'],
      'own-node': [
        'gets in',
        'It comes back with the address of its node, which always gets in. On the way out the Service is judged.',
      ],
      nobody: NOBODY,
    },
  },
  'local-dns': {
    title: 'NodeLocal DNSCache, and a rule for kube-dns',
    values: {
      'left-open': OPEN,
      'needs-block': [
        'needs a block',
        'The query goes to an address of the node, so a rule for the pods of kube-dns does not fit. With NOTRACK, replies are dropped for pods whose ingress is closed.',
      ],
      'needs-annotation': [
        'needs an annotation',
        'The Service needs projectcalico.org/natExcludeService, and the nodes’ addresses a rule.',
      ],
      'needs-redirect': [
        'needs a redirect policy',
        'A CiliumLocalRedirectPolicy with a cache that is not on the host network, or a rule for the host.',
      ],
      'service-fits': [
        'the rule fits',
        'The address of the Service kube-dns is in the rule’s map. 169.254.20.10 needs a block.',
      ],
      nobody: NOBODY,
    },
  },
  'outside-here': {
    title: 'By a node’s port, backend on that node',
    values: {
      'left-open': OPEN,
      client: ['the client’s address', 'It is judged before the masquerade, so blocks see the client.'],
      'own-node': [
        'gets in',
        'The node’s address is in place before it is judged, and a pod’s own node always gets in: policies are gone round.',
      ],
      nobody: NOBODY,
    },
  },
  'outside-elsewhere': {
    title: 'By a node’s port, backend on another',
    values: {
      'left-open': OPEN,
      client: ['the client’s address', 'It is kept all the way.'],
      'node-address': [
        'that node’s address',
        'The node that took it in has put its own in the client’s place. A block with the client’s does not fit.',
      ],
      'tunnel-address': [
        'that node’s tunnel',
        'It comes with the address of that node’s tunnel. Blocks with the client’s or the node’s do not fit.',
      ],
      'tunnel-across-subnets': [
        'node or its tunnel',
        'With that node’s address within a subnet, its tunnel’s across subnets.',
      ],
      'no-address': [
        'somebody outside',
        'The tunnel carries that it is from outside, and no address: only a block of all addresses fits.',
      ],
      nobody: NOBODY,
    },
  },
  'named-port-on-block': {
    title: 'A port name beside a block',
    values: {
      fits: ['fits on ingress', 'It is looked up on the pod that is entered.'],
      lost: [
        'is lost',
        'The controller resolves names for selectors only; beside a block, or without peers, that port is not opened.',
      ],
      nobody: NOBODY,
    },
  },
  'overlapping-blocks': {
    title: 'An exception inside another rule’s block',
    values: {
      union: ['open', 'Rules add up: what one excepts another may admit.'],
      'most-specific': [
        'may stay closed',
        'An exception is an entry of its own, and the most specific entry decides: newer agents give it what other rules admit, older ones deny it.',
      ],
      nobody: NOBODY,
    },
  },
  'ports-per-peer': {
    title: 'How many ports',
    values: {
      unlimited: ['no limit', 'No limit that anybody meets.'],
      'split-by-15': ['no limit', 'Ports are split into groups of 15 per iptables rule.'],
      'map-16384': [
        '16,384 entries',
        'Each pod’s policy map has 16,384 entries: identities times ports. What is over is not admitted.',
      ],
      'at-most-24': [
        '24 per peer',
        'At most 24 different ports and protocols for each block, each pod’s address, and direction, over all policies. Which of more are kept is not said.',
      ],
      nobody: NOBODY,
    },
  },
  'rule-sets': {
    title: 'Whose rules a pod has',
    values: {
      'each-pod': ['its own', 'By its labels.'],
      'by-name': [
        'shared by name',
        'Pods of a namespace whose names differ only after the last dash share one set of rules on a node. Pods without an owner are not supported.',
      ],
      nobody: NOBODY,
    },
  },
  'closed-by-default': {
    title: 'A pod that no policy selects',
    values: {
      open: ['is open', 'Everything passes.'],
      closed: ['is closed', 'Nothing passes that no policy allows, DNS included.'],
    },
  },
  families: {
    title: 'IPv4 and IPv6',
    values: { both: ['both', 'Dual stack.'], one: ['one of them', 'Blocks of the other family are ignored.'] },
  },
  ping: {
    title: 'A ping, where rules name ports',
    values: {
      'left-open': OPEN,
      'not-by-ports': ['is closed', 'A rule with ports does not fit it; one without does.'],
      nobody: NOBODY,
    },
  },
  'ping-v6': {
    title: 'The same over IPv6',
    values: {
      'left-open': OPEN,
      'not-by-ports': ['is closed', 'As over IPv4.'],
      always: ['always passes', 'Every ICMPv6 packet passes, whatever policies say.'],
      nobody: NOBODY,
    },
  },
  sctp: {
    title: 'SCTP',
    values: {
      yes: ['yes', 'Like TCP and UDP.'],
      'needs-switch': ['needs sctp.enabled', 'Without it SCTP is dropped, whatever policies say.'],
      no: ['not its ports', 'The programs do not read its ports.'],
    },
  },
  fragments: {
    title: 'Fragments',
    values: {
      'left-open': OPEN,
      joined: ['joined first', 'They are put together before they are judged.'],
      tracked: ['tracked', 'A map remembers the ports of the first one.'],
      'first-only': ['first one only', 'Later ones have no ports, and are judged by whatever stands in their place.'],
      nobody: NOBODY,
    },
  },
  'open-connections': {
    title: 'A connection that is open when a policy comes',
    values: {
      'left-open': OPEN,
      kept: ['is kept', 'Only new connections are judged.'],
      cut: ['is cut', 'Every packet forward is judged anew.'],
      'cut-in-30-seconds': ['is cut within 30 s', 'Open connections are judged anew, at most every 30 seconds.'],
      'first-policy-cuts': [
        'cut by the first policy',
        'The first policy on a pod, or the last to go, has its connections judged anew; later edits let them be.',
      ],
      nobody: NOBODY,
    },
  },
  'start-up': {
    title: 'A pod that has just started',
    values: {
      'closed-first': ['is isolated first', 'It must be isolated before it starts; what rules allow may come later.'],
      closed: ['is closed', 'Nothing passes before its rules are in place.'],
      'open-until-known': ['is open for a moment', 'Until its address is known to the controller.'],
      'open-until-rules': ['is open for a moment', 'Until the controller and the agent have its rules in place.'],
      nobody: NOBODY,
    },
  },
  'agent-gone': {
    title: 'When the agent is gone',
    values: {
      'left-open': OPEN,
      'rules-stay': ['rules stay', 'They are in the kernel; changes wait.'],
      open: ['everything passes', 'It fails open, unless told otherwise.'],
      'rules-stay-no-new-pods': ['rules stay, no new pods', 'Rules are pinned in the kernel; new pods cannot start.'],
      nobody: NOBODY,
    },
  },
  'drop-look': {
    title: 'What the caller sees',
    values: {
      'left-open': OPEN,
      silent: ['nothing', 'It waits until its own time-out.'],
      'silent-or-reject': ['nothing', 'It waits, unless Felix is told to reject.'],
      'silent-or-icmp': [
        'nothing',
        'It waits, unless the agent is told to answer with ICMP. Over HTTP, its own policies answer 403.',
      ],
      audited: ['nothing is dropped', 'Audit mode: it is logged and passes.'],
      nobody: NOBODY,
    },
  },
  'drop-told': {
    title: 'Where it is told',
    values: {
      'left-open': OPEN,
      metrics: ['metrics, log', 'Metrics on port 9080, and the controller’s log.'],
      'rule-counter': ['counters, flow log', 'The counter of the rule at the end of the tier, and the flow log.'],
      'reason-counter': ['counters, flow log', 'Counters by reason for each interface, and the flow log.'],
      hubble: ['Hubble', 'Events with a code: 133 where no rule allows, 181 where one denies.'],
      'agent-log': ['agent’s log', 'The agent’s log and CloudWatch, when that is on, and a metric on port 8162.'],
      nobody: NOBODY,
    },
  },
  'l7-rules': {
    title: 'Rules about requests',
    values: {
      none: ['none', 'There are none.'],
      calico: ['HTTP, with Envoy', 'HTTP rules of its own policies, with its application layer policy on.'],
      cilium: ['HTTP, DNS, TLS', 'In its own policies, by Envoy and a DNS proxy.'],
    },
  },
  'domain-rules': {
    title: 'Rules by domain name',
    values: {
      none: ['none', 'There are none.'],
      snooping: ['yes', 'By watching the answers to DNS queries.'],
      'dns-proxy': ['toFQDNs', 'In its own policies, by a DNS proxy.'],
      'auto-mode': ['Auto Mode only', 'In an ApplicationNetworkPolicy on EKS Auto Mode.'],
    },
  },
  'trial-policies': {
    title: 'Trying a policy out',
    values: {
      none: ['none', 'A policy holds as soon as it is there.'],
      staged: ['staged policies', 'A StagedNetworkPolicy is reported and not enforced.'],
      audit: ['audit mode', 'In policy audit mode drops are reported only.'],
    },
  },
  encryption: {
    title: 'Encryption between nodes',
    values: {
      'left-open': OPEN,
      none: ['none', 'Pods’ packets are readable on the wire.'],
      wireguard: ['WireGuard', 'With WireGuard.'],
      'wireguard-or-ipsec': ['WireGuard, IPsec', 'With WireGuard or IPsec, when switched on.'],
      'in-hardware': ['some instances', 'Not by the plugin; some instance types encrypt between each other.'],
    },
  },
  spoofing: {
    title: 'A pod that forges its address',
    values: {
      'left-open': OPEN,
      nobody: ['nobody checks', 'All pods of a node share one bridge.'],
      'reverse-path': ['is dropped', 'The reverse path is checked.'],
      'source-check': ['is dropped', 'The source has to be the pod’s own (drop 132).'],
      'routes-only': ['gets no answer', 'No program checks; routes and static ARP keep answers away.'],
    },
  },
}

/** What network plugins do differently: the headings, and what people read about each behaviour. */
export const BEHAVIOURS = part('behaviours', { topics: TOPICS, texts: TEXTS })
