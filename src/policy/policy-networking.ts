/**
 * The versions of policy.networking.k8s.io that have ClusterNetworkPolicy. They say the same, and what is written in
 * one is read in the other: since v0.3.0 the CustomResourceDefinition serves both, and those who enforce it watch
 * either.
 * Source: https://github.com/kubernetes-sigs/network-policy-api/releases/tag/v0.3.0
 */
export const CLUSTER_NETWORK_POLICY_VERSIONS = [
  'policy.networking.k8s.io/v1alpha2',
  'policy.networking.k8s.io/v1beta1',
] as const
