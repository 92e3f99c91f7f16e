import type { Rule } from '../../../policy/form.ts'

/** Of the rules that `withoutDomainNames` left with nobody. */
const passedOver = new WeakSet<Rule>()

/**
 * The rule as the agent reads it: it passes over endpoints that are names, which EKS Auto Mode alone enforces. A rule
 * that has nothing else is one with nobody.
 * Source: https://github.com/aws/aws-network-policy-agent/blob/main/controllers/clusterpolicyendpoints_controller.go
 */
export function withoutDomainNames(rule: Rule): Rule {
  if (!rule.when.some(({ aspect, anyOf }) => aspect === 'peer' && anyOf.some(({ kind }) => kind === 'name')))
    return rule
  const read: Rule = {
    ...rule,
    when: rule.when.map((condition) => {
      if (condition.aspect !== 'peer') return condition
      const known = condition.anyOf.filter(({ kind }) => kind !== 'name')
      return { ...condition, anyOf: known.length > 0 ? known : [{ kind: 'nobody', path: condition.anyOf[0]!.path }] }
    }),
  }
  passedOver.add(read)
  return read
}

/** Whether the rule names domains, which nobody looks at. */
export function hasPassedOverNames(rule: Rule): boolean {
  return passedOver.has(rule)
}
