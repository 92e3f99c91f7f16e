/**
 * A part of the engine that not everybody needs. In Node all are at hand; a browser fetches each when it is first met.
 */
export interface Part<Value> {
  /** Null: not fetched yet. */
  readonly value: Value | null
  /** Rejects where it cannot be fetched; trying again is then possible. */
  fetch(): Promise<void>
}

/** A part that is there from the beginning. */
export function atHand<Value>(value: Value): Part<Value> {
  return { value, fetch: async () => {} }
}

/** A part that `read` fetches, once. A failure is not kept: the next `fetch` tries again. */
export function later<Value>(read: () => Promise<Value>): Part<Value> {
  let value: Value | null = null
  return {
    get value() {
      return value
    },
    async fetch() {
      value ??= await read()
    },
  }
}

/** The part itself. Throws `NotFetched` where it is not there yet; `what` names it. */
export function need<Value>(part: Part<Value>, what: string): Value {
  if (part.value === null) throw new NotFetched(what, () => part.fetch())
  return part.value
}

/**
 * Thrown where a part is met before it is there: `fetch` it, and do again what threw. Doing it again must come to the
 * same as doing it for the first time.
 */
export class NotFetched extends Error {
  constructor(
    what: string,
    readonly fetch: () => Promise<void>,
  ) {
    super(`${what}: not there yet.`)
  }
}
