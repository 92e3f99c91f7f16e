import type { EngineRequest } from './protocol.ts'

/** Time, which tests can hold. */
export interface Clock {
  /** Calls back once after `ms` milliseconds; the result takes it back. */
  after(ms: number, call: () => void): () => void
}

/** The browser's. */
export const wallClock: Clock = {
  after(ms, call) {
    const timer = setTimeout(call, ms)
    return () => clearTimeout(timer)
  },
}

/** Milliseconds after which a reply is given up and the worker replaced. */
export const PATIENCE = 5000
/** Milliseconds more for each million characters of new text: reading them takes a slow machine this long. */
const PATIENCE_PER_MILLION = 2000

/** Milliseconds more while the worker fetches a part of the engine, perhaps over bad Wi-Fi. */
const PATIENCE_TO_FETCH = 30_000
/** Milliseconds more for a command line, which may ask the world thousands of times, and for trying mutants. */
const PATIENCE_WITH_TOOLS = 30_000

function patienceFor(request: EngineRequest): number {
  if (request.type === 'terminal' || request.type === 'testing' || request.type === 'make')
    return PATIENCE + PATIENCE_WITH_TOOLS
  // The documents are opened once for each plugin.
  if (request.type === 'cnis') return PATIENCE * (1 + request.query.settings.length)
  const documents =
    request.type === 'open'
      ? request.changed
      : request.type === 'compare'
        ? (request.with ?? [])
        : request.type === 'difference'
          ? [...request.before.documents, ...request.after.documents]
          : []
  const characters = documents.reduce((sum, { text }) => sum + text.length, 0)
  return PATIENCE + PATIENCE_PER_MILLION * Math.floor(characters / 1_000_000)
}

/** Measures the time that the request in work takes, and says when it was too long. */
export class Patience {
  readonly #clock: Clock
  readonly #lost: (waited: number) => void
  #watched: EngineRequest | null = null
  #disarm = () => {}

  /** `lost` is told the milliseconds that were waited. */
  constructor(clock: Clock, lost: (waited: number) => void) {
    this.#clock = clock
    this.#lost = lost
  }

  /** The request in work; its time runs from the moment it became that. Null: none is, and no time runs. */
  watch(request: EngineRequest | null): void {
    if (request === this.#watched) return
    this.#watched = request
    this.#disarm()
    if (request) this.#allow(patienceFor(request))
  }

  /** The worker fetches something for the request of this id. Its time begins anew, and is longer. */
  awaitFetching(id: number): void {
    if (this.#watched?.id === id) this.#allow(patienceFor(this.#watched) + PATIENCE_TO_FETCH)
  }

  #allow(milliseconds: number): void {
    this.#disarm()
    this.#disarm = this.#clock.after(milliseconds, () => this.#lost(milliseconds))
  }
}
