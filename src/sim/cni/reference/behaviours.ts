import { LOOPBACK, stated, type Behaviours } from '../behaviours.ts'

const POLICY = 'https://kubernetes.io/docs/concepts/services-networking/network-policies/'
const LIFE = `${POLICY}#pod-lifecycle`
const LIMITS = `${POLICY}#what-you-can-t-do-with-network-policies-at-least-not-yet`
const CLUSTER = 'https://network-policy-api.sigs.k8s.io/reference/spec/'
const BLOCKS = `${POLICY}#behavior-of-ipblock-selectors`

/** What the texts of the APIs say, and what they leave to the plugin. */
export const REFERENCE_BEHAVIOURS: Behaviours = {
  'network-policy': stated('read', POLICY),
  'cluster-network-policy': stated('read', CLUSTER),
  'admin-network-policy': stated('read', CLUSTER),
  'cluster-peers': stated('fit', CLUSTER),
  'own-policies': stated('none', POLICY),
  'deny-rules': stated('cluster-only', LIMITS),
  'egress-gate': stated('anywhere', POLICY),
  'ingress-gate': stated('anywhere', POLICY),
  'known-by': stated('address', BLOCKS),
  loopback: LOOPBACK,
  'own-node-in': stated('always', POLICY),
  'own-node-out': stated('always', POLICY),
  'other-node': stated('node-address', BLOCKS),
  'host-network-peer': stated('never', `${POLICY}#networkpolicy-and-hostnetwork-pods`),
  'node-policies': stated('none', LIMITS),
  'service-seen': stated('backend', BLOCKS),
  'service-labels': stated('pod-labels', POLICY),
  'api-server': stated('node-address', BLOCKS),
  'node-port-from-pod': stated('backend', BLOCKS),
  'own-service': stated('left-open', POLICY),
  'local-dns': stated('left-open', 'https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/'),
  'outside-here': stated('left-open', BLOCKS),
  'outside-elsewhere': stated('left-open', BLOCKS),
  'named-port-on-block': stated('fits', POLICY),
  'overlapping-blocks': stated('union', POLICY),
  'ports-per-peer': stated('unlimited', POLICY),
  'rule-sets': stated('each-pod', POLICY),
  'closed-by-default': stated('open', `${POLICY}#the-two-sorts-of-pod-isolation`),
  families: stated('both', POLICY),
  ping: stated('left-open', `${POLICY}#network-traffic-filtering`),
  'ping-v6': stated('left-open', `${POLICY}#network-traffic-filtering`),
  sctp: stated('yes', `${POLICY}#network-traffic-filtering`),
  fragments: stated('left-open', POLICY),
  'open-connections': stated('left-open', LIFE),
  'start-up': stated('closed-first', LIFE),
  'agent-gone': stated('left-open', POLICY),
  'drop-look': stated('left-open', POLICY),
  'drop-told': stated('left-open', LIMITS),
  'l7-rules': stated('none', LIMITS),
  'domain-rules': stated('none', LIMITS),
  'trial-policies': stated('none', LIMITS),
  encryption: stated('left-open', LIMITS),
  spoofing: stated('left-open', LIMITS),
}
