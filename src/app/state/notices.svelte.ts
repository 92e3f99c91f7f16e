import type { Sentence } from '../text/sentence.ts'

/** One line below the bar it concerns. It never covers anything and has at most one link. */
export interface Notice {
  /** A later notice with the same key takes its place. */
  readonly key: string
  readonly tone: 'plain' | 'warning'
  readonly text: Sentence
  readonly action?: { readonly label: string; run(): void }
}

/** What happened and stays worth knowing until it is put away. */
export class Notices {
  #all = $state.raw<readonly Notice[]>([])

  get all(): readonly Notice[] {
    return this.#all
  }

  show(notice: Notice): void {
    this.#all = [...this.#all.filter(({ key }) => key !== notice.key), notice]
  }

  dismiss(key: string): void {
    this.#all = this.#all.filter((notice) => notice.key !== key)
  }
}
