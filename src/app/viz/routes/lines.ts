import { placeRuns, type Run, type TakenLane } from './lanes.ts'
import { groupsOf, planOf, type LineRequest, type Plan } from './plan.ts'
import { allotSlots, type TakenSlots } from './slots.ts'
import { insetAt, type Grid, type Terminal } from './grid.ts'

/** In pixels of the picture. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** One end of a line: where it meets the gate, and the direction in which it runs there. */
export interface Joint extends Point {
  readonly direction: 1 | -1
}

/** The way of a line, by right angles from gate to gate. Lines of one `group` share parts of their ways. */
export interface Route {
  readonly line: LineRequest
  readonly group: string
  readonly points: readonly Point[]
  readonly exit: Joint
  readonly entry: Joint
}

/** What earlier layers use. Later layers leave it where it is. */
export interface Taken {
  readonly channels: readonly (readonly TakenLane[])[]
  readonly gaps: readonly (readonly TakenLane[])[]
  readonly slots: TakenSlots
}

/** Lines with their ways, and the room that is taken after them. */
export interface Layer {
  readonly routes: readonly Route[]
  readonly taken: Taken
}

/** No line has a channel, a gap or a gate yet. */
export function nothingTaken(grid: Grid): Taken {
  return { channels: grid.channels.map(() => []), gaps: grid.gaps.map(() => []), slots: { gates: new Map(), rows: [] } }
}

/**
 * Finds a way for each line: a slot at both gates, a lane in each channel, a track in a gap where the way leads
 * backwards or past other stations. A pure function of its arguments; lines without an end in the picture are left out.
 * `later` lines will be routed next: these leave the middle of a gate to them where they would be straight.
 */
export function routeLines(
  lines: readonly LineRequest[],
  grid: Grid,
  taken: Taken,
  later: readonly LineRequest[] = [],
): Layer {
  const plansOf = (requests: readonly LineRequest[]) => requests.flatMap((line) => planOf(line, grid) ?? [])
  const plans = plansOf(lines)
  const groups = groupsOf(plans)
  const { slots, exits, entries } = allotSlots(plans, grid, taken.slots, plansOf(later))
  const ways = plans.map((plan): Way => {
    const { line, source, target } = plan
    return {
      plan,
      group: groups.get(line.key)!,
      exitY: source.y + exits.get(line.key)!,
      entryY: target.y + entries.get(line.key)!,
    }
  })
  const tracks = placeAll(
    ways.flatMap((way) => trackRun(way, grid)),
    grid.gaps,
    taken.gaps,
  )
  const trackY = (way: Way) => (typeof way.plan.along === 'object' ? tracks.at(way.plan.along.gap, way.group) : null)
  const lanes = placeAll(
    ways.flatMap((way) => laneRuns(way, trackY(way))),
    grid.channels,
    taken.channels,
  )
  return {
    routes: ways.map((way) => routeOf(way, trackY(way), (channel) => lanes.at(channel, way.group))),
    taken: { channels: lanes.taken, gaps: tracks.taken, slots },
  }
}

/** A plan with its slots. */
interface Way {
  readonly plan: Plan
  readonly group: string
  readonly exitY: number
  readonly entryY: number
}

/** A run in the channel or gap with this number. */
interface Placed extends Run {
  readonly index: number
}

const middle = ({ from, to }: { readonly from: number; readonly to: number }) => (from + to) / 2
const run = (
  index: number,
  key: string,
  a: number,
  b: number,
  before: readonly number[],
  after: readonly number[],
): Placed => ({ index, key, from: Math.min(a, b), to: Math.max(a, b), before, after })

function trackRun({ plan, group, exitY, entryY }: Way, grid: Grid): readonly Placed[] {
  if (typeof plan.along !== 'object') return []
  const { gap } = plan.along
  const y = middle(grid.gaps[gap]!)
  const a = middle(grid.channels[plan.a]!)
  const b = middle(grid.channels[plan.b]!)
  const above = [...(exitY < y ? [a] : []), ...(entryY < y ? [b] : [])]
  const below = [...(exitY < y ? [] : [a]), ...(entryY < y ? [] : [b])]
  return [run(gap, group, a, b, above, below)]
}

/** What happens in the channels: on the side of smaller lanes is the left. */
function laneRuns({ plan, group, exitY, entryY }: Way, trackY: number | null): readonly Placed[] {
  const { source, target, a, b, along } = plan
  const joins = (y: number, fromLeft: boolean) => [fromLeft ? [y] : [], fromLeft ? [] : [y]] as const
  const leaves = joins(exitY, source.out.direction === 1)
  const enters = joins(entryY, target.in.direction === -1)
  const piece = (
    channel: number,
    from: number,
    to: number,
    one: readonly (readonly number[])[],
    other: readonly (readonly number[])[],
  ) =>
    Math.abs(from - to) < 1
      ? []
      : [run(channel, group, from, to, [...one[0]!, ...other[0]!], [...one[1]!, ...other[1]!])]
  if (along === 'channel') return piece(a, exitY, entryY, leaves, enters)
  if (along === 'source-row') return piece(b, exitY, entryY, joins(exitY, true), enters)
  if (along === 'target-row') return piece(a, exitY, entryY, leaves, joins(entryY, false))
  return [
    ...piece(a, exitY, trackY!, leaves, joins(trackY!, b < a)),
    ...piece(b, trackY!, entryY, joins(trackY!, a < b), enters),
  ]
}

/** Places the runs of all channels (or gaps). Runs of one group in one channel are one run. */
function placeAll(
  runs: readonly Placed[],
  rooms: Grid['channels'],
  taken: Taken['channels'],
): { readonly taken: Taken['channels']; at(index: number, key: string): number } {
  const byRoom = rooms.map((): Map<string, Run> => new Map())
  for (const { index, ...each } of runs) {
    const known = byRoom[index]!.get(each.key)
    byRoom[index]!.set(
      each.key,
      known
        ? {
            key: each.key,
            from: Math.min(known.from, each.from),
            to: Math.max(known.to, each.to),
            before: [...new Set([...known.before, ...each.before])],
            after: [...new Set([...known.after, ...each.after])],
          }
        : each,
    )
  }
  const places = byRoom.map((merged, index) => placeRuns([...merged.values()], rooms[index]!, taken[index]))
  return {
    at: (index, key) => places[index]!.get(key) ?? middle(rooms[index]!),
    taken: taken.map((lanes, index) => [
      ...lanes,
      ...[...byRoom[index]!.values()].map((each) => ({
        key: each.key,
        from: each.from,
        to: each.to,
        at: places[index]!.get(each.key)!,
      })),
    ]),
  }
}

function routeOf(
  { plan, group, exitY, entryY }: Way,
  trackY: number | null,
  laneX: (channel: number) => number,
): Route {
  const { line, source, target, a, b, along } = plan
  const exit: Joint = { x: gateX(source, source.out, exitY), y: exitY, direction: source.out.direction }
  const entry: Joint = {
    x: gateX(target, { ...target.in, direction: target.in.direction === 1 ? -1 : 1 }, entryY),
    y: entryY,
    direction: target.in.direction,
  }
  const turns: Point[] = []
  const upAndDown = (channel: number, from: number, to: number) => {
    if (Math.abs(from - to) >= 1) turns.push({ x: laneX(channel), y: from }, { x: laneX(channel), y: to })
  }
  if (along === 'channel') upAndDown(a, exitY, entryY)
  else if (along === 'source-row') upAndDown(b, exitY, entryY)
  else if (along === 'target-row') upAndDown(a, exitY, entryY)
  else {
    upAndDown(a, exitY, trackY!)
    upAndDown(b, trackY!, entryY)
  }
  return { line, group, points: [{ x: exit.x, y: exit.y }, ...turns, { x: entry.x, y: entry.y }], exit, entry }
}

/**
 * A slot beside the middle of a round end lies a little further in. `outward`: the direction that leads away from the
 * station.
 */
function gateX(
  terminal: Terminal,
  { x, direction: outward }: { readonly x: number; readonly direction: 1 | -1 },
  slotY: number,
): number {
  return x - outward * insetAt(terminal, slotY - terminal.y)
}
