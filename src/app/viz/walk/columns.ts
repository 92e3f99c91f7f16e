import type { WalkGround, WalkStretch } from './ground.ts'

/** Distances from left to right, in pixels: as they look best, and where there is little room. */
interface Across {
  readonly margin: number
  /** From the edge of a node to a pod, and to a stop of its own. */
  readonly island: number
  readonly node: number
  /** From the edge of a pod, of a place outside, and of a wire, to a stop. */
  readonly hull: number
  readonly outside: number
  readonly wire: number
  /** From a pod to the gate on its slope, and all the way down. */
  readonly slope: number
  readonly ramp: number
  readonly betweenPods: number
  /**
   * From a name to the edge of its frame, and of two names in a pod from each other; null: names need not stand in the
   * middle.
   */
  readonly besideName: number | null
  /** From one stop to the next, at least. */
  readonly step: number
}
const ROOMY: Across = {
  margin: 20,
  island: 18,
  hull: 46,
  node: 60,
  outside: 56,
  slope: 60,
  ramp: 104,
  betweenPods: 36,
  wire: 62,
  besideName: 8,
  step: 60,
}
const TIGHT: Across = {
  margin: 10,
  island: 12,
  hull: 40,
  node: 46,
  outside: 46,
  slope: 56,
  ramp: 76,
  betweenPods: 28,
  wire: 46,
  besideName: 6,
  step: 44,
}
const TIGHTEST: Across = { ...TIGHT, besideName: null }
/** From one stop to the next, at most: beyond it nothing belongs together. */
const FURTHEST = 170

/** Left edge and width of a frame. */
export interface Span {
  readonly x: number
  readonly width: number
}

/**
 * Where everything is from left to right. `grounds` has a span for each ground, `hulls` for each pod's stretch of a
 * node's.
 */
export interface WalkColumns {
  readonly stops: readonly number[]
  readonly grounds: readonly Span[]
  readonly hulls: readonly (readonly (Span | null)[])[]
}

/** What is to be spread over the width. All in pixels. */
export interface ColumnsRequest {
  readonly ground: readonly WalkGround[]
  readonly width: number
  /** Whether the stop stands on the slope between a pod and its node. */
  isOnSlope(stop: number): boolean
  /** Half of the width of its name. */
  halfName(stop: number): number
  /** The least width of a frame, for its heading. */
  groundWidth(index: number): number
  hullWidth(ground: number, stretch: number): number
}

/** Spreads a walk over the width; null: it has too many stops for it. */
export function columnsOf(request: ColumnsRequest): WalkColumns | null {
  return fitted(request, ROOMY) ?? fitted(request, TIGHT) ?? fitted(request, TIGHTEST)
}

function fitted(request: ColumnsRequest, across: Across): WalkColumns | null {
  const room = request.width - 2 * across.margin
  if (spread(request, across, across.step).total > room) return null
  let least = across.step
  let most: number = FURTHEST
  for (let turn = 0; turn < 24; turn++) {
    const step = (least + most) / 2
    if (spread(request, across, step).total > room) most = step
    else least = step
  }
  const { columns, total } = spread(request, across, least)
  const shift = across.margin + (room - total) / 2
  const moved = ({ x, width }: Span): Span => ({ x: x + shift, width })
  return {
    stops: columns.stops.map((x) => x + shift),
    grounds: columns.grounds.map(moved),
    hulls: columns.hulls.map((hulls) => hulls.map((hull) => hull && moved(hull))),
  }
}

/** Sets everything out from the left, with so much from one stop to the next. */
function spread(
  request: ColumnsRequest,
  across: Across,
  step: number,
): { readonly columns: WalkColumns; readonly total: number } {
  const stops: number[] = []
  const grounds: Span[] = []
  const hulls: (readonly (Span | null)[])[] = []
  let x = 0
  request.ground.forEach((each, index) => {
    const set =
      each.on === 'node'
        ? spreadNode(request, across, step, index, each.stretches)
        : spreadRow(request, across, step, index, each)
    for (const [stop, at] of set.stops) stops[stop] = x + at
    hulls.push(set.hulls.map((hull) => hull && { x: x + hull.x, width: hull.width }))
    grounds.push({ x, width: set.width })
    x += set.width
  })
  return { columns: { stops, grounds, hulls }, total: x }
}

/** One ground by itself, from its own left edge. */
interface Spread {
  readonly width: number
  readonly stops: readonly (readonly [stop: number, x: number])[]
  readonly hulls: readonly (Span | null)[]
}

function spreadNode(
  request: ColumnsRequest,
  across: Across,
  step: number,
  index: number,
  stretches: readonly WalkStretch[],
): Spread {
  const { halfName, hullWidth, groundWidth, isOnSlope } = request
  const stops: (readonly [number, number])[] = []
  const hulls: (Span | null)[] = []
  const edge = (least: number, stop: number | undefined) =>
    Math.max(least, stop === undefined || across.besideName === null ? 0 : halfName(stop) + across.besideName)
  const outer = ({ in: kind, stops: own }: WalkStretch, at: 0 | -1) =>
    kind === 'pod' ? across.island : edge(across.node, own.at(at))
  let x = outer(stretches[0]!, 0)
  stretches.forEach((stretch, at) => {
    if (at > 0) x += between(stretches[at - 1]!, stretch, step, across, isOnSlope)
    const gaps = stretch.stops
      .slice(1)
      .map((stop, gap) =>
        stretch.in === 'node' || across.besideName === null
          ? step
          : Math.max(step, halfName(stretch.stops[gap]!) + halfName(stop) + 2 * across.besideName),
      )
    const run = sum(gaps)
    const isPod = stretch.in === 'pod'
    const [before, after] = isPod
      ? [edge(across.hull, stretch.stops[0]), edge(across.hull, stretch.stops.at(-1))]
      : [0, 0]
    const width = isPod ? Math.max(before + run + after, hullWidth(index, at)) : run
    hulls.push(isPod ? { x, width } : null)
    const first = x + before + (width - before - run - after) / 2
    stretch.stops.forEach((stop, each) => stops.push([stop, first + sum(gaps.slice(0, each))]))
    x += width
  })
  return { stops, hulls, width: Math.max(x + outer(stretches.at(-1)!, -1), groundWidth(index)) }
}

/** A wire, or somewhere outside: its stops in the middle. */
function spreadRow(
  { halfName, groundWidth }: ColumnsRequest,
  across: Across,
  step: number,
  index: number,
  { on, stops }: Exclude<WalkGround, { on: 'node' }>,
): Spread {
  const run = Math.max(0, stops.length - 1) * step
  const side =
    on === 'wire'
      ? Math.max(across.wire, step * 0.9)
      : Math.max(
          across.outside,
          stops[0] === undefined || across.besideName === null ? 0 : halfName(stops[0]) + across.besideName,
        )
  const width = Math.max(groundWidth(index), stops.length === 0 ? side * 1.4 : 2 * side + run)
  return { width, hulls: [], stops: stops.map((stop, each) => [stop, (width - run) / 2 + each * step]) }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** From a pod's hull to the first stop on its node, or back: further where the line has to come all the way down. */
function between(
  before: WalkStretch,
  after: WalkStretch,
  step: number,
  across: Across,
  isOnSlope: (stop: number) => boolean,
): number {
  if (before.in === 'pod' && after.in === 'pod') return Math.max(across.betweenPods, step * 0.6)
  const stop = before.in === 'node' ? before.stops.at(-1) : after.stops[0]
  return stop !== undefined && isOnSlope(stop) ? Math.max(across.slope, step * 0.75) : Math.max(across.ramp, step)
}
