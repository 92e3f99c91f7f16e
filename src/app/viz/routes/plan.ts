import type { LineKind } from '../graph/pairs.ts'
import type { Grid, Terminal } from './grid.ts'

/**
 * A line to draw between two terminals. `alone`: it shares no lane with others, because it is marked along its whole
 * way.
 */
export interface LineRequest {
  readonly key: string
  readonly from: string
  readonly to: string
  readonly kind: LineKind
  readonly alone: boolean
}

/**
 * The shape of a way: `direct` within one channel; along the row of its `source` or of its `target` where nobody stands
 * between; else along a gap between rows. From channel `a` to channel `b`.
 */
export interface Plan {
  readonly line: LineRequest
  readonly source: Terminal
  readonly target: Terminal
  readonly along: 'channel' | 'source-row' | 'target-row' | { readonly gap: number }
  readonly a: number
  readonly b: number
  /** Up (-1), straight on (0) or down (1) when it leaves; from above, straight or from below when it enters. */
  readonly departs: -1 | 0 | 1
  readonly arrives: -1 | 0 | 1
}

const side = (difference: number) => (Math.abs(difference) < 1 ? 0 : difference < 0 ? -1 : 1)

/** Null when one of the ends is not in the picture. */
export function planOf(line: LineRequest, grid: Grid): Plan | null {
  const source = grid.terminals.get(line.from)
  const target = grid.terminals.get(line.to)
  if (!source || !target) return null
  const a = source.out.channel
  const b = target.in.channel
  const plan = (along: Plan['along'], departs: -1 | 0 | 1, arrives: -1 | 0 | 1): Plan => ({
    line,
    source,
    target,
    along,
    a,
    b,
    departs,
    arrives,
  })
  const down = side(target.y - source.y)
  const up = side(source.y - target.y)
  const turns = source.out.direction !== target.in.direction
  if (a === b && !turns) return plan('channel', down, up)
  if (a < b && source.row !== null && grid.isFree(source.row, a, b)) return plan('source-row', 0, up)
  if (a < b && target.row !== null && grid.isFree(target.row, a, b)) return plan('target-row', down, 0)
  const gap = nearestGap(source.y, target.y, grid)
  const middle = (grid.gaps[gap]!.from + grid.gaps[gap]!.to) / 2
  return plan({ gap }, side(middle - source.y), side(middle - target.y))
}

/** The gap over which the way is shortest; of two, the one below. */
function nearestGap(from: number, to: number, { gaps }: Grid): number {
  let best = 0
  let cost = Infinity
  gaps.forEach((gap, index) => {
    const middle = (gap.from + gap.to) / 2
    const way = Math.abs(middle - from) + Math.abs(middle - to)
    if (way <= cost) {
      best = index
      cost = way
    }
  })
  return best
}

/**
 * Lines that lie on each other must not be mistaken: they may share a way only if all of them lead into one gate from
 * one side, or all leave one gate to one side, and have the same verdict. Each line joins the larger of its two such
 * groups.
 */
export function groupsOf(plans: readonly Plan[]): ReadonlyMap<string, string> {
  const into = ({ line, arrives }: Plan) => `> ${line.to} ${line.kind} ${arrives}`
  const outOf = ({ line, departs }: Plan) => `${line.from} > ${line.kind} ${departs}`
  const sizes = new Map<string, number>()
  for (const plan of plans)
    if (!plan.line.alone) for (const key of [into(plan), outOf(plan)]) sizes.set(key, (sizes.get(key) ?? 0) + 1)
  return new Map(
    plans.map((plan) => {
      const inward = into(plan)
      const outward = outOf(plan)
      return [
        plan.line.key,
        plan.line.alone ? plan.line.key : sizes.get(outward)! > sizes.get(inward)! ? outward : inward,
      ]
    }),
  )
}
