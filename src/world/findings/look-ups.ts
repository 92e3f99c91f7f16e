import { evaluateFlow } from '../../engine/evaluate.ts'
import type { PolicySet } from '../../engine/policy-set.ts'
import type { Pod } from '../../model/cluster.ts'
import type { Flow } from '../../policy/match.ts'
import { dnsPort } from '../name-lookup.ts'

/** What a look-up of a name goes over. */
export type Transport = 'TCP' | 'UDP'

/**
 * The look-ups that one pod can send to a DNS server, one for each pair of addresses over which they can speak; none:
 * they speak different address families.
 */
export function lookUps(from: Pod, to: Pod, protocol: Transport): readonly Flow[] {
  const source = from.endpoint
  const destination = to.endpoint
  if (source === null || destination === null) return []
  return from.addresses.flatMap((sourceAddress) =>
    to.addresses
      .filter(({ family }) => family === sourceAddress.family)
      .map((destinationAddress): Flow => ({
        source,
        destination,
        sourceAddress,
        destinationAddress,
        protocol,
        port: dnsPort(to, protocol),
        hairpin: false,
        name: null,
        service: null,
      })),
  )
}

/** Whether the sender's own gate lets it out, at least in part: what the other end lets in is another matter. */
export function leavesGate(flow: Flow, set: PolicySet): boolean {
  return evaluateFlow(flow, set).gates.find(({ at }) => at === 'egress')!.passage !== 'denied'
}

/** Pods that policies cannot tell apart may still speak different address families. */
export function byFamilies(pods: readonly Pod[]): Iterable<readonly Pod[]> {
  const alike = new Map<string, Pod[]>()
  for (const pod of pods) {
    const key = pod.addresses.map(({ family }) => family).join()
    const known = alike.get(key)
    if (known) known.push(pod)
    else alike.set(key, [pod])
  }
  return alike.values()
}
