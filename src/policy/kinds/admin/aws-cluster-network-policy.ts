import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import { fieldError, type FieldError } from '../../../manifests/field-error.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { checkCustomResource } from '../../../manifests/structural.ts'
import type { PortMatcher } from '../../form.ts'
import type { PolicyKind, ReadPolicy } from '../../kind.ts'
import { compileAdmin, warnings, type Dialect } from './admin-rules.ts'
import { assumedProtocols, namedPort, numberedPort } from './numbered-ports.ts'
import { AwsClusterNetworkPolicyShape, GUIDE } from './aws-cluster-network-policy.shape.ts'

/** Names of ports are no trouble to its rules, and no CEL rule looks into blocks. */
const DIALECT: Dialect = {
  ports: 'ports',
  readPorts,
  namedPort: 'namedPort',
  withoutNames: [],
  takesHostBits: true,
}

/**
 * `networking.k8s.aws/v1alpha1` ClusterNetworkPolicy, which only the Amazon VPC CNI reads. It resembles the
 * ClusterNetworkPolicy of Kubernetes, and the order of its rules decides nothing; `awsTiers` says what does.
 * Source: https://github.com/aws/amazon-network-policy-controller-k8s/blob/main/pkg/crd/crds.yaml,
 * pkg/resolvers/clusternetworkpolicy_resolver.go
 */
const CLUSTER_NETWORK_POLICY: PolicyKind = {
  apiVersion: 'networking.k8s.aws/v1alpha1',
  kind: 'ClusterNetworkPolicy',
  scope: 'Cluster',
  spec: { url: GUIDE, version: 'v1alpha1' },
  shape: AwsClusterNetworkPolicyShape,
  read,
  assumed: assumedProtocols,
}

/** The policy kinds of Amazon. */
export const AWS_POLICIES: readonly PolicyKind[] = [CLUSTER_NETWORK_POLICY]

function read(object: KubernetesObject): ReadPolicy {
  const refusals = checkCustomResource(AwsClusterNetworkPolicyShape, object, (accepted) => [
    ...checkRanges(accepted),
    ...checkDomainNames(accepted),
  ])
  if (refusals.length > 0) return { policies: null, problems: refusals }
  const rank = {
    tier: textAt(object.value, 'spec', 'tier') === 'Admin' ? 'Admin' : 'Baseline',
    priority: numberAt(object.value, 'spec', 'priority'),
  }
  return { policies: compileAdmin(object, rank, DIALECT), problems: warnings(object, DIALECT) }
}

/** Of an item, each field is a port of its own; an item without any is none. A name is one of TCP. */
function readPorts(item: unknown, path: FieldPath): readonly PortMatcher[] {
  return [
    numberedPort(item, 'portNumber', path),
    numberedPort(item, 'portRange', path),
    fieldAt(item, 'namedPort') === undefined ? null : namedPort(item, 'TCP', path),
  ].filter((port) => port !== null)
}

/** A CEL rule of the schema. */
function checkRanges(object: KubernetesObject): readonly FieldError[] {
  return (['ingress', 'egress'] as const).flatMap((section) =>
    listAt(object.value, 'spec', section).flatMap((rule, index) =>
      listAt(rule, 'ports').flatMap((item, at) => {
        const range = fieldAt(item, 'portRange')
        return range === undefined || (numberAt(range, 'start') ?? 0) < (numberAt(range, 'end') ?? 0)
          ? []
          : [
              fieldError(
                ['spec', section, index, 'ports', at, 'portRange'],
                'Invalid value',
                null,
                'Start port must be less than End port',
              ),
            ]
      }),
    ),
  )
}

/** A CEL rule of the schema. */
function checkDomainNames(object: KubernetesObject): readonly FieldError[] {
  return listAt(object.value, 'spec', 'egress').flatMap((rule, index) =>
    textAt(rule, 'action') !== 'Accept' && listAt(rule, 'to').some((peer) => fieldAt(peer, 'domainNames') !== undefined)
      ? [
          fieldError(
            ['spec', 'egress', index],
            'Invalid value',
            null,
            'domainNames peer can only be used with Accept action',
          ),
        ]
      : [],
  )
}
