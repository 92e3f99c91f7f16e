import { atHand, type Part } from '../../ground/part.ts'
import { AWS_VPC_CNI } from './aws-vpc-cni/plugin.ts'
import { CALICO } from './calico/plugin.ts'
import type { CniName } from './choice.ts'
import { CILIUM } from './cilium/plugin.ts'
import { FLANNEL } from './flannel/plugin.ts'
import type { CniPlugin } from './plugin.ts'

/**
 * The network plugins beside the reference, one line each. In a browser `plugins-later.ts` stands in its place, with
 * the same lines.
 */
export const PLUGINS: Readonly<Record<Exclude<CniName, 'reference'>, Part<CniPlugin>>> = {
  flannel: atHand(FLANNEL),
  calico: atHand(CALICO),
  cilium: atHand(CILIUM),
  'aws-vpc-cni': atHand(AWS_VPC_CNI),
}
