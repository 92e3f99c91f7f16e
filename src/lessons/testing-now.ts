import { atHand } from '../ground/part.ts'
import * as parts from './testing-parts.ts'

/**
 * What lines about assertions and tools need, which few lessons have. In a browser `testing-later.ts` stands in its
 * place, with the same line.
 */
export const TESTING = atHand(parts)
