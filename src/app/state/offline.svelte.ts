/**
 * Whether the playground works without a network.
 *
 * - `waiting`: not known yet; nothing has been fetched ahead.
 * - `fetching`: everything is being kept in the browser.
 * - `ready`: everything is kept; the network may go.
 * - `failed`: something could not be fetched or kept; what is loaded still works.
 * - `unavailable`: this browser, or this address (it must be https or localhost), keeps nothing.
 */
export type OfflineState = 'waiting' | 'fetching' | 'ready' | 'failed' | 'unavailable'

/** The part of `navigator.serviceWorker` that is used. */
export interface WorkerContainer {
  register(script: string): Promise<Registration>
}

interface Registration {
  readonly active: object | null
  readonly installing: Installing | null
}

interface Installing {
  readonly state: string
  addEventListener(type: 'statechange', listener: () => void): void
}

/**
 * Keeps everything that the playground is made of in the browser, once the first picture is there. A newer version is
 * fetched beside it and takes over when all its windows have been closed: nothing changes under a lesson.
 */
export class Offline {
  #state = $state<OfflineState>('waiting')
  #hasNewer = $state(false)

  /** Null: the browser keeps nothing for this page. */
  constructor(private readonly container: WorkerContainer | null) {
    if (container === null) this.#state = 'unavailable'
  }

  get state(): OfflineState {
    return this.#state
  }
  /** A newer version is kept already; the next start has it. */
  get hasNewer(): boolean {
    return this.#hasNewer
  }

  /** To be called once, when the page has nothing better to do. */
  async start(): Promise<void> {
    if (this.container === null) return
    this.#state = 'fetching'
    try {
      this.#follow(await this.container.register('./sw.js'))
    } catch {
      this.#state = 'failed'
    }
  }

  #follow({ active, installing }: Registration): void {
    if (active) this.#state = 'ready'
    installing?.addEventListener('statechange', () => {
      // An earlier version stays in charge when a newer one fails.
      if (installing.state === 'redundant' && !active) this.#state = 'failed'
      if (installing.state === 'installed' && active) this.#hasNewer = true
      if (installing.state === 'activated') this.#state = 'ready'
    })
  }
}
