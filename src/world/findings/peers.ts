import type { InPeer } from '../../ground/finding.ts'
import type { LabelSelector } from '../../ground/labels.ts'
import { namespacedName } from '../../model/namespaced-name.ts'
import type { PodsMatcher } from '../../policy/form.ts'
import { matchesSelector } from '../../ground/labels.ts'
import type { Finding } from './finding.ts'
import type { FixPlan } from './fix-plan.ts'
import { sideOf, type PolicyView, type RuleView } from './policy-view.ts'
import { GIVEN_NAMESPACES } from '../../ground/given-namespaces.ts'
import { suggestLabel, type Suggestion } from './suggest.ts'
import { termsOf } from './terms.ts'

/** Peers that match no pod, and rules that are nothing but such peers. */
export function peerFindings(view: PolicyView): readonly Finding[] {
  return view.rules.flatMap((rule) => ruleFindings(rule, view))
}

function ruleFindings(rule: RuleView, view: PolicyView): readonly Finding[] {
  const idle = rule.peers.flatMap((matcher, peer) =>
    matcher.kind === 'pods' && view.facts.groupsOf(matcher).length === 0 && !isUnknown(matcher, view)
      ? [{ matcher, peer }]
      : [],
  )
  const admitsNobody = idle.length > 0 && idle.length === rule.peers.length
  const findings = idle.map(({ matcher, peer }) =>
    idlePeer(matcher, { section: rule.section, rule: rule.index, peer }, view),
  )
  if (!admitsNobody) return findings
  const [only] = findings as [Finding]
  if (idle.length === 1) return [only.facts.code === 'peer-matches-nothing' ? alone(only) : only]
  return [
    {
      facts: {
        code: 'rule-admits-nobody',
        section: rule.section,
        rule: rule.index,
        peers: idle.length,
        namespace: null,
        wanted: [],
        hint: null,
      },
      severity: 'warning',
      object: view.object,
      path: [...rule.rule.path, sideOf(rule.section)],
      part: 'key',
      fixes: [],
    },
    ...findings,
  ]
}

/** The one peer of a rule: then it is the rule that admits nobody. */
function alone(finding: Finding): Finding {
  if (finding.facts.code !== 'peer-matches-nothing') return finding
  const { section, rule, namespace, wanted, hint } = finding.facts
  return { ...finding, facts: { code: 'rule-admits-nobody', section, rule, peers: 1, namespace, wanted, hint } }
}

function idlePeer(matcher: PodsMatcher, at: InPeer, view: PolicyView): Finding {
  const { facts } = view
  const outOfReach = facts.outOfReach(matcher).filter(({ finished }) => !finished)
  if (outOfReach.length > 0)
    return finding(
      view,
      matcher,
      {
        code: 'peer-on-host-network',
        ...at,
        pods: outOfReach.map(namespacedName).sort().slice(0, 3),
        count: outOfReach.length,
      },
      [],
    )
  return unknownNamespaceLabel(matcher, at, view) ?? elsewhere(matcher, at, view) ?? matchesNothing(matcher, at, view)
}

function finding(
  { object }: PolicyView,
  { path }: PodsMatcher,
  facts: Finding['facts'],
  fixes: readonly FixPlan[],
): Finding {
  return { facts, severity: 'warning', object, path, part: 'value', fixes }
}

/** Namespaces that every cluster has and that the text leaves out: nobody knows what is in them. */
function isUnknown({ namespaceSelector }: PodsMatcher, { facts: { cluster } }: PolicyView): boolean {
  return (
    namespaceSelector !== null &&
    GIVEN_NAMESPACES.some(
      (name) =>
        !cluster.namespaces.has(name) && matchesSelector(namespaceSelector, { 'kubernetes.io/metadata.name': name }),
    )
  )
}

/**
 * No namespace has the labels. Its name is no label that somebody put there, except for `kubernetes.io/metadata.name`.
 */
function unknownNamespaceLabel(matcher: PodsMatcher, at: InPeer, view: PolicyView): Finding | null {
  const selector = matcher.namespaceSelector
  const namespaces = [...view.facts.cluster.namespaces.values()]
  if (!selector || namespaces.some(({ labels }) => matchesSelector(selector, labels))) return null
  const suggestion = suggestLabel(
    selector,
    namespaces.map(({ labels }) => labels),
  )
  return finding(
    view,
    matcher,
    { code: 'namespace-label-unknown', ...at, wanted: termsOf(selector), hint: suggestion?.hint ?? null },
    useLabel(suggestion),
  )
}

/** The pods are there, in another namespace: a pod selector alone never leaves the policy's own. */
function elsewhere(matcher: PodsMatcher, at: InPeer, view: PolicyView): Finding | null {
  const { facts, namespace } = view
  if (matcher.namespace === null || matcher.podSelector === null || matcher.podSelector.requirements.length === 0)
    return null
  const pods = facts.podsOf({ ...matcher, namespace: null })
  const namespaces = [...new Set(pods.map((pod) => pod.namespace.name))].sort()
  if (
    namespaces.length === 0 ||
    !matcher.podSelector.requirements.some(
      ({ operator }) => operator === 'Equals' || operator === 'In' || operator === 'Exists',
    )
  )
    return null
  const fix: FixPlan | null =
    namespaces.length !== 1
      ? null
      : {
          does: { fix: 'use-namespace', namespace: namespaces[0]! },
          changes: [
            {
              change: 'set',
              path: matcher.path,
              key: 'namespaceSelector',
              value: { matchLabels: { 'kubernetes.io/metadata.name': namespaces[0]! } },
              after: ['podSelector'],
            },
          ],
        }
  return finding(
    view,
    matcher,
    {
      code: 'peer-elsewhere',
      ...at,
      namespace,
      wanted: termsOf(matcher.podSelector),
      namespaces: namespaces.slice(0, 3),
      pods: pods.length,
    },
    fix ? [fix] : [],
  )
}

function matchesNothing(matcher: PodsMatcher, at: InPeer, view: PolicyView): Finding {
  const { facts } = view
  const selector: LabelSelector = matcher.podSelector ?? { requirements: [], path: [] }
  const there = facts.podsOf({ ...matcher, podSelector: null })
  const suggestion = suggestLabel(
    selector,
    there.map(({ labels }) => labels),
  )
  return finding(
    view,
    matcher,
    {
      code: 'peer-matches-nothing',
      ...at,
      namespace: matcher.namespace,
      wanted: termsOf(selector),
      hint: suggestion?.hint ?? null,
    },
    useLabel(suggestion),
  )
}

function useLabel(suggestion: Suggestion | null): readonly FixPlan[] {
  return suggestion ? [{ does: { fix: 'use-label', label: suggestion.hint.is }, changes: [suggestion.change] }] : []
}
