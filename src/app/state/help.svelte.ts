import type { FindingCode } from '../../ground/finding.ts'

/** Whether the help is open, and at which of its pages. */
export class Help {
  #open = $state(false)
  #topic = $state<FindingCode | null>(null)

  get isOpen(): boolean {
    return this.#open
  }
  /** The finding whose page is shown; null: the help from its beginning. */
  get topic(): FindingCode | null {
    return this.#topic
  }

  open(topic: FindingCode | null = null): void {
    this.#topic = topic
    this.#open = true
  }

  close(): void {
    this.#open = false
  }
}
