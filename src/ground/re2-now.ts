import { RE2JS, RE2Set } from 're2js'
import { atHand } from './part.ts'

/** The engine of `patterns.ts`. In a browser `re2-later.ts` stands in its place. */
export const RE2 = atHand({ RE2JS, RE2Set })
