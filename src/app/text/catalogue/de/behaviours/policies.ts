import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { AUS, GELESEN } from './answers.ts'

export const policies: BehaviourTexts<'policies'> = {
  'network-policy': {
    title: 'NetworkPolicy',
    values: {
      read: GELESEN,
      'switched-off': ['aus', 'Der API-Server nimmt sie an, und niemand liest sie, bis es eingeschaltet wird.'],
    },
  },
  'cluster-network-policy': {
    title: 'ClusterNetworkPolicy (v1alpha2)',
    values: {
      read: GELESEN,
      'not-read': ['nicht gelesen', 'Niemand liest diese API.'],
      'switched-off': AUS,
      'own-api': [
        'eine eigene API',
        'Nicht diese: AWS hat eine ClusterNetworkPolicy unter networking.k8s.aws, bei der Deny bei gleicher Priorität vor Accept geht.',
      ],
    },
  },
  'admin-network-policy': {
    title: 'AdminNetworkPolicy (v1alpha1)',
    values: {
      read: GELESEN,
      'not-read': ['nicht gelesen', 'Niemand liest diese API.'],
      'switched-off': AUS,
      removed: ['nicht mehr', 'Von v3.29 bis v3.31 gelesen; seit v3.32 wird stattdessen ihre Nachfolgerin gelesen.'],
    },
  },
  'cluster-peers': {
    title: 'Peers nach Node oder Domainname',
    values: {
      fit: ['sie passen', 'Nodes nach ihren Labels, Ziele nach dem Namen, unter dem sie nachgeschlagen wurden.'],
      'fail-closed': [
        'scheitern geschlossen',
        'Nicht unterstützt: Eine Regel, die annimmt, fällt damit weg, eine, die ablehnt, lehnt alle ab.',
      ],
      'not-read': ['nicht gelesen', 'Die API, die sie hat, wird nicht gelesen.'],
    },
  },
  'own-policies': {
    title: 'Eigene Policies',
    values: {
      none: ['keine', 'Es gibt keine.'],
      calico: [
        'projectcalico.org/v3',
        'NetworkPolicy, GlobalNetworkPolicy, Tier, NetworkSet und HostEndpoint von projectcalico.org/v3.',
      ],
      cilium: ['cilium.io/v2', 'CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy und was dazugehört.'],
      aws: ['networking.k8s.aws', 'ClusterNetworkPolicy und, im EKS Auto Mode, ApplicationNetworkPolicy.'],
    },
  },
  'deny-rules': {
    title: 'Regeln, die ablehnen',
    values: {
      'cluster-only': ['nur clusterweit', 'NetworkPolicy hat keine; die clusterweiten APIs haben welche.'],
      none: ['keine', 'NetworkPolicy hat keine, und keine andere API wird gelesen.'],
      'switched-off': AUS,
      calico: ['ja', 'In den eigenen Policies und in ClusterNetworkPolicy; Tiers und order entscheiden.'],
      cilium: ['ja', 'ingressDeny und egressDeny der eigenen Policies gewinnen immer.'],
      aws: ['in der eigenen API', 'In der eigenen ClusterNetworkPolicy.'],
    },
  },
}
