import type { CheckpointId, ExemptReason, SeenAs } from '../../engine/explanation.ts'
import type { BehaviourFact, BehaviourId, BehaviourTopic } from '../../sim/cni/behaviours.ts'
import type { CniChoice, CniSetting } from '../../sim/cni/choice.ts'
import type { DenialCause, FlowFact, Outcome, Question } from '../answer.ts'

/**
 * Which network plugins are compared, and the question that stands first. `limit`: how many flows are listed at most.
 */
export interface CniQuery {
  readonly settings: readonly CniChoice[]
  readonly question: Question | null
  readonly limit: number
}

/**
 * The same documents under several network plugins. `columns` are the settings with everything filled in, each once.
 * `compared`: how many flows were; `differing`: how many of them do not come out alike, of which `flows` holds the
 * first: those that differ where policies are enforced, then the others. The asked flow comes before all, whether it
 * differs or not.
 */
export interface CniComparison {
  readonly columns: readonly CniSetting[]
  readonly compared: number
  readonly differing: number
  readonly flows: readonly ComparedFlow[]
  /** Every behaviour, with a fact for each column. */
  readonly behaviours: readonly ComparedBehaviour[]
}

/**
 * `asked`: the question on the screen. `direct`: from one end straight to another. `service`: to a Service's own
 * address. `node-port`: from outside to the port of a node, or of an external Service. `node`: between a node and a
 * pod.
 */
export type ComparedKind = 'asked' | 'direct' | 'service' | 'node-port' | 'node'

/**
 * `nothing`: it comes out alike in all columns. `enforced`: it does not even where policies are enforced. `unenforced`:
 * only because nobody enforces them in some.
 */
export type Difference = 'nothing' | 'enforced' | 'unenforced'

/** One flow, and what becomes of it in each column. `from` and `to` are what people read; `question` asks about it. */
export interface ComparedFlow {
  readonly kind: ComparedKind
  readonly question: Question
  readonly from: string
  readonly to: string
  readonly differs: Difference
  readonly cells: readonly ComparedCell[]
}

/**
 * `isByRule`: a rule admits it; else it passes because nothing speaks against it. `isBelieved`: it rests on something
 * that no page of the plugin's project says in so many words. `needs`: what it depends on, when it does.
 */
export interface ComparedCell {
  readonly outcome: Outcome
  readonly isByRule: boolean
  readonly isBelieved: boolean
  readonly deniedAt: CheckpointId | null
  readonly cause: DenialCause | null
  readonly needs: readonly FlowFact[]
  readonly reasons: readonly CniReason[]
}

/**
 * Why a flow comes out as it does under one plugin, the most telling first. `at`: which gate.
 *
 * - `not-enforced`: policies that would have judged it, which nobody reads.
 * - `seen-as`: the gate sees the other end otherwise than it is; see `SeenAs`.
 * - `identity`: the other end is known by what it is, so that the block never fits it.
 * - `exempt`: policy does not apply at the gate.
 * - `rule`, `denying-rule`: this rule decides; `rule` counts from 0. `no-rule`: none of these policies has a rule that
 *   fits.
 * - `closed-by-plugin`: the plugin drops what no policy allows. `no-policy`: none selects the end there.
 */
export type CniReason =
  | { readonly why: 'not-enforced'; readonly policies: readonly string[] }
  | {
      readonly why: 'seen-as'
      readonly at: CheckpointId
      readonly as: SeenAs
      readonly node: string | null
      readonly address: string | null
      readonly port: number | null
    }
  | { readonly why: 'identity'; readonly at: CheckpointId; readonly is: 'pod' | 'host'; readonly cidr: string }
  | { readonly why: 'exempt'; readonly at: CheckpointId; readonly exempt: ExemptReason }
  | { readonly why: 'rule' | 'denying-rule'; readonly at: CheckpointId; readonly policy: string; readonly rule: number }
  | { readonly why: 'no-rule'; readonly at: CheckpointId; readonly policies: readonly string[] }
  | { readonly why: 'closed-by-plugin'; readonly at: CheckpointId }
  | { readonly why: 'no-policy'; readonly at: CheckpointId }

/** One behaviour in each column. `isDiffering`: not all columns say the same of it. */
export interface ComparedBehaviour {
  readonly id: BehaviourId
  readonly topic: BehaviourTopic
  readonly facts: readonly BehaviourFact[]
  readonly isDiffering: boolean
}
