import type { PacketWalk } from '../../../sim/cni/walk.ts'
import type { Question } from '../../../world/answer.ts'
import { scenesOf, type Leg, type Scene } from '../../text/walk/scene.ts'
import { WALK_PACES } from '../../text/walk/walk-words.ts'
import { Stepper } from '../../ui/stepper.svelte.ts'

/** Which walk is shown, which way of it, and at which stop one stands. */
export class WalkState {
  #walk = $state.raw<PacketWalk | null>(null)
  #question = ''
  #wantsReply = $state(false)
  readonly stepper = new Stepper(() => this.scenes.length, WALK_PACES)

  /** Null: it is not there yet, or there is none. */
  get walk(): PacketWalk | null {
    return this.#walk
  }

  leg: Leg = $derived(this.#wantsReply && (this.#walk?.reply.length ?? 0) > 0 ? 'reply' : 'way')
  scenes: readonly Scene[] = $derived(this.#walk ? scenesOf(this.#walk, this.leg) : [])
  scene: Scene | null = $derived(this.scenes[this.stepper.index] ?? null)

  /**
   * Another question starts at the beginning; the same one, under other rules or another plugin, stays where it was.
   */
  take(walk: PacketWalk | null, question: Question): void {
    const key = JSON.stringify(question)
    const before = key === this.#question ? this.scene : null
    this.#walk = walk
    this.#question = key
    if (before) this.stepper.go(stopLike(before, this.scenes))
    else this.follow('way')
  }

  follow(leg: Leg): void {
    this.#wantsReply = leg === 'reply'
    this.stepper.go(0)
  }
}

/** The stop that does the same on the same machine, else the one with the same number, else the last. */
function stopLike({ hop, index }: Scene, scenes: readonly Scene[]): number {
  const same = scenes.findIndex(
    (scene) =>
      scene.hop.kind === hop.kind &&
      scene.hop.check?.at === hop.check?.at &&
      JSON.stringify(scene.hop.place) === JSON.stringify(hop.place),
  )
  return same >= 0 ? same : Math.max(0, Math.min(index, scenes.length - 1))
}
