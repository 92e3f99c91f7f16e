import type { PolicyKind } from './kind.ts'
import { CALICO_POLICIES } from './kinds/calico/calico-policy.ts'
import { CILIUM_POLICIES } from './kinds/cilium/cilium-network-policy.ts'
import type { Vendor } from './vendor.ts'

const atHand = (groups: readonly string[], kinds: readonly PolicyKind[]): Vendor => ({ groups, kinds, fetch: async () => {} })

/** The vendors' kinds, at hand from the start. In a browser `vendors-later.ts` stands in its place, with the same lines. */
export const VENDORS: readonly Vendor[] = [
  atHand(['cilium.io'], CILIUM_POLICIES),
  atHand(['projectcalico.org', 'crd.projectcalico.org'], CALICO_POLICIES),
]
