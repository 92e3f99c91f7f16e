/** Anything drawn in a keyed list. */
interface Keyed {
  readonly key: string
}

/**
 * Hands out the object of the last time for every item that still says the same, and the list of the last time when all
 * of them do, so that what did not change is not drawn again. Fields are compared one by one, lists in them item by
 * item.
 */
export class KeepSame<Item extends Keyed> {
  #last: readonly Item[] = []
  #known = new Map<string, Item>()

  of(items: readonly Item[]): readonly Item[] {
    const next = items.map((item) => {
      const known = this.#known.get(item.key)
      return known && sameFields(known, item) ? known : item
    })
    if (next.length === this.#last.length && next.every((item, index) => item === this.#last[index])) return this.#last
    this.#known = new Map(next.map((item) => [item.key, item]))
    return (this.#last = next)
  }
}

/** Computes anew only when one of the keys is another one than the last time. Objects are compared by identity. */
export class Kept<Result> {
  #keys: readonly unknown[] | null = null
  #result: Result | undefined

  of(keys: readonly unknown[], compute: () => Result): Result {
    const last = this.#keys
    if (last === null || keys.length !== last.length || keys.some((key, index) => key !== last[index])) {
      this.#keys = keys
      this.#result = compute()
    }
    return this.#result!
  }
}

function sameFields(a: object, b: object): boolean {
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => sameValue(a[key as keyof typeof a], b[key as keyof typeof b]))
  )
}

function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => sameValue(item, b[index]))
  return typeof a === 'object' && typeof b === 'object' && a !== null && b !== null && sameFields(a, b)
}
