import type { CniSetting } from '../../sim/cni/choice.ts'
import type { DocumentText } from '../../world/index.ts'

/** A lesson as its author makes it on the screen, before it is files. */
export interface LessonPlan {
  readonly title: string
  readonly about: string
  readonly minutes: number
  /** Markdown, as are the hints and what follows. */
  readonly text: string
  /** Three: where to look, which idea, nearly the line. */
  readonly hints: readonly string[]
  readonly forReal: string
  readonly learned: string
  readonly start: PlannedState
  /** Asked at the start; null: nothing is. */
  readonly question: string | null
  readonly view: string | null
  readonly goals: readonly PlannedGoal[]
  readonly solution: PlannedState | null
  readonly wrong: readonly PlannedWrong[]
}

/** Documents, and the plugin under which they are looked at. */
export interface PlannedState {
  readonly documents: readonly DocumentText[]
  readonly cni: CniSetting
}

/** `say`: what the learner reads; empty: the line in words. */
export interface PlannedGoal {
  readonly line: string
  readonly say: string
}

/** A wrong answer. Which goals it misses is found out. */
export interface PlannedWrong extends PlannedState {
  readonly name: string
  readonly say: string
  /** The hint that helps, from 1. */
  readonly hint: number
}
