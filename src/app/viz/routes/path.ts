import type { Point } from './lines.ts'

/** Corners are cut at 45° by this much, and every joint is softened by `SOFT`. */
const CUT = 14
/** Every joint of a way is softened by this much, in pixels. */
export const SOFT = 5

/** The way with its right angles cut at 45°; the points of a path that `pathOf` softens. */
export function withCutCorners(points: readonly Point[]): readonly Point[] {
  const cut: Point[] = [points[0]!]
  for (let index = 1; index < points.length - 1; index++) {
    const [before, corner, after] = [points[index - 1]!, points[index]!, points[index + 1]!]
    const by = Math.min(CUT, distance(before, corner) / 2, distance(corner, after) / 2)
    cut.push(towards(corner, before, by), towards(corner, after, by))
  }
  cut.push(points.at(-1)!)
  const spread = cut.filter((point, index) => index === 0 || distance(point, cut[index - 1]!) > 0.6)
  return spread.filter((point, index) => {
    const before = spread[index - 1]
    const after = spread[index + 1]
    return (
      !before ||
      !after ||
      Math.abs((point.x - before.x) * (after.y - point.y) - (point.y - before.y) * (after.x - point.x)) > 1
    )
  })
}

/** As an SVG path with joints softened by `by` pixels. */
export function pathOf(points: readonly Point[], by: number = SOFT): string {
  let path = `M${written(points[0]!)}`
  for (let index = 1; index < points.length - 1; index++) {
    const [before, corner, after] = [points[index - 1]!, points[index]!, points[index + 1]!]
    const soft = Math.min(by, distance(before, corner) / 2, distance(corner, after) / 2)
    path += `L${written(towards(corner, before, soft))}Q${written(corner)} ${written(towards(corner, after, soft))}`
  }
  return `${path}L${written(points.at(-1)!)}`
}

/** In pixels, as the crow flies. */
function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to)
  return length < 1e-6
    ? from
    : { x: from.x + ((to.x - from.x) / length) * by, y: from.y + ((to.y - from.y) / length) * by }
}

const written = ({ x, y }: Point) => `${round(x)} ${round(y)}`
const round = (value: number) => Math.round(value * 100) / 100

/** Of a way, in pixels. */
export function lengthOf(points: readonly Point[]): number {
  return points.slice(1).reduce((sum, point, index) => sum + distance(points[index]!, point), 0)
}

/** The stretch of a way between two distances from its start; whole where they lie outside. */
export function stretchOf(points: readonly Point[], from: number, to: number): readonly Point[] {
  const kept: Point[] = []
  let passed = 0
  for (let index = 1; index < points.length; index++) {
    const [a, b] = [points[index - 1]!, points[index]!]
    const length = distance(a, b)
    if (passed + length > from && passed < to) {
      if (kept.length === 0) kept.push(towards(a, b, Math.max(0, from - passed)))
      kept.push(to < passed + length ? towards(a, b, to - passed) : b)
    }
    passed += length
  }
  return kept.length >= 2 ? kept : points
}

/** How far two ways run on top of each other, counted from their ends; with reversed points, from their beginnings. */
export function sharedEnd(one: readonly Point[], other: readonly Point[]): number {
  let i = one.length - 1
  let j = other.length - 1
  let shared = 0
  let at = one[i]!
  if (distance(at, other[j]!) > NEAR) return 0
  while (i > 0 && j > 0) {
    const a = one[i - 1]!
    const b = other[j - 1]!
    const toA = distance(at, a)
    const toB = distance(at, b)
    if (toA < 0.01) i--
    else if (toB < 0.01) j--
    else {
      const step = Math.min(toA, toB)
      if (distance(towards(at, a, step), towards(at, b, step)) > NEAR) return shared
      shared += step
      at = towards(at, a, step)
      if (toA - step < 0.01) i--
      if (toB - step < 0.01) j--
    }
  }
  return shared
}

/** Ways nearer than this are one way to the eye, in pixels. */
const NEAR = 0.75
