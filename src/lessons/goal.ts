import type { SecurityLevel } from '../manifests/security-level.ts'
import type { CniSetting } from '../sim/cni/choice.ts'
import type { NetworkCapability } from '../sim/walls/capabilities.ts'
import type { Question } from '../world/index.ts'

/**
 * One thing that must hold, as `goals.yaml` states it. `lessons/README.md` documents how each is written.
 *
 * - `flow`: every pair of a source and a destination is allowed (denied); no port: whatever port it is.
 * - `predict`: the learner says beforehand what the answer is. `reply`: to the answer of a connection, not to the
 *   connection.
 * - `select`: the pods that a policy (null: any policy) isolates in one direction are exactly these.
 * - `endpoints`: exactly these pods are behind the Service. `exposed`: exactly these Services can be reached from
 *   outside.
 * - `count`: so many objects of a kind (in a namespace). `pods`: so many pods of a workload. `exists`, `unchanged`: one
 *   object.
 * - `security`: these pods meet a level of the Pod Security Standards, or a stricter one. `enforces`: the namespace
 *   refuses pods that do not.
 * - `lacks`: no container of these pods has the capability.
 * - `same-matrix`: who reaches whom is as it was at the start. `event`: something was done on the screen.
 * - `at`: a flow so many seconds after a pod got its network; `pod` null: the destination's, else the source's.
 * - `link`: the mesh secures the connection on the wire with mutual TLS, or not at all.
 * - `road`: the packet crosses nodes inside an outer header, or as it is. `addressed`: each of these pods has an
 *   address.
 * - `TestingLine`: about assertions, about what a tool prints, about what a change opened.
 * - `safe`: an attacker does not get that loot, however far they go.
 * - `under`: another line, of the same documents under a network plugin that need not be the cluster's own.
 */
export type GoalLine =
  | FlowLine
  | PredictLine
  | {
      readonly line: 'select'
      readonly policy: string | null
      readonly direction: 'ingress' | 'egress'
      readonly pods: readonly string[]
    }
  | { readonly line: 'endpoints'; readonly service: string; readonly pods: readonly string[] }
  | { readonly line: 'exposed'; readonly services: readonly string[] }
  | { readonly line: 'count'; readonly kind: string; readonly namespace: string | null; readonly number: number }
  | { readonly line: 'pods'; readonly workload: string; readonly number: number }
  | { readonly line: 'exists' | 'unchanged'; readonly kind: string; readonly name: string }
  | { readonly line: 'security'; readonly pods: readonly string[]; readonly level: SecurityLevel }
  | { readonly line: 'enforces'; readonly namespace: string; readonly level: SecurityLevel }
  | { readonly line: 'lacks'; readonly pods: readonly string[]; readonly capability: NetworkCapability }
  | { readonly line: 'same-matrix' }
  | { readonly line: 'event'; readonly event: LessonEvent }
  | { readonly line: 'at'; readonly seconds: number; readonly pod: string | null; readonly flow: FlowLine }
  | { readonly line: 'road'; readonly question: Question; readonly wrapped: boolean }
  | { readonly line: 'link'; readonly question: Question; readonly mutual: boolean }
  | { readonly line: 'addressed'; readonly pods: readonly string[] }
  | TestingLine
  | { readonly line: 'safe'; readonly loot: string }
  | { readonly line: 'under'; readonly cni: CniSetting; readonly goal: GoalLine }

/**
 * - `asserted`: at least so many assertions hold (that allow or deny; about this flow), and none fails. `exported`: a
 *   file of netassert would have so many such tests. `asserted-at-most`: there are no more.
 * - `noticed`: the assertions notice at least so many changes of the policies.
 * - `output`: the command prints the text there, or does not.
 * - `opened`: against the lesson's `before`, exactly these flows pass that did not, and nothing closed.
 */
export type TestingLine =
  | {
      readonly line: 'asserted' | 'exported'
      readonly least: number
      readonly expect: 'allow' | 'deny' | null
      readonly flow: FlowLine | null
    }
  | { readonly line: 'asserted-at-most'; readonly most: number }
  | { readonly line: 'noticed'; readonly least: number }
  | {
      readonly line: 'output'
      readonly at: string
      readonly command: string
      readonly text: string
      readonly printed: boolean
    }
  | { readonly line: 'opened'; readonly flows: readonly FlowLine[] }

/** The learner says beforehand what will happen. `reply`: the question is about the answer to a packet. */
export interface PredictLine {
  readonly line: 'predict'
  readonly question: Question
  readonly reply: boolean
  readonly answer: Prediction
}

/** A flow between each of `from` and each of `to`. `port` absent: any. */
export interface FlowLine {
  readonly line: 'flow'
  readonly verdict: 'allow' | 'deny'
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly port?: number | string
  readonly protocol?: NonNullable<Question['protocol']>
  /** What is said on the connection; nothing is known of what is absent. */
  readonly said?: Omit<Question, 'from' | 'to' | 'port' | 'protocol'>
  /** Where it must be denied; absent: anywhere. */
  readonly at?: 'egress' | 'ingress'
  /** How it must be denied; absent: in any way. */
  readonly by?: DenialWay
}

/**
 * What the caller meets. `drop`: packets are dropped, it waits. `L7`: the connection stands, and a proxy refuses what
 * is said on it; a number: with this status. `reset`, `closed`: the connection is reset, or taken and closed at once.
 * `dns`: the name is not told.
 */
export const DENIAL_WAYS = ['drop', 'L7', 'dns', 'reset', 'closed', '401', '403', '404', '503'] as const
/** One of those ways. */
export type DenialWay = (typeof DENIAL_WAYS)[number]

/** What a learner can predict. */
export const PREDICTIONS = ['allowed', 'denied'] as const
/** One of the predictions. */
export type Prediction = (typeof PREDICTIONS)[number]

/** The pictures that a lesson can open or wait for. */
export const LESSON_VIEWS = ['graph', 'matrix', 'walk', 'table', 'nodes', 'architecture', 'cnis'] as const

/**
 * `select`: a station was clicked or chosen. `trace`: a flow was asked about. `view`: a picture was opened. `walk`: the
 * packet of a flow was followed under a network plugin; null: under whichever. `red`: so many assertions failed at the
 * same time. `run`: a tool of the terminal was run. `export`: the assertions were taken out as a file of tests. `loot`:
 * an attacker took it.
 */
export type LessonEvent =
  | { readonly event: 'red'; readonly number: number }
  | { readonly event: 'run'; readonly tool: string }
  | { readonly event: 'export' }
  | { readonly event: 'select'; readonly ref: string }
  | { readonly event: 'trace'; readonly question: Question }
  | { readonly event: 'view'; readonly view: string }
  | { readonly event: 'loot'; readonly loot: string }
  | { readonly event: 'walk'; readonly question: Question; readonly cni: Pick<CniSetting, 'name' | 'mode'> | null }

/** What a learner reads in the checklist: a text of the lesson's own, or null, and the lines that must hold. */
export interface Goal {
  readonly say: string | null
  readonly lines: readonly GoalLine[]
  /** The lines as written, for keys and messages. */
  readonly texts: readonly string[]
  /** So many of the lines are enough; null: all must hold. */
  readonly atLeast: number | null
  /** The lines are what the cluster is there for: what an attacker must not stop, nor a defender. */
  readonly isBusiness: boolean
}

/** The guess that a line asks for, under whichever plugin; null: it asks for none. */
export function predictionIn(line: GoalLine): PredictLine | null {
  return line.line === 'predict' ? line : line.line === 'under' ? predictionIn(line.goal) : null
}

/** Whether enough lines are met: `atLeast` of them, or all. */
export function isGoalMet({ atLeast, lines }: Goal, met: readonly boolean[]): boolean {
  return met.filter((each) => each).length >= (atLeast ?? lines.length)
}
