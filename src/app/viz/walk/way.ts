import { pathOf } from '../routes/path.ts'
import type { Point } from '../routes/lines.ts'

/** A stretch of the line of a walk, or of a tunnel. */
export interface MapWay {
  readonly points: readonly Point[]
  readonly path: string
}

/** How far the corners of a walk's line are softened, in pixels. */
const SOFTNESS = 16

/** The way through these points, its corners softened. */
export function softened(points: readonly Point[]): MapWay {
  return { points, path: pathOf(points, SOFTNESS) }
}
