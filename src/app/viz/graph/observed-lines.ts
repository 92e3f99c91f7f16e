import type { LoggedPair } from '../../../world/hubble/log-view.ts'
import type { Drawing } from './drawing.ts'
import type { Box } from '../lattice/geometry.ts'

/**
 * What a log saw between two stations, as it is drawn: a bow beside the lines of the policies. `end` is its tip, `turn`
 * the tip's angle in degrees, `middle` where its count stands.
 */
export interface ObservedLine {
  readonly key: string
  readonly path: string
  readonly passed: boolean
  readonly times: number
  readonly end: Point
  readonly turn: number
  readonly middle: Point
}

interface Point {
  readonly x: number
  readonly y: number
}

/** `undrawn`: pairs whose ends are not both in the drawing, or are one station of it. */
export interface ObservedLines {
  readonly lines: readonly ObservedLine[]
  readonly undrawn: number
}

/** How far a bow stands out from the straight way, by its length; and how much further what was dropped. */
const BEND = { share: 0.16, least: 18, most: 64, further: 1.7 } as const
/** Between a tip and the station. */
const AIR = 5

/**
 * The pairs of a log as bows. Replicas of a workload, and workloads of a folded namespace, are one station; an address
 * that has no place of its own is the internet.
 */
export function observedLines(
  pairs: readonly LoggedPair[],
  { marks, stops }: Pick<Drawing, 'marks' | 'stops'>,
): ObservedLines {
  const boxes = grouped(stops)
  const boxesOf = (ref: string) =>
    boxes.get(marks.of(ref) ?? (ref.startsWith('ip:') ? (marks.of('internet') ?? '') : '')) ?? []
  const lines = new Map<string, ObservedLine>()
  let undrawn = 0
  for (const { from, to, passed, times } of pairs) {
    const starts = boxesOf(from)
    const ends = boxesOf(to)
    if (starts.length === 0 || ends.length === 0 || starts[0]!.id === ends[0]!.id) {
      undrawn++
      continue
    }
    const key = `${starts[0]!.id} ${ends[0]!.id} ${passed}`
    const before = lines.get(key)
    if (before) {
      lines.set(key, { ...before, times: before.times + times })
      continue
    }
    const [start, end] = nearest(
      starts.map(({ box }) => box),
      ends.map(({ box }) => box),
    )
    lines.set(key, { key, passed, times, ...bow(start, end, passed ? 1 : BEND.further) })
  }
  return { lines: [...lines.values()], undrawn }
}

function grouped(stops: Drawing['stops']): ReadonlyMap<string, Drawing['stops'][number][]> {
  const groups = new Map<string, Drawing['stops'][number][]>()
  for (const stop of stops) groups.set(stop.id, [...(groups.get(stop.id) ?? []), stop])
  return groups
}

/** A place outside may have a plate on each side. */
function nearest(starts: readonly Box[], ends: readonly Box[]): readonly [Box, Box] {
  const pairs = starts.flatMap((start) => ends.map((end) => [start, end] as const))
  return pairs.reduce((best, pair) => (distance(...pair) < distance(...best) ? pair : best))
}

const middleOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 })

function distance(a: Box, b: Box): number {
  const from = middleOf(a)
  const to = middleOf(b)
  return Math.hypot(to.x - from.x, to.y - from.y)
}

/** One quadratic curve from edge to edge, to the left of its way, so that both directions of a pair are apart. */
function bow(start: Box, end: Box, outward: number): Pick<ObservedLine, 'path' | 'end' | 'turn' | 'middle'> {
  const from = middleOf(start)
  const to = middleOf(end)
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const bend = Math.min(BEND.most, Math.max(BEND.least, length * BEND.share)) * outward
  const control = {
    x: (from.x + to.x) / 2 + ((to.y - from.y) / length) * bend * 2,
    y: (from.y + to.y) / 2 - ((to.x - from.x) / length) * bend * 2,
  }
  const first = edgeTowards(start, control)
  const last = edgeTowards(end, control)
  return {
    path: `M${at(first)}Q${at(control)} ${at(last)}`,
    end: last,
    turn: Math.round((Math.atan2(last.y - control.y, last.x - control.x) * 180) / Math.PI),
    middle: {
      x: Math.round((first.x + 2 * control.x + last.x) / 4),
      y: Math.round((first.y + 2 * control.y + last.y) / 4),
    },
  }
}

const at = ({ x, y }: Point) => `${x} ${y}`

/** Where the way from a box's middle to a point leaves the box, with some air. */
function edgeTowards(box: Box, { x, y }: Point): Point {
  const middle = middleOf(box)
  const across = x - middle.x
  const down = y - middle.y
  const share = Math.min(
    1,
    (box.width / 2 + AIR) / Math.abs(across || 1e-9),
    (box.height / 2 + AIR) / Math.abs(down || 1e-9),
  )
  return { x: Math.round(middle.x + across * share), y: Math.round(middle.y + down * share) }
}
