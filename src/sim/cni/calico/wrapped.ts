import { sharesSubnet, type NodeNetwork } from '../network.ts'

/** Whether what goes from one node's pods to those of the other is put into the tunnel. `to` null: it is nowhere. */
export type Wraps = (from: string, to: string | null) => boolean

/** Whether the mode puts what goes between these nodes into a tunnel. A node that nobody knows shares no subnet. */
export function isWrapped(mode: string, from: NodeNetwork | undefined, to: NodeNetwork | undefined): boolean {
  return mode !== 'bgp' && !(mode.endsWith('-cross-subnet') && sharesSubnet(from, to))
}
