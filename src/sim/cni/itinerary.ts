import type { NodeNetwork } from './network.ts'
import type { Trip } from './trip.ts'

/**
 * A packet's stay on one node: how it comes and how it goes. `next`: the node that it goes to over the wire; null: it
 * goes outside, or stays. `translates`: this is the node that makes a Service's address a backend's. `leadsToPod`: what
 * it sends on is for a pod of the next node; before a Service's port is translated it is for that node itself.
 */
export interface Visit {
  readonly node: NodeNetwork
  readonly arrives: 'pod' | 'process' | 'wire'
  readonly departs: 'pod' | 'process' | 'wire'
  readonly next: NodeNetwork | null
  readonly translates: boolean
  readonly leadsToPod: boolean
}

/**
 * The nodes that a packet passes, in order. Empty: both ends are outside. `throughEntry`: the Service's node takes the
 * connection in whoever opens it, as with kube-proxy; else only those from outside, since whatever starts in the
 * cluster is translated where it starts. `leavesItsNode`: it goes over the wire even between two ends of one node.
 */
export function itineraryOf(
  { from, to, service }: Trip,
  { throughEntry, leavesItsNode = false }: { readonly throughEntry: boolean; readonly leavesItsNode?: boolean },
): readonly Visit[] {
  const entry = service?.entry && (throughEntry || from.in === 'outside') ? service.entry : null
  const path = [from.node, entry]
    .filter((node) => node !== null)
    .filter((node, index, nodes) => node !== nodes[index - 1])
  if (to.node && (path.at(-1) !== to.node || leavesItsNode)) path.push(to.node)
  const translator = !service ? -1 : entry ? path.indexOf(entry, from.node && from.node !== entry ? 1 : 0) : 0
  const last = path.length - 1
  return path.map((node, index) => ({
    node,
    next: path[index + 1] ?? null,
    translates: index === translator,
    leadsToPod: to.in === 'pod' && path[index + 1] === to.node && translator <= index,
    arrives: index > 0 || from.in === 'outside' ? 'wire' : from.in === 'pod' ? 'pod' : 'process',
    departs: index < last || to.in === 'outside' ? 'wire' : to.in === 'pod' ? 'pod' : 'process',
  }))
}
