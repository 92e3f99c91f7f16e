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
  const { source, destination, service, hostPort } = flow
  const first = nodeOf(source)
  const last = nodeOf(destination)
  const isSent = service !== null || hostPort !== undefined
  const entry = service?.entryNode ?? hostPort?.node ?? null
  const nodes = [first, entry !== first ? entry : null, last !== first && last !== entry ? last : null].filter(
    (node) => node !== null,
  )
  const dialled = beforeTranslation(flow, hosts)
  // What dials a port of a node goes to the node, and not through the tunnel to the pod behind.
  const link = (a: string, b: string): Link =>
    destination.kind === 'pod' && b === last && b !== entry && usesTunnel(a, b) ? 'tunnel' : 'fabric'
  return nodes.flatMap((node, at): readonly Crossing[] => {
    const subject = hosts.named(node)
    if (!subject) return []
    const previous = nodes[at - 1]
    const next = nodes[at + 1]
    // It is translated on the caller's node, unless another node's port was dialled.
    const translatesHere = isSent && node === (entry ?? first)
    const isTranslated = !isSent || translatesHere || nodes.indexOf(node) > nodes.indexOf(entry ?? first ?? '')
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

/** As the caller sent it: to the Service's own address, or to a port of a node, be it a Service's or a pod's. */
function beforeTranslation(flow: Flow, hosts: Hosts): Flow {
  const { service, hostPort, destinationAddress } = flow
  const dialled = service?.address ? null : (service?.entryNode ?? hostPort?.node ?? null)
  const entry = dialled === null ? null : hosts.named(dialled)
  const family = destinationAddress?.family ?? 4
  if (entry)
    return {
      ...flow,
      destination: entry,
      destinationAddress: entry.addresses.find((address) => address.family === family) ?? null,
      port: service ? (service.nodePort ?? service.port) : hostPort!.port,
    }
  return service?.address
    ? {
        ...flow,
        destination: externalEndpoint(service.address.text, service.address),
        destinationAddress: service.address,
        port: service.port,
      }
    : flow
}
