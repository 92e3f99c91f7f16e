import type { Stretch } from '../lattice/geometry.ts'

/**
 * A stretch that wants a lane: up and down in a channel between columns, or along a gap between rows. `before` and
 * `after` are the places where something joins it from the side of the smaller and of the larger lanes.
 */
export interface Run extends Stretch {
  readonly key: string
  readonly before: readonly number[]
  readonly after: readonly number[]
}

/** A lane that is taken: its place across, and the stretch along which it is used. */
export interface TakenLane extends Stretch {
  readonly key: string
  readonly at: number
}

/** Lanes are this far apart where there is room. */
const LANE_SPACE = 19
/** So many rounds of improving at most; two are usual. */
const PASSES = 5
/** Nearer than this, lanes are hard to tell apart. */
const TIGHT = 10
/** Runs whose ends come nearer than this to each other do not share a lane. */
const BREATHING = 10

/**
 * A place across for each run, within `stretch`. Runs that overlap never get the same one. The order is the one in
 * which the lines cross least. Lanes already `taken` stay where they are; new ones go where they are farthest from
 * them.
 */
export function placeRuns(
  runs: readonly Run[],
  stretch: Stretch & { readonly spare?: number },
  taken: readonly TakenLane[] = [],
): ReadonlyMap<string, number> {
  const sorted = uncrossed([...runs].sort((a, b) => a.from - b.from || a.to - b.to || (a.key < b.key ? -1 : 1)))
  const levels = levelsOf(sorted)
  const count = Math.max(...levels.values(), ...taken.map(() => 1)) + 1
  const isTight = stretch.to - stretch.from < (count - 1) * TIGHT
  const room = isTight ? { from: stretch.from, to: stretch.to + (stretch.spare ?? 0) } : stretch
  if (taken.length > 0) return amongTaken(sorted, room, taken)
  const space = count > 1 ? Math.min(LANE_SPACE, (room.to - room.from) / (count - 1)) : 0
  const start = (room.from + room.to) / 2 - (space * (count - 1)) / 2
  return new Map(sorted.map(({ key }) => [key, start + levels.get(key)! * space]))
}

/** Whether two stretches share some of their length, or come closer than lines have to breathe. */
export function overlaps(a: Stretch, b: Stretch): boolean {
  return a.from - BREATHING < b.to && b.from - BREATHING < a.to
}

/**
 * How often two runs cross when `left` has the smaller lane. Ends at the same height would lie on each other: that is
 * worse.
 */
function crossings(left: Run, right: Run): number {
  const across = (points: readonly number[], { from, to }: Run) =>
    points.filter((point) => point > from - 1 && point < to + 1).length
  const onEachOther = left.after.filter((point) => right.before.some((other) => Math.abs(other - point) < 4)).length
  return across(right.before, left) + across(left.after, right) + 5 * onEachOther
}

/** Takes each run in turn to where it crosses least, until nothing gains. */
function uncrossed(runs: Run[]): readonly Run[] {
  let order = runs
  for (let pass = 0; pass < PASSES; pass++) {
    let moved = false
    for (const run of runs) {
      const others = order.filter((other) => other !== run)
      const now = order.indexOf(run)
      // Walking the run through the others from the front: each step swaps it with one of them.
      let cost = others.reduce((sum, other) => sum + crossings(run, other), 0)
      let best = 0
      let least = cost
      let here = now === 0 ? cost : Infinity
      others.forEach((other, index) => {
        cost += crossings(other, run) - crossings(run, other)
        if (index + 1 === now) here = cost
        if (cost < least) {
          least = cost
          best = index + 1
        }
      })
      if (least >= here) continue
      order = [...others.slice(0, best), run, ...others.slice(best)]
      moved = true
    }
    if (!moved) break
  }
  return order
}

/** In the given order, each run as far to the front as those it overlaps allow. */
function levelsOf(runs: readonly Run[]): ReadonlyMap<string, number> {
  const levels = new Map<string, number>()
  runs.forEach((run, index) => {
    const behind = runs
      .slice(0, index)
      .filter((other) => overlaps(run, other))
      .map(({ key }) => levels.get(key)!)
    levels.set(run.key, Math.max(-1, ...behind) + 1)
  })
  return levels
}

/** Nearer than this to a taken lane, a line would be read as part of it. */
const APART = 5

function amongTaken(runs: readonly Run[], room: Stretch, taken: readonly TakenLane[]): ReadonlyMap<string, number> {
  const lanes = [...taken]
  const places = new Map<string, number>()
  const middle = (room.from + room.to) / 2
  const steps = Array.from({ length: 16 }, (_, step) => room.from + ((room.to - room.from) * step) / 15)
  for (const run of runs) {
    const distance = (at: number) =>
      Math.min(
        LANE_SPACE,
        ...lanes.filter((lane) => lane.key !== run.key && overlaps(lane, run)).map((lane) => Math.abs(lane.at - at)),
      )
    const own = lanes.find(({ key }) => key === run.key)?.at
    const at =
      own ??
      steps.reduce((best, step) => {
        const gain = Math.min(distance(step), 3 * APART) - Math.min(distance(best), 3 * APART)
        return gain > 0.01 || (gain > -0.01 && Math.abs(step - middle) < Math.abs(best - middle) - 0.01) ? step : best
      })
    places.set(run.key, at)
    lanes.push({ key: run.key, at, from: run.from, to: run.to })
  }
  return places
}
