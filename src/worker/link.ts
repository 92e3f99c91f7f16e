import type { Lesson } from '../lessons/lesson.ts'
import type { Question } from '../world/answer.ts'
import type { CniChoice } from '../world/index.ts'
import type { CallName, DocumentInput, Given, Gives, KindSchema, PolicyApi, ScreenAttempt } from './protocol.ts'
import type { Snapshot } from './snapshot.ts'
import type { Asked } from './wire.ts'

/** The documents as they stand, all of them, and how to take them; see `open` in `protocol.ts`. */
export interface OpenWork {
  readonly documents: readonly DocumentInput[]
  readonly active: string
  readonly fresh?: boolean
  readonly applyBroken?: boolean
  readonly policyApi?: PolicyApi
  readonly cni?: CniChoice
  readonly question?: string | Question | null
  /** What changes are counted from. A list of the same identity is not sent again. */
  readonly baseline?: readonly DocumentInput[] | null
  /** What the documents are checked against. The same object is not sent again. */
  readonly lesson?: Lesson | null
  readonly attempt?: ScreenAttempt
}

/** The engine as the screen knows it. A fake of this is all that a test of the screen needs. */
export interface EngineLink {
  /** Sends what changed; the revision that its snapshot will carry. While the engine is busy only the newest waits. */
  open(work: OpenWork): number
  /** What `Calls` says of it. Rejects with an `EngineFailure` when the engine was stopped over it. */
  call<Name extends CallName>(name: Name, ...given: Given<Name>): Promise<Gives<Name>>
  /** Ends the worker. Whatever still waits for it is rejected. */
  dispose(): void
}

/**
 * Why a reply did not come. `slow`: it took longer than the patience and was stopped; `crashed`: the worker ended by
 * itself; `start`: it never came up; `refused`: the engine reported a fault of its own, or the same request was stopped
 * before; `ended`: nobody needs it any more. `documents` are those whose text will not be tried again until it changes;
 * empty when a question was at fault.
 */
export interface EngineFailure {
  readonly why: 'slow' | 'crashed' | 'start' | 'refused' | 'ended'
  readonly reason: string
  readonly documents: readonly string[]
}

/** What comes from the worker by itself. A snapshot, an answer or a failure is always of the newest revision. */
export interface EngineEvents {
  ready(schemas: readonly KindSchema[]): void
  /**
   * The answer to the question that came with the newest revision, before its snapshot; an answer that is not told so
   * early comes with the snapshot only.
   */
  answered(asked: Asked): void
  /** Of the newest revision only; snapshots overtaken by a later `open` are dropped. */
  snapshot(snapshot: Snapshot): void
  failed(failure: EngineFailure): void
}
