import type { Node } from './cluster.ts'
import { isCordoned, untolerated } from './node-fit.ts'
import type { Draft } from './pod-draft.ts'
import type { ClusterRemark } from './remark.ts'

/**
 * Pods on nodes whose taints they do not tolerate. They are placed there where no node is without: taints are passed
 * over then, and a real scheduler would leave these pods Pending. Told once, at the first of the nodes.
 */
export class PassedTaints {
  readonly #nodes: ReadonlyMap<string, Node>
  #pods = 0

  constructor(nodes: ReadonlyMap<string, Node>) {
    this.#nodes = nodes
  }

  /** What names its node, or reports an address, runs there whatever a scheduler thinks. */
  see({ spec, reported }: Draft, home: string | null): void {
    const node = home === null ? undefined : this.#nodes.get(home)
    if (!node || spec.node !== null || reported.length > 0) return
    const { tolerations } = spec.wish
    if (isCordoned(node, tolerations) || untolerated(node, tolerations) !== undefined) this.#pods++
  }

  get remarks(): readonly ClusterRemark[] {
    const object = [...this.#nodes.values()][0]?.object
    return object && this.#pods > 0
      ? [
          {
            object,
            severity: 'note',
            path: ['metadata', 'name'],
            facts: { code: 'taints-passed-over', pods: this.#pods },
          },
        ]
      : []
  }
}
