import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { OFF, READ } from './answers.ts'

/** Which kinds of policies are read. */
export const POLICIES: BehaviourTexts<'policies'> = {
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
        'Not supported: an accepting rule with one is left out, a denying one denies everybody.',
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
}
