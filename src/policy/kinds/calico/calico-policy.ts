import { fieldAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import { checkCustomResource } from '../../../manifests/structural.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { CompiledPolicy, Direction, SubjectMatcher } from '../../form.ts'
import type { PolicyKind, ReadPolicy } from '../../kind.ts'
import { CalicoPolicyShapes } from './calico-policy.shape.ts'
import {
  allOf,
  expressionOf,
  inNamespace,
  IS_NO_WORKLOAD,
  NAMESPACE,
  namespaceExpression,
  SERVICE_ACCOUNT,
  serviceAccountExpression,
} from './effective.ts'
import { calicoDefinitions } from './definitions.ts'
import { readRule } from './rule.ts'
import { readStagedKubernetes } from './staged-kubernetes.ts'
import { policyProblems } from './validate.ts'

const SPEC = { url: 'https://docs.tigera.io/calico/latest/network-policy/', version: 'v3, as of 3.33' } as const

/** The user-facing group, and the one that its objects are stored as. */
const VERSIONS = ['projectcalico.org/v3', 'crd.projectcalico.org/v1'] as const

const POLICIES = ['NetworkPolicy', 'GlobalNetworkPolicy', 'StagedNetworkPolicy', 'StagedGlobalNetworkPolicy'] as const

/**
 * Calico's kinds, in both spellings of their group. Rules are asked in order and the first that fits decides; a staged
 * policy decides nothing.
 * Source: https://docs.tigera.io/calico/latest/reference/resources/networkpolicy,
 * https://docs.tigera.io/calico/latest/reference/resources/globalnetworkpolicy
 */
export const CALICO_KINDS: readonly PolicyKind[] = VERSIONS.flatMap((apiVersion) =>
  POLICIES.map((kind): PolicyKind => ({
    apiVersion,
    kind,
    scope: kind.includes('Global') ? 'Cluster' : 'Namespaced',
    spec: SPEC,
    shape: CalicoPolicyShapes[kind],
    read: (object) => read(object, kind),
    assumed: ({ value }) =>
      fieldAt(value, 'spec', 'types') === undefined
        ? [
            {
              path: ['spec', 'types'],
              text: `types: [${typesOf(fieldAt(value, 'spec')).join(', ')}]`,
              place: 'own-line',
            },
          ]
        : [],
  })).concat(
    {
      apiVersion,
      kind: 'StagedKubernetesNetworkPolicy',
      scope: 'Namespaced',
      spec: SPEC,
      shape: CalicoPolicyShapes.StagedKubernetesNetworkPolicy,
      read: readStagedKubernetes,
      assumed: () => [],
    },
    ...calicoDefinitions(apiVersion),
  ),
)

function read(object: KubernetesObject, kind: (typeof POLICIES)[number]): ReadPolicy {
  const refusals = checkCustomResource(CalicoPolicyShapes[kind], object, policyProblems)
  return refusals.length > 0 ? { policies: null, problems: refusals } : { policies: compile(object), problems: [] }
}

function compile(object: KubernetesObject): readonly CompiledPolicy[] {
  const spec = fieldAt(object.value, 'spec')
  const isGlobal = object.kind.includes('Global')
  const staged = object.kind.startsWith('Staged')
  if (staged && textAt(spec, 'stagedAction') === 'Delete') return []
  const namespace = isGlobal ? null : (object.namespace ?? 'default')
  const types = typesOf(spec)
  const lane =
    fieldAt(spec, 'doNotTrack') === true
      ? ('untracked' as const)
      : fieldAt(spec, 'preDNAT') === true
        ? ('pre-dnat' as const)
        : null
  return (['ingress', 'egress'] as const)
    .filter((direction) => types.includes(direction === 'ingress' ? 'Ingress' : 'Egress'))
    .map((direction: Direction) => ({
      kind: object.kind,
      object,
      namespace,
      name: object.name,
      direction,
      isolates: true,
      subject: subjectOf(spec, namespace, lane !== null),
      rank: { tier: textAt(spec, 'tier') || 'default', priority: numberAt(spec, 'order') },
      rules: listAt(spec, direction).map((rule, index) => readRule(rule, direction, index, namespace)),
      ...(lane && { lane }),
      ...(fieldAt(spec, 'applyOnForward') === true && { onForward: true }),
      ...(staged && { staged }),
    }))
}

/** Without `types`, directions follow from the rules that there are: ingress when there are none. */
function typesOf(spec: unknown): readonly string[] {
  const written = listAt(spec, 'types').map(String)
  const hasIngress = listAt(spec, 'ingress').length > 0
  const hasEgress = listAt(spec, 'egress').length > 0
  return written.length > 0
    ? written
    : [...(hasIngress || !hasEgress ? ['Ingress'] : []), ...(hasEgress ? ['Egress'] : [])]
}

/**
 * In a namespace its own endpoints; in the cluster whoever fits, host endpoints too unless namespaces are asked for.
 * `isForHosts`: of those only host endpoints.
 */
function subjectOf(spec: unknown, namespace: string | null, isForHosts: boolean): SubjectMatcher {
  const selector = textAt(spec, 'selector') ?? ''
  const namespaces = textAt(spec, 'namespaceSelector')
  const accounts = textAt(spec, 'serviceAccountSelector')
  const expression = allOf(
    expressionOf(namespace === null ? besideSelectors(selector, namespaces, accounts) : selector),
    namespace === null ? null : inNamespace(namespace),
    namespace === null && namespaces ? namespaceExpression(namespaces) : null,
    accounts ? serviceAccountExpression(accounts, namespace === null) : null,
    isForHosts ? IS_NO_WORKLOAD : null,
  )
  const text = [
    isForHosts ? 'host endpoints' : '',
    selector,
    namespace === null && namespaces ? `namespaces: ${namespaces}` : '',
    accounts ? `service accounts: ${accounts}` : '',
  ]
    .filter((part) => part !== '')
    .join(' && ')
  return { kind: 'expression', text, expression, namespace, path: ['spec', 'selector'] }
}

/**
 * A policy's own selector as it is once selectors of namespaces or service accounts stand beside it: these give `all()`
 * another meaning, letter for letter in the whole of it.
 * Source: libcalico-go/lib/backend/syncersv1/updateprocessors/globalnetworkpolicyprocessor.go
 */
function besideSelectors(selector: string, namespaces: string | null, accounts: string | null): string {
  const label = namespaces ? NAMESPACE : accounts ? SERVICE_ACCOUNT : null
  return label === null ? selector : selector.replaceAll('all()', `has(${label})`)
}
