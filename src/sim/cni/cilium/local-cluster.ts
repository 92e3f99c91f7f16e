import type { LabelRequirement, LabelSelector } from '../../../ground/labels.ts'
import type { IdentityMatcher, PeerMatcher, PodsMatcher, Rule } from '../../../policy/form.ts'
import { CLUSTER } from './identity-labels.ts'
import { isBefore } from './version.ts'

const CLUSTER_LABEL = 'io.cilium.k8s.policy.cluster'

/**
 * The rule with selectors that say only which labels must not be there, which whoever has no labels meets too. Since
 * 1.19 a selector means the local cluster unless it names one, and so pods of it (policy-default-local-cluster). Before
 * that places outside and nodes are meant with the pods, by namespaces of a NetworkPolicy as well.
 * Source: https://github.com/cilium/cilium/pull/46996, pkg/policy/utils (getEndpointSelector),
 * https://docs.cilium.io/en/v1.19/operations/upgrade/
 */
export function withLocalCluster(rule: Rule, version: string): Rule {
  const read = isBefore(version, '1.19') ? withOutsiders : inCluster
  if (!rule.when.some((condition) => condition.aspect === 'peer' && condition.anyOf.some(isOpen))) return rule
  return {
    ...rule,
    when: rule.when.map((condition) =>
      condition.aspect === 'peer'
        ? { ...condition, anyOf: condition.anyOf.flatMap((matcher) => (isOpen(matcher) ? read(matcher) : [matcher])) }
        : condition,
    ),
  }
}

/** Whether what has no labels of a pod meets it, other than by the reserved name that it has. */
function isOpen(matcher: PeerMatcher): matcher is IdentityMatcher | PodsMatcher {
  if (matcher.kind === 'pods')
    return (
      matcher.namespaceSelector !== null &&
      excludes(matcher.namespaceSelector) &&
      isNegative(matcher.podSelector ?? NONE)
    )
  return (
    matcher.kind === 'identity' &&
    excludes(matcher.selector) &&
    !matcher.selector.requirements.some(({ key }) => key.startsWith('reserved:') || key.endsWith(`:${CLUSTER_LABEL}`))
  )
}

const NONE: LabelSelector = { requirements: [], path: [] }

/** An empty selector is another matter: Cilium asks for some namespace then. */
function excludes(selector: LabelSelector): boolean {
  return selector.requirements.length > 0 && isNegative(selector)
}

function isNegative({ requirements }: LabelSelector): boolean {
  return requirements.every(({ operator }) => operator === 'NotIn' || operator === 'DoesNotExist')
}

function inCluster(matcher: IdentityMatcher | PodsMatcher): readonly PeerMatcher[] {
  if (matcher.kind === 'pods') return [matcher]
  const { path, requirements } = matcher.selector
  const local: LabelRequirement = { key: `k8s:${CLUSTER_LABEL}`, operator: 'Equals', values: [CLUSTER], path }
  return [{ ...matcher, selector: { path, requirements: [...requirements, local] } }]
}

function withOutsiders(matcher: IdentityMatcher | PodsMatcher): readonly PeerMatcher[] {
  if (matcher.kind === 'identity') return [matcher]
  const { path } = matcher
  const outside: LabelRequirement = { key: `k8s:${CLUSTER_LABEL}`, operator: 'DoesNotExist', values: [], path }
  return [matcher, { kind: 'identity', namespace: null, word: null, path, selector: { path, requirements: [outside] } }]
}
