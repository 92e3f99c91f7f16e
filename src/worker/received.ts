import type { Snapshot } from './snapshot.ts'
import {
  unpack,
  unpackAsked,
  unpackDiagnostics,
  type Asked,
  type WireAsked,
  type WireDiagnostics,
  type WireSnapshot,
} from './wire.ts'

/**
 * What the worker sent last. It packs each reply against the one before, so that all of them have to come through here,
 * also those that were overtaken and that nobody wants any more.
 */
export class Received {
  #last: Snapshot | null = null
  #asked: Asked | null = null

  /** The answer that is sent before its snapshot. */
  answer(packed: WireAsked): Asked {
    return (this.#asked = unpackAsked(packed, this.#asked))
  }

  /** The next snapshot. */
  snapshot(packed: WireSnapshot): Snapshot {
    this.#last = unpack(packed, this.#last, this.#asked)
    this.#asked = this.#last.asked ?? this.#asked
    return this.#last
  }

  /** Diagnostics that the last snapshot did not wait for. */
  diagnostics(packed: WireDiagnostics): void {
    if (this.#last) this.#last = { ...this.#last, diagnostics: unpackDiagnostics(packed, this.#last) }
  }

  /** The snapshot of this revision, now that its own diagnostics are in it; null: another one is the last. */
  completed(revision: number): Snapshot | null {
    if (this.#last?.revision !== revision) return null
    return (this.#last = { ...this.#last, areFindingsEarlier: false })
  }

  /** A new worker packs against nothing. */
  forget(): void {
    this.#last = null
    this.#asked = null
  }
}
