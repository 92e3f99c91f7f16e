import { fieldAt, listAt, textAt } from '../../../manifests/fields.ts'
import type { LinkerdCluster } from '../../../policy/kinds/linkerd/authorizations.ts'
import { isDefaultPolicy, type DefaultPolicy } from '../../../policy/kinds/linkerd/default-policy.ts'
import { networksOf } from '../../../policy/kinds/linkerd/networks.ts'

/** What the installation of Linkerd settles. Each value has the default of its Helm chart. */
export interface LinkerdOptions extends LinkerdCluster {
  readonly defaultPolicy: DefaultPolicy
  /** The namespace whose EgressNetworks are for the whole cluster. */
  readonly globalEgress: string
}

/**
 * Source: linkerd2, charts/linkerd-control-plane/values.yaml (clusterNetworks, policyController.probeNetworks,
 * proxy.defaultInboundPolicy, egress.globalEgressNetworkNamespace)
 */
const CLUSTER_NETWORKS = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fd00::/8']
const PROBE_NETWORKS = ['0.0.0.0/0', '::/0']

/** `options` as somebody gave them: what is not there, or is of another kind, is as the chart has it. */
export function linkerdOptions(options: Readonly<Record<string, unknown>> = {}): LinkerdOptions {
  const given = fieldAt(options, 'linkerd') ?? options
  const policy = textAt(given, 'defaultInboundPolicy') ?? ''
  const networks = (field: string, otherwise: readonly string[]) =>
    networksOf(fieldAt(given, field) === undefined ? otherwise : listAt(given, field).map(String))
  return {
    names: {
      controlPlane: textAt(given, 'controlPlaneNamespace') ?? 'linkerd',
      trustDomain: textAt(given, 'identityTrustDomain') ?? 'cluster.local',
    },
    cluster: networks('clusterNetworks', CLUSTER_NETWORKS),
    probes: networks('probeNetworks', PROBE_NETWORKS),
    defaultPolicy: isDefaultPolicy(policy) ? policy : 'all-unauthenticated',
    globalEgress: textAt(given, 'globalEgressNetworkNamespace') ?? 'linkerd-egress',
  }
}
