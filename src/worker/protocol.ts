import type { Question } from '../world/answer.ts'
import type { KindSchema } from '../world/schemas.ts'
import type { AskResult, ReachView } from './snapshot.ts'
import type { WireSnapshot } from './wire.ts'

export type { KindSchema } from '../world/schemas.ts'
export type { AskResult } from './snapshot.ts'

/** One YAML stream as the user keeps it: a tab. Names are unique. */
export interface DocumentInput {
  readonly name: string
  readonly text: string
}

/**
 * What the screen asks of the engine.
 *
 * - `open`: the documents now. Only texts that changed since the last `open` need to be in `changed`; `order` names all.
 *   `fresh` starts another work (an example, a link): last valid texts and last edit are forgotten.
 *   `applyBroken` shows the present text although parts of it are refused. `question` is answered with the snapshot.
 *   `baseline`: the documents to count changes from; null: none, changes are those of the last edit; absent: as before.
 * - `ask`: one question in text (`shop/web -> shop/api:8080`) or as data, against the picture shown.
 * - `drill`: the workload matrix between two namespaces (null: all, `outside`: the outside).
 *
 * Each request has an `id` of its own, and its one reply has the same.
 */
export type EngineRequest =
  | { readonly type: 'open'; readonly id: number; readonly revision: number; readonly order: readonly string[]; readonly changed: readonly DocumentInput[]
      readonly active: string; readonly fresh: boolean; readonly applyBroken: boolean; readonly question: string | Question | null
      readonly baseline?: readonly DocumentInput[] | null }
  | { readonly type: 'ask'; readonly id: number; readonly question: string | Question }
  | { readonly type: 'drill'; readonly id: number; readonly from: string | null; readonly to: string | null }

/** `ready` comes once, first, with the editor's schemas. `failed`: the engine has a fault; the request changed nothing. */
export type EngineReply =
  | { readonly type: 'ready'; readonly schemas: readonly KindSchema[] }
  | { readonly type: 'snapshot'; readonly id: number; readonly snapshot: WireSnapshot }
  | { readonly type: 'answer'; readonly id: number; readonly result: AskResult }
  | { readonly type: 'drilled'; readonly id: number; readonly reach: ReachView }
  | { readonly type: 'failed'; readonly id: number; readonly reason: string }
