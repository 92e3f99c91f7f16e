import { RE2JS } from 're2js'

/** The engine of `patterns.ts`, at hand from the start. In a browser `re2-later.ts` stands in its place. */
export function re2(): typeof RE2JS {
  return RE2JS
}

export async function fetchRe2(): Promise<void> {}
