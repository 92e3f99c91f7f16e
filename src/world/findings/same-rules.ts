import { coversRule } from './covering.ts'
import type { Finding } from './finding.ts'
import type { PolicyView, RuleView } from './policy-view.ts'

/**
 * Rules that admit nothing that another rule of the policy does not admit already. Rules only add, so the narrow one
 * restricts nothing.
 */
export function sameRuleFindings({ object, rules }: PolicyView): readonly Finding[] {
  return rules.flatMap((rule): readonly Finding[] => {
    const by = rules.find(
      (other) => other !== rule && coversRule(other, rule) && (!coversRule(rule, other) || isBefore(other, rule)),
    )
    if (!by) return []
    const isSame = coversRule(rule, by)
    return [
      {
        facts: {
          code: isSame ? 'duplicate-rule' : 'rule-covered',
          section: rule.section,
          rule: rule.index,
          by: by.index,
        },
        severity: isSame ? 'note' : 'warning',
        object,
        path: rule.rule.path,
        part: 'value',
        fixes: [{ does: { fix: 'delete-rule' }, changes: [{ change: 'delete', path: rule.rule.path }] }],
      },
    ]
  })
}

/** Of two equal rules the later one is the one too many. */
function isBefore(a: RuleView, b: RuleView): boolean {
  return a.index < b.index
}
