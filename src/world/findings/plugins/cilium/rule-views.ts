import type { KubernetesObject } from '../../../../manifests/piece.ts'
import { labelsAt } from '../../../../manifests/fields.ts'
import { matchesSelector } from '../../../../ground/labels.ts'
import type { Service } from '../../../../model/cluster.ts'
import type { CompiledPolicy, PeerMatcher, ServiceMatcher } from '../../../../policy/form.ts'
import { ruleView, type RuleView } from '../../policy-view.ts'
import type { PluginView } from '../plugin-view.ts'

/** One rule of a policy of Cilium as it was compiled: an entry, or one element of its `toPorts`. */
export interface CiliumRuleView extends RuleView {
  readonly object: KubernetesObject
  readonly policy: CompiledPolicy
}

/** The rules of all policies of Cilium in force, by namespace and name. */
export function ciliumRuleViews({ set: { policies } }: PluginView): readonly CiliumRuleView[] {
  const own = policies
    .filter(({ object }) => object.group === 'cilium.io')
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0))
  return own.flatMap((policy) =>
    policy.rules.map((rule): CiliumRuleView => ({ ...ruleView(rule), object: policy.object, policy })),
  )
}

function keyOf({ namespace, name }: CompiledPolicy): string {
  return `${namespace ?? ''}/${name}`
}

/** The groups of pods that a policy is for; none where it is for nodes. */
export function subjectGroups({ subject }: CompiledPolicy, { facts, set: { profile } }: PluginView): readonly number[] {
  return subject.kind === 'identity' ? facts.groups.fitting(subject, profile.view) : []
}

/** The groups of pods that peers mean by labels or by a Service. `isAll`: they mean nobody else. */
export function peerGroups(
  peers: readonly PeerMatcher[],
  view: PluginView,
): { readonly groups: readonly number[]; readonly isAll: boolean } {
  const {
    facts,
    set: { profile },
  } = view
  const groups = peers.flatMap((matcher): readonly number[] => {
    if (matcher.kind === 'identity') return facts.groups.fitting(matcher, profile.view)
    return matcher.kind === 'service'
      ? meantServices(matcher, facts.cluster.services).flatMap(({ backends }) =>
          backends.flatMap(({ endpoint }) => (endpoint.kind === 'pod' ? [facts.groups.of(endpoint)] : [])),
        )
      : []
  })
  return {
    groups: [...new Set(groups)].filter((group) => group >= 0).sort((a, b) => a - b),
    isAll: peers.length > 0 && peers.every(isOfPods),
  }
}

/** Whether nobody but pods can be meant: some label of a pod has to be there. */
function isOfPods(matcher: PeerMatcher): boolean {
  if (matcher.kind === 'service') return true
  return (
    matcher.kind === 'identity' &&
    matcher.word === null &&
    matcher.selector.requirements.some(
      ({ key, operator }) =>
        /^(?:k8s|any):/.test(key) && (operator === 'Equals' || operator === 'In' || operator === 'Exists'),
    )
  )
}

function meantServices(
  { namespace, name, selector }: ServiceMatcher,
  services: readonly Service[],
): readonly Service[] {
  return services.filter(
    (service) =>
      (namespace === null || service.namespace.name === namespace) &&
      (selector
        ? matchesSelector(selector, labelsAt(service.object.value, 'metadata', 'labels'))
        : service.name === name),
  )
}
