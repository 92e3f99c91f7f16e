import type { SecurityLevel } from '../manifests/security-level.ts'
import type { Assertion } from '../world/assertions/assertion.ts'
import type { Answer, CniSetting, MeshStory, Question, TimeVerdict, World } from '../world/index.ts'
import type { AttackState } from './attack.ts'
import type { LessonEvent, Prediction } from './goal.ts'

/**
 * What a learner expects of flows, and the cluster before the change that a lesson is about; null: it is about none.
 */
export interface Testing {
  readonly assertions: readonly Assertion[]
  readonly before: World | null
}

/** How a connection is secured, as the mesh tells it. */
export type LinkForm = MeshStory['legs'][number]['link']['form']

/** What the learner has made and done. */
export interface Attempt extends Partial<Testing> {
  /** The cluster of the learner's documents. */
  readonly world: World
  /** The cluster at the start of the lesson. */
  readonly start: World
  readonly events: readonly LessonEvent[]
  /** What was predicted last, by the goal's line as written. */
  readonly predictions: Readonly<Record<string, Prediction>>
  /** How the lesson's break-in stands; null: it has none. */
  readonly attack: AttackState | null
  /** All plugins that lines of the lesson speak of, so that they are opened together. */
  readonly plugins: readonly CniSetting[]
}

/** Whether a line holds now, and what there is instead. */
export interface LineState {
  readonly met: boolean
  readonly found: Found
}

/**
 * - `flows`: how many of them hold, and the first that does not (or the only one) with its answer.
 * - `pods`, `services`: which there are now; `more` and `missing`: against what is wanted.
 * - `number`, `object`, `changes`: what was counted or compared.
 * - `security`: the first pod that falls short, or the namespace, and the level that it meets or asks for.
 *   `capability`: who has it.
 * - `prediction`: what was said; `answer` only once something was.
 * - `addresses`: the pods without one. `moment`: the first flow that does not hold at that time, or the first, and what
 *   is so then. `road`: the outer header; null: there is none.
 * - `assertions`: how many fit and hold, and how many of all do not hold. `mutants`: changes that make a difference,
 *   and how many are noticed. `opened`: flows that changed and should not have, and the other way round.
 * - `link`: how the mesh secures it; null: nothing is sent.
 * - `loot`: how it is had, or would be; null: the learner has not found it yet, so that nobody tells.
 * - `nothing`: the line names something that is not in the cluster any more.
 */
export type Found =
  | {
      readonly of: 'flows'
      readonly held: number
      readonly all: number
      readonly question: Question
      readonly answer: Answer
    }
  | { readonly of: 'pods' | 'services'; readonly more: readonly string[]; readonly missing: readonly string[] }
  | { readonly of: 'number'; readonly number: number }
  | { readonly of: 'object'; readonly is: 'there' | 'missing' | 'changed' }
  | { readonly of: 'changes'; readonly number: number }
  | { readonly of: 'security'; readonly name: string; readonly level: SecurityLevel }
  | { readonly of: 'capability'; readonly holders: readonly string[] }
  | {
      readonly of: 'prediction'
      readonly said: Prediction | null
      readonly question: Question
      readonly answer: Answer | null
    }
  | { readonly of: 'event' }
  | { readonly of: 'addresses'; readonly missing: readonly string[] }
  | { readonly of: 'moment'; readonly held: number; readonly all: number; readonly verdict: TimeVerdict }
  | { readonly of: 'road'; readonly wrapped: string | null; readonly crosses: boolean }
  | { readonly of: 'assertions'; readonly number: number; readonly failing: number }
  | { readonly of: 'mutants'; readonly all: number; readonly noticed: number }
  | { readonly of: 'output'; readonly printed: boolean }
  | { readonly of: 'opened'; readonly more: readonly string[]; readonly missing: readonly string[] }
  | { readonly of: 'link'; readonly form: LinkForm | null; readonly question: Question }
  | { readonly of: 'loot'; readonly question: Question | null; readonly answer: Answer }
  | { readonly of: 'nothing'; readonly name: string }
