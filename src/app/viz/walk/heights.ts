import type { Box } from '../lattice/geometry.ts'
import type { Point } from '../routes/lines.ts'
import type { Frame } from './frames.ts'
import { placeLabels, type LabelRequest, type StopLabel } from './labels.ts'
import type { Lane } from './lanes.ts'
import { numberedName, type WalkPlan } from './plan.ts'

/** Distances from top to bottom, in pixels. */
const DOWN = {
  edge: 10,
  head: 22,
  titleLine: 17,
  underIsland: 8,
  hullHead: 20,
  underTitle: 26,
  hullFoot: 9,
  toNodes: 44,
  least: 64,
} as const
/** From the edge of the picture to its frames. */
export const EDGE = DOWN.edge

/** How high everything is. `podLabels` by stop; null for stops that are in no pod. */
export interface WalkHeights {
  /** Upper and lower edge of every pod. */
  readonly hullTop: number
  readonly hullBottom: number
  readonly levels: Readonly<Record<Lane, number>>
  readonly podLabels: readonly (StopLabel | null)[]
}

/** The words in the pods say how high the pods are, and so where the level of nodes and wires is. */
export function heightsOf(plan: WalkPlan): WalkHeights {
  const {
    request: { stops, measure },
    lanes,
    islands,
    hulls,
    columns,
  } = plan
  const hullTop = DOWN.edge + DOWN.head + deepest(islands) + DOWN.underIsland
  const pod = hullTop + DOWN.hullHead + deepest(hulls) + DOWN.underTitle
  const inPods = stops.flatMap((_, index) => (lanes[index] === 'pod' ? [index] : []))
  const placed = placeLabels(
    inPods.map((index) => {
      const hull = hullOf(plan, index)!
      return labelRequest(plan, index, { x: columns.stops[index]!, y: pod }, 0, {
        x: hull.x + 1,
        y: 0,
        width: hull.width - 2,
        height: 0,
      })
    }),
    [],
    measure,
  )
  const podLabels = stops.map((_, index) => (inPods.includes(index) ? placed[inPods.indexOf(index)]! : null))
  const hullBottom =
    hulls.length === 0
      ? hullTop
      : Math.max(pod + DOWN.underTitle, ...podLabels.map((label) => (label ? label.box.y + label.box.height : 0))) +
        DOWN.hullFoot
  const node = Math.max(hullBottom + DOWN.toNodes, hullTop + DOWN.least)
  return { hullTop, hullBottom, podLabels, levels: { pod, slope: (pod + node) / 2, node } }
}

/** The pod's frame that the stop is in; null: it is in none. */
export function hullOf({ hulls }: WalkPlan, stop: number): Frame | null {
  return hulls.find(({ stops }) => stops.includes(stop)) ?? null
}

/** What is asked for to put words at a stop. `inside`: where they have to stay. */
export function labelRequest(
  { request, lanes }: WalkPlan,
  index: number,
  { x, y }: Point,
  slope: LabelRequest['slope'],
  inside: Box,
): LabelRequest {
  const { detail, isTelling } = request.stops[index]!
  return {
    x,
    y,
    lane: lanes[index]!,
    slope,
    inside,
    name: numberedName(request, index),
    number: String(index + 1),
    detail,
    isTelling,
  }
}

/** What headings of more than one line take. */
function deepest(frames: readonly Frame[]): number {
  return (Math.max(1, ...frames.map(({ lines }) => lines.length)) - 1) * DOWN.titleLine
}
