import type { KeyValueStore } from '../work-store.ts'

const KEY = 'reachable.used'
const LIMIT = 20

/** Which actions were used last, kept in this browser. */
export class UsedActions {
  #ids = $state.raw<readonly string[]>([])

  /** Null: nothing is kept. */
  constructor(private readonly store: KeyValueStore | null) {
    this.#ids = readIds(store)
  }

  /** The last one first. */
  get ids(): readonly string[] {
    return this.#ids
  }

  note(id: string): void {
    this.#ids = [id, ...this.#ids.filter((each) => each !== id)].slice(0, LIMIT)
    try {
      this.store?.setItem(KEY, JSON.stringify(this.#ids))
    } catch {
      // Storage may be forbidden or full; the list then holds for this visit.
    }
  }
}

function readIds(store: KeyValueStore | null): readonly string[] {
  try {
    const kept: unknown = JSON.parse(store?.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string').slice(0, LIMIT) : []
  } catch {
    return []
  }
}
