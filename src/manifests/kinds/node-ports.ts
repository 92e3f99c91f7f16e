import { fieldError, quote, type FieldError } from '../field-error.ts'
import { fieldAt, listAt, numberAt, textAt } from '../fields.ts'

/** A port that a Service asks all nodes for. `index`: of the entry of `spec.ports` at which the server asks. */
export interface AskedNodePort {
  readonly index: number
  readonly nodePort: number
}

/**
 * The ports of nodes that a Service names, in the order in which the server takes them; empty: it leaves them open, or
 * has none. Ports of one number and different protocols share the first one that any of them names; what another names
 * besides is asked for by itself.
 * Source: kubernetes/pkg/registry/core/service/storage/alloc.go, initNodePorts
 */
export function askedNodePorts(value: unknown): readonly AskedNodePort[] {
  if (!['NodePort', 'LoadBalancer'].includes(textAt(value, 'spec', 'type') ?? '')) return []
  const allocates = fieldAt(value, 'spec', 'allocateLoadBalancerNodePorts') !== false
  const ports = listAt(value, 'spec', 'ports').map((entry) => ({
    port: numberAt(entry, 'port') ?? 0,
    nodePort: numberAt(entry, 'nodePort') ?? 0,
  }))
  const shared = new Map<number, number>()
  return ports.flatMap(({ port, nodePort }, index): AskedNodePort[] => {
    if (nodePort === 0 && !allocates) return []
    const known = shared.get(port)
    if (known === undefined) {
      const named = ports.find((each) => each.port === port && each.nodePort !== 0)?.nodePort ?? 0
      shared.set(port, named)
      return named === 0 ? [] : [{ index, nodePort: named }]
    }
    return nodePort === 0 || nodePort === known ? [] : [{ index, nodePort }]
  })
}

/**
 * The first port that is not among those which nodes offer, unless the API server is told another range, or that the
 * Service itself has taken for another of its ports, whatever the protocol.
 * Source: kubernetes/pkg/registry/core/service/portallocator/allocator.go, ErrNotInRange and ErrAllocated;
 * --service-node-port-range of kube-apiserver
 */
export function validateNodePorts(value: unknown): readonly FieldError[] {
  const taken = new Set<number>()
  for (const asked of askedNodePorts(value)) {
    const { nodePort } = asked
    if (nodePort < 30000 || nodePort > 32767)
      return [nodePortError(asked, 'provided port is not in the valid range. The range of valid ports is 30000-32767')]
    if (taken.has(nodePort)) return [nodePortTaken(asked)]
    taken.add(nodePort)
  }
  return []
}

/** What the server says of a port that it has given away. */
export function nodePortTaken(asked: AskedNodePort): FieldError {
  return nodePortError(asked, 'provided port is already allocated')
}

function nodePortError({ index, nodePort }: AskedNodePort, reason: string): FieldError {
  return fieldError(['spec', 'ports', index, 'nodePort'], 'Invalid value', quote(nodePort), reason)
}
