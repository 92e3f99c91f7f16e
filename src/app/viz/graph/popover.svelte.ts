/** Milliseconds: pointing past things opens nothing, and the way from a station to its popover closes nothing. */
const OPENS_AFTER = 600
const CLOSES_AFTER = 220

/**
 * Which stop's popover is open. It opens after a while, follows at once while one is open, and stays while it is held.
 */
export class PopoverTimer {
  /** The key of the stop. */
  shown = $state<string | null>(null)
  #timer: ReturnType<typeof setTimeout> | undefined

  point(key: string): void {
    this.#later(key, this.shown === null ? OPENS_AFTER : CLOSES_AFTER)
  }

  leave(): void {
    this.#later(null, CLOSES_AFTER)
  }

  /** The pointer or the focus is in the popover itself. */
  hold(): void {
    clearTimeout(this.#timer)
  }

  set(key: string | null): void {
    clearTimeout(this.#timer)
    this.shown = key
  }

  #later(key: string | null, delay: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.shown = key
    }, delay)
  }
}
