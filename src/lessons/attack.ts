import type { Answer, Question } from '../world/index.ts'
import type { Inline } from './prose.ts'

/** A break-in: where somebody got in, and what is worth having from there. */
export interface Attack {
  /** Where the attacker stands at first, as references of a question. */
  readonly footholds: readonly string[]
  readonly loot: readonly Loot[]
  /** What can be tried beside the ports that are listened on and the loot. There is nothing in it. */
  readonly also: readonly AttackTarget[]
}

/** What is called: a question without the one who asks. */
export type AttackTarget = Omit<Question, 'from'>

/** What an attacker gets who reaches a target. */
export interface Loot {
  /** As goals name it: `node-credentials`. */
  readonly id: string
  readonly name: string
  readonly target: AttackTarget
  /** So many seconds after the attacker's pod got its network; null: at any time. */
  readonly at: number | null
  /** What it is good for, in a sentence. */
  readonly gives: readonly Inline[]
  /** Where the attacker stands from then on as well; null: it leads nowhere. */
  readonly opens: string | null
}

/** Where an attack stands: in whose hands what is, and what is within reach from there. */
export interface AttackState {
  /** The footholds, then what taken loot opened. */
  readonly places: readonly AttackPlace[]
  /**
   * Everything that can be tried, in the cluster's order; each once, from the first place that it can be reached from.
   */
  readonly reach: readonly AttackReach[]
  /** In the order of the lesson. */
  readonly loot: readonly LootState[]
}

/** A place that the attacker has had. `ref`: an `EndpointRef`. */
export interface AttackPlace {
  readonly ref: string
  /** The loot that opened it; null: a foothold. */
  readonly loot: string | null
  /** The attacker still gets there. */
  readonly isHeld: boolean
}

/** Something that can be tried from a place. */
export interface AttackReach {
  readonly question: Question
  /** It passes, or it depends on something that an attacker can try. */
  readonly passes: boolean
  readonly deniedAt: Answer['deniedAt'] | null
  /** What is there to be had; null: nothing. */
  readonly loot: string | null
}

/** How one piece of loot stands. */
export interface LootState {
  readonly id: string
  /** The learner took it. */
  readonly taken: boolean
  /** Nobody who goes all the way gets it now. */
  readonly safe: boolean
  /** How it is had, or how it would be. */
  readonly question: Question
  /** The answer at any time: what `Loot.at` says of the first seconds is not in it. */
  readonly answer: Answer
}
