import type { Session } from '../session.svelte.ts'
import type { Work } from '../work.ts'
import type { ShowChannel, ShowMessage } from './channel.ts'
import { packShow, readShow, type Show, type Stage } from './stage.ts'
import { isSameScreen } from './same-screen.ts'

/** Where this window keeps its show, so that a reload brings it back; nothing of it survives the window. */
export interface ShowMemory {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

const KEY = 'reachable.show'

/**
 * A window of a presentation. It has a session of its own, which is never saved; every window of the same show follows
 * what is done in any other. Each stage opens as it was prepared, also when somebody comes back to it.
 */
export class Presenting {
  #show = $state.raw<Show | null>(null)
  #spot = $state(false)
  /** What the other windows have on the screen, as far as this one knows. */
  #told: Work | null = null

  constructor(
    private readonly session: Session,
    private readonly channel: ShowChannel,
    private readonly memory: ShowMemory | null,
    private readonly self: string,
  ) {
    channel.listen((message) => this.#hear(message))
    const kept = this.#kept()
    if (kept) this.#open(kept, kept.stages[kept.at]!.work)
    channel.tell({ type: 'join', from: self })
  }

  get stages(): readonly Stage[] {
    return this.#show?.stages ?? []
  }
  get at(): number {
    return this.#show?.at ?? 0
  }
  get stage(): Stage | null {
    return this.stages[this.at] ?? null
  }
  /** When the presentation began, in milliseconds since 1970; null: there is none. */
  get began(): number | null {
    return this.#show?.began ?? null
  }
  /** Everything but the asked flow is dimmed. */
  get spot(): boolean {
    return this.#spot
  }

  /** Goes to a stage; one that is not there is the nearest. */
  go(at: number): void {
    if (!this.#show) return
    const to = Math.min(this.#show.stages.length - 1, Math.max(0, at))
    if (to === this.#show.at) return
    this.#open({ ...this.#show, at: to }, this.#show.stages[to]!.work)
    this.#tellShow()
  }

  step(by: number): void {
    this.go(this.at + by)
  }

  /** The time begins anew. */
  restartTime(now: number): void {
    if (!this.#show) return
    this.#show = { ...this.#show, began: now }
    this.#keep()
    this.#tellShow()
  }

  setSpot(spot: boolean): void {
    this.#spot = spot
    if (this.#show) this.channel.tell({ type: 'spot', id: this.#show.id, spot })
  }

  /** To be called whenever the session's work changed: tells the others, unless it is what they told. */
  tellWork(): void {
    const { work } = this.session
    if (!this.#show || (this.#told && isSameScreen(this.#told, work))) return
    this.#told = work
    this.channel.tell({ type: 'work', id: this.#show.id, work })
  }

  dispose(): void {
    this.channel.close()
  }

  #hear(message: ShowMessage): void {
    switch (message.type) {
      case 'join':
        return this.#tellShow(message.from)
      case 'show':
        if (message.to !== null && message.to !== this.self) return
        // Windows of another show are not ours; an empty one takes what it can get.
        if (this.#show && (this.#show.id !== message.show.id || message.isPrepared)) return
        this.#spot = message.spot
        return this.#open(message.show, message.work)
      case 'spot':
        if (message.id === this.#show?.id) this.#spot = message.spot
        return
      case 'work':
        if (message.id !== this.#show?.id) return
        this.#told = message.work
        return this.session.follow(message.work)
    }
  }

  #open(show: Show, work: Work): void {
    const isOther = show.id !== this.#show?.id || show.at !== this.#show.at
    const title = show.stages[show.at]!.title
    this.#show = show
    this.#told = work
    if (isOther) this.session.open(work, { title, start: work.documents })
    else this.session.follow(work)
    this.#keep()
  }

  #tellShow(to: string | null = null): void {
    if (this.#show)
      this.channel.tell({
        type: 'show',
        to,
        isPrepared: false,
        show: this.#show,
        work: this.session.work,
        spot: this.#spot,
      })
  }

  #kept(): Show | null {
    try {
      return readShow(JSON.parse(this.memory?.getItem(KEY) ?? 'null'))
    } catch {
      return null
    }
  }

  #keep(): void {
    try {
      if (this.#show) this.memory?.setItem(KEY, JSON.stringify(packShow(this.#show)))
    } catch {
      // Without it a reload asks the other windows.
    }
  }
}
