import type { PolicyKind } from './kind.ts'
import { ADMIN_NETWORK_POLICY, BASELINE_ADMIN_NETWORK_POLICY } from './kinds/admin/admin-network-policy.ts'
import { CALICO_POLICIES } from './kinds/calico/calico-policy.ts'
import { CILIUM_CLUSTERWIDE_NETWORK_POLICY, CILIUM_NETWORK_POLICY } from './kinds/cilium/cilium-network-policy.ts'
import { CLUSTER_NETWORK_POLICY } from './kinds/admin/cluster-network-policy.ts'
import { NETWORK_POLICY } from './kinds/kubernetes/network-policy.ts'

/** Every policy API that is evaluated, one line each. Which of them a cluster serves is the world's business. */
export const KINDS: readonly PolicyKind[] = [
  NETWORK_POLICY,
  CLUSTER_NETWORK_POLICY,
  ADMIN_NETWORK_POLICY,
  BASELINE_ADMIN_NETWORK_POLICY,
  CILIUM_NETWORK_POLICY,
  CILIUM_CLUSTERWIDE_NETWORK_POLICY,
  ...CALICO_POLICIES,
]
