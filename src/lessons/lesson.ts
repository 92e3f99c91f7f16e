import type { Assertion } from '../world/assertions/assertion.ts'
import type { CniSetting, DocumentText, Question } from '../world/index.ts'
import type { Attack } from './attack.ts'
import type { Goal, GoalLine } from './goal.ts'
import type { Size } from './par.ts'
import type { Inline, ProseBlock } from './prose.ts'

/** `track/lesson`, as in the address. */
export type LessonId = string

/** What a list of lessons needs of one. */
export interface LessonHead {
  readonly id: LessonId
  /** The track's letter and the lesson's place in it: `C8`. */
  readonly code: string
  readonly title: string
  /** One line: what it is about. */
  readonly about: string
  readonly minutes: number
  /** Of its words; absent: that of the source, English. */
  readonly language?: string
  /** What the lesson would use and is not there yet; empty: nothing. */
  readonly needs: readonly string[]
}

/** A row of lessons on one subject, in order. `letter` is unique and stands before the numbers of its lessons. */
export interface Track {
  readonly id: string
  readonly letter: string
  readonly title: string
  readonly about: string
  /** The heading that it stands under. */
  readonly group: string
  /** Its lessons are puzzles, with an attacker's side. */
  readonly isPuzzles: boolean
  readonly lessons: readonly LessonHead[]
}

/** A lesson as it is taught, read from its folder. */
export interface Lesson extends LessonHead {
  readonly prose: readonly ProseBlock[]
  /** Three: where to look, which idea, nearly the line. */
  readonly hints: readonly (readonly Inline[])[]
  /** What to remember of it. */
  readonly learned: readonly Inline[]
  /** What to run against a cluster. */
  readonly forReal: readonly ProseBlock[]
  /** The tabs at the start, the first in front; the world's is last. */
  readonly start: readonly DocumentText[]
  /** The name of the tab that holds the shared world; null: the lesson has none. */
  readonly world: string | null
  /** The network plugin at the start. */
  readonly cni: CniSetting
  /** What is asserted at the start, and in the solution; absent: nothing. */
  readonly assertions?: readonly Assertion[]
  readonly solvedAssertions?: readonly Assertion[]
  /** The tabs before the change that the start is: what differences are counted from; absent: from the start. */
  readonly before?: readonly DocumentText[]
  /** What is asked at the start; null: nothing. */
  readonly question: Question | null
  /** Which picture is shown at the start; null: the usual one. */
  readonly view: string | null
  /** The break-in of a puzzle; null: nobody breaks in. */
  readonly attack: Attack | null
  readonly goals: readonly Goal[]
  readonly decoys: readonly Decoy[]
  readonly solution: readonly DocumentText[]
  /** The network plugin of the solution. */
  readonly solvedCni: CniSetting
  /** What the solution takes. */
  readonly par: Size
  readonly nearMisses: readonly NearMiss[]
}

/**
 * A similar cluster, in which the answer must hold too. Its objects are added to the learner's, and replace their
 * namesakes.
 */
export interface Decoy {
  readonly hint: readonly Inline[]
  readonly text: string
  readonly goals: readonly GoalLine[]
  readonly texts: readonly string[]
}

/** An answer that looks right and is not. */
export interface NearMiss {
  readonly name: string
  readonly documents: readonly DocumentText[]
  readonly cni: CniSetting
  /** Absent: none. */
  readonly assertions?: readonly Assertion[]
  /** Numbers of the goals that it misses, from 1; `decoys`: it misses only in a similar cluster. */
  readonly misses: readonly number[] | 'decoys'
  /** What happened, in a sentence. */
  readonly say: readonly Inline[]
  /** The hint that helps, from 1. */
  readonly hint: number
}

/** What is wrong with a lesson's files, for whoever writes them. `line` counts from 1. */
export interface LessonProblem {
  readonly file: string
  readonly line: number
  readonly message: string
}
