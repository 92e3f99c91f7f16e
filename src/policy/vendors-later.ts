import type { PolicyKind } from './kind.ts'
import type { Vendor } from './vendor.ts'

function later(groups: readonly string[], read: () => Promise<readonly PolicyKind[]>): Vendor {
  let kinds: readonly PolicyKind[] | null = null
  return {
    groups,
    get kinds() { return kinds },
    async fetch() { kinds ??= await read() },
  }
}

/** The vendors' kinds, each fetched when it is first needed: together they are a tenth of the engine. */
export const VENDORS: readonly Vendor[] = [
  later(['cilium.io'], async () => (await import('./kinds/cilium/cilium-network-policy.ts')).CILIUM_POLICIES),
  later(['projectcalico.org', 'crd.projectcalico.org'], async () => (await import('./kinds/calico/calico-policy.ts')).CALICO_POLICIES),
]
