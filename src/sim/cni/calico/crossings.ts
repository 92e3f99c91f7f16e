import type { CheckpointId } from '../../../engine/explanation.ts'
import { externalEndpoint, type HostEndpoint } from '../../../model/endpoint.ts'
import type { Flow } from '../../../policy/match.ts'
import { comingFrom, nodeOf, type Hosts } from '../hosts.ts'

/**
 * What a packet comes from or goes to at a node: a pod of its own, the wire, the tunnel's device, or the node itself.
 */
export type Link = 'workload' | 'fabric' | 'tunnel' | 'node'

/** A packet's stay on one node. `before`: as it comes in, not translated yet; `after`: as the node hands it on. */
export interface Crossing {
  readonly subject: HostEndpoint
  readonly side: CheckpointId
  readonly from: Link
  readonly to: Link
  readonly before: Flow
  readonly after: Flow
}

/** The stays of a flow on nodes, in order; empty: it crosses none that policies could judge it on. */
export type CrossingsOf = (flow: Flow) => readonly Crossing[]

/**
 * What there is to know of the network. `usesTunnel`: between these nodes. `arriving`: the flow as the destination's
 * node sees it come.
 */
export interface Roads {
  readonly hosts: Hosts
  usesTunnel(from: string, to: string): boolean
  arriving(flow: Flow): Flow
}

/**
 * The nodes that a flow crosses, in order: the caller's, the one whose port was dialled, the destination's. Who stands
 * outside is on no node.
 * Source: https://docs.tigera.io/calico/latest/network-policy/hosts/host-forwarded-traffic
 */
export function crossingsOf(flow: Flow, { hosts, usesTunnel, arriving }: Roads): readonly Crossing[] {
  const { source, destination, service } = flow
  const first = nodeOf(source)
  const last = nodeOf(destination)
  const entry = service?.entryNode ?? null
  const nodes = [first, entry !== first ? entry : null, last !== first && last !== entry ? last : null].filter(
    (node) => node !== null,
  )
  const dialled = beforeTranslation(flow, hosts)
  const link = (a: string, b: string): Link =>
    destination.kind === 'pod' && b === last && usesTunnel(a, b) ? 'tunnel' : 'fabric'
  return nodes.flatMap((node, at): readonly Crossing[] => {
    const subject = hosts.named(node)
    if (!subject) return []
    const previous = nodes[at - 1]
    const next = nodes[at + 1]
    // It is translated on the caller's node, unless another node's port was dialled.
    const translatesHere = service !== null && node === (entry ?? first)
    const isTranslated = service === null || translatesHere || nodes.indexOf(node) > nodes.indexOf(entry ?? first ?? '')
    const seen = node === last && at > 0 ? arriving(flow) : flow
    return [
      {
        subject,
        side: node === first ? 'egress' : 'ingress',
        from:
          previous !== undefined
            ? link(previous, node)
            : node === first
              ? source.kind === 'pod'
                ? 'workload'
                : 'node'
              : 'fabric',
        to:
          next !== undefined
            ? link(node, next)
            : node === last
              ? destination.kind === 'pod'
                ? 'workload'
                : 'node'
              : 'fabric',
        before: translatesHere || !isTranslated ? comingFrom(dialled, seen.source) : seen,
        after: isTranslated ? seen : dialled,
      },
    ]
  })
}

/** As the caller sent it: to the Service's own address, or to a port of a node. */
function beforeTranslation(flow: Flow, hosts: Hosts): Flow {
  const { service, destinationAddress } = flow
  if (!service) return flow
  const entry = service.entryNode === null || service.address ? null : hosts.named(service.entryNode)
  const family = destinationAddress?.family ?? 4
  if (entry)
    return {
      ...flow,
      destination: entry,
      destinationAddress: entry.addresses.find((address) => address.family === family) ?? null,
      port: service.nodePort ?? service.port,
    }
  return service.address
    ? {
        ...flow,
        destination: externalEndpoint(service.address.text, service.address),
        destinationAddress: service.address,
        port: service.port,
      }
    : flow
}
