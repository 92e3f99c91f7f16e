import { labelsAt } from '../../manifests/fields.ts'
import { matchesSelector } from '../../ground/labels.ts'
import type { Pod } from '../../model/cluster.ts'
import { namespacedName } from '../../model/namespaced-name.ts'
import { distance, suggestLabel } from './suggest.ts'
import { GIVEN_NAMESPACES } from '../../ground/given-namespaces.ts'
import type { Finding } from './finding.ts'
import type { PolicyView } from './policy-view.ts'
import { termsOf } from './terms.ts'

/** How many names a finding lists. */
const NAMES = 3

/**
 * Policies that hold no pod, or pods that no policy can hold. Source: spec of NetworkPolicy, `podSelector`; pods on the
 * host network and finished ones are left to the plugin, which hold neither.
 */
export function subjectFindings(view: PolicyView): readonly Finding[] {
  const { facts, object, subject, selected } = view
  const path = ['spec', 'podSelector']
  const outOfReach = facts.outOfReach(subject)
  const onHost = outOfReach.filter(({ finished }) => !finished)
  const hostFinding: readonly Finding[] =
    onHost.length === 0
      ? []
      : [
          {
            facts: { code: 'selects-host-network', pods: names(onHost), count: onHost.length, others: selected.length },
            severity: selected.length === 0 ? 'warning' : 'note',
            object,
            path,
            part: 'value',
            fixes: [],
          },
        ]
  if (selected.length > 0 || onHost.length > 0) return hostFinding
  if (outOfReach.length > 0)
    return [
      {
        facts: { code: 'selects-finished', pods: names(outOfReach), count: outOfReach.length },
        severity: 'warning',
        object,
        path,
        part: 'value',
        fixes: [],
      },
    ]
  return [unknownNamespace(view) ?? forgottenNamespace(view) ?? selectsNothing(view)]
}

function names(pods: readonly Pod[]): readonly string[] {
  return pods.map(namespacedName).sort().slice(0, NAMES)
}

/** The server refuses a policy for a namespace that does not exist; here it may just be missing from the text. */
function unknownNamespace({ facts: { cluster }, object, namespace }: PolicyView): Finding | null {
  const isKnown =
    cluster.namespaces.get(namespace)?.object != null ||
    GIVEN_NAMESPACES.includes(namespace) ||
    isInhabited(cluster, namespace)
  if (isKnown) return null
  const near = [...cluster.namespaces.values()]
    .filter((each) => each.name !== namespace && (each.object !== null || isInhabited(cluster, each.name)))
    .flatMap(({ name }) => {
      const apart = distance(namespace, name)
      return apart === null ? [] : [{ name, apart }]
    })
    .sort((a, b) => a.apart - b.apart || (a.name < b.name ? -1 : 1))[0]
  const path = ['metadata', 'namespace']
  return {
    facts: { code: 'namespace-unknown', namespace, hint: near?.name ?? null },
    severity: 'warning',
    object,
    path,
    part: 'value',
    fixes: near
      ? [
          {
            does: { fix: 'use-namespace', namespace: near.name },
            changes: [{ change: 'replace', path, value: near.name }],
          },
        ]
      : [],
  }
}

function isInhabited({ pods, services }: PolicyView['facts']['cluster'], namespace: string): boolean {
  return (
    pods.some((pod) => pod.namespace.name === namespace) ||
    services.some((service) => service.namespace.name === namespace)
  )
}

/**
 * Without `metadata.namespace` kubectl puts it into the current one, usually `default`; when its pods are elsewhere, it
 * was forgotten.
 */
function forgottenNamespace({ facts, object, subject }: PolicyView): Finding | null {
  if (object.namespace !== null) return null
  const pods = facts.podsOf({ ...subject, namespace: null })
  const namespaces = [...new Set(pods.map((pod) => pod.namespace.name))]
  if (namespaces.length !== 1 || subject.podSelector === null || subject.podSelector.requirements.length === 0)
    return null
  const [namespace] = namespaces as [string]
  return {
    facts: { code: 'namespace-forgotten', namespace, pods: pods.length },
    severity: 'warning',
    object,
    path: ['metadata', 'name'],
    part: 'value',
    fixes: [
      {
        does: { fix: 'use-namespace', namespace },
        changes: [{ change: 'set', path: ['metadata'], key: 'namespace', value: namespace, after: ['name'] }],
      },
    ],
  }
}

function selectsNothing({ facts, object, namespace, subject }: PolicyView): Finding {
  const selector = subject.podSelector ?? { requirements: [], path: [] }
  const candidates = facts
    .podsIn(namespace)
    .filter(({ endpoint }) => endpoint?.kind === 'pod')
    .map(({ labels }) => labels)
  const suggestion = suggestLabel(selector, candidates)
  const like = facts.cluster.workloads.find(
    (workload) =>
      workload.namespace.name === namespace &&
      workload.kind !== 'Pod' &&
      matchesSelector(selector, labelsAt(workload.object.value, 'metadata', 'labels')),
  )
  const empty = selector.requirements.length === 0
  return {
    facts: {
      code: 'selects-nothing',
      namespace,
      wanted: termsOf(selector),
      hint: suggestion?.hint ?? null,
      likeObject: empty ? null : (like?.ref ?? null),
      empty,
    },
    // A default deny for a namespace without pods waits for them.
    severity: empty ? 'note' : 'warning',
    object,
    path: ['spec', 'podSelector'],
    part: 'value',
    fixes: suggestion ? [{ does: { fix: 'use-label', label: suggestion.hint.is }, changes: [suggestion.change] }] : [],
  }
}
