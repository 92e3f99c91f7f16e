import type { Cluster } from '../../../model/cluster.ts'
import type { PortMatcher, Rule } from '../../../policy/form.ts'

/**
 * The rule as releases before 1.20 read the names of ports on the way out: looked up among the pods of the whole
 * cluster, whomever the rule means. There a name stands for one number, to everybody whom the rule means; where pods
 * disagree, or none has it, that port fits nothing.
 * Source: https://github.com/cilium/cilium/issues/30003, https://github.com/cilium/cilium/pull/44429 and 45760 (1.20),
 * pkg/types/portmap.go (GetNamedPort, 1.19)
 */
export function withClusterPorts(rule: Rule, cluster: Cluster): Rule {
  if (
    rule.section !== 'egress' ||
    !rule.when.some((condition) => condition.aspect === 'port' && condition.anyOf.some(({ name }) => name !== null))
  )
    return rule
  return {
    ...rule,
    when: rule.when.map((condition) =>
      condition.aspect === 'port'
        ? { ...condition, anyOf: condition.anyOf.flatMap((matcher) => numbered(matcher, cluster)) }
        : condition,
    ),
  }
}

function numbered(matcher: PortMatcher, { pods }: Cluster): readonly PortMatcher[] {
  if (matcher.name === null) return [matcher]
  const declared = pods.flatMap(({ endpoint, ports }) =>
    endpoint?.kind === 'pod'
      ? ports.filter(({ name, protocol }) => name === matcher.name && (matcher.protocol ?? protocol) === protocol)
      : [],
  )
  const found = [...new Set(declared.map(({ protocol }) => protocol))].flatMap((protocol): readonly PortMatcher[] => {
    const [port, ...others] = new Set(declared.flatMap((each) => (each.protocol === protocol ? [each.port] : [])))
    return others.length > 0 ? [] : [{ ...matcher, protocol, name: null, range: { from: port!, to: port! } }]
  })
  return found.length > 0 ? found : [{ ...matcher, name: NOBODYS }]
}

/** No container can call a port so. */
const NOBODYS = ''
