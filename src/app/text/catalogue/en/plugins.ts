import { part } from '../part.ts'

/** The panel in which a network plugin is chosen. */
export const PLUGINS = part('plugins', {
  legend: 'Network plugin (CNI)',
  mode: 'Mode',
  about: {
    reference: 'Each API exactly as its own text says, enforced by nobody in particular.',
    flannel: 'Carries packets and reads no policies, unless its network policy controller runs beside it.',
    calico: 'Routes each pod by its own address, and enforces NetworkPolicy and ClusterNetworkPolicy by addresses.',
    cilium: 'eBPF programs at every pod; knows pods and nodes by identity, so that blocks never match them.',
    'aws-vpc-cni': 'Pods have addresses of the VPC. The policy agent is off by default.',
  },
  noneAbout: 'A cluster as it is right after its installation: nodes are not ready, and pods wait for a network.',
  /** What an option changes: the offer says it in English. */
  help: (_plugin: string, _option: string, english: string) => english,
})
