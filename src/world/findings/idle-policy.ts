import { coversRule } from './covering.ts'
import type { Finding } from './finding.ts'
import type { NamespaceView } from './namespace-view.ts'
import type { PolicyView } from './policy-view.ts'

/**
 * Policies without which every verdict would be the same: their pods are isolated anyway, and what their rules admit
 * others admit. Of two that say the same the later by name is the one too many. A default deny for all pods is none: it
 * waits for new ones.
 * Source: "Network policies do not conflict; they are additive."
 */
export function idlePolicyFindings(view: NamespaceView): readonly Finding[] {
  const idle = new Set<PolicyView>()
  return [...view.policies]
    .reverse()
    .flatMap((policy): readonly Finding[] => {
      const by = saidBy(policy, view, idle)
      if (!by) return []
      idle.add(policy)
      const { object, rules } = policy
      return [
        {
          facts: {
            code: 'policy-changes-nothing',
            by: by
              .map(({ name }) => name)
              .sort()
              .slice(0, 3),
            rules: rules.length,
          },
          severity: 'note',
          object,
          path: ['metadata', 'name'],
          part: 'value',
          fixes: [],
        },
      ]
    })
    .reverse()
}

/** The policies that already do all that this one does; null: it does something. */
function saidBy(policy: PolicyView, view: NamespaceView, idle: ReadonlySet<PolicyView>): readonly PolicyView[] | null {
  const { facts } = view
  const groups = facts.groupsOf(policy.subject)
  if (groups.length === 0 || (policy.rules.length === 0 && policy.subject.podSelector?.requirements.length === 0))
    return null
  const by = new Set<PolicyView>()
  for (const { direction } of policy.directions) {
    const rules = policy.rules.filter(({ section }) => section === direction)
    for (const group of groups) {
      const gate = view.gate(group, direction)
      const others = gate?.by.filter((other) => other !== policy && !idle.has(other)) ?? []
      if (others.length === 0) return null
      for (const rule of rules) {
        const covering = gate!.rules.find((each) => others.includes(each.policy) && coversRule(each, rule))
        if (!covering) return null
        by.add(covering.policy)
      }
      if (rules.length === 0) by.add(others[0]!)
    }
  }
  return [...by]
}
