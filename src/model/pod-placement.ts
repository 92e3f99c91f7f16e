import type { AddressPlan } from './address-plan.ts'
import type { Node } from './cluster.ts'
import { isFinished, type Draft } from './pod-draft.ts'
import { Scheduler, type Lack } from './schedule.ts'

/** Where a pod runs. `lack`: why no node takes it, or its own does not; null: one does, or it needs none. */
export interface Place {
  readonly node: string | null
  readonly lack: Lack | null
}

/** Which node takes which pod, under a plan that knows how many a node takes; under another nobody is placed who names no node. */
export class PodPlacement {
  readonly #plan: AddressPlan
  readonly #scheduler: Scheduler | null
  /** Those whose own node does not take them. */
  readonly #refused: ReadonlyMap<Draft, Lack>

  constructor(drafts: readonly Draft[], nodes: readonly Node[], plan: AddressPlan) {
    this.#plan = plan
    this.#scheduler = plan.podsPerNode ? new Scheduler([...nodes], plan.podsPerNode) : null
    // Whoever names a node has it before others are spread over what is left.
    this.#refused = this.#scheduler
      ? refusedBy(
          this.#scheduler,
          drafts.filter((draft) => takesRoom(draft, plan)),
        )
      : new Map()
  }

  /** `ordinal`: how many pods of its workload have been placed before it. */
  of(draft: Draft, ordinal: number): Place {
    const node = this.#plan.isUnplugged ? draft.spec.node : (draft.node ?? this.#schedule(draft, ordinal))
    return { node, lack: this.#lackOf(draft, node) }
  }

  #schedule(draft: Draft, ordinal: number): string | null {
    if (!this.#scheduler || isFinished(draft)) return null
    const { namespace, owner, spec } = draft
    return this.#scheduler.place({ namespace: namespace.name, owner: owner.name, ordinal, ...spec })
  }

  #lackOf(draft: Draft, node: string | null): Lack | null {
    if (this.#scheduler === null || isFinished(draft)) return null
    return this.#refused.get(draft) ?? (node === null ? this.#scheduler.lackOf(draft.spec) : null)
  }
}

/** Whether a pod that names its node counts there: what every node runs anyway is in the plan's numbers. */
function takesRoom(draft: Draft, { everywhere }: AddressPlan): boolean {
  return draft.node !== null && !isFinished(draft) && !(draft.spec.hostNetwork && everywhere?.has(draft.owner.name))
}

/** What reports an address runs, however full its node looks. */
function refusedBy(scheduler: Scheduler, placed: readonly Draft[]): ReadonlyMap<Draft, Lack> {
  for (const { node, reported, spec } of placed) if (reported.length > 0) scheduler.settle(node!, spec.heldPorts)
  const refused = new Map<Draft, Lack>()
  for (const draft of placed) {
    const lack = draft.reported.length > 0 ? null : scheduler.take(draft.node!, draft.spec.heldPorts)
    if (lack !== null) refused.set(draft, lack)
  }
  return refused
}
