import type { AddressPlan } from './address-plan.ts'
import type { Node } from './cluster.ts'
import { isFinished, type Draft } from './pod-draft.ts'
import { Scheduler } from './schedule.ts'

/** Where a pod runs. `isHomeless`: no node takes it. */
export interface Place {
  readonly node: string | null
  readonly isHomeless: boolean
}

/** Which node takes which pod, under a plan that knows how many a node takes; under another nobody is placed who names no node. */
export class PodPlacement {
  readonly #plan: AddressPlan
  readonly #scheduler: Scheduler | null
  /** Those whose own node is full. */
  readonly #refused: ReadonlySet<Draft>

  constructor(drafts: readonly Draft[], nodes: readonly Node[], plan: AddressPlan) {
    this.#plan = plan
    this.#scheduler = plan.podsPerNode ? new Scheduler([...nodes], plan.podsPerNode) : null
    // Whoever names a node has it before others are spread over what is left.
    this.#refused = this.#scheduler
      ? refusedBy(
          this.#scheduler,
          drafts.filter((draft) => takesRoom(draft, plan)),
        )
      : new Set()
  }

  /** `ordinal`: how many pods of its workload have been placed before it. */
  of(draft: Draft, ordinal: number): Place {
    if (this.#plan.isUnplugged) return { node: draft.spec.node, isHomeless: this.#isWithout(draft, draft.spec.node) }
    const node = draft.node ?? this.#schedule(draft, ordinal)
    return { node, isHomeless: this.#isWithout(draft, node) }
  }

  #schedule(draft: Draft, ordinal: number): string | null {
    if (!this.#scheduler || isFinished(draft)) return null
    const { namespace, owner, spec } = draft
    return this.#scheduler.place({ namespace: namespace.name, owner: owner.name, ordinal, wish: spec.wish })
  }

  #isWithout(draft: Draft, node: string | null): boolean {
    return this.#scheduler !== null && !isFinished(draft) && (node === null || this.#refused.has(draft))
  }
}

/** Whether a pod that names its node counts there: what every node runs anyway is in the plan's numbers. */
function takesRoom(draft: Draft, { everywhere }: AddressPlan): boolean {
  return draft.node !== null && !isFinished(draft) && !(draft.spec.hostNetwork && everywhere?.has(draft.owner.name))
}

/** What reports an address runs, however full its node looks. */
function refusedBy(scheduler: Scheduler, placed: readonly Draft[]): ReadonlySet<Draft> {
  const running = placed.filter(({ reported }) => reported.length > 0)
  const waiting = placed.filter(({ reported }) => reported.length === 0)
  for (const { node } of running) scheduler.take(node!)
  return new Set(waiting.filter(({ node }) => !scheduler.take(node!)))
}
