import { packWork, readWork, type Work } from './work.ts'

/** The part of `Storage` that is used. */
export interface KeyValueStore {
  readonly length: number
  key(index: number): string | null
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** A work as storage keeps it. `title` is what it was opened from; empty: it is the user's own from the start. */
export interface KeptWork {
  readonly work: Work
  readonly title: string
  readonly edited: boolean
}

/** `moved`: another tab wrote to this slot, so this tab went on in a new one. `full` and `unavailable`: nothing was saved. */
export type SaveOutcome = 'saved' | 'moved' | 'full' | 'unavailable'

const SLOT = 'reachable.work.'
const TAB = 'reachable.tab'
const VERSION = 1
/** Slots that survive pruning, the newest first. */
const KEPT_SLOTS = 12

interface Slot extends KeptWork {
  /** Counts the writes; a slot that does not hold the stamp we wrote last has been written by somebody else. */
  readonly stamp: number
  readonly saved: number
}

/**
 * The user's works in this browser. Each browser tab writes to a slot of its own, so two tabs never overwrite each other:
 * the slot's id lives in the tab's session storage, a new tab starts with a copy of the newest work, and a duplicated tab,
 * which inherits the id, notices a foreign stamp and moves. Both stores may be null: storage can be forbidden.
 */
export class WorkStore {
  #slot: string
  #stamp = 0

  constructor(
    private readonly local: KeyValueStore | null,
    private readonly tab: KeyValueStore | null,
    private readonly newId: () => string,
    private readonly now: () => number,
  ) {
    this.#slot = this.#tabSlot() ?? this.#claim(newId())
  }

  get slot(): string {
    return this.#slot
  }

  /** This tab's work, else a copy of the newest there is; null when there is none. */
  resume(): KeptWork | null {
    const own = this.#read(this.#slot)
    if (own) {
      this.#stamp = own.stamp
      return own
    }
    return this.#slots()[0]?.kept ?? null
  }

  save(kept: KeptWork): SaveOutcome {
    const found = this.#read(this.#slot)
    const moved = found !== null && found.stamp !== this.#stamp
    if (moved) this.startOver()
    const text = JSON.stringify({ version: VERSION, ...kept, work: packWork(kept.work), stamp: this.#stamp + 1, saved: this.now() })
    if (!this.local) return 'unavailable'
    this.#prune(KEPT_SLOTS)
    // An old copy is worth less than the work at hand.
    for (let keep = KEPT_SLOTS; !this.#write(text); keep = Math.floor(keep / 2)) {
      if (keep === 0) return 'full'
      this.#prune(Math.floor(keep / 2))
    }
    this.#stamp++
    return moved ? 'moved' : 'saved'
  }

  /** Leaves the present slot as it is and goes on in a new one. Returns the slot that was left. */
  startOver(): string {
    const left = this.#slot
    this.#slot = this.#claim(this.newId())
    this.#stamp = 0
    return left
  }

  /** Goes back to a slot that was left. Null, and nothing changes, when it is gone. */
  goBack(slot: string): KeptWork | null {
    const kept = this.#read(slot)
    if (!kept) return null
    this.#slot = this.#claim(slot)
    this.#stamp = kept.stamp
    return kept
  }

  /** Whether a storage event with this key means that another tab wrote to our slot. */
  isForeignWrite(key: string | null): boolean {
    return key === SLOT + this.#slot && this.#read(this.#slot)?.stamp !== this.#stamp
  }

  #tabSlot(): string | null {
    const id = attempt(() => this.tab?.getItem(TAB))
    return id !== undefined && id !== null && /^[\w-]{1,64}$/.test(id) ? id : null
  }

  #claim(slot: string): string {
    attempt(() => this.tab?.setItem(TAB, slot))
    return slot
  }

  #write(text: string): boolean {
    return attempt(() => { this.local!.setItem(SLOT + this.#slot, text); return true }) ?? false
  }

  #read(slot: string): Slot | null {
    const text = attempt(() => this.local?.getItem(SLOT + slot))
    const data = text ? attempt(() => JSON.parse(text) as Record<string, unknown>) : undefined
    if (!data || data.version !== VERSION) return null
    const work = readWork(data.work)
    if (!work || typeof data.stamp !== 'number' || typeof data.saved !== 'number') return null
    return { work, stamp: data.stamp, saved: data.saved, edited: data.edited === true, title: typeof data.title === 'string' ? data.title : '' }
  }

  /** All slots that can be read, the newest first. */
  #slots(): readonly { readonly slot: string; readonly kept: Slot }[] {
    return this.#slotIds()
      .flatMap((slot) => { const kept = this.#read(slot); return kept ? [{ slot, kept }] : [] })
      .sort((a, b) => b.kept.saved - a.kept.saved)
  }

  #slotIds(): readonly string[] {
    return attempt(() => Array.from({ length: this.local?.length ?? 0 }, (_, index) => this.local!.key(index) ?? ''))
      ?.filter((key) => key.startsWith(SLOT)).map((key) => key.slice(SLOT.length)) ?? []
  }

  /** Drops all but the newest `keep` slots, and what cannot be read. This tab's own always stays. */
  #prune(keep: number): void {
    const ids = this.#slotIds()
    if (ids.length <= keep) return
    const kept = new Set(this.#slots().slice(0, keep).map(({ slot }) => slot))
    for (const id of ids) if (!kept.has(id) && id !== this.#slot) attempt(() => this.local!.removeItem(SLOT + id))
  }
}

/** Storage throws when it is forbidden or full, and texts in it may be anything. */
function attempt<Value>(action: () => Value): Value | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
