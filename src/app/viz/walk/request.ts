import type { HopCheck, HopPlace } from '../../../sim/cni/walk.ts'
import type { AddressBook } from './frames.ts'
import type { WalkEnd } from './ground.ts'
import type { WalkMeasures } from './titles.ts'
import type { TubeWords } from './wire.ts'

/** A stop as the picture needs it. */
export interface MapStop {
  readonly kind: string
  readonly place: HopPlace
  readonly name: string
  readonly detail: string
  /** What its gate said; null: no gate stands there. */
  readonly gate: HopCheck['outcome'] | null
  /** What is written under its name is worth more than others'. */
  readonly isTelling: boolean
  /** The packet goes no further. */
  readonly isEnd: boolean
  /** Which tunnel begins here; null: none. */
  readonly tube: TubeWords | null
}

/** A walk to be drawn. `unreached`: the end that the packet does not come to; null: it arrives. `width` in pixels. */
export interface MapRequest {
  readonly stops: readonly MapStop[]
  readonly unreached: WalkEnd | null
  readonly width: number
  /** From right to left, for an answer: the places stay on their side. */
  readonly isMirrored: boolean
  readonly addressOf: AddressBook
  /** What stands on a wire without a tunnel. */
  readonly wire: string
  readonly measure: WalkMeasures
}
