import type { FieldPath } from '../../../ground/span.ts'
import { numberAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { checkCustomResource, wholeObjectError } from '../../../manifests/structural.ts'
import type { PortMatcher } from '../../form.ts'
import type { PolicyKind } from '../../kind.ts'
import { AdminNetworkPolicyShape, BaselineAdminNetworkPolicyShape } from './admin-network-policy.shape.ts'
import { checkRules, compileAdmin, warnings, type Dialect } from './admin-rules.ts'
import { assumedProtocols, namedPort, numberedPort } from './numbered-ports.ts'

const SPEC = { url: 'https://network-policy-api.sigs.k8s.io/reference/spec/', version: 'v1alpha1, bundle v0.1.7' }

const ADMIN: Dialect = {
  ports: 'ports',
  readPorts,
  namedPort: 'namedPort',
  withoutNames: ['networks', 'nodes', 'domainNames'],
  takesHostBits: true,
}
const BASELINE: Dialect = { ...ADMIN, withoutNames: ['networks', 'nodes'] }

/**
 * `policy.networking.k8s.io/v1alpha1` AdminNetworkPolicy: what ClusterNetworkPolicy calls the Admin tier, in older
 * words.
 * Source:
 * https://github.com/kubernetes-sigs/network-policy-api/blob/release-0.1/apis/v1alpha1/adminnetworkpolicy_types.go
 */
export const ADMIN_NETWORK_POLICY: PolicyKind = {
  apiVersion: 'policy.networking.k8s.io/v1alpha1',
  kind: 'AdminNetworkPolicy',
  scope: 'Cluster',
  spec: SPEC,
  shape: AdminNetworkPolicyShape,
  assumed: assumedProtocols,
  read(object) {
    const refusals = checkCustomResource(AdminNetworkPolicyShape, object, (accepted) => checkRules(accepted, ADMIN))
    if (refusals.length > 0) return { policies: null, problems: refusals }
    return {
      policies: compileAdmin(object, { tier: 'Admin', priority: numberAt(object.value, 'spec', 'priority') }, ADMIN),
      problems: warnings(object, ADMIN),
    }
  },
}

/**
 * `policy.networking.k8s.io/v1alpha1` BaselineAdminNetworkPolicy, of which a cluster has one. It has no priority; where
 * a cluster serves both versions it comes after every ClusterNetworkPolicy of the Baseline tier, which no text says.
 * Source:
 * https://github.com/kubernetes-sigs/network-policy-api/blob/release-0.1/apis/v1alpha1/baselineadminnetworkpolicy_types.go
 */
export const BASELINE_ADMIN_NETWORK_POLICY: PolicyKind = {
  apiVersion: 'policy.networking.k8s.io/v1alpha1',
  kind: 'BaselineAdminNetworkPolicy',
  scope: 'Cluster',
  spec: SPEC,
  shape: BaselineAdminNetworkPolicyShape,
  assumed: assumedProtocols,
  read(object) {
    const refusals = checkCustomResource(BaselineAdminNetworkPolicyShape, object, (accepted) => [
      ...checkRules(accepted, BASELINE),
      ...checkName(accepted),
    ])
    if (refusals.length > 0) return { policies: null, problems: refusals }
    return {
      policies: compileAdmin(object, { tier: 'Baseline', priority: null }, BASELINE),
      problems: warnings(object, BASELINE),
    }
  },
}

function readPorts(item: unknown, path: FieldPath): readonly PortMatcher[] {
  return [
    numberedPort(item, 'portNumber', path) ?? numberedPort(item, 'portRange', path) ?? namedPort(item, null, path),
  ]
}

function checkName(object: KubernetesObject) {
  return object.name === 'default'
    ? []
    : [
        wholeObjectError(
          'Only one baseline admin network policy with metadata.name="default" can be created in the cluster',
          null,
          ['metadata', 'name'],
        ),
      ]
}
