import { fieldError, quote, type FieldError } from '../field-error.ts'
import { fieldAt, listAt, numberAt, textAt } from '../fields.ts'
import type { ObjectProblem } from '../problem.ts'

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
    if (!isOffered(nodePort)) return [{ ...nodePortError(asked, NOT_OFFERED), setBy: RANGE_FLAG }]
    if (taken.has(nodePort)) return [nodePortTaken(asked)]
    taken.add(nodePort)
  }
  return []
}

const RANGE_FLAG = '--service-node-port-range'
const NOT_OFFERED = 'provided port is not in the valid range. The range of valid ports is 30000-32767'
const TAKEN = 'provided port is already allocated'
const isOffered = (port: number) => port >= 30000 && port <= 32767

/** What the server says of a port that it has given away. */
export function nodePortTaken(asked: AskedNodePort): FieldError {
  return nodePortError(asked, TAKEN)
}

function nodePortError({ index, nodePort }: AskedNodePort, reason: string): FieldError {
  return fieldError(['spec', 'ports', index, 'nodePort'], 'Invalid value', quote(nodePort), reason)
}

/**
 * Whether nodes tell a load balancer at a port of their own if they have a pod of the Service.
 * Source: kubernetes/pkg/api/service/util.go, NeedsHealthCheck
 */
export function isHealthChecked(value: unknown): boolean {
  return textAt(value, 'spec', 'type') === 'LoadBalancer' && textAt(value, 'spec', 'externalTrafficPolicy') === 'Local'
}

/** The port that a Service wants to be checked at; null: it leaves it open, or is not checked. */
export function askedHealthPort(value: unknown): number | null {
  return (isHealthChecked(value) && numberAt(value, 'spec', 'healthCheckNodePort')) || null
}

/**
 * What the server says of a health check's port that it does not have or has given away, as an error of its own making;
 * null: it gives it. `isTaken`: by a Service or by another port of this one. `heldBy`: that Service, if it is another.
 * Source: kubernetes/pkg/registry/core/service/storage/alloc.go, allocHealthCheckNodePort
 */
export function healthPortProblem(value: unknown, isTaken: boolean, heldBy: string | null): ObjectProblem | null {
  const port = askedHealthPort(value)
  if (port === null || (isOffered(port) && !isTaken)) return null
  const reason = isOffered(port) ? TAKEN : NOT_OFFERED
  return {
    facts: {
      code: 'internal-error',
      detail: `failed to allocate requested HealthCheck NodePort ${port}: ${reason}`,
      ...(heldBy !== null && { heldBy }),
      ...(!isOffered(port) && { setBy: RANGE_FLAG }),
    },
    severity: 'error',
    layer: 'admission',
    path: ['spec', 'healthCheckNodePort'],
    part: 'value',
  }
}
