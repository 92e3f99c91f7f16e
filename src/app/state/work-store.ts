import { isObject } from '../../ground/json-object.ts'
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

/**
 * `moved`: somebody else wrote to this slot, so this tab went on in a new one. `crowded`: saved, but storage was full
 * and edited works of earlier had to go. `full` and `unavailable`: nothing was saved.
 */
export type SaveOutcome = 'saved' | 'moved' | 'crowded' | 'full' | 'unavailable'

const SLOT = 'reachable.work.'
const TAB = 'reachable.tab'
const VERSION = 1
/** Slots that survive pruning, the newest first. */
const KEPT_SLOTS = 12
/** The latest time that there is, in milliseconds since 1970. */
const LAST_TIME = 8.64e15

interface Slot extends KeptWork {
  /** Counts the writes; a slot that does not hold the stamp we wrote last has been written by somebody else. */
  readonly stamp: number
  readonly saved: number
}

/**
 * The user's works in this browser. Each browser tab writes to a slot of its own, so two tabs never overwrite each
 * other: the slot's id lives in the tab's session storage, a new tab starts with a copy of the newest work, and a
 * duplicated tab, which inherits the id, notices a foreign stamp and moves. Both stores may be null: storage can be
 * forbidden.
 */
export class WorkStore {
  #slot: string
  #stamp = 0
  /**
   * What this tab wrote last: to read megabytes just to see that nobody else wrote takes longer than to compare them.
   * Null: nothing yet.
   */
  #written: string | null = null
  /** When the newest work was saved, as far as this tab knows; null: not looked for yet. */
  #newest: number | null = null

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

  /** A later version of Reachable kept works here. They cannot be read, and stay as they are. */
  get hasLater(): boolean {
    return this.#slotIds().some((slot) => isLater(this.#data(slot)))
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
    const moved = !this.#holdsOwn() && this.#isForeign()
    if (moved) this.startOver()
    const saved = this.#time()
    const text = JSON.stringify({ version: VERSION, ...kept, work: packWork(kept.work), stamp: this.#stamp + 1, saved })
    if (!this.local) return 'unavailable'
    this.#prune(KEPT_SLOTS)
    let dropped = 0
    // An old copy is worth less than the work at hand.
    for (let keep = KEPT_SLOTS; !this.#write(text); keep = Math.floor(keep / 2)) {
      if (keep === 0) return 'full'
      dropped += this.#prune(Math.floor(keep / 2))
    }
    this.#stamp++
    this.#written = text
    this.#newest = saved
    return moved ? 'moved' : dropped > 0 ? 'crowded' : 'saved'
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

  #holdsOwn(): boolean {
    return this.#written !== null && attempt(() => this.local?.getItem(SLOT + this.#slot)) === this.#written
  }

  /** Whether somebody else's writing is in the slot. */
  #isForeign(): boolean {
    const found = this.#read(this.#slot)
    return found === null ? isLater(this.#data(this.#slot)) : found.stamp !== this.#stamp
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
    return (
      attempt(() => {
        this.local!.setItem(SLOT + this.#slot, text)
        return true
      }) ?? false
    )
  }

  /** Now, but never before the newest work: a clock that was put back makes nothing older than it is. */
  #time(): number {
    this.#newest ??= Math.max(0, ...this.#slots().map(({ kept }) => kept.saved))
    return Math.max(this.now(), Math.min(this.#newest + 1, LAST_TIME))
  }

  #data(slot: string): unknown {
    const text = attempt(() => this.local?.getItem(SLOT + slot))
    return text ? attempt((): unknown => JSON.parse(text)) : undefined
  }

  #read(slot: string): Slot | null {
    const data = this.#data(slot)
    if (!isObject(data) || data.version !== VERSION) return null
    const work = readWork(data.work)
    if (
      !work ||
      !Number.isSafeInteger(data.stamp) ||
      typeof data.saved !== 'number' ||
      Math.abs(data.saved) > LAST_TIME
    )
      return null
    return {
      work,
      stamp: data.stamp as number,
      saved: data.saved,
      edited: data.edited === true,
      title: typeof data.title === 'string' ? data.title : '',
    }
  }

  /** All slots that can be read, the newest first. */
  #slots(): readonly { readonly slot: string; readonly kept: Slot }[] {
    return this.#slotIds()
      .flatMap((slot) => {
        const kept = this.#read(slot)
        return kept ? [{ slot, kept }] : []
      })
      .sort((a, b) => b.kept.saved - a.kept.saved)
  }

  #slotIds(): readonly string[] {
    return (
      attempt(() => Array.from({ length: this.local?.length ?? 0 }, (_, index) => this.local!.key(index) ?? ''))
        ?.filter((key) => key.startsWith(SLOT))
        .map((key) => key.slice(SLOT.length)) ?? []
    )
  }

  /**
   * Drops all but `keep` slots, and what cannot be read: works that nobody edited go before those of somebody's own,
   * and the older before the newer. This tab's own, and those of a later version, always stay. Returns how many edited
   * works went.
   */
  #prune(keep: number): number {
    const ids = this.#slotIds()
    if (ids.length <= keep) return 0
    const slots = this.#slots()
    const ranked = [...slots.filter(({ kept }) => kept.edited), ...slots.filter(({ kept }) => !kept.edited)]
    const stay = new Set(ranked.slice(0, keep).map(({ slot }) => slot))
    const edited = new Set(ranked.filter(({ kept }) => kept.edited).map(({ slot }) => slot))
    const gone = ids.filter((id) => !stay.has(id) && id !== this.#slot && !isLater(this.#data(id)))
    for (const id of gone) attempt(() => this.local!.removeItem(SLOT + id))
    return gone.filter((id) => edited.has(id)).length
  }
}

/** Whether a later version of Reachable kept this. */
function isLater(data: unknown): boolean {
  return isObject(data) && typeof data.version === 'number' && data.version > VERSION
}

/** Storage throws when it is forbidden or full, and texts in it may be anything. */
function attempt<Value>(action: () => Value): Value | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
