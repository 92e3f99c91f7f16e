import type { Box } from '../lattice/geometry.ts'
import type { Lane } from './lanes.ts'
import type { WalkMeasures } from './titles.ts'

/**
 * Words at a stop. `x`, `y`: where the first line stands on. `detail` empty: there is no room for it. `leader`: a
 * hairline between them and their stop; null: they are near.
 */
export interface StopLabel {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
  readonly name: string
  readonly detail: string
  readonly box: Box
  readonly leader: { readonly x: number; readonly from: number; readonly to: number } | null
}

/** Words that look for room at a stop. `x`, `y`: the stop; all in pixels. */
export interface LabelRequest {
  readonly x: number
  readonly y: number
  readonly lane: Lane
  /** The line goes down here, or up; 0: it stays level. */
  readonly slope: -1 | 0 | 1
  readonly name: string
  readonly number: string
  readonly detail: string
  /** Its second line is worth more than others'. */
  readonly isTelling: boolean
  /** The words stay in here, from left to right, and below its top. */
  readonly inside: Box
}

/** Height of a line, and how far it reaches above and below what it stands on. */
export const LINE = { step: 16, above: 12, below: 4 } as const
const AIR = 5

interface Seat {
  readonly dx: number
  readonly dy: number
  readonly anchor: StopLabel['anchor']
}

const seat = (dx: number, dy: number, anchor: StopLabel['anchor'] = 'middle'): Seat => ({ dx, dy, anchor })
/** From here on a hairline leads from the words to their stop. */
const FAR = 60
/** Centred, or with one end near the stop. */
const row = (dy: number) => [seat(0, dy), seat(-16, dy, 'start'), seat(16, dy, 'end')]
const BELOW = row(40)
const ABOVE = row(-30)
const FURTHER = [...row(78), ...row(116)]
const HIGHER = row(-68)

/** Where the words may stand, the best first. Beside a slope the free side is the one that the line does not take. */
function seatsOf({ lane, slope }: LabelRequest): readonly Seat[] {
  if (lane === 'pod') return [...BELOW, ...FURTHER]
  if (slope === 0) return [...BELOW, ...ABOVE, ...FURTHER, ...HIGHER]
  const right = [seat(32, slope > 0 ? -12 : 22, 'start'), seat(22, -18, 'start')]
  const left = [seat(-32, slope > 0 ? 22 : -12, 'end'), seat(-22, -18, 'end')]
  return [
    ...(slope > 0 ? [...right, ...left] : [...left, ...right]),
    seat(-10, 40, 'end'),
    seat(10, 40, 'start'),
    ...BELOW,
    ...ABOVE,
    ...FURTHER,
    ...HIGHER,
  ]
}

/**
 * Finds room for the words of every stop, so that none covers another, or what is already there: first for the names,
 * further away where it is narrow; then for the second lines of those that have room for one. Where a name has none,
 * the number stays. Null: not even that has room.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  taken: readonly Box[],
  measure: Pick<WalkMeasures, 'name' | 'detail'>,
): readonly (StopLabel | null)[] {
  const labels = placed(requests, taken, measure, false)
  // Where somebody was left without even a number, every number's own place is kept free.
  return labels.includes(null) ? placed(requests, taken, measure, true) : labels
}

function placed(
  requests: readonly LabelRequest[],
  taken: readonly Box[],
  measure: Pick<WalkMeasures, 'name' | 'detail'>,
  keepsNumbers: boolean,
): readonly (StopLabel | null)[] {
  const numbers = requests.map(
    (request) => labelAt(request, { name: request.number, detail: '' }, BELOW[0]!, measure).box,
  )
  const labels: (StopLabel | null)[] = requests.map(() => null)
  const others = (index: number) => [
    ...taken,
    ...labels.flatMap((label, each) =>
      each === index ? [] : label ? boxesOf(label) : keepsNumbers ? [numbers[each]!] : [],
    ),
  ]
  // What stands on a slope has the fewest places to be, and a second line there costs no height.
  const order = requests
    .map((_, index) => index)
    .sort((a, b) => Number(requests[b]!.slope !== 0) - Number(requests[a]!.slope !== 0) || a - b)
  for (const index of order) {
    const request = requests[index]!
    const boxes = others(index)
    const tries = [
      ...(request.slope === 0 ? [] : [{ name: request.name, detail: request.detail }]),
      { name: request.name, detail: '' },
      { name: request.number, detail: '' },
    ]
    labels[index] =
      tries
        .flatMap((words) => seatsOf(request).map((place) => labelAt(request, words, place, measure)))
        .find((label) => fits(label, boxes, request.inside)) ?? null
  }
  for (const index of [...order].sort((a, b) => Number(requests[b]!.isTelling) - Number(requests[a]!.isTelling))) {
    const request = requests[index]!
    const label = labels[index]
    const boxes = others(index)
    if (!label || label.detail !== '' || label.name !== request.name || request.detail === '') continue
    const isNear = ({ dy }: Seat) => Math.abs(dy) < FAR === (label.leader === null)
    labels[index] =
      seatsOf(request)
        .filter(isNear)
        .map((place) => labelAt(request, request, place, measure))
        .find((each) => fits(each, boxes, request.inside)) ?? label
  }
  return labels
}

function labelAt(
  { x, y }: LabelRequest,
  { name, detail }: Pick<LabelRequest, 'name' | 'detail'>,
  { dx, dy, anchor }: Seat,
  measure: Pick<WalkMeasures, 'name' | 'detail'>,
): StopLabel {
  const lines = detail === '' ? 1 : 2
  // Words above the line grow upwards.
  const base = y + dy - (dy < 0 && lines === 2 ? LINE.step : 0)
  const width = Math.max(measure.name(name), detail === '' ? 0 : measure.detail(detail))
  const left = x + dx - (anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2)
  const box = {
    x: left - AIR,
    y: base - LINE.above,
    width: width + 2 * AIR,
    height: LINE.above + LINE.below + (lines - 1) * LINE.step,
  }
  return {
    x: x + dx,
    y: base,
    anchor,
    name,
    detail,
    box,
    leader:
      Math.abs(dy) < FAR ? null : dy > 0 ? { x, from: y + 12, to: box.y } : { x, from: box.y + box.height, to: y - 12 },
  }
}

function boxesOf({ box, leader }: StopLabel): readonly Box[] {
  return leader ? [box, { x: leader.x - 2, y: leader.from, width: 4, height: leader.to - leader.from }] : [box]
}

function fits({ box, leader }: StopLabel, taken: readonly Box[], inside: Box): boolean {
  if (box.x < inside.x || box.x + box.width > inside.x + inside.width || box.y < inside.y) return false
  const hairline: Box | null = leader && {
    x: leader.x - 1,
    y: leader.from + 6,
    width: 2,
    height: Math.max(0, leader.to - leader.from - 12),
  }
  return !taken.some((other) => overlaps(box, other) || (hairline !== null && overlaps(hairline, other)))
}

/** Whether two boxes share some of their area; boxes that touch do not. */
export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
