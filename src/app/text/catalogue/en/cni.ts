import { part } from '../part.ts'
import { say, type Sentence } from '../../sentence.ts'

/** The chosen network plugin, and what it does not enforce. */
export const CNI = part('cni', {
  title: 'Network plugin',
  none: 'None',
  /** Of a mode, an option or its value, most of which are names. */
  label: (english: string) => english,
  option: (label: string, value: string) => `${label.toLowerCase()} ${value}`,
  notEnforced: (policies: Sentence, more: number, why: string) =>
    say`Accepted by the API, enforced by nobody: ${policies}${more === 0 ? '' : ` and ${more} more`}. ${why}`,
  and: 'and',
  noPlugin: 'There is no network plugin.',
  why: {
    reference: '',
    flannel: 'Flannel reads none of them; its network policy controller would.',
    calico: 'Calico does not read this version of the API.',
    cilium: 'Cilium reads NetworkPolicy, and ClusterNetworkPolicy only when that is switched on.',
    'aws-vpc-cni': 'The VPC CNI’s agent reads NetworkPolicy only, and only when it is switched on.',
  },
  turnOn: {
    controller: 'Turn on the controller',
    agent: 'Turn on the agent',
    admin: 'Turn on Admin policies',
    cluster: 'Turn on ClusterNetworkPolicy',
  },
})
