import type { PolicyKind } from '../policy/kind.ts'
import { KINDS } from '../policy/registry.ts'

/**
 * Which APIs the cluster has, beyond those that every cluster has. `policyNetworking`: the versions of
 * policy.networking.k8s.io whose CustomResourceDefinitions are installed; v1alpha1 has AdminNetworkPolicy and
 * BaselineAdminNetworkPolicy, v1alpha2 ClusterNetworkPolicy. No release has both, so `both` is for comparing them.
 */
export interface ServedApis {
  readonly policyNetworking?: 'v1alpha1' | 'v1alpha2' | 'both' | 'none'
}

const GROUP = 'policy.networking.k8s.io/'

const served = {
  both: KINDS,
  none: KINDS.filter(({ apiVersion }) => !apiVersion.startsWith(GROUP)),
  v1alpha1: KINDS.filter(({ apiVersion }) => !apiVersion.startsWith(GROUP) || apiVersion === `${GROUP}v1alpha1`),
  v1alpha2: KINDS.filter(({ apiVersion }) => !apiVersion.startsWith(GROUP) || apiVersion === `${GROUP}v1alpha2`),
} as const

/** The policy kinds that such a cluster serves; the same list each time. */
export function servedKinds({ policyNetworking = 'both' }: ServedApis): readonly PolicyKind[] {
  return served[policyNetworking]
}
