import type { SecurityLevel } from '../manifests/security-level.ts'
import type { NetworkCapability } from '../sim/walls/capabilities.ts'
import type { Question } from '../world/index.ts'

/**
 * One thing that must hold, as `goals.yaml` states it. `lessons/README.md` documents how each is written.
 *
 * - `flow`: every pair of a source and a destination is allowed (denied); no port: whatever port it is.
 * - `predict`: the learner says beforehand what the answer is. `reply`: to the answer of a connection, not to the connection.
 * - `select`: the pods that a policy (null: any policy) isolates in one direction are exactly these.
 * - `endpoints`: exactly these pods are behind the Service. `exposed`: exactly these Services can be reached from outside.
 * - `count`: so many objects of a kind (in a namespace). `pods`: so many pods of a workload. `exists`, `unchanged`: one object.
 * - `security`: these pods meet a level of the Pod Security Standards, or a stricter one. `enforces`: the namespace refuses pods that do not.
 * - `lacks`: no container of these pods has the capability.
 * - `same-matrix`: who reaches whom is as it was at the start. `event`: something was done on the screen.
 */
export type GoalLine =
  | FlowLine
  | { readonly line: 'predict'; readonly question: Question; readonly reply: boolean; readonly answer: Prediction }
  | { readonly line: 'select'; readonly policy: string | null; readonly direction: 'ingress' | 'egress'; readonly pods: readonly string[] }
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

export interface FlowLine {
  readonly line: 'flow'
  readonly verdict: 'allow' | 'deny'
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly port?: number | string
  readonly protocol?: Question['protocol']
  /** Where it must be denied; absent: anywhere. */
  readonly at?: 'egress' | 'ingress'
}

export const PREDICTIONS = ['allowed', 'denied'] as const
export type Prediction = (typeof PREDICTIONS)[number]

/** The pictures that a lesson can open or wait for. */
export const LESSON_VIEWS = ['graph', 'matrix', 'table'] as const

/** `select`: a station was clicked or chosen. `trace`: a flow was asked about. `view`: a picture was opened. */
export type LessonEvent =
  | { readonly event: 'select'; readonly ref: string }
  | { readonly event: 'trace'; readonly question: Question }
  | { readonly event: 'view'; readonly view: string }

/** What a learner reads in the checklist: a text of the lesson's own, or null, and the lines that must all hold. */
export interface Goal {
  readonly say: string | null
  readonly lines: readonly GoalLine[]
  /** The lines as written, for keys and messages. */
  readonly texts: readonly string[]
}
