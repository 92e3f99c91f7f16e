import type { LabelSelector } from '../../../ground/labels.ts'
import { matcherKey } from '../../../engine/matcher-key.ts'
import type { CompiledPolicy, PeerMatcher, Rule } from '../../../policy/form.ts'

/**
 * The policies with what `fromRequires` and `toRequires` of any of them demand, until 1.18: whom a rule means by labels
 * has to have the required ones too, for every pod that the requiring policy is for. NetworkPolicies are narrowed like
 * others; entities, blocks and rules for anybody are not.
 * Source: pkg/policy/rule.go (resolveIngressPolicy, 1.18), pkg/policy/api/ingress.go
 * (GetSourceEndpointSelectorsWithRequirements)
 */
export function withRequirements(policies: readonly CompiledPolicy[]): readonly CompiledPolicy[] {
  const requiring = policies.filter(({ requires, subject }) => requires && subject.kind === 'identity')
  if (requiring.length === 0) return policies
  return policies.map((policy) => {
    const those = requiring.filter(
      ({ direction, rank }) => direction === policy.direction && rank.tier === policy.rank.tier,
    )
    return those.length === 0
      ? policy
      : {
          ...policy,
          rules: policy.rules.flatMap((rule) =>
            those.reduce<readonly Rule[]>((rules, each) => rules.flatMap((one) => narrowed(one, policy, each)), [rule]),
          ),
        }
  })
}

/**
 * A rule as it is for pods that the requiring policy is for, and before it as it is for others, where there may be
 * some.
 */
function narrowed(
  rule: Rule,
  { subject }: CompiledPolicy,
  { subject: required, requires }: CompiledPolicy,
): readonly Rule[] {
  if (
    required.kind !== 'identity' ||
    !rule.when.some((condition) => condition.aspect === 'peer' && condition.anyOf.some(isByLabels))
  )
    return [rule]
  const narrow: Rule = {
    ...rule,
    when: rule.when.map((condition) =>
      condition.aspect === 'peer'
        ? { ...condition, anyOf: condition.anyOf.map((matcher) => asRequired(matcher, requires!)) }
        : condition,
    ),
  }
  const isSame = subject.kind === 'identity' && matcherKey(subject) === matcherKey(required)
  return isSame
    ? [narrow]
    : [{ ...rule, when: [...rule.when, { aspect: 'self', anyOf: [required], negate: true }] }, narrow]
}

function isByLabels(matcher: PeerMatcher): boolean {
  return matcher.kind === 'pods' || (matcher.kind === 'identity' && matcher.word === null)
}

/** Selectors of NetworkPolicy have no sources before their keys. */
function asRequired(matcher: PeerMatcher, { requirements }: LabelSelector): PeerMatcher {
  if (matcher.kind === 'identity' && matcher.word === null)
    return {
      ...matcher,
      selector: { ...matcher.selector, requirements: [...matcher.selector.requirements, ...requirements] },
    }
  if (matcher.kind !== 'pods') return matcher
  const own = matcher.podSelector ?? { requirements: [], path: matcher.path }
  return {
    ...matcher,
    podSelector: {
      ...own,
      requirements: [
        ...own.requirements,
        ...requirements.map((each) => ({ ...each, key: each.key.replace(/^(?:k8s|any):/, '') })),
      ],
    },
  }
}
