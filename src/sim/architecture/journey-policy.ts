import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Pod } from '../../model/cluster.ts'
import type { CompiledPolicy } from '../../policy/form.ts'

/**
 * What becomes of a policy: the API server `rejected` it or does not serve its API, the network plugin acts on it, or
 * nobody does.
 */
export type PolicyFate = 'enforced' | 'not-enforced' | 'rejected' | 'not-served'

/** `parts`: what it was compiled to, and `selected` the pods it is for; both empty when it was refused. */
export interface JourneyPolicy {
  readonly object: KubernetesObject
  /** Null: it belongs to the whole cluster. */
  readonly namespace: string | null
  readonly name: string
  readonly parts: readonly CompiledPolicy[]
  readonly selected: readonly Pod[]
  readonly fate: PolicyFate
}
