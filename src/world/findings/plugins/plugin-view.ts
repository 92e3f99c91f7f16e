import type { PolicySet } from '../../../engine/policy-set.ts'
import type { Labels } from '../../../ground/labels.ts'
import { labelsAt } from '../../../manifests/fields.ts'
import type { Cluster } from '../../../model/cluster.ts'
import type { CompiledPolicy } from '../../../policy/form.ts'
import { setLabels } from '../../../sim/cni/calico/labels.ts'
import type { ClusterNetwork } from '../../../sim/cni/network.ts'
import type { ClusterFacts } from '../cluster-facts.ts'
import type { Finding } from '../finding.ts'
import type { PolicyView } from '../policy-view.ts'

/**
 * A cluster under its network plugin, as a finder sees it. `policies`: the NetworkPolicies in force, in order of
 * namespace and name.
 */
export interface PluginView {
  readonly facts: ClusterFacts
  readonly set: PolicySet
  readonly network: ClusterNetwork
  readonly policies: readonly PolicyView[]
}

/** A set of addresses as Calico's selectors find it. `namespace` null: of the cluster. */
export interface CalicoSet {
  readonly name: string
  readonly namespace: string | null
  readonly labels: Labels
}

/** Calico's sets of addresses, with the labels by which policies select them. */
export function calicoSets({ definitions, namespaces }: Cluster): readonly CalicoSet[] {
  return definitions.flatMap((object): readonly CalicoSet[] => {
    if (object.kind !== 'NetworkSet' && object.kind !== 'GlobalNetworkSet') return []
    const namespace = object.kind === 'NetworkSet' ? (object.namespace ?? 'default') : null
    const own = labelsAt(object.value, 'metadata', 'labels')
    return [
      {
        name: object.name,
        namespace,
        labels: setLabels(
          own,
          namespace === null ? null : { name: namespace, labels: namespaces.get(namespace)?.labels ?? {} },
        ),
      },
    ]
  })
}

/** Calico's own policies in force, once for each direction; empty under every other plugin. */
export function calicoPolicies({ set: { profile, policies } }: PluginView): readonly CompiledPolicy[] {
  return profile.name !== 'calico'
    ? []
    : policies.filter(({ object, staged }) => !staged && object.group.endsWith('projectcalico.org'))
}

/** What one plugin makes of the policies and pods of a cluster. Pure; empty under every other plugin. */
export type PluginFinder = (view: PluginView) => readonly Finding[]
