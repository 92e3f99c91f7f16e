import type { PodsMatcher } from '../../policy/form.ts'
import type { Finding } from './finding.ts'
import type { PolicyView, RuleView } from './policy-view.ts'

/**
 * Two items where one was meant: the one names namespaces, the one below it pods, and pods that fit both exist. An
 * empty selector does not count: "these namespaces, or my own" is written like that.
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 */
export function andOrFindings(view: PolicyView): readonly Finding[] {
  return view.rules.flatMap((rule) => rule.peers.flatMap((_, peer) => suspect(rule, peer, view)))
}

function suspect(rule: RuleView, peer: number, { facts, object }: PolicyView): readonly Finding[] {
  const [first, second] = [rule.peers[peer - 1], rule.peers[peer]]
  if (first?.kind !== 'pods' || second?.kind !== 'pods') return []
  const [namespaces, pods] = first.namespaceSelector ? [first, second] : [second, first]
  if (!isNamespaceOnly(namespaces) || !isPodOnly(pods)) return []
  const joined: PodsMatcher = { ...pods, namespace: null, namespaceSelector: namespaces.namespaceSelector }
  const both = facts.groupsOf(joined)
  if (both.length === 0) return []
  const either = new Set([...facts.groupsOf(namespaces), ...facts.groupsOf(pods)])
  const size = (groups: Iterable<number>) => [...groups].reduce((sum, group) => sum + facts.members(group).length, 0)
  if (either.size === both.length) return []
  return [
    {
      facts: {
        code: 'or-instead-of-and',
        section: rule.section,
        rule: rule.index,
        peer,
        both: size(both),
        either: size(either),
      },
      severity: 'warning',
      object,
      path: second.path,
      part: 'value',
      fixes: [{ does: { fix: 'join-peers' }, changes: [{ change: 'join', path: second.path }] }],
    },
  ]
}

function isNamespaceOnly({ namespaceSelector, podSelector }: PodsMatcher): boolean {
  return namespaceSelector !== null && podSelector === null
}

function isPodOnly({ namespace, podSelector }: PodsMatcher): boolean {
  return namespace !== null && podSelector !== null && podSelector.requirements.length > 0
}
