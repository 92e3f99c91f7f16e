import { later } from '../ground/part.ts'
import type { TESTING as AtHand } from './testing-now.ts'

/** What lines about assertions and tools need; fetched with the first such line. */
export const TESTING: typeof AtHand = later(() => import('./testing-parts.ts'))
