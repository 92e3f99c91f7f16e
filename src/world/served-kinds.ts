import type { PolicyKind } from '../policy/kind.ts'
import { CLUSTER_NETWORK_POLICY_VERSIONS } from '../policy/policy-networking.ts'
import { kindsAtHand } from '../policy/registry.ts'

/**
 * Which APIs the cluster has, beyond those that every cluster has. `policyNetworking`: the versions of
 * policy.networking.k8s.io whose CustomResourceDefinitions are installed; v1alpha1 has AdminNetworkPolicy and
 * BaselineAdminNetworkPolicy, v1alpha2 ClusterNetworkPolicy, and v1beta1 along with it. No release has v1alpha1 with
 * these, so `both` is for comparing them.
 */
export interface ServedApis {
  readonly policyNetworking?: 'v1alpha1' | 'v1alpha2' | 'both' | 'none'
}

const GROUP = 'policy.networking.k8s.io/'

function isOf(version: Versions, apiVersion: string): boolean {
  return version === 'v1alpha2'
    ? CLUSTER_NETWORK_POLICY_VERSIONS.some((each) => each === apiVersion)
    : apiVersion === `${GROUP}${version}`
}

type Versions = NonNullable<ServedApis['policyNetworking']>

/** By all kinds that there are, which grow when a vendor's are fetched. */
const served = new WeakMap<readonly PolicyKind[], Map<Versions, readonly PolicyKind[]>>()

/** The policy kinds that such a cluster serves; the same list each time, until a vendor's kinds are fetched. */
export function servedKinds({ policyNetworking = 'both' }: ServedApis): readonly PolicyKind[] {
  const all = kindsAtHand()
  const known = served.get(all) ?? new Map<Versions, readonly PolicyKind[]>()
  served.set(all, known)
  const kinds =
    known.get(policyNetworking) ??
    (policyNetworking === 'both'
      ? all
      : all.filter(({ apiVersion }) => !apiVersion.startsWith(GROUP) || isOf(policyNetworking, apiVersion)))
  known.set(policyNetworking, kinds)
  return kinds
}
