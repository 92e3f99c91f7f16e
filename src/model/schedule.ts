import { fieldAt, listAt, textAt } from '../manifests/fields.ts'
import type { Labels } from '../ground/labels.ts'
import type { Node } from './cluster.ts'

/** A pod that wants a node. `owner`: its workload; pods of one owner are spread. `ordinal`: counted within the owner, from 0. */
export interface Placeable {
  readonly namespace: string
  readonly owner: string
  readonly ordinal: number
  readonly nodeSelector: Labels
}

/**
 * Gives pods the nodes that their text leaves open, so that replicas of one workload are spread and a pod stays where it is when
 * others come and go. It stands for the scheduler and its default plugins as far as nodeName, nodeSelector, taints and the
 * kubelet's limit of pods go; affinity and resources are not weighed.
 * Source: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
 */
export class Scheduler {
  readonly #nodes: readonly Node[]
  readonly #room: Map<string, number>

  constructor(nodes: readonly Node[], podsPerNode: (node: string) => number) {
    const open = nodes.filter((node) => taintOf(node) === undefined)
    this.#nodes = open.length > 0 ? open : nodes
    this.#room = new Map(nodes.map(({ name }) => [name, podsPerNode(name)]))
  }

  /** A pod that its text puts on a node takes room there; false: the kubelet would refuse it, there is none. */
  take(node: string): boolean {
    const room = this.#room.get(node) ?? 0
    this.#room.set(node, room - 1)
    return room > 0
  }

  /** The node for a pod; null: none has room, or none has the labels that it asks for. */
  place({ namespace, owner, ordinal, nodeSelector }: Placeable): string | null {
    const wanted = Object.entries(nodeSelector)
    const fitting = this.#nodes.filter(({ labels }) => wanted.every(([key, value]) => labels[key] === value))
    const start = spread(`${namespace}/${owner}`) + ordinal
    for (let step = 0; step < fitting.length; step++) {
      const { name } = fitting[(start + step) % fitting.length]!
      if (this.#room.get(name)! > 0 && this.take(name)) return name
    }
    return null
  }
}

/**
 * The first taint that keeps pods off a node; undefined: none does. Tolerations are not read: what tolerates a taint mostly comes with a
 * nodeName or a DaemonSet.
 */
export function taintOf({ object }: Node): unknown {
  return listAt(object ? fieldAt(object.value, 'spec') : undefined, 'taints').find((taint) =>
    ['NoSchedule', 'NoExecute'].includes(textAt(taint, 'effect') ?? ''),
  )
}

/** A small number from a name, the same everywhere. */
function spread(text: string): number {
  let value = 0
  for (let index = 0; index < text.length; index++) value = (value * 31 + text.charCodeAt(index)) % 65_521
  return value
}
