import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { OPEN } from './answers.ts'

/** What plugins have beyond the APIs. */
export const MORE: BehaviourTexts<'more'> = {
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
