import { later } from '../ground/part.ts'
import type { Vendor } from './vendor.ts'

/** The vendors' kinds, each fetched when it is first needed: together they are a tenth of the engine. */
export const VENDORS: readonly Vendor[] = [
  {
    groups: ['cilium.io'],
    kinds: later(async () => (await import('./kinds/cilium/cilium-network-policy.ts')).CILIUM_POLICIES),
  },
  {
    groups: ['projectcalico.org', 'crd.projectcalico.org'],
    kinds: later(async () => (await import('./kinds/calico/calico-policy.ts')).CALICO_KINDS),
  },
  {
    groups: ['security.istio.io', 'networking.istio.io'],
    kinds: later(async () => (await import('./kinds/istio/istio-kinds.ts')).ISTIO_KINDS),
  },
  {
    groups: ['policy.linkerd.io'],
    kinds: later(async () => (await import('./kinds/linkerd/linkerd-policies.ts')).LINKERD_POLICIES),
  },
  {
    groups: ['networking.k8s.aws'],
    kinds: later(async () => (await import('./kinds/admin/aws-cluster-network-policy.ts')).AWS_POLICIES),
  },
]
