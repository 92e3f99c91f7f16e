import { assertNever } from '../../../ground/result.ts'
import type { PlaceKind } from '../../viz/address-map.ts'
import type { AddressRange, Holder } from '../../../world/nodes.ts'

/** Who has an address, for a line below the map and for screen readers. Null: nobody has it. */
export function holderText(holder: Holder | null, isAdded: boolean): string {
  if (holder === null) return 'free'
  switch (holder.kind) {
    case 'pod': return `${holder.pod}${holder.node === null ? '' : `, on ${holder.node}, which borrows it`}${isAdded ? ', added' : ''}`
    case 'device': return DEVICES[holder.device] ?? `${holder.device}, the node’s own`
    case 'kept': return KEPT[holder.why]
    default: return assertNever(holder)
  }
}

/** `10.244.0.7: shop/web-1`; without an address, which place it is. */
export function placeText(place: number, { size, kind }: AddressRange, address: string | null, holder: string): string {
  if (address !== null) return `${address}: ${holder}`
  if (kind === 'interface') return `place ${place} of ${size - 1}: ${holder}, EC2 chooses its address`
  return `place ${place + 1} of ${size}: ${holder}`
}

const DEVICES: Readonly<Record<string, string>> = {
  'flannel.1': 'flannel.1, the tunnel’s own address', 'flannel-wg': 'flannel-wg, the tunnel’s own address', 'cni0': 'cni0, the bridge that is the pods’ gateway',
  'tunl0': 'tunl0, the tunnel’s own address', 'vxlan.calico': 'vxlan.calico, the tunnel’s own address', 'cilium_host': 'cilium_host, the router of the node’s pods', 'health': 'the agent’s health endpoint',
}

const KEPT: Readonly<Record<Extract<Holder, { kind: 'kept' }>['why'], string>> = { network: 'kept: the first address names the range', first: 'kept for the node', last: 'kept: the last address is for broadcasts' }

/** Above the maps of a node, while nobody points at a place. */
export const STEP_HINT = 'Point at a square, or step through them with the arrow keys.'

/** The legend of the maps. */
export const PLACE_NAMES: Readonly<Record<PlaceKind, string>> = { 'pod': 'a pod', 'asked': 'a pod of the question', 'added': 'a pod that was added', 'guest': 'another node’s pod', 'kept': 'kept or the node’s own', 'free': 'free' }
