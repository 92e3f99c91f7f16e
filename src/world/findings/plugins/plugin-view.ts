import type { PolicySet } from '../../../engine/policy-set.ts'
import type { CompiledPolicy } from '../../../policy/form.ts'
import type { ClusterNetwork } from '../../../sim/cni/network.ts'
import type { ClusterFacts } from '../cluster-facts.ts'
import type { Finding } from '../finding.ts'
import type { PolicyView } from '../policy-view.ts'

/** A cluster under its network plugin, as a finder sees it. `policies`: the NetworkPolicies in force, in order of namespace and name. */
export interface PluginView {
  readonly facts: ClusterFacts
  readonly set: PolicySet
  readonly network: ClusterNetwork
  readonly policies: readonly PolicyView[]
}

/** Calico's own policies in force, once for each direction; empty under every other plugin. */
export function calicoPolicies({ set: { profile, policies } }: PluginView): readonly CompiledPolicy[] {
  return profile.name !== 'calico' ? [] : policies.filter(({ object, staged }) => !staged && object.group.endsWith('projectcalico.org'))
}

/** What one plugin makes of the policies and pods of a cluster. Pure; empty under every other plugin. */
export type PluginFinder = (view: PluginView) => readonly Finding[]
