/** Whether the list of everything that can be done is open. */
export class Palette {
  #isOpen = $state(false)
  #wasOpened = $state(false)
  /** Its field is there, and takes what is typed by itself. */
  #isThere = false
  #early = ''

  get isOpen(): boolean {
    return this.#isOpen
  }
  /** It has been open: what it is made of stays, so that closing gives the focus back. */
  get wasOpened(): boolean {
    return this.#wasOpened
  }

  /** Over another window nothing opens: what it offers is behind that window. */
  open(): void {
    if (document.querySelector('dialog[open]')) return
    this.#wasOpened = true
    this.#isOpen = true
    this.#early = ''
    this.#isThere = false
  }

  close(): void {
    this.#isOpen = false
  }

  /**
   * Whether a key is meant for the field although it is not there yet: the first time it is fetched, and what is typed
   * meanwhile must not go into the text.
   */
  takesEarly({
    key,
    ctrlKey,
    metaKey,
    altKey,
  }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): boolean {
    if (!this.#isOpen || this.#isThere || ctrlKey || metaKey || altKey) return false
    if (key === 'Escape') this.close()
    else if (key === 'Backspace') this.#early = this.#early.slice(0, -1)
    else if (key.length === 1) this.#early += key
    else return false
    return true
  }

  /** To be called when the field is there: what was typed before. */
  arrive(): string {
    this.#isThere = true
    return this.#early
  }
}
