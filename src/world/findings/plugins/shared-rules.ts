import { listAt } from '../../../manifests/fields.ts'
import type { Pod, Workload } from '../../../model/cluster.ts'
import { namespacedName } from '../../../model/namespaced-name.ts'
import type { Finding } from '../finding.ts'
import type { PluginView } from './plugin-view.ts'

/** How many pods a finding names. */
const LISTED = 3

/**
 * What the agent makes of pods that no ReplicaSet named: it keeps one set of rules for all pods of a namespace and node
 * whose names are the same up to the last dash, and expects pods to have an owner.
 * Source: https://github.com/aws/aws-network-policy-agent/blob/main/pkg/utils/utils.go (GetPodIdentifier),
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html (considerations)
 */
export function sharedRulesFindings({
  facts: { cluster },
  set: { profile },
  policies,
}: PluginView): readonly Finding[] {
  if (profile.name !== 'aws-vpc-cni') return []
  const holding = new Map<Pod, string[]>()
  for (const { selected, name } of policies)
    for (const pod of selected) holding.set(pod, [...(holding.get(pod) ?? []), name])
  const named = cluster.workloads.filter(({ kind }) => kind === 'Pod' || kind === 'StatefulSet')
  return [...withoutOwner(named, holding), ...sharing(named, holding)]
}

function withoutOwner(
  workloads: readonly Workload[],
  holding: ReadonlyMap<Pod, readonly string[]>,
): readonly Finding[] {
  return workloads
    .filter(
      ({ kind, object, pods }) =>
        kind === 'Pod' &&
        listAt(object.value, 'metadata', 'ownerReferences').length === 0 &&
        pods.some((pod) => holding.has(pod)),
    )
    .map(({ namespace, name, object }): Finding => ({
      facts: { code: 'pod-without-owner', pod: `${namespace.name}/${name}` },
      severity: 'note',
      object,
      path: ['metadata', 'name'],
      part: 'value',
      fixes: [],
    }))
}

/** Only those that policies tell apart: others lose nothing by it. */
function sharing(workloads: readonly Workload[], holding: ReadonlyMap<Pod, readonly string[]>): readonly Finding[] {
  const groups = new Map<string, Pod[]>()
  for (const pod of workloads.flatMap(({ pods }) => pods)) {
    const dash = pod.name.lastIndexOf('-')
    if (dash < 0 || pod.endpoint?.kind !== 'pod') continue
    const key = `${pod.namespace.name}/${pod.name.slice(0, dash)} ${pod.node ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), pod])
  }
  return [...groups.values()].flatMap((pods): Finding[] => {
    const [first] = pods
    if (
      new Set(pods.map(({ workload }) => workload)).size < 2 ||
      new Set(pods.map((pod) => (holding.get(pod) ?? []).join())).size < 2
    )
      return []
    return [
      {
        facts: {
          code: 'pods-share-rules',
          pods: pods.slice(0, LISTED).map(namespacedName),
          count: pods.length,
          stem: first!.name.slice(0, first!.name.lastIndexOf('-')),
        },
        severity: 'warning',
        object: first!.workload.object,
        path: ['metadata', 'name'],
        part: 'value',
        fixes: [],
      },
    ]
  })
}
