import { printExpression, type LabelExpression } from '../../../ground/label-expression.ts'
import type { LabelRequirement, LabelSelector } from '../../../ground/labels.ts'
import type { CompiledPolicy, PeerMatcher, Rule } from '../../../policy/form.ts'

const HAS_NAMESPACE: LabelExpression = { is: 'has', key: 'projectcalico.org/namespace' }
const IS_NO_POD: LabelExpression = { is: 'not', of: { is: 'has', key: 'projectcalico.org/orchestrator' } }

/**
 * What Calico makes of a rule of ClusterNetworkPolicy; of any other policy's rule, itself. A rule with a peer by node or
 * by domain name is not converted: one that accepts is left out with all of its peers, and one that denies or passes
 * denies everybody on every port. A peer by namespaces is a selector of namespaces alone, which finds network sets and
 * host endpoints as well as pods. `isWorn`: whether one of those wears labels that fit.
 * Source:
 * https://github.com/projectcalico/calico/blob/master/libcalico-go/lib/backend/k8s/conversion/clusternetworkpolicy.go
 */
export function convertedRule(
  rule: Rule,
  { object }: CompiledPolicy,
  isWorn: (expression: LabelExpression) => boolean,
): readonly Rule[] {
  if (object.group !== 'policy.networking.k8s.io') return [rule]
  const peers = rule.when.flatMap((condition) => (condition.aspect === 'peer' ? condition.anyOf : []))
  if (peers.some(({ kind }) => kind === 'nodes' || kind === 'name'))
    return rule.action === 'allow' ? [] : [{ ...rule, action: 'deny', when: [] }]
  const others = peers.flatMap((peer): readonly PeerMatcher[] =>
    // In a peer by pods the field has another name, and then only pods are meant.
    peer.kind === 'pods' && peer.namespaceSelector?.path.at(-1) === 'namespaces'
      ? beyondPods(peer.namespaceSelector, isWorn)
      : [],
  )
  if (others.length === 0) return [rule]
  const when = rule.when.map((condition) =>
    condition.aspect === 'peer' ? { ...condition, anyOf: [...condition.anyOf, ...others] } : condition,
  )
  return [{ ...rule, when }]
}

function beyondPods(
  { requirements, path }: LabelSelector,
  isWorn: (expression: LabelExpression) => boolean,
): readonly PeerMatcher[] {
  const demands = requirements.length === 0 ? [HAS_NAMESPACE] : requirements.map(demandOf)
  const expression: LabelExpression = { is: 'all', of: [IS_NO_POD, ...demands] }
  const text = printExpression({ is: 'all', of: demands })
  return isWorn(expression) ? [{ kind: 'expression', text, expression, namespace: null, path }] : []
}

/** The labels of its namespace that an endpoint inherits stand under a prefix. */
function demandOf({ key: label, operator, values }: LabelRequirement): LabelExpression {
  const key = `pcns.${label}`
  switch (operator) {
    case 'Equals':
    case 'In':
      return { is: 'in', key, values }
    case 'NotIn':
      return { is: 'not-in', key, values }
    case 'Exists':
      return { is: 'has', key }
    case 'DoesNotExist':
      return { is: 'not', of: { is: 'has', key } }
  }
}
