import { later } from './part.ts'

/** The engine of `patterns.ts`: few policies have patterns, and it is a fifth of the first load. */
export const RE2 = later(async () => {
  const { RE2JS, RE2Set } = await import('re2js')
  return { RE2JS, RE2Set }
})
