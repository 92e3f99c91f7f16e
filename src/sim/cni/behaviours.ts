/** What a behaviour is about, in the order in which people are shown them. */
const BEHAVIOUR_TOPICS = [
  'policies',
  'gates',
  'nodes',
  'services',
  'outside',
  'rules',
  'protocols',
  'time',
  'drops',
  'more',
] as const
/** A heading under which behaviours are listed. */
export type BehaviourTopic = (typeof BEHAVIOUR_TOPICS)[number]

/**
 * `values`: what can hold of it; the words are written by whoever shows them. `shownBy`: the case of
 * `test/fixtures/cni/verdicts.yaml` that shows it; null: it changes no verdict here.
 */
interface BehaviourKind {
  readonly topic: BehaviourTopic
  readonly values: readonly string[]
  readonly shownBy: string | null
}

/**
 * Everything in which network plugins differ and that matters to whoever writes policies. `nobody`: nobody reads
 * policies, so nobody looks. `left-open`: the API leaves it to the plugin.
 */
export const BEHAVIOURS = {
  // Which policies are read.
  'network-policy': {
    topic: 'policies',
    values: ['read', 'switched-off'],
    shownBy: 'a pod that nothing may enter, and Flannel reads no policies',
  },
  'cluster-network-policy': {
    topic: 'policies',
    values: ['read', 'not-read', 'switched-off', 'own-api'],
    shownBy: 'a policy for the whole cluster is read by some',
  },
  'admin-network-policy': {
    topic: 'policies',
    values: ['read', 'not-read', 'switched-off', 'removed'],
    shownBy: 'so are its predecessors',
  },
  'cluster-peers': {
    topic: 'policies',
    values: ['fit', 'fail-closed', 'not-read'],
    shownBy: 'a peer that names nodes, where nodes are not supported',
  },
  'own-policies': { topic: 'policies', values: ['none', 'calico', 'cilium', 'aws'], shownBy: null },
  'deny-rules': {
    topic: 'policies',
    values: ['cluster-only', 'none', 'switched-off', 'calico', 'cilium', 'aws'],
    shownBy: null,
  },
  // Where flows are judged, and by what.
  'egress-gate': {
    topic: 'gates',
    values: ['anywhere', 'nobody', 'nfqueue', 'iptables', 'calico-ebpf', 'cilium-ebpf', 'aws-ebpf'],
    shownBy: null,
  },
  'ingress-gate': {
    topic: 'gates',
    values: ['anywhere', 'nobody', 'nfqueue', 'iptables', 'calico-ebpf', 'cilium-ebpf', 'aws-ebpf'],
    shownBy: null,
  },
  'known-by': {
    topic: 'gates',
    values: ['address', 'identity', 'identity-of-pods', 'identity-of-nodes', 'nobody'],
    shownBy: 'a block of all addresses, and a pod at the other end',
  },
  // Nodes, and pods on their network.
  loopback: { topic: 'nodes', values: ['always'], shownBy: 'a pod and its own loopback' },
  'own-node-in': { topic: 'nodes', values: ['always'], shownBy: 'the kubelet of its own node always reaches a pod' },
  'own-node-out': {
    topic: 'nodes',
    values: ['always', 'judged', 'nobody'],
    shownBy: 'a pod that may not send anything, to its own node',
  },
  'other-node': {
    topic: 'nodes',
    values: ['node-address', 'tunnel-address', 'tunnel-across-subnets', 'identity', 'nobody'],
    shownBy: 'another node, let in by the addresses of nodes, speaks through its tunnel with another address',
  },
  'host-network-peer': {
    topic: 'nodes',
    values: ['never', 'node-address', 'nobody'],
    shownBy: 'a pod on the host network, let in by its labels',
  },
  'node-policies': {
    topic: 'nodes',
    values: ['none', 'host-endpoint', 'host-firewall', 'security-groups'],
    shownBy: null,
  },
  // Services.
  'service-seen': {
    topic: 'services',
    values: ['backend', 'service-address', 'nobody'],
    shownBy: 'a block of Service addresses fits before translation only',
  },
  'service-labels': {
    topic: 'services',
    values: ['pod-labels', 'service-selector', 'nobody'],
    shownBy: 'a selector that asks for more labels than the Service selects by',
  },
  'api-server': {
    topic: 'services',
    values: ['node-address', 'entity', 'service-address', 'nobody'],
    shownBy: 'the API server through its Service, by the address of the node it runs on',
  },
  'node-port-from-pod': {
    topic: 'services',
    values: ['backend', 'node-port', 'nobody'],
    shownBy: 'a pod that dials the port of another node, which translates it there',
  },
  'own-service': {
    topic: 'services',
    values: ['left-open', 'judged', 'skipped', 'own-node', 'nobody'],
    shownBy: 'a pod that calls itself through its Service',
  },
  'local-dns': {
    topic: 'services',
    values: ['left-open', 'needs-block', 'needs-annotation', 'needs-redirect', 'service-fits', 'nobody'],
    shownBy: null,
  },
  // Clients outside.
  'outside-here': {
    topic: 'outside',
    values: ['left-open', 'client', 'own-node', 'nobody'],
    shownBy: 'from outside by the port of the node on which a closed backend runs',
  },
  'outside-elsewhere': {
    topic: 'outside',
    values: ['left-open', 'client', 'node-address', 'tunnel-address', 'tunnel-across-subnets', 'no-address', 'nobody'],
    shownBy: 'by the port of a node, and the backend runs on another one',
  },
  // How rules are taken.
  'named-port-on-block': {
    topic: 'rules',
    values: ['fits', 'shared', 'nobody'],
    shownBy: 'a port name beside a block, for which pods of one policy have different numbers',
  },
  'overlapping-blocks': {
    topic: 'rules',
    values: ['union', 'most-specific', 'nobody'],
    shownBy: 'a block with an exception beside the same block without',
  },
  'ports-per-peer': {
    topic: 'rules',
    values: ['unlimited', 'split-by-15', 'map-16384', 'at-most-24', 'nobody'],
    shownBy: null,
  },
  'rule-sets': { topic: 'rules', values: ['each-pod', 'by-name', 'nobody'], shownBy: null },
  'closed-by-default': { topic: 'rules', values: ['open', 'closed'], shownBy: 'without policies everything passes' },
  families: { topic: 'rules', values: ['both', 'one'], shownBy: null },
  // Protocols.
  ping: {
    topic: 'protocols',
    values: ['left-open', 'not-by-ports', 'nobody'],
    shownBy: 'a ping, and a rule that names a port',
  },
  'ping-v6': {
    topic: 'protocols',
    values: ['left-open', 'not-by-ports', 'always', 'nobody'],
    shownBy: 'a ping over IPv6, and a rule that names a port',
  },
  sctp: {
    topic: 'protocols',
    values: ['yes', 'needs-switch', 'no'],
    shownBy: 'SCTP, which Cilium carries when it is switched on',
  },
  fragments: { topic: 'protocols', values: ['left-open', 'joined', 'tracked', 'first-only', 'nobody'], shownBy: null },
  // When.
  'open-connections': {
    topic: 'time',
    values: ['left-open', 'kept', 'cut', 'cut-in-30-seconds', 'first-policy-cuts', 'nobody'],
    shownBy: null,
  },
  'start-up': {
    topic: 'time',
    values: ['closed-first', 'closed', 'open-until-known', 'open-until-rules', 'nobody'],
    shownBy: null,
  },
  'agent-gone': {
    topic: 'time',
    values: ['left-open', 'rules-stay', 'open', 'rules-stay-no-new-pods', 'nobody'],
    shownBy: null,
  },
  // What a drop looks like.
  'drop-look': {
    topic: 'drops',
    values: ['left-open', 'silent', 'silent-or-reject', 'silent-or-icmp', 'audited', 'nobody'],
    shownBy: null,
  },
  'drop-told': {
    topic: 'drops',
    values: ['left-open', 'metrics', 'rule-counter', 'reason-counter', 'hubble', 'agent-log', 'nobody'],
    shownBy: null,
  },
  // What else a plugin has.
  'l7-rules': { topic: 'more', values: ['none', 'calico', 'cilium'], shownBy: null },
  'domain-rules': { topic: 'more', values: ['none', 'snooping', 'dns-proxy', 'auto-mode'], shownBy: null },
  'trial-policies': { topic: 'more', values: ['none', 'staged', 'audit'], shownBy: null },
  encryption: {
    topic: 'more',
    values: ['left-open', 'none', 'wireguard', 'wireguard-or-ipsec', 'in-hardware'],
    shownBy: null,
  },
  spoofing: {
    topic: 'more',
    values: ['left-open', 'nobody', 'reverse-path', 'source-check', 'routes-only'],
    shownBy: null,
  },
} as const satisfies Readonly<Record<string, BehaviourKind>>

/** The name of a behaviour; its words are under it in the catalogue. */
export type BehaviourId = keyof typeof BEHAVIOURS
/** What a behaviour may be with some plugin. */
export type BehaviourValue<Id extends BehaviourId = BehaviourId> = (typeof BEHAVIOURS)[Id]['values'][number]

/**
 * A pod is not held back from its own localhost, whatever plugin it has: its packets stay in its network namespace,
 * where no plugin looks.
 */
export const LOOPBACK = stated(
  'always',
  'https://kubernetes.io/docs/concepts/services-networking/network-policies/#what-you-can-t-do-with-network-policies-at-least-not-yet',
)

/** In the order in which they are shown. */
export const BEHAVIOUR_IDS = Object.keys(BEHAVIOURS) as readonly BehaviourId[]

/**
 * What holds of one behaviour under one setting. `believed`: nobody states it in so many words; it follows from what is
 * stated, or is generally known.
 */
export interface BehaviourFact<Id extends BehaviourId = BehaviourId> {
  readonly value: BehaviourValue<Id>
  readonly sureness: 'stated' | 'believed'
  /** The page or the file of the project that says it, or that it follows from. */
  readonly source: string
}

/** Everything that holds of one plugin in one setting. */
export type Behaviours = { readonly [Id in BehaviourId]: BehaviourFact<Id> }

/** A value that a page of the project states. `source`: that page, or the code. */
export function stated<const Value extends string>(
  value: Value,
  source: string,
): { readonly value: Value; readonly sureness: 'stated'; readonly source: string } {
  return { value, sureness: 'stated', source }
}

/** A value that no page states in so many words. `source`: what it is concluded from. */
export function believed<const Value extends string>(
  value: Value,
  source: string,
): { readonly value: Value; readonly sureness: 'believed'; readonly source: string } {
  return { value, sureness: 'believed', source }
}
