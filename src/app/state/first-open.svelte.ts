/** The three things that an arrow points at the first time. */
const TIPS = ['ask', 'edit', 'trace'] as const
/** Something that is explained once. */
export type Tip = (typeof TIPS)[number]

const KEY = 'reachable.welcomed'

/**
 * The first visit: a sentence with a task, and three arrows. Each leaves when its thing is first used, all of them on
 * Esc.
 */
export class FirstOpen {
  #open = $state(false)
  #left = $state.raw<readonly Tip[]>([])

  get isOpen(): boolean {
    return this.#open
  }

  /** Once per browser. */
  start(): void {
    try {
      if (localStorage.getItem(KEY) !== null) return
    } catch {
      // Storage may be forbidden; then every visit is a first one.
    }
    this.#open = true
    this.#left = TIPS
  }

  points(tip: Tip): boolean {
    return this.#open && this.#left.includes(tip)
  }

  use(tip: Tip): void {
    if (!this.points(tip)) return
    this.#left = this.#left.filter((each) => each !== tip)
    if (this.#left.length === 0) this.dismiss()
  }

  dismiss(): void {
    this.#open = false
    try {
      localStorage.setItem(KEY, 'yes')
    } catch {
      // Then it shows again at the next visit.
    }
  }
}
