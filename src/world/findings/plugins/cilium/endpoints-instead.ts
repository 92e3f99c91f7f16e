import { labelsAt } from '../../../../manifests/fields.ts'
import type { FieldPath } from '../../../../ground/span.ts'
import { compareText } from '../../../../model/build.ts'
import type { Service } from '../../../../model/cluster.ts'
import type { FixPlan } from '../../fix-plan.ts'
import type { CiliumRuleView } from './rule-views.ts'

/**
 * The pods behind a Service by their labels, in the place of the one item of a list that was meant for it. None where
 * the Service selects nothing, or the list has more items. `path`: of the item.
 */
export function endpointsInstead(
  service: Service,
  path: FieldPath,
  { section, policy, peers }: CiliumRuleView,
): readonly FixPlan[] {
  const labels = Object.entries(labelsAt(service.object.value, 'spec', 'selector'))
    .map(([key, value]) => ({ key, value }))
    .sort((a, b) => compareText(a.key, b.key))
  if (labels.length === 0 || peers.length !== 1) return []
  const list = path.slice(0, -1)
  const home = service.namespace.name
  const matchLabels = {
    ...(home === policy.namespace ? {} : { 'k8s:io.kubernetes.pod.namespace': home }),
    ...Object.fromEntries(labels.map(({ key, value }) => [key, value])),
  }
  return [
    {
      does: { fix: 'select-pods', labels },
      changes: [
        { change: 'rename', path: list, key: section === 'ingress' ? 'fromEndpoints' : 'toEndpoints' },
        { change: 'replace', path: list, value: [{ matchLabels }] },
      ],
    },
  ]
}
