/**
 * Thrown where a part of the engine that not everybody needs is met before it is there, which happens in a browser only:
 * `fetch` it, and do again what threw. Doing it again must come to the same as doing it for the first time.
 */
export class NotFetched extends Error {
  constructor(what: string, readonly fetch: () => Promise<void>) {
    super(`${what} is not there yet.`)
  }
}
