import type { Span } from './columns.ts'
import type { WalkGround } from './ground.ts'
import type { Point } from '../routes/lines.ts'

/** How high a stop stands: in a pod, on the slope beside one, or on the level of nodes and wires. */
export type Lane = 'pod' | 'slope' | 'node'

/**
 * A gate right beside a pod stands on the slope that leads to it; everything else of a node on the node's own level.
 */
export function lanesOf(ground: readonly WalkGround[], isGate: (stop: number) => boolean): readonly Lane[] {
  const lanes: Lane[] = []
  for (const each of ground) {
    if (each.on !== 'node') {
      for (const stop of each.stops) lanes[stop] = 'node'
      continue
    }
    each.stretches.forEach((stretch, at) => {
      const [before, after] = [each.stretches[at - 1], each.stretches[at + 1]]
      const first = stretch.stops.findIndex((stop) => !isGate(stop))
      const last = stretch.stops.findLastIndex((stop) => !isGate(stop))
      stretch.stops.forEach((stop, index) => {
        const isBeside = (before?.in === 'pod' && (first < 0 || index < first)) || (after?.in === 'pod' && index > last)
        lanes[stop] = stretch.in === 'pod' ? 'pod' : isBeside ? 'slope' : 'node'
      })
    })
  }
  return lanes
}

/**
 * A stop with its place, and the edges of the hull that it is in. `isAlone`: no other stands beside it on its slope.
 */
export interface PlacedStop extends Point {
  readonly lane: Lane
  readonly hull: Span | null
  readonly isAlone: boolean
}

/** A line keeps its level this far beside a stop, or beyond a hull, before it goes up or down. */
const LEVEL = { stop: 26, hull: 8 } as const

/** The way from one stop to the next, with the corners at which it changes its level. */
export function wayBetween(a: PlacedStop, b: PlacedStop): readonly Point[] {
  if (a.y === b.y) return [a, b]
  const out: Point | null =
    a.lane === 'slope' && a.isAlone
      ? null
      : { x: a.hull ? a.hull.x + a.hull.width + LEVEL.hull : a.x + LEVEL.stop, y: a.y }
  const into: Point | null =
    b.lane === 'slope' && b.isAlone ? null : { x: b.hull ? b.hull.x - LEVEL.hull : b.x - LEVEL.stop, y: b.y }
  // Where there is no room for both corners the line takes the straight way.
  if (out && into && out.x >= into.x)
    return [a, { x: (a.x + b.x) / 2 - 1, y: a.y }, { x: (a.x + b.x) / 2 + 1, y: b.y }, b]
  return [a, ...(out ? [out] : []), ...(into ? [into] : []), b]
}

/** In which direction the line passes a stop, in degrees, 0 to the right. */
export function angleAt(before: readonly Point[] | null, after: readonly Point[] | null): number {
  const from = before?.at(-2) ?? after?.[0]
  const to = after?.[1] ?? before?.at(-1)
  return from && to ? (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI : 0
}

/** A gate that stands alone on a slope stands in its middle, so that the line through it is straight. */
export function onItsSlope(
  stop: PlacedStop,
  before: PlacedStop | undefined,
  after: PlacedStop | undefined,
): PlacedStop {
  if (stop.lane !== 'slope' || !stop.isAlone) return stop
  const from = before && wayBetween(before, stop).at(-2)
  const to = after && wayBetween(stop, after)[1]
  return from && to && from.y !== to.y ? { ...stop, x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } : stop
}
