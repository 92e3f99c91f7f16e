import type { FieldPath } from '../../../ground/span.ts'
import { listAt, objectAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { notEvaluated, type ObjectProblem } from '../../../manifests/problem.ts'
import { checkCustomResource } from '../../../manifests/structural.ts'
import type { CompiledPolicy } from '../../form.ts'
import type { PolicyKind, ReadPolicy } from '../../kind.ts'
import { CiliumClusterwideNetworkPolicyShape, CiliumNetworkPolicyShape } from './cilium-network-policy.shape.ts'
import { compileRule } from './rules.ts'
import { agentProblems } from './sanitize.ts'
import { schemaChoices } from './schema-choices.ts'

const SPEC = { url: 'https://docs.cilium.io/en/stable/security/policy/', version: 'v2' } as const

/**
 * `cilium.io/v2` CiliumNetworkPolicy: `spec` and each of `specs` are rules of their own.
 * Source: https://docs.cilium.io/en/stable/network/kubernetes/policy/#ciliumnetworkpolicy
 */
const CILIUM_NETWORK_POLICY: PolicyKind = {
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  scope: 'Namespaced',
  spec: SPEC,
  shape: CiliumNetworkPolicyShape,
  read: (object) => read(object, CiliumNetworkPolicyShape, object.namespace ?? 'default'),
  assumed: () => [],
}

/** `cilium.io/v2` CiliumClusterwideNetworkPolicy: the same rules for the whole cluster, and for nodes. */
const CILIUM_CLUSTERWIDE_NETWORK_POLICY: PolicyKind = {
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumClusterwideNetworkPolicy',
  scope: 'Cluster',
  spec: SPEC,
  shape: CiliumClusterwideNetworkPolicyShape,
  read: (object) => read(object, CiliumClusterwideNetworkPolicyShape, null),
  assumed: () => [],
}

/** Cilium's policy kinds, one line each. */
export const CILIUM_POLICIES: readonly PolicyKind[] = [CILIUM_NETWORK_POLICY, CILIUM_CLUSTERWIDE_NETWORK_POLICY]

/** What the API server refuses is not in the cluster; what the agent refuses is, and no agent loads it. */
function read(object: KubernetesObject, shape: PolicyKind['shape'], namespace: string | null): ReadPolicy {
  const refusals = checkCustomResource(shape, object, schemaChoices)
  if (refusals.length > 0) return { policies: null, problems: refusals }
  const problems = agentProblems(object, namespace)
  return problems.length > 0
    ? { policies: null, problems, refusedBy: 'agent' }
    : { policies: compile(object, namespace), problems: unread(object) }
}

/** Fields that the agent acts on and nothing here does. */
const UNREAD = ['fromGroups', 'toGroups'] as const

/** One note for each field that the verdicts leave out. */
function unread(object: KubernetesObject): readonly ObjectProblem[] {
  return rulesOf(object).flatMap(({ rule, path }) =>
    (['ingress', 'ingressDeny', 'egress', 'egressDeny'] as const).flatMap((section) =>
      listAt(rule, section).flatMap((entry, index) => [
        ...UNREAD.flatMap((field) =>
          listAt(entry, field).length > 0 ? [notEvaluated([...path, section, index, field])] : [],
        ),
        ...listAt(entry, 'toPorts').flatMap((element, at) =>
          objectAt(element, 'listener') ? [notEvaluated([...path, section, index, 'toPorts', at, 'listener'])] : [],
        ),
      ]),
    ),
  )
}

function rulesOf({ value }: KubernetesObject): readonly { readonly rule: unknown; readonly path: FieldPath }[] {
  const spec = objectAt(value, 'spec')
  return [
    ...(spec ? [{ rule: spec, path: ['spec'] }] : []),
    ...listAt(value, 'specs').map((rule, index) => ({ rule, path: ['specs', index] })),
  ]
}

function compile(object: KubernetesObject, namespace: string | null): readonly CompiledPolicy[] {
  return rulesOf(object).flatMap(({ rule, path }) => compileRule(rule, path, object, namespace))
}
