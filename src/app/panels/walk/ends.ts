import type { Hop, PacketWalk } from '../../../sim/cni/walk.ts'
import type { ClusterView } from '../../../worker/snapshot.ts'
import type { Answer } from '../../../world/answer.ts'
import type { EndpointFacts } from '../../../world/flow-facts.ts'
import { nodeOf } from '../../text/walk/scene.ts'
import type { AddressBook } from '../../viz/walk/frames.ts'
import type { WalkEnd } from '../../viz/walk/ground.ts'

/**
 * The address of each node and pod, of the family that the walk has; what is outside is known by what the packets say.
 */
export function addressesOf(cluster: ClusterView, walk: PacketWalk): AddressBook {
  const source =
    walk.hops[0]?.before.find(({ layer }) => layer === 'IP')?.fields.find(({ name }) => name === 'src')?.value ?? ''
  const isSix = source.includes(':')
  const chosen = (addresses: readonly string[]) =>
    addresses.find((address) => address.includes(':') === isSix) ?? addresses[0] ?? ''
  const nodes = new Map(cluster.nodes.map(({ name, addresses }) => [name, chosen(addresses)]))
  const pods = new Map(
    cluster.workloads.flatMap((workload) => workload.pods.map(({ id, addresses }) => [id, chosen(addresses)] as const)),
  )
  return (kind, name) => (kind === 'node' ? nodes.get(name) : kind === 'pod' ? pods.get(name) : null) ?? ''
}

/** Where a packet that was dropped should have gone; null: it arrived, or nobody knows. */
export function unreachedEnd({ hops }: PacketWalk, answer: Answer | null): WalkEnd | null {
  const destination = answer?.flow?.destination
  if (!destination || !hops.some(({ drop }) => drop !== null)) return null
  switch (destination.kind) {
    case 'pod':
      return { in: 'pod', pod: destination.label, node: destination.node ?? '' }
    case 'host':
      return destination.node === null ? null : { in: 'node', node: destination.node }
    case 'entry':
      return null
    case 'external':
      return { in: 'outside', label: destination.label }
  }
}

/**
 * Whose gate a stop asks; null: none is there. Where the answer is about another replica, what the stop itself says of
 * it.
 */
export function gateOwner({ check, place }: Hop, answer: Answer | null): EndpointFacts | null {
  if (!check) return null
  const end = check.at === 'egress' ? answer?.flow?.source : answer?.flow?.destination
  if (end) return end
  const name = place.in === 'pod' ? place.pod : (nodeOf(place) ?? '')
  return {
    ref: name,
    kind: 'pod',
    label: name,
    workload: null,
    namespace: null,
    labels: {},
    node: nodeOf(place),
    address: null,
    addressAssumed: false,
  }
}
