import { later } from './part.ts'

/** The engine of `patterns.ts`: few policies have patterns, and it is a fifth of the first load. */
export const RE2 = later(async () => (await import('re2js')).RE2JS)
