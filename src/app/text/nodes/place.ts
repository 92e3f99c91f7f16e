import { assertNever } from '../../../ground/result.ts'
import type { AddressRange, Holder } from '../../../world/nodes.ts'
import { NODES } from '../catalogue/en/nodes.ts'

/** Who has an address, for a line below the map and for screen readers. Null: nobody has it. */
export function holderText(holder: Holder | null, isAdded: boolean): string {
  if (holder === null) return NODES.free
  switch (holder.kind) {
    case 'pod': {
      const pod = holder.node === null ? holder.pod : NODES.borrowed(holder.pod, holder.node)
      return isAdded ? NODES.added(pod) : pod
    }
    case 'device':
      return NODES.devices[holder.device] ?? NODES.nodesOwn(holder.device)
    case 'kept':
      return NODES.kept[holder.why]
    default:
      return assertNever(holder)
  }
}

/** `10.244.0.7: shop/web-1`; without an address, which place it is. */
export function placeText(place: number, { size, kind }: AddressRange, address: string | null, holder: string): string {
  if (address !== null) return `${address}: ${holder}`
  return kind === 'interface'
    ? `${NODES.placeOf(place, size - 1, holder)}${NODES.ec2Chooses}`
    : NODES.placeOf(place + 1, size, holder)
}
