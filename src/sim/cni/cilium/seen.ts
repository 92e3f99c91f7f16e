import { endpointLabel } from '../../../model/endpoint.ts'
import type { NodeNetwork } from '../network.ts'
import type { Trip, TripEnd } from '../trip.ts'
import { identityOf, RESERVED } from './identity.ts'

/** An identity as Hubble prints it: `ID:12001`, `world`. */
export interface SeenIdentity {
  readonly number: number
  readonly text: string
}

/** Who an end is to a node: a pod by its labels, a node by whether it is this one, everybody else the world. */
export function seenBy(node: NodeNetwork | null, end: TripEnd): SeenIdentity {
  if (end.in === 'pod') return { number: identityOf(end.pod), text: `ID:${identityOf(end.pod)}` }
  const name = end.in === 'outside' ? 'world' : end.node === node ? 'host' : 'remote-node'
  return { number: RESERVED[name], text: name }
}

/**
 * Whom an ingress gate takes for the sender: what came in the tunnel's header or is behind the sender's address. A node
 * that put its own address in a client's place stands for it; in a tunnel its replacement of kube-proxy says that it is
 * somebody outside all the same.
 * Source: bpf/lib/nodeport.h (WORLD_ID in tail_nodeport_nat_egress_ipv4), bpf/bpf_overlay.c (HOST_ID from another node
 * becomes remote-node)
 */
export function senderAt(trip: Trip, hiddenBy: NodeNetwork | null): SeenIdentity {
  const { from, to } = trip
  if (!hiddenBy) return seenBy(to.node, from)
  const name = hiddenBy === to.node ? 'host' : 'remote-node'
  return { number: RESERVED[name], text: name }
}

/** An end as Hubble prints it: `shop/web:40312 (ID:12001)`. */
export function hubbleEnd(trip: Trip, side: 'from' | 'to', { text }: SeenIdentity): string {
  const end = trip[side]
  const port = side === 'from' ? trip.sourcePort : trip.flow.port
  const name =
    end.in === 'pod' ? endpointLabel(side === 'from' ? trip.flow.source : trip.flow.destination) : end.address.text
  return `${name}${port === null ? '' : `:${port}`} (${text})`
}
