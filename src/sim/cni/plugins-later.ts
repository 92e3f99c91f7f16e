import { later, type Part } from '../../ground/part.ts'
import type { CniName } from './choice.ts'
import type { CniPlugin } from './plugin.ts'

/** The network plugins beside the reference, each fetched when somebody first switches to it. */
export const PLUGINS: Readonly<Record<Exclude<CniName, 'reference'>, Part<CniPlugin>>> = {
  flannel: later(async () => (await import('./flannel/plugin.ts')).FLANNEL),
  calico: later(async () => (await import('./calico/plugin.ts')).CALICO),
  cilium: later(async () => (await import('./cilium/plugin.ts')).CILIUM),
  'aws-vpc-cni': later(async () => (await import('./aws-vpc-cni/plugin.ts')).AWS_VPC_CNI),
}
