import type { KubernetesObject } from '../../manifests/piece.ts'
import { calicoMutants } from './kinds/calico.ts'
import { ciliumMutants } from './kinds/cilium.ts'
import { istioMutants } from './kinds/istio.ts'
import { linkerdMutants } from './kinds/linkerd.ts'
import { networkPolicyMutants } from './kinds/network-policy.ts'
import { tieredMutants } from './kinds/tiered.ts'
import { Mutants, type Mutant } from './mutant.ts'

/** Adds what can be changed in an object of some kinds. */
type Kind = (mutants: Mutants, object: KubernetesObject) => void

const KINDS: Readonly<Record<string, Kind>> = {
  'networking.k8s.io/NetworkPolicy': networkPolicyMutants,
  'policy.networking.k8s.io/ClusterNetworkPolicy': tieredMutants,
  'networking.k8s.aws/ClusterNetworkPolicy': tieredMutants,
  'policy.networking.k8s.io/AdminNetworkPolicy': tieredMutants,
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy': tieredMutants,
  'cilium.io/CiliumNetworkPolicy': ciliumMutants,
  'cilium.io/CiliumClusterwideNetworkPolicy': ciliumMutants,
  ...Object.fromEntries(
    ['projectcalico.org', 'crd.projectcalico.org'].flatMap((group) =>
      ['NetworkPolicy', 'GlobalNetworkPolicy'].map((kind) => [`${group}/${kind}`, calicoMutants]),
    ),
  ),
  ...Object.fromEntries(
    ['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication'].map((kind) => [
      `security.istio.io/${kind}`,
      istioMutants,
    ]),
  ),
  ...Object.fromEntries(
    [
      'Server',
      'AuthorizationPolicy',
      'MeshTLSAuthentication',
      'NetworkAuthentication',
      'ServerAuthorization',
      'HTTPRoute',
      'EgressNetwork',
    ].map((kind) => [`policy.linkerd.io/${kind}`, linkerdMutants]),
  ),
}

/** Every way to loosen or tighten one thing in a policy. Empty: its kind has no rules that we know how to change. */
export function mutantsOf(object: KubernetesObject): readonly Mutant[] {
  const key = `${object.group}/${object.kind}`
  const kind = Object.hasOwn(KINDS, key) ? KINDS[key]! : null
  if (!kind) return []
  const mutants = new Mutants(object.value)
  kind(mutants, object)
  return mutants.list
}
