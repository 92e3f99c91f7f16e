import type { RE2JS } from 're2js'

let engine: typeof RE2JS | null = null

/** The engine of `patterns.ts`, once it has been fetched: few policies have patterns, and it is a fifth of the first load. Null: not yet. */
export function re2(): typeof RE2JS | null {
  return engine
}

export async function fetchRe2(): Promise<void> {
  engine ??= (await import('re2js')).RE2JS
}
