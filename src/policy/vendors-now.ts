import { atHand } from '../ground/part.ts'
import { AWS_POLICIES } from './kinds/admin/aws-cluster-network-policy.ts'
import { CALICO_KINDS } from './kinds/calico/calico-policy.ts'
import { CILIUM_POLICIES } from './kinds/cilium/cilium-network-policy.ts'
import { ISTIO_KINDS } from './kinds/istio/istio-kinds.ts'
import { LINKERD_POLICIES } from './kinds/linkerd/linkerd-policies.ts'
import type { Vendor } from './vendor.ts'

/** The vendors' kinds, one line each. In a browser `vendors-later.ts` stands in its place, with the same lines. */
export const VENDORS: readonly Vendor[] = [
  { groups: ['cilium.io'], kinds: atHand(CILIUM_POLICIES) },
  { groups: ['projectcalico.org', 'crd.projectcalico.org'], kinds: atHand(CALICO_KINDS) },
  { groups: ['security.istio.io', 'networking.istio.io'], kinds: atHand(ISTIO_KINDS) },
  { groups: ['policy.linkerd.io'], kinds: atHand(LINKERD_POLICIES) },
  { groups: ['networking.k8s.aws'], kinds: atHand(AWS_POLICIES) },
]
