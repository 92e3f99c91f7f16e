import type { KeyValueStore } from '../../../../src/app/state/work-store.ts'

export class MemoryStore implements KeyValueStore {
  readonly items = new Map<string, string>()
  isFull = false
  get length() {
    return this.items.size
  }
  key(index: number) {
    return [...this.items.keys()][index] ?? null
  }
  getItem(key: string) {
    return this.items.get(key) ?? null
  }
  setItem(key: string, value: string) {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError')
    this.items.set(key, value)
  }
  removeItem(key: string) {
    this.items.delete(key)
  }
}

/** A browser that forbids storage: every use throws. */
export const FORBIDDEN: KeyValueStore = {
  get length(): number {
    throw new DOMException('no', 'SecurityError')
  },
  key() {
    throw new DOMException('no', 'SecurityError')
  },
  getItem() {
    throw new DOMException('no', 'SecurityError')
  },
  setItem() {
    throw new DOMException('no', 'SecurityError')
  },
  removeItem() {
    throw new DOMException('no', 'SecurityError')
  },
}
