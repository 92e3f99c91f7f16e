import { fieldAt } from '../../manifests/fields.ts'
import { isObject } from '../../ground/json-object.ts'
import { labelValue } from '../../ground/labels.ts'
import type { Finding } from './finding.ts'
import { sideOf, writtenRules, type PolicyView } from './policy-view.ts'

/**
 * Rules that admit more than they seem to: empty lists, lone dashes, and `NotIn` of a label that pods lack.
 * Source: NetworkPolicyIngressRule.from, "if this field is empty or missing, this rule matches all sources";
 * labels.Requirement.
 */
export function wideRuleFindings(view: PolicyView): readonly Finding[] {
  return [
    ...view.directions.flatMap(({ direction }) =>
      writtenRules(view.object, direction).flatMap((rule, index) => emptyLists(rule, direction, index, view)),
    ),
    ...view.rules.flatMap((rule) => takesUnlabelled(rule, view)),
  ]
}

function emptyLists(
  rule: unknown,
  section: 'ingress' | 'egress',
  index: number,
  { object }: PolicyView,
): readonly Finding[] {
  const path = ['spec', section, index]
  const empty = (list: 'from' | 'to' | 'ports' | 'rule'): Finding => ({
    facts: { code: 'empty-list-admits-all', section, rule: index, list },
    severity: 'warning',
    object,
    path: list === 'rule' ? path : [...path, list],
    part: list === 'rule' ? 'value' : 'key',
    fixes: [],
  })
  if (rule === null) return [empty('rule')]
  return ([sideOf(section), 'ports'] as const).flatMap((list) => {
    const written = isObject(rule) && Object.hasOwn(rule, list) ? (fieldAt(rule, list) ?? []) : null
    return Array.isArray(written) && written.length === 0 ? [empty(list)] : []
  })
}

function takesUnlabelled(
  { peers, section, index }: PolicyView['rules'][number],
  { facts, object }: PolicyView,
): readonly Finding[] {
  return peers.flatMap((matcher, peer) => {
    if (matcher.kind !== 'pods' || matcher.podSelector === null) return []
    const { requirements, path } = matcher.podSelector
    return requirements.flatMap(({ key, operator, path: at }): readonly Finding[] => {
      if (operator !== 'NotIn') return []
      const matched = facts.podsOf(matcher)
      const lacking = matched.filter(({ labels }) => labelValue(labels, key) === null)
      if (lacking.length === 0) return []
      return [
        {
          facts: {
            code: 'not-in-takes-unlabelled',
            section,
            rule: index,
            peer,
            key,
            pods: lacking.length,
            of: matched.length,
          },
          severity: 'note',
          object,
          path: at,
          part: 'value',
          fixes: [
            {
              does: { fix: 'require-label', key },
              changes: [{ change: 'append', path: [...path, 'matchExpressions'], value: { key, operator: 'Exists' } }],
            },
          ],
        },
      ]
    })
  })
}
