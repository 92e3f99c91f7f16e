import type { Node } from './cluster.ts'
import { isHeld, type HeldPort } from './host-ports.ts'
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
  readonly heldPorts: readonly HeldPort[]
}

/** Why a node does not take a pod: it is full, or another pod has a port of the node that this one needs. */
export type Lack = 'no-room' | 'no-port'

/**
 * Gives pods the nodes that their text leaves open, so that replicas of one workload are spread and a pod stays where
 * it is when others come and go. It stands for the scheduler and its default plugins as far as nodeName, nodeSelector,
 * required node affinity, taints with tolerations, ports of nodes and the kubelet's limit of pods go; affinity between
 * pods, what is only preferred, and resources are not weighed.
 * Source: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/;
 * kubernetes/pkg/scheduler/framework/plugins/nodeports
 */
export class Scheduler {
  readonly #nodes: readonly Node[]
  readonly #heedsTaints: boolean
  readonly #room: Map<string, number>
  readonly #held = new Map<string, HeldPort[]>()
  /** Pods of one template share their wish. */
  readonly #fitting = new Map<NodeWish, readonly Node[]>()

  constructor(nodes: readonly Node[], podsPerNode: (node: string) => number) {
    this.#nodes = nodes
    this.#heedsTaints = areTaintsHeeded(nodes)
    this.#room = new Map(nodes.map(({ name }) => [name, podsPerNode(name)]))
  }

  /** A pod runs on a node, whether there is room or not. */
  settle(node: string, ports: readonly HeldPort[]): void {
    this.#room.set(node, (this.#room.get(node) ?? 0) - 1)
    if (ports.length > 0) this.#held.set(node, [...(this.#held.get(node) ?? []), ...ports])
  }

  /**
   * A pod that its text puts on a node settles there; not null: the kubelet refuses it.
   * Source: kubernetes/pkg/kubelet/lifecycle/predicate.go, generalFilter
   */
  take(node: string, ports: readonly HeldPort[]): Lack | null {
    const lack = this.#lack(node, ports)
    if (lack === null) this.settle(node, ports)
    return lack
  }

  /** The node for a pod; null: none has room, or none is what it asks for and tolerates. */
  place({ namespace, owner, ordinal, wish, heldPorts }: Placeable): string | null {
    const fitting = this.#fittingFor(wish)
    const start = spread(`${namespace}/${owner}`) + ordinal
    for (let step = 0; step < fitting.length; step++) {
      const { name } = fitting[(start + step) % fitting.length]!
      if (this.take(name, heldPorts) === null) return name
    }
    return null
  }

  /** Why no node takes a pod: `no-port` where a node that it asks for and tolerates has room for it, but not its port. */
  lackOf({ wish, heldPorts }: Pick<Placeable, 'wish' | 'heldPorts'>): Lack {
    const isPort = this.#fittingFor(wish).some(({ name }) => this.#lack(name, heldPorts) === 'no-port')
    return isPort ? 'no-port' : 'no-room'
  }

  #lack(node: string, ports: readonly HeldPort[]): Lack | null {
    if ((this.#room.get(node) ?? 0) <= 0) return 'no-room'
    return ports.length > 0 && isHeld(ports, this.#held.get(node) ?? []) ? 'no-port' : null
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
