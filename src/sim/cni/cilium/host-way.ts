import type { Tier } from '../../../engine/profile.ts'
import type { Way, WayGate } from '../../../engine/way.ts'
import type { HostEndpoint } from '../../../model/endpoint.ts'
import { matchesSubject, type Flow, type Viewpoint } from '../../../policy/match.ts'
import type { Hosts } from '../hosts.ts'

/**
 * The host firewall where kube-proxy translates: what comes from outside to a port of a node is still for the node when
 * the firewall sees it, of a Service or of a pod, so that policies for nodes hold for it, whichever pod it is for. Where
 * Cilium translates, the pod is known first, and they do not.
 * Source: https://github.com/cilium/cilium/issues/12545, https://github.com/cilium/cilium/issues/12781
 */
export class HostWay implements Way {
  readonly #atNode = new WeakMap<HostEndpoint, readonly Tier[]>()

  constructor(
    private readonly tiers: readonly Tier[],
    private readonly hosts: Hosts,
    private readonly view: Viewpoint,
    private readonly asItself: (host: HostEndpoint) => HostEndpoint,
  ) {}

  gatesOf(flow: Flow): readonly WayGate[] {
    const dialled = flow.source.kind === 'external' ? nodePortOf(flow) : null
    const entry = dialled && this.hosts.named(dialled.node)
    if (!entry) return []
    const subject = this.asItself(entry)
    const tiers = this.#selecting(subject)
    if (tiers.every(({ policies }) => policies.length === 0)) return []
    const destinationAddress =
      subject.addresses.find(({ family }) => family === (flow.destinationAddress?.family ?? 4)) ?? null
    const sees: Flow = { ...flow, destination: subject, destinationAddress, port: dialled.port }
    return [
      {
        at: 'ingress',
        direction: 'ingress',
        subject,
        object: null,
        tiers: tiers.map((tier) => ({ ...tier, sees })),
      },
    ]
  }

  #selecting(subject: HostEndpoint): readonly Tier[] {
    let tiers = this.#atNode.get(subject)
    if (!tiers)
      this.#atNode.set(
        subject,
        (tiers = this.tiers.map((tier) => ({
          ...tier,
          policies: tier.policies.filter(
            (policy) =>
              policy.direction === 'ingress' && !policy.staged && matchesSubject(policy.subject, subject, this.view),
          ),
        }))),
      )
    return tiers
  }
}

function nodePortOf({ service, hostPort }: Flow): { readonly node: string; readonly port: number } | null {
  if (!service) return hostPort ?? null
  const { address, entryNode, nodePort } = service
  return address === null && entryNode !== null && nodePort !== null ? { node: entryNode, port: nodePort } : null
}
