import { ChipSpace, type ChipMark, type ChipStyle } from './chips.ts'
import type { Line } from './line.ts'
import type { Box } from '../lattice/geometry.ts'
import { lengthOf, pathOf, sharedEnd, SOFT, stretchOf, withCutCorners } from '../routes/path.ts'
import type { Joint, Point, Route } from '../routes/lines.ts'

/** A line ready to draw; every field is plain. Paths are empty where a verdict has no such part. */
export interface Stroke {
  readonly key: string
  readonly line: Line
  /** The part that no other line of its group draws. */
  readonly own: string
  /** Of `own`, in pixels; its softened corners are a little shorter. */
  readonly length: number
  /** The whole line, where it is emphasised. */
  readonly whole: string
  /** The whole way from gate to gate, for pointing at it and for the highlighter. */
  readonly way: string
  readonly casing: string
  /** Undashed pieces at a bar. */
  readonly solid: string
  readonly bar: string
  readonly head: string
  readonly chips: readonly ChipMark[]
  /** Where something small may stand on the part of its own, those clear of its chips first. */
  readonly spots: readonly Point[]
  /** The width of a bundle's ribbon, 6 to 14; 0: a single line. */
  readonly ribbon: number
}

/** How far from the gate a line ends, in pixels: arrows cover the rest, a bar stands clear of it. */
const SHORT = { allowed: 9, part: 9, open: 7, 'denied-entering': 7, 'denied-leaving': 6, none: 4 } as const
const BAR = { whole: 21, shared: 13, before: 7, solid: 9, stub: 12 } as const
const CASING_SHORT = 9
/** How far chips keep from the ends of a line. */
const CLEAR = 8

/** A route with its corners cut. */
interface Way {
  readonly route: Route
  readonly line: Line
  readonly points: readonly Point[]
  /**
   * How much of it other lines of its group draw: at its end where they come together, at its beginning where they
   * part.
   */
  readonly shared: number
  readonly inward: boolean
}

/** What is known of the picture when lines are drawn. */
export interface StrokeContext {
  readonly lines: ReadonlyMap<string, Line>
  /** Whether lines use several places of this gate. */
  isShared(terminal: string, gate: 'in' | 'out'): boolean
  /** Where no chip may stand: stations, and chips of earlier layers. */
  readonly obstacles: readonly Box[]
  readonly chip: ChipStyle
}

/** Lines that share their way draw it once; each further one draws what is its own and flows into it. */
export function strokesOf(routes: readonly Route[], context: StrokeContext): readonly Stroke[] {
  const groups = new Map<string, Route[]>()
  for (const route of routes) {
    const group = groups.get(route.group) ?? groups.set(route.group, []).get(route.group)!
    group.push(route)
  }
  const chips = new ChipSpace(context.obstacles, context.chip)
  return leastCrossedFirst([...groups.values()]).flatMap((group) =>
    waysOf(group, context.lines).map((way) => strokeOf(way, context, chips)),
  )
}

/**
 * Where lines cross, the one drawn first has a gap: it is better to have one gap in each of six lines than six in one.
 */
function leastCrossedFirst(groups: readonly (readonly Route[])[]): readonly (readonly Route[])[] {
  const pieces = groups.map((group) =>
    group.flatMap(({ points }) => points.slice(1).map((b, index) => ({ a: points[index]!, b }))),
  )
  const between = (low: number, value: number, high: number) =>
    Math.min(low, high) < value && value < Math.max(low, high)
  const counts = groups.map((_, index) =>
    pieces.reduce(
      (sum, others, other) =>
        sum +
        (other === index
          ? 0
          : pieces[index]!.reduce(
              (inner, { a, b }) =>
                inner +
                others.filter((piece) =>
                  a.x === b.x
                    ? piece.a.y === piece.b.y && between(piece.a.x, a.x, piece.b.x) && between(a.y, piece.a.y, b.y)
                    : piece.a.x === piece.b.x && between(a.x, piece.a.x, b.x) && between(piece.a.y, a.y, piece.b.y),
                ).length,
              0,
            )),
      0,
    ),
  )
  return groups
    .map((group, index) => ({ group, count: counts[index]! }))
    .sort((one, other) => one.count - other.count)
    .map(({ group }) => group)
}

function waysOf(group: readonly Route[], lines: ReadonlyMap<string, Line>): readonly Way[] {
  const inward = group[0]!.group.startsWith('> ')
  const seen = (points: readonly Point[]) => (inward ? points : [...points].reverse())
  const drawn: (readonly Point[])[] = []
  return group
    .map((route) => ({ route, points: withCutCorners(route.points) }))
    .sort((a, b) => lengthOf(b.points) - lengthOf(a.points) || (a.route.line.key < b.route.line.key ? -1 : 1))
    .map(({ route, points }): Way => {
      const shared = Math.max(0, ...drawn.map((other) => sharedEnd(seen(points), other)))
      drawn.push(seen(points))
      return { route, line: lines.get(route.line.key)!, points, shared, inward }
    })
}

function strokeOf({ route, line, points, shared, inward }: Way, { isShared }: StrokeContext, chips: ChipSpace): Stroke {
  const { entry } = route
  const total = lengthOf(points)
  const kind = line.kind
  const start = kind === 'denied-leaving' ? BAR.stub + 8 : kind === 'none' ? 4 : 0
  const end = total - SHORT[kind]
  const follows = shared > 1
  const from = follows && !inward ? Math.min(Math.max(start, shared - SOFT), end) : start
  const to = follows && inward ? Math.max(Math.min(end, total - shared + SOFT), start) : end
  const own = stretchOf(points, from, to)
  const placed = chips.place(
    line,
    points,
    from + (kind === 'denied-leaving' && from === start ? 0 : CLEAR),
    to - (to === end ? CLEAR + 10 : CLEAR),
    inward,
  )
  return {
    key: line.key,
    line,
    ribbon: line.bundle
      ? Math.round(Math.min(14, 6 + Math.log2(1 + line.bundle.allowed + line.bundle.open + line.bundle.part)))
      : 0,
    own: pathOf(own),
    length: lengthOf(own),
    whole: pathOf(stretchOf(points, start, end)),
    way: pathOf(stretchOf(points, 0, total - 2)),
    casing: casingOf(points, follows && !inward ? from : 0, follows && inward ? to : total),
    ...barOf(route, kind, isShared),
    // Whose way ends in another's has that one's head.
    head: follows && inward ? '' : headOf(entry, kind),
    chips: placed,
    spots: spotsOn(own, placed),
  }
}

/** Where a gate denies: the bar, and the undashed piece before it. */
function barOf(
  { line, exit, entry }: Route,
  kind: Line['kind'],
  isShared: StrokeContext['isShared'],
): Pick<Stroke, 'solid' | 'bar'> {
  if (kind === 'denied-entering')
    return {
      solid: across(entry, -BAR.before - BAR.solid - 1, -BAR.before),
      bar: upright(entry, -BAR.before, isShared(line.to, 'in') ? BAR.shared : BAR.whole),
    }
  if (kind === 'denied-leaving')
    return {
      solid: across(exit, 0, BAR.stub + 1),
      bar: upright(exit, BAR.stub + 2, isShared(line.from, 'out') ? BAR.shared : BAR.whole),
    }
  return { solid: '', bar: '' }
}

function headOf(entry: Joint, kind: Line['kind']): string {
  if (kind === 'allowed' || kind === 'part') return closedArrow(entry)
  return kind === 'open' ? openArrow(entry) : ''
}

/** What keeps other lines off this one where they cross, short of both ends so that it does not cut what is there. */
function casingOf(points: readonly Point[], from: number, to: number): string {
  return to - from > 2 * CASING_SHORT + 1 ? pathOf(stretchOf(points, from + CASING_SHORT, to - CASING_SHORT)) : ''
}

/** A level piece at a gate; distances run with the line, negative before the gate. */
function across({ x, y, direction }: Joint, from: number, to: number): string {
  return `M${x + direction * from} ${y}H${x + direction * to}`
}

function upright({ x, y, direction }: Joint, at: number, length: number): string {
  return `M${x + direction * at} ${y - length / 2}v${length}`
}

function closedArrow({ x, y, direction }: Joint): string {
  return `M${x - direction * 0.5} ${y}L${x - direction * 12} ${y - 6.5}V${y + 6.5}Z`
}

function openArrow({ x, y, direction }: Joint): string {
  return `M${x - direction * 8} ${y - 4.6}L${x - direction} ${y}L${x - direction * 8} ${y + 4.6}`
}

/** Tried in this order, as parts of the length. */
const SPOTS = [0.5, 0.62, 0.38, 0.75, 0.25]

function spotsOn(own: readonly Point[], chips: readonly ChipMark[]): readonly Point[] {
  const isClear = ({ x, y }: Point) =>
    chips.every((chip) => Math.abs(chip.x - x) > chip.width / 2 + SPOT || Math.abs(chip.y - y) > chip.height / 2 + SPOT)
  const spots = SPOTS.map((part) => stretchOf(own, part * lengthOf(own), Infinity)[0]!)
  return [...spots.filter(isClear), ...spots.filter((spot) => !isClear(spot))]
}

/** Half of what stands on a spot, with a little air; pixels. */
const SPOT = 10
