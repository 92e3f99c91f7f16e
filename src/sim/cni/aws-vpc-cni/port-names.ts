import type { Cluster } from '../../../model/cluster.ts'
import type { CompiledPolicy, PortMatcher, Rule } from '../../../policy/form.ts'
import { matchesPod } from '../../../policy/match.ts'

/**
 * The rules of a policy, with every number that a port's name has: on the way in it is resolved on all the pods that
 * the policy selects, and each of them is opened at the numbers of all.
 * Source: https://github.com/aws/amazon-network-policy-controller-k8s/blob/main/pkg/resolvers/endpoints.go
 * (getIngressRulesPorts)
 */
export function withSharedNames({ rules, subject }: CompiledPolicy, cluster: Cluster): readonly Rule[] {
  if (subject.kind !== 'pods') return rules
  const hasNames = (rule: Rule) =>
    rule.section === 'ingress' &&
    rule.when.some(({ aspect, anyOf }) => aspect === 'port' && anyOf.some(({ name }) => name !== null))
  if (!rules.some(hasNames)) return rules
  const selected = cluster.pods.filter((pod) => pod.endpoint !== null && matchesPod(subject, pod))
  const numbersOf = (matcher: PortMatcher): readonly PortMatcher[] => {
    const numbers = new Set(
      selected.flatMap(
        ({ ports }) =>
          ports.find(({ name, protocol }) => name === matcher.name && protocol === matcher.protocol)?.port ?? [],
      ),
    )
    // Where it is one number, the name says as much, and says it better.
    return matcher.name === null || numbers.size < 2
      ? [matcher]
      : [matcher, ...[...numbers].map((number) => ({ ...matcher, name: null, range: { from: number, to: number } }))]
  }
  return rules.map((rule) =>
    hasNames(rule)
      ? {
          ...rule,
          when: rule.when.map((condition) =>
            condition.aspect === 'port' ? { ...condition, anyOf: condition.anyOf.flatMap(numbersOf) } : condition,
          ),
        }
      : rule,
  )
}

/**
 * What is left of a rule. On the way out names of ports are resolved on the pods that selectors find: beside a block,
 * or without peers, a named port is lost.
 */
export function withoutLostNames(rule: Rule): readonly Rule[] {
  if (rule.section === 'ingress') return [rule]
  const peers = rule.when.find((condition) => condition.aspect === 'peer')?.anyOf ?? []
  const ports = rule.when.find((condition) => condition.aspect === 'port')?.anyOf ?? []
  const numbered = ports.filter(({ name }) => name === null)
  if (numbered.length === ports.length) return [rule]
  const selectors = peers.filter(({ kind }) => kind !== 'block')
  const blocks = peers.filter(({ kind }) => kind === 'block')
  const narrowed = (anyOf: typeof peers, kept: readonly PortMatcher[]): readonly Rule[] =>
    kept.length === 0
      ? []
      : [
          {
            ...rule,
            when: [
              ...(anyOf.length === 0 ? [] : [{ aspect: 'peer' as const, anyOf }]),
              { aspect: 'port' as const, anyOf: kept },
            ],
          },
        ]
  return [
    ...(selectors.length > 0 ? narrowed(selectors, ports) : []),
    ...(blocks.length > 0 || peers.length === 0 ? narrowed(blocks, numbered) : []),
  ]
}
