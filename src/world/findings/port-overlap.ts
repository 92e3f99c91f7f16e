import type { PortRange } from '../../ground/ports.ts'
import type { Pod } from '../../model/cluster.ts'
import type { PortMatcher } from '../../policy/form.ts'

/** Ports of one protocol on one pod. */
interface Stretch extends PortRange {
  readonly protocol: string | null
}

/**
 * Whether two lists of ports have one in common on this pod; an empty list is every port. A name stands for what the
 * pod declares.
 */
export function portsOverlap(a: readonly PortMatcher[], b: readonly PortMatcher[], pod: Pod): boolean {
  const left = stretches(a, pod)
  const right = stretches(b, pod)
  if (a.length === 0) return b.length === 0 || right.length > 0
  if (b.length === 0) return left.length > 0
  return left.some((one) =>
    right.some(
      (other) =>
        (one.protocol === null || other.protocol === null || one.protocol === other.protocol) &&
        one.from <= other.to &&
        other.from <= one.to,
    ),
  )
}

/** Whether a list of ports fits anything on this pod at all. */
export function fitsSomePort(ports: readonly PortMatcher[], pod: Pod): boolean {
  return ports.length === 0 || stretches(ports, pod).length > 0
}

function stretches(ports: readonly PortMatcher[], pod: Pod): readonly Stretch[] {
  return ports.flatMap(({ protocol, range, name }): readonly Stretch[] => {
    if (name === null) return [{ protocol, from: range?.from ?? 0, to: range?.to ?? 65535 }]
    return pod.ports
      .filter((port) => port.name === name && (protocol === null || port.protocol === protocol))
      .map((port) => ({ protocol: port.protocol, from: port.port, to: port.port }))
  })
}
