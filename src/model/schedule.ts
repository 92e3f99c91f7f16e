import type { Node } from './cluster.ts'
import { areTaintsHeeded, isCordoned, isWished, untolerated, type NodeWish } from './node-fit.ts'

/**
 * A pod that wants a node. `owner`: its workload; pods of one owner are spread. `ordinal`: counted within the owner,
 * from 0.
 */
export interface Placeable {
  readonly namespace: string
  readonly owner: string
  readonly ordinal: number
  readonly wish: NodeWish
}

/**
 * Gives pods the nodes that their text leaves open, so that replicas of one workload are spread and a pod stays where
 * it is when others come and go. It stands for the scheduler and its default plugins as far as nodeName, nodeSelector,
 * required node affinity, taints with tolerations and the kubelet's limit of pods go; affinity between pods, what is
 * only preferred, and resources are not weighed.
 * Source: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
 */
export class Scheduler {
  readonly #nodes: readonly Node[]
  readonly #heedsTaints: boolean
  readonly #room: Map<string, number>
  /** Pods of one template share their wish. */
  readonly #fitting = new Map<NodeWish, readonly Node[]>()

  constructor(nodes: readonly Node[], podsPerNode: (node: string) => number) {
    this.#nodes = nodes
    this.#heedsTaints = areTaintsHeeded(nodes)
    this.#room = new Map(nodes.map(({ name }) => [name, podsPerNode(name)]))
  }

  /** A pod that its text puts on a node takes room there; false: the kubelet would refuse it, there is none. */
  take(node: string): boolean {
    const room = this.#room.get(node) ?? 0
    this.#room.set(node, room - 1)
    return room > 0
  }

  /** The node for a pod; null: none has room, or none is what it asks for and puts up with. */
  place({ namespace, owner, ordinal, wish }: Placeable): string | null {
    const fitting = this.#fittingFor(wish)
    const start = spread(`${namespace}/${owner}`) + ordinal
    for (let step = 0; step < fitting.length; step++) {
      const { name } = fitting[(start + step) % fitting.length]!
      if (this.#room.get(name)! > 0 && this.take(name)) return name
    }
    return null
  }

  #fittingFor(wish: NodeWish): readonly Node[] {
    const known = this.#fitting.get(wish)
    if (known) return known
    const { tolerations } = wish
    const fitting = this.#nodes.filter(
      (node) =>
        isWished(wish, node) &&
        (!this.#heedsTaints || (!isCordoned(node, tolerations) && untolerated(node, tolerations) === undefined)),
    )
    this.#fitting.set(wish, fitting)
    return fitting
  }
}

/** A small number from a name, the same everywhere. */
function spread(text: string): number {
  let value = 0
  for (let index = 0; index < text.length; index++) value = (value * 31 + text.charCodeAt(index)) % 65_521
  return value
}
