import type { Box } from '../lattice/geometry.ts'
import type { Point } from '../routes/lines.ts'
import type { FrameKind } from './frames.ts'
import type { StopLabel } from './labels.ts'
import type { Lane } from './lanes.ts'
import type { MapStop } from './request.ts'
import type { TitleLine } from './titles.ts'
import type { MapWay } from './way.ts'
import type { TubeWords } from './wire.ts'

/** A frame as it is drawn. `isReached`: the packet comes into it. */
export interface MapFrame extends Box {
  readonly key: string
  readonly kind: FrameKind
  readonly isReached: boolean
  readonly lines: readonly TitleLine[]
}

/** A stop as it is drawn. */
export interface MapMark extends Point {
  readonly lane: Lane
  readonly gate: MapStop['gate']
  /** In which direction the line passes, in degrees. */
  readonly angle: number
  readonly label: StopLabel | null
}

/** `width`: of the casing, in pixels; a tunnel in another is thinner. */
export interface MapTube extends MapWay {
  readonly width: number
}

/** Words on the wire; `y`: where the first line stands on. */
export interface MapWords extends Point, TubeWords {}

/** The bar that ends a line, across its direction. */
export interface MapBar extends Point {
  readonly angle: number
}

/**
 * A walk, laid out. `pieces`: the line from each stop to the next; the one to a gate that denies ends at a bar before
 * it.
 */
export interface WalkMap {
  readonly width: number
  readonly height: number
  readonly frames: readonly MapFrame[]
  readonly marks: readonly MapMark[]
  readonly pieces: readonly MapWay[]
  readonly tubes: readonly MapTube[]
  readonly words: readonly MapWords[]
  readonly bar: MapBar | null
}
