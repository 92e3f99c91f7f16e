import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import { fieldError, type FieldError } from '../../../manifests/field-error.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { checkCustomResource } from '../../../manifests/structural.ts'
import type { TSchema } from '../../../manifests/type.ts'
import type { PortMatcher } from '../../form.ts'
import type { PolicyKind, ReadPolicy } from '../../kind.ts'
import { checkRules, compileAdmin, warnings, type Dialect } from './admin-rules.ts'
import { clusterNetworkPolicyShape } from './cluster-network-policy.shape.ts'
import { CLUSTER_NETWORK_POLICY_VERSIONS } from '../../policy-networking.ts'

const DIALECT: Omit<Dialect, 'takesHostBits'> = {
  ports: 'protocols',
  readPorts: (item, path) => [readProtocol(item, path)],
  namedPort: 'destinationNamedPort',
  withoutNames: ['networks', 'nodes', 'domainNames'],
}

/**
 * ClusterNetworkPolicy in each of its versions, with all that its experimental channel has. It decides by its first
 * rule that fits, in the tier and with the priority it declares, and isolates nobody.
 * Source: https://github.com/kubernetes-sigs/network-policy-api/blob/main/apis/v1beta1/clusternetworkpolicy_types.go
 * and of v1alpha2
 */
export const CLUSTER_NETWORK_POLICY: readonly PolicyKind[] = CLUSTER_NETWORK_POLICY_VERSIONS.map(
  (apiVersion): PolicyKind => {
    const shape = clusterNetworkPolicyShape(apiVersion)
    const isAlpha = apiVersion.endsWith('alpha2')
    const dialect: Dialect = { ...DIALECT, takesHostBits: isAlpha }
    return {
      apiVersion,
      kind: 'ClusterNetworkPolicy',
      scope: 'Cluster',
      spec: {
        url: 'https://network-policy-api.sigs.k8s.io/api-overview/',
        version: isAlpha ? 'v1alpha2, bundle v0.2.0' : 'v1beta1, bundle v0.3.0',
      },
      shape,
      read: (object) => read(object, shape, dialect),
      assumed: () => [],
    }
  },
)

function read(object: KubernetesObject, shape: TSchema, dialect: Dialect): ReadPolicy {
  const refusals = checkCustomResource(shape, object, (accepted) => [
    ...checkRules(accepted, dialect),
    ...checkRanges(accepted),
  ])
  if (refusals.length > 0) return { policies: null, problems: refusals }
  const rank = {
    tier: textAt(object.value, 'spec', 'tier') === 'Admin' ? 'Admin' : 'Baseline',
    priority: numberAt(object.value, 'spec', 'priority'),
  } as const
  return { policies: compileAdmin(object, rank, dialect), problems: warnings(object, dialect) }
}

const PROTOCOLS = ['tcp', 'udp', 'sctp'] as const

/** A name stands for the port that a pod declares with it, over whichever protocol. */
function readProtocol(item: unknown, path: FieldPath): PortMatcher {
  const protocol = PROTOCOLS.find((each) => fieldAt(item, each) !== undefined)
  if (!protocol) {
    const at = [...path, 'destinationNamedPort']
    return {
      kind: 'ports',
      protocol: null,
      range: null,
      name: textAt(item, 'destinationNamedPort') ?? '',
      path,
      protocolPath: at,
      portPath: at,
    }
  }
  const port = fieldAt(item, protocol, 'destinationPort')
  const number = numberAt(port, 'number')
  const range =
    number === null
      ? { from: numberAt(port, 'range', 'start') ?? 1, to: numberAt(port, 'range', 'end') ?? 65535 }
      : { from: number, to: number }
  return {
    kind: 'ports',
    protocol: protocol.toUpperCase(),
    range,
    name: null,
    path,
    protocolPath: [...path, protocol],
    portPath: [...path, protocol, 'destinationPort'],
  }
}

/** A CEL rule: one port is a `number`, not a range of one. */
function checkRanges(object: KubernetesObject): readonly FieldError[] {
  return (['ingress', 'egress'] as const).flatMap((section) =>
    listAt(object.value, 'spec', section).flatMap((rule, index) =>
      listAt(rule, 'protocols').flatMap((item, at) =>
        PROTOCOLS.flatMap((protocol) => {
          const range = fieldAt(item, protocol, 'destinationPort', 'range')
          const path = ['spec', section, index, 'protocols', at, protocol, 'destinationPort', 'range']
          return range === undefined || (numberAt(range, 'start') ?? 0) < (numberAt(range, 'end') ?? 0)
            ? []
            : [fieldError(path, 'Invalid value', null, 'Start port must be less than End port')]
        }),
      ),
    ),
  )
}
