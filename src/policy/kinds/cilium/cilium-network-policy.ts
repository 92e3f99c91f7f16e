import { listAt, objectAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { checkCustomResource } from '../../../manifests/structural.ts'
import type { CompiledPolicy } from '../../form.ts'
import type { PolicyKind, ReadPolicy } from '../../kind.ts'
import { CiliumClusterwideNetworkPolicyShape, CiliumNetworkPolicyShape } from './cilium-network-policy.shape.ts'
import { compileRule } from './rules.ts'
import { agentProblems } from './sanitize.ts'

const SPEC = { url: 'https://docs.cilium.io/en/stable/security/policy/', version: 'v2' } as const

/**
 * `cilium.io/v2` CiliumNetworkPolicy: `spec` and each of `specs` are rules of their own.
 * Source: https://docs.cilium.io/en/stable/network/kubernetes/policy/#ciliumnetworkpolicy
 */
const CILIUM_NETWORK_POLICY: PolicyKind = {
  apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', scope: 'Namespaced', spec: SPEC, shape: CiliumNetworkPolicyShape,
  read: (object) => read(object, CiliumNetworkPolicyShape, object.namespace ?? 'default'),
  assumed: () => [],
}

/** `cilium.io/v2` CiliumClusterwideNetworkPolicy: the same rules for the whole cluster, and for nodes. */
const CILIUM_CLUSTERWIDE_NETWORK_POLICY: PolicyKind = {
  apiVersion: 'cilium.io/v2', kind: 'CiliumClusterwideNetworkPolicy', scope: 'Cluster', spec: SPEC, shape: CiliumClusterwideNetworkPolicyShape,
  read: (object) => read(object, CiliumClusterwideNetworkPolicyShape, null),
  assumed: () => [],
}

/** Cilium's policy kinds, one line each. */
export const CILIUM_POLICIES: readonly PolicyKind[] = [
  CILIUM_NETWORK_POLICY,
  CILIUM_CLUSTERWIDE_NETWORK_POLICY,
]

/** What the API server refuses is not in the cluster; what the agent refuses is, and no agent loads it. */
function read(object: KubernetesObject, shape: PolicyKind['shape'], namespace: string | null): ReadPolicy {
  const refusals = checkCustomResource(shape, object, () => [])
  if (refusals.length > 0) return { policies: null, problems: refusals }
  const problems = agentProblems(object, namespace)
  return problems.length > 0 ? { policies: null, problems } : { policies: compile(object, namespace), problems: [] }
}

function compile(object: KubernetesObject, namespace: string | null): readonly CompiledPolicy[] {
  const spec = objectAt(object.value, 'spec')
  return [
    ...(spec ? compileRule(spec, ['spec'], object, namespace) : []),
    ...listAt(object.value, 'specs').flatMap((rule, index) => compileRule(rule, ['specs', index], object, namespace)),
  ]
}
