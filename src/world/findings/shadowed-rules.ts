import type { Tier } from '../../engine/profile.ts'
import type { ActionWord } from '../../ground/finding.ts'
import { listAt, textAt } from '../../manifests/fields.ts'
import type { CompiledPolicy } from '../../policy/form.ts'
import type { Finding } from './finding.ts'
import type { OrderedRule } from './ordered-rules.ts'
import { Shadows } from './shadows.ts'

/**
 * Rules for which nothing is left: one that is asked earlier fits all that they fit. After `Pass`, too, no later rule
 * of the tier is asked. Earlier is a rule further up in the policy, or any of a policy of the same kind that has a
 * smaller priority and is about at least the same pods. Nothing is said where the API does not promise the order:
 * between policies of one priority, and between kinds.
 * Source: clusternetworkpolicy_types.go of v1alpha2, Priority and Ingress.
 */
export function shadowedRuleFinder(): (tier: Tier) => readonly Finding[] {
  const sequences = new Map<string, Shadows>()
  return ({ policies }) =>
    [...inSequences(policies)].flatMap(([key, sequence]) => {
      let shadows = sequences.get(key)
      if (!shadows) sequences.set(key, (shadows = new Shadows()))
      return shadows.of(sequence).map(([rule, by]) => findingOf(rule, by))
    })
}

/** The group of the APIs of which this is true. */
const API = 'policy.networking.k8s.io/'

/** The policies of each kind and direction, in order. */
function inSequences(policies: readonly CompiledPolicy[]): ReadonlyMap<string, readonly CompiledPolicy[]> {
  const sequences = new Map<string, CompiledPolicy[]>()
  for (const policy of policies) {
    if (!policy.object.apiVersion.startsWith(API)) continue
    const key = `${policy.kind} ${policy.direction}`
    const sequence = sequences.get(key)
    if (sequence) sequence.push(policy)
    else sequences.set(key, [policy])
  }
  return sequences
}

const told = new WeakMap<OrderedRule, { readonly by: OrderedRule; readonly finding: Finding }>()

/** The same finding as before while the same rule comes first. */
function findingOf(rule: OrderedRule, by: OrderedRule): Finding {
  const before = told.get(rule)
  if (before?.by === by) return before.finding
  const {
    section,
    index,
    policy: { object },
    rule: { path },
  } = rule
  const action = actionOf(rule)
  const byAction = actionOf(by)
  const finding: Finding = {
    facts: {
      code: 'rule-shadowed',
      section,
      rule: index,
      action,
      by: by.policy === rule.policy ? null : by.policy.name,
      byRule: by.index,
      byAction,
    },
    severity: action === byAction ? 'note' : 'warning',
    object,
    path,
    part: 'value',
    fixes: [{ does: { fix: 'delete-rule' }, changes: [{ change: 'delete', path }] }],
  }
  told.set(rule, { by, finding })
  return finding
}

/** As it is written. */
function actionOf({ policy: { object }, section, index }: OrderedRule): ActionWord {
  return textAt(listAt(object.value, 'spec', section)[index], 'action') as ActionWord
}
