/** Whether the list of everything that can be done is open. */
export class Palette {
  #isOpen = $state(false)
  #wasOpened = $state(false)

  get isOpen(): boolean { return this.#isOpen }
  /** It has been open: what it is made of stays, so that closing gives the focus back. */
  get wasOpened(): boolean { return this.#wasOpened }

  /** Over another window nothing opens: what it offers is behind that window. */
  open(): void {
    if (document.querySelector('dialog[open]')) return
    this.#wasOpened = true
    this.#isOpen = true
  }

  close(): void { this.#isOpen = false }
}
