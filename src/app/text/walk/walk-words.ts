import type { CniChoice } from '../../../sim/cni/choice.ts'
import type { Pace } from '../../ui/stepper.svelte.ts'
import { WALK } from '../catalogue/en/walk.ts'

/** How fast the packet goes. */
export const WALK_PACES: readonly Pace[] = [
  {
    id: 'slow',
    get label() {
      return WALK.paces.slow
    },
    every: 2000,
  },
  {
    id: 'even',
    get label() {
      return WALK.paces.even
    },
    every: 1000,
  },
  {
    id: 'fast',
    get label() {
      return WALK.paces.fast
    },
    every: 500,
  },
]

/** Plugins under which the same flow goes another way. */
export function otherPlugins(): readonly { readonly label: string; readonly choice: CniChoice }[] {
  return [
    { label: 'Flannel VXLAN', choice: { name: 'flannel', mode: 'vxlan' } },
    { label: 'Calico IPIP', choice: { name: 'calico', mode: 'ipip' } },
    { label: WALK.native, choice: { name: 'cilium', mode: 'native' } },
    { label: 'Amazon VPC CNI', choice: { name: 'aws-vpc-cni' } },
  ]
}
