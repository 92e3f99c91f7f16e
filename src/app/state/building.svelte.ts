import type { KeyValueStore } from './work-store.ts'

/**
 * Whether a lesson is being made beside the work. The lesson itself is the builder's, which is loaded with its column.
 */
export class Building {
  #isOpen = $state(false)

  /**
   * `local`: where the lesson that is being made is kept. `isOffered`: lessons can be made here; inside another page
   * nobody makes one.
   */
  constructor(
    readonly local: KeyValueStore | null,
    readonly isOffered: boolean,
  ) {}

  get isOpen(): boolean {
    return this.#isOpen
  }
  open(): void {
    this.#isOpen = this.isOffered
  }
  close(): void {
    this.#isOpen = false
  }
}
