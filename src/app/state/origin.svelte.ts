import type { Lesson } from '../../lessons/lesson.ts'
import type { ScreenAttempt } from '../../worker/protocol.ts'
import type { WorkDocument } from './work.ts'

/**
 * Where a work comes from. `start`: its documents before anybody edited them; empty: it is the user's own from the
 * start.
 */
export interface Origin {
  /** Empty: nothing, it is the user's own. */
  readonly title: string
  readonly start: readonly WorkDocument[]
  /** What it is checked against. */
  readonly lesson?: Lesson
  readonly attempt?: ScreenAttempt
}

/** Where the present work comes from. */
export class WorkOrigin {
  #title = $state('')
  #start = $state.raw<readonly WorkDocument[]>([])
  #asOpened = $state.raw<readonly WorkDocument[]>([])
  #lesson = $state.raw<Lesson | null>(null)
  /** What was done on the screen for the lesson. */
  attempt: ScreenAttempt | undefined

  get title(): string {
    return this.#title
  }
  get start(): readonly WorkDocument[] {
    return this.#start
  }
  /** The documents when the work was opened; edits that it came with are in them. */
  get asOpened(): readonly WorkDocument[] {
    return this.#asOpened
  }
  get lesson(): Lesson | null {
    return this.#lesson
  }

  /** Another work is opened, with these documents. */
  set({ title, start, lesson, attempt }: Origin, documents: readonly WorkDocument[]): void {
    this.#title = title
    this.#start = start
    this.#asOpened = documents
    this.#lesson = lesson ?? null
    this.attempt = attempt
  }

  /** The same lesson in other words. */
  retell(lesson: Lesson, title: string): void {
    if (this.#lesson?.id !== lesson.id) return
    this.#lesson = lesson
    this.#title = title
  }
}
