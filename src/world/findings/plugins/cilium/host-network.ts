import { matchesSelector } from '../../../../ground/labels.ts'
import { fieldAt } from '../../../../manifests/fields.ts'
import type { FieldPath } from '../../../../ground/span.ts'
import type { Pod } from '../../../../model/cluster.ts'
import { namespacedName } from '../../../../model/namespaced-name.ts'
import type { IdentityMatcher } from '../../../../policy/form.ts'
import { podIdentityLabels } from '../../../../sim/cni/cilium/identity-labels.ts'
import type { Finding } from '../../finding.ts'
import type { PluginView } from '../plugin-view.ts'
import { ciliumRuleViews, subjectGroups } from './rule-views.ts'

/** How many names a finding lists. */
const NAMES = 3

/**
 * Pods on the host network that a selector means: no identity has their labels, they are their node. Said of whom a
 * policy is for, and of peers who are nobody else.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/#endpoints-based,
 * https://docs.cilium.io/en/stable/security/host-firewall/
 */
export function ciliumHostNetworkFindings(view: PluginView): readonly Finding[] {
  const {
    facts,
    set: { policies },
  } = view
  const onHost = facts.cluster.pods.filter(({ endpoint, finished }) => endpoint?.kind === 'host' && !finished)
  if (onHost.length === 0 || !policies.some(({ object }) => object.group === 'cilium.io')) return []
  return [...subjects(onHost, view), ...peers(onHost, view)]
}

function subjects(onHost: readonly Pod[], view: PluginView): readonly Finding[] {
  const seen = new Set<string>()
  return view.set.policies
    .filter(({ object }) => object.group === 'cilium.io')
    .flatMap((policy): readonly Finding[] => {
      const { subject, object } = policy
      const key = `${object.kind} ${policy.namespace ?? ''}/${policy.name} ${subject.path.join()}`
      if (subject.kind !== 'identity' || seen.has(key)) return []
      seen.add(key)
      const meant = onHost.filter((pod) => isMeant(subject, pod))
      const others = subjectGroups(policy, view).reduce((sum, group) => sum + view.facts.members(group).length, 0)
      // What is for all is for whoever can be held.
      if (meant.length === 0 || (others > 0 && asksNothing(object.value, subject.path))) return []
      return [
        {
          facts: { code: 'selects-host-network', pods: names(meant), count: meant.length, others },
          severity: others === 0 ? 'warning' : 'note',
          object,
          path: subject.path,
          part: 'value',
          fixes: [],
        },
      ]
    })
}

function peers(onHost: readonly Pod[], view: PluginView): readonly Finding[] {
  const {
    facts,
    set: { profile },
  } = view
  const seen = new Set<string>()
  return ciliumRuleViews(view).flatMap((rule) =>
    rule.peers.flatMap((matcher, peer): readonly Finding[] => {
      const key = `${rule.object.kind} ${rule.policy.namespace ?? ''}/${rule.policy.name} ${matcher.path.join()}`
      if (
        matcher.kind !== 'identity' ||
        matcher.word !== null ||
        seen.has(key) ||
        facts.groups.fitting(matcher, profile.view).length > 0
      )
        return []
      seen.add(key)
      const meant = onHost.filter((pod) => isMeant(matcher, pod))
      return meant.length === 0
        ? []
        : [
            {
              facts: {
                code: 'peer-on-host-network',
                section: rule.section,
                rule: rule.index,
                peer,
                pods: names(meant),
                count: meant.length,
              },
              severity: 'warning',
              object: rule.object,
              path: matcher.path,
              part: 'value',
              fixes: [],
            },
          ]
    }),
  )
}

/** Whether it would fit, if the pod had an address of its own. */
function isMeant({ namespace, selector }: IdentityMatcher, pod: Pod): boolean {
  return (namespace === null || pod.namespace.name === namespace) && matchesSelector(selector, podIdentityLabels(pod))
}

function asksNothing(value: unknown, path: FieldPath): boolean {
  const selector = path.reduce<unknown>(
    (at, step) => (typeof step === 'number' ? (at as readonly unknown[])[step] : fieldAt(at, step)),
    value,
  )
  return typeof selector === 'object' && selector !== null && Object.keys(selector).length === 0
}

function names(pods: readonly Pod[]): readonly string[] {
  return pods.map(namespacedName).sort().slice(0, NAMES)
}
