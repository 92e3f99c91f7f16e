import type { Box } from '../lattice/geometry.ts'
import type { Point } from '../routes/lines.ts'
import { lengthOf, stretchOf } from '../routes/path.ts'
import type { MapBar, MapFrame, MapTube, MapWords, WalkMap } from './drawing.ts'
import { EDGE, heightsOf, hullOf, labelRequest, type WalkHeights } from './heights.ts'
import { LINE, placeLabels, type StopLabel } from './labels.ts'
import { angleAt, onItsSlope, wayBetween, type PlacedStop } from './lanes.ts'
import { mirrored } from './mirror.ts'
import { planOf, type WalkPlan } from './plan.ts'
import type { MapRequest } from './request.ts'
import { widest } from './titles.ts'
import { softened } from './way.ts'
import { wordsBox } from './wire.ts'

/** What words keep clear of: half a gate, the line, and a heading. */
const CLEAR = { gate: 24, line: 6, step: 12, heading: 40 } as const
/** From the level of the wire up to the words on it; from a stop down to the lower edge, and from the last words. */
const AROUND = { overWire: 46, underStop: 36, foot: 9 } as const
const CASING = { width: 30, less: 9 } as const
/** From the middle of a gate, or of a stop, to the bar that ends the line. */
const BAR = { gate: 34, stop: 26 } as const

/** Lays a walk out in a width; null: it does not fit, and a ladder shows it better. */
export function walkMap(request: MapRequest): WalkMap | null {
  const plan = planOf(request)
  if (!plan) return null
  const heights = heightsOf(plan)
  const line = lineThrough(plan, heights)
  const words = wordsOnWires(plan, heights)
  const labels = labelsOf(plan, heights, line, words)
  const bottom =
    Math.max(
      heights.hullBottom + AROUND.foot,
      ...line.stops.map(({ y }) => y + AROUND.underStop),
      ...labels.map((label) => (label ? label.box.y + label.box.height : 0)),
    ) + AROUND.foot
  const end = request.stops.findIndex(({ isEnd }) => isEnd)
  const endsAtGate = end >= 0 && request.stops[end]!.gate !== null
  const map: WalkMap = {
    width: request.width,
    height: bottom + EDGE,
    words,
    frames: framesDown(plan, heights, bottom),
    marks: line.stops.map(({ x, y, lane }, index) => ({
      x,
      y,
      lane,
      gate: request.stops[index]!.gate,
      angle: line.angles[index]!,
      label: labels[index]!,
    })),
    pieces: line.ways.map((way, index) =>
      softened(endsAtGate && index + 1 === end ? stretchOf(way, 0, lengthOf(way) - BAR.gate) : way),
    ),
    tubes: tubesAlong(plan, line),
    bar: end < 0 ? null : barAt(line.stops[end]!, endsAtGate ? -BAR.gate : BAR.stop, line.angles[end]!),
  }
  return request.isMirrored ? mirrored(map) : map
}

/** The line: its stops, the way from each to the next, and in which direction it passes each. */
interface WalkLine {
  readonly stops: readonly PlacedStop[]
  readonly ways: readonly (readonly Point[])[]
  readonly angles: readonly number[]
}

function lineThrough(plan: WalkPlan, { levels }: WalkHeights): WalkLine {
  const { lanes, columns } = plan
  const raw = lanes.map((lane, index): PlacedStop => ({
    x: columns.stops[index]!,
    y: levels[lane],
    lane,
    hull: hullOf(plan, index),
    isAlone: lanes[index - 1] !== 'slope' && lanes[index + 1] !== 'slope',
  }))
  const stops = raw.map((stop, index) => onItsSlope(stop, raw[index - 1], raw[index + 1]))
  const ways = stops.slice(1).map((stop, index) => wayBetween(stops[index]!, stop))
  return { stops, ways, angles: stops.map((_, index) => angleAt(ways[index - 1] ?? null, ways[index] ?? null)) }
}

/** A wire that the packet never comes to says nothing. */
function wordsOnWires({ ground, onWire, columns }: WalkPlan, { levels }: WalkHeights): readonly MapWords[] {
  return ground.flatMap((each, index): readonly MapWords[] => {
    const next = ground[index + 1]
    const { x, width } = columns.grounds[index]!
    const words = onWire[index]!
    if (each.on !== 'wire' || (next && next.on !== 'wire' && !next.isReached)) return []
    return [{ ...words, x: x + width / 2, y: levels.node - AROUND.overWire + (words.detail === '' ? LINE.step : 0) }]
  })
}

function labelsOf(
  plan: WalkPlan,
  { hullTop, hullBottom, podLabels }: WalkHeights,
  { stops, ways, angles }: WalkLine,
  words: readonly MapWords[],
): readonly (StopLabel | null)[] {
  const {
    request: { measure, width },
    lanes,
    islands,
    hulls,
  } = plan
  const taken: readonly Box[] = [
    ...hulls.map((hull): Box => ({ x: hull.x, y: hullTop, width: hull.width, height: hullBottom - hullTop })),
    ...podLabels.flatMap((label) => (label ? [label.box] : [])),
    ...words.map((each) => wordsBox(each, each.x, each.y, measure)),
    ...ways.flatMap(boxesAlong),
    ...stops
      .filter((_, index) => plan.request.stops[index]!.gate !== null)
      .map(({ x, y }): Box => ({
        x: x - CLEAR.gate,
        y: y - CLEAR.gate,
        width: 2 * CLEAR.gate,
        height: 2 * CLEAR.gate,
      })),
    ...islands.map(({ x, lines }): Box => ({ x, y: 0, width: widest(lines) + CLEAR.heading, height: hullTop - 4 })),
  ]
  const onNodes = lanes.flatMap((lane, index) => (lane === 'pod' ? [] : [index]))
  const placed = placeLabels(
    onNodes.map((index) => {
      const island = islands.find((each) => each.stops.includes(index))
      const angle = lanes[index] === 'slope' ? angles[index]! : 0
      return labelRequest(
        plan,
        index,
        stops[index]!,
        Math.abs(angle) < 8 ? 0 : angle > 0 ? 1 : -1,
        island
          ? { x: island.x + 3, y: hullTop - 8, width: island.width - 6, height: 0 }
          : { x: 0, y: 0, width, height: 0 },
      )
    }),
    taken,
    measure,
  )
  return lanes.map((lane, index) => (lane === 'pod' ? podLabels[index]! : placed[onNodes.indexOf(index)]!))
}

function framesDown(
  { islands, hulls }: WalkPlan,
  { hullTop, hullBottom }: WalkHeights,
  bottom: number,
): readonly MapFrame[] {
  return [
    ...islands.map(({ stops: _stops, ...frame }): MapFrame => ({ ...frame, y: EDGE, height: bottom - EDGE })),
    ...hulls.map(({ stops: _stops, ...frame }): MapFrame => ({ ...frame, y: hullTop, height: hullBottom - hullTop })),
  ]
}

function tubesAlong({ tubes, request }: WalkPlan, { ways }: WalkLine): readonly MapTube[] {
  const last = request.stops.length - 1
  return tubes
    .filter(({ from, to }) => (to ?? last) > from)
    .map(({ from, to, depth }): MapTube => ({
      ...softened(ways.slice(from, to ?? last).flatMap((way, index) => (index === 0 ? way : way.slice(1)))),
      width: CASING.width - depth * CASING.less,
    }))
}

function barAt({ x, y }: Point, by: number, angle: number): MapBar {
  const radians = (angle * Math.PI) / 180
  return { x: x + Math.cos(radians) * by, y: y + Math.sin(radians) * by, angle }
}

/** Boxes along a line, so that no words stand on it. */
function boxesAlong(way: readonly Point[]): readonly Box[] {
  const length = lengthOf(way)
  return Array.from({ length: Math.ceil(length / CLEAR.step) }, (_, index) => {
    const stretch = stretchOf(way, index * CLEAR.step, (index + 1) * CLEAR.step)
    const xs = stretch.map(({ x }) => x)
    const ys = stretch.map(({ y }) => y)
    return {
      x: Math.min(...xs) - CLEAR.line,
      y: Math.min(...ys) - CLEAR.line,
      width: Math.max(...xs) - Math.min(...xs) + 2 * CLEAR.line,
      height: Math.max(...ys) - Math.min(...ys) + 2 * CLEAR.line,
    }
  })
}
