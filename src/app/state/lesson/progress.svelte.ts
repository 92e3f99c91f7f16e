import { isSameData } from '../../../ground/same-data.ts'
import type { LessonCheck } from '../../../lessons/check.ts'
import { betterResult, mergedProgress, type LessonDraft, type LessonStore, type Progress } from './store.ts'

/** Which lessons are done, and how. */
export class LessonProgress {
  #known = $state.raw<Progress>({})

  /** `tell` is called when the browser did not keep it. */
  constructor(
    private readonly store: LessonStore,
    private readonly tell: () => void,
  ) {
    this.#known = store.progress()
  }

  get known(): Progress {
    return this.#known
  }

  /** Adds the progress of a file, or of other tabs. */
  take(progress: Progress): void {
    this.#keep(mergedProgress(this.#known, progress))
  }

  /** A lesson whose goals all hold is done; the better result of several counts. */
  note({ lesson, complete, size }: LessonCheck, { solved, hints }: Pick<LessonDraft, 'solved' | 'hints'>): void {
    if (!complete || !size) return
    const result = { state: solved ? ('seen' as const) : ('passed' as const), hints: hints.length, ...size }
    const known = this.#known[lesson]
    const better = known ? betterResult(known, result) : result
    if (known && isSameData(better, known)) return
    this.#keep({ ...this.#known, [lesson]: better })
  }

  /** Together with what other tabs have kept since. */
  #keep(progress: Progress): void {
    this.#known = mergedProgress(this.store.progress(), progress)
    if (!this.store.saveProgress(this.#known)) this.tell()
  }
}
