import type { KubernetesObject } from '../manifests/piece.ts'
import type { Pod } from './cluster.ts'
import type { ClusterRemark } from './remark.ts'
import type { Lack } from './schedule.ts'

/** Why a pod has no address: no node takes it, the plan has none left, or its network has no plugin. */
type Why = Lack | 'no-address' | 'no-plugin'

/** Pods that are not on the network, told once for each object that wants them. */
export class LostPods {
  readonly #byObject = new Map<KubernetesObject, { readonly why: Why; readonly node: string | null; pods: number }>()

  add({ object }: Pod, why: Why, node: string | null): void {
    const known = this.#byObject.get(object)
    if (known) known.pods++
    else this.#byObject.set(object, { why, node, pods: 1 })
  }

  get remarks(): readonly ClusterRemark[] {
    return [...this.#byObject].map(([object, facts]) => ({
      object,
      severity: 'warning',
      path: ['metadata', 'name'],
      facts: { code: 'pods-without-address', ...facts },
    }))
  }
}
