import type { ClusterView, DiffView, ReachView } from '../../../worker/snapshot.ts'
import { graphEntries } from './entries.ts'
import { chipBox } from './chips.ts'
import { gateBoxes, gateMarks, type GateMark } from './gate-marks.ts'
import type { GateChange } from './gathered.ts'
import { groundOf, type Ground } from './ground.ts'
import type { ChangedPair } from './changes.ts'
import type { Stop } from './keys.ts'
import type { Line } from './line.ts'
import { chooseLines, neighbourLines, type LineChoice, type Undrawn } from './lines.ts'
import { foldedMark, marksOf, OUTSIDE, type Marks } from './marks.ts'
import { stationWidthFor } from './names.ts'
import { pairsOf, type Pairs } from './pairs.ts'
import { groupsOf, headingWidth, nodeBoxes, nodeSquares, plateLines } from './places.ts'
import { OutsideSides, terminalKeys, type Sides } from './sides.ts'
import { signMarks, type SignMark } from './signs.ts'
import { stationMarks, type StationMark } from './stations.ts'
import { strokesOf, type Stroke } from './strokes.ts'
import { stubsOf, type Stubs } from './stubs.ts'
import type { TypeSizes } from './type.ts'
import type { PaneSize } from './view.ts'
import { KeepSame, Kept } from '../keep-same.ts'
import { geometryOf, type Box, type Geometry, type StationRoom } from '../lattice/geometry.ts'
import { Lattice } from '../lattice/lattice.ts'
import type { Placement } from '../lattice/placement.ts'
import { roomForNames } from '../lattice/stretch.ts'
import { gridOf, type Grid } from '../routes/grid.ts'
import { nothingTaken, routeLines, type Layer, type Taken } from '../routes/lines.ts'
import type { FlowGoal, FlowSelection } from '../selection.ts'

/** What the graph is drawn from. */
export interface DrawingInput {
  readonly cluster: ClusterView
  readonly reach: ReachView
  readonly diff: DiffView
  readonly selection: FlowSelection | null
  readonly goals: readonly FlowGoal[]
  readonly pinned: string | null
  /**
   * The one namespace whose workloads are shown while the others are folded; null: all are folded, or none needs to be.
   */
  readonly unfolded: string | null
  readonly type: TypeSizes
  /** What the picture has to fill; null: it is not known, or somebody has chosen a part of the picture. */
  readonly room: PaneSize | null
}

/** The graph at rest, ready to draw. What a pointer or a pin adds to it comes from `neighbourStrokes`. */
export interface Drawing {
  readonly marks: Marks
  readonly pairs: Pairs
  readonly geometry: Geometry
  readonly ground: Ground
  readonly stations: readonly (StationMark & { readonly key: string })[]
  readonly signs: readonly SignMark[]
  readonly strokes: readonly Stroke[]
  readonly stubs: Stubs
  /** What changed at gates where lines would be too many. */
  readonly gates: readonly GateMark[]
  readonly changed: ReadonlyMap<string, ChangedPair>
  /** The stroke of the flow that is asked about; null when it is not in the picture. */
  readonly asked: Stroke | null
  readonly stops: readonly Stop[]
  readonly undrawn: Undrawn
  readonly type: TypeSizes
  /** What further lines have to keep clear of. */
  readonly roads: Roads
}

interface Roads {
  readonly grid: Grid
  readonly taken: Taken
  readonly sides: Sides
}

/**
 * Turns pictures of the cluster into drawings, one after the other. It remembers where everybody stood, hands out the
 * same objects for whatever did not change, and finds new ways only when lines or places changed.
 */
export class GraphDrawing {
  #lattices = new Map<string, Lattice>()
  #sides = new OutsideSides()
  #rules = new KeepSame<Line>()
  #extras = new KeepSame<Line>()
  #gates = new KeepSame<GateChange>()
  #stations = new KeepSame<StationMark & { readonly key: string }>()
  #signs = new KeepSame<SignMark>()
  #strokes = new KeepSame<Stroke>()
  #narrowest = new Kept<Geometry>()
  #geometry = new Kept<Geometry>()
  #grid = new Kept<Grid>()
  #ways = new Kept<ReturnType<typeof waysOf>>()

  update({ cluster, reach, diff, selection, goals, pinned, unfolded, type, room }: DrawingInput): Drawing {
    const marks = marksOf(cluster, reach, unfolded)
    const pairs = pairsOf(reach, (id, group) =>
      reach.cells ? (marks.of(id) ?? id) : group === OUTSIDE ? OUTSIDE : foldedMark(group),
    )
    const choice = chooseLines({
      pairs,
      diff,
      selection,
      goals,
      entries: graphEntries(cluster),
      pinned: pinned === null ? null : marks.of(pinned),
      folded: marks.folded,
      markOf: (id) => marks.of(id),
      groupOf: (mark) => marks.groupOf(mark),
    })
    const rules = this.#rules.of(choice.rules)
    const extras = this.#extras.of(choice.extras)
    const gates = this.#gates.of(choice.gates)
    const sides = this.#sides.update(
      [...new Set(cluster.externals.map(({ id }) => marks.of(id)!))],
      [...rules, ...extras],
    )
    const placement = this.#place(cluster, marks)
    const drawn = { placement, sides, type, cluster, marks, inside: choice.inside }
    const narrowest = this.#narrowest.of([placement, sides, type, geometryKey(cluster, marks, choice)], () =>
      geometryFor(drawn, { width: placement.stationWidth, ofChannel: 0 }),
    )
    const forNames = room && roomForNames(narrowest, room, type)
    const geometry = this.#geometry.of([narrowest, forNames?.width, forNames?.ofChannel], () =>
      forNames ? geometryFor(drawn, forNames) : narrowest,
    )
    const squares = nodeSquares(cluster)
    const nodes = nodeBoxes(squares, geometry)
    const grid = this.#grid.of([geometry, placement, squares.map(({ id }) => id).join('\n')], () =>
      gridOf(geometry, placement, nodes?.squares ?? new Map()),
    )
    const ways = this.#ways.of([rules, extras, gates, sides, grid, type], () =>
      waysOf({ rules, extras, gates }, sides, grid, geometry, type),
    )
    const strokes = this.#strokes.of(ways.strokes)
    const ground = groundOf({ cluster, marks, geometry, sides, nodes, squares, inside: choice.inside, type })
    const stations = this.#stations.of(
      stationMarks(cluster, marks, pairs, geometry, type).map((mark) => ({ ...mark, key: mark.id })),
    )
    const signs = this.#signs.of(signMarks(cluster, geometry, type))
    return {
      marks,
      pairs,
      geometry,
      ground,
      stations,
      signs,
      strokes,
      type,
      gates: ways.gates,
      changed: choice.changed,
      undrawn: choice.undrawn,
      roads: { grid, taken: ways.taken, sides },
      stubs: stubsOf(
        stations,
        [...sides.left, ...sides.right].filter((id) => pairs.opensIn.has(id)),
        sides,
        grid,
        ways.taken.slots,
      ),
      asked: strokes.find(({ line }) => line.role === 'selected') ?? null,
      stops: stopsOf(stations, signs, ground),
    }
  }

  #place(cluster: ClusterView, marks: Marks): Placement {
    const key = marks.isFolding ? `folded ${marks.unfolded ?? ''}` : 'all'
    const lattice = this.#lattices.get(key) ?? new Lattice()
    this.#lattices.set(key, lattice)
    const names = [
      ...cluster.workloads.map(({ name }) => name),
      ...(marks.isFolding ? cluster.namespaces.map(({ name }) => name) : []),
    ]
    return lattice.update(
      groupsOf(cluster, marks),
      Math.max(marks.isFolding ? FOLDED_WIDTH : 0, stationWidthFor(names)),
    )
  }
}

/** A folded namespace has to hold a name and a count. */
const FOLDED_WIDTH = 118

/** What of the cluster has a say in where things are, beside the placement. */
function geometryKey(cluster: ClusterView, marks: Marks, { inside }: LineChoice): string {
  return [
    ...cluster.namespaces.map(
      ({ name, policies }) => `${name} ${policies} ${inside.has(name)} ${marks.folded.has(foldedMark(name))}`,
    ),
    ...cluster.externals.map(({ id, label }) => `${id} ${label}`),
  ].join('\n')
}

/** What a geometry is made for. */
interface Drawn extends Pick<LineChoice, 'inside'> {
  readonly placement: Placement
  readonly sides: Sides
  readonly type: TypeSizes
  readonly cluster: ClusterView
  readonly marks: Marks
}

function geometryFor({ placement, sides, type, cluster, marks, inside }: Drawn, stations: StationRoom): Geometry {
  const labels = new Map(cluster.externals.map(({ id, label }) => [id, label]))
  const plates = (ids: readonly string[]) =>
    ids.map((id) => ({ id, lines: plateLines(labels.get(id) ?? id, type).length }))
  return geometryOf({
    placement,
    stations,
    left: plates(sides.left),
    right: plates(sides.right),
    bare: new Set(cluster.namespaces.flatMap(({ name }) => (marks.folded.has(foldedMark(name)) ? [name] : []))),
    headings: new Map(
      cluster.namespaces.map((namespace) => [
        namespace.name,
        headingWidth(namespace, type.hull) + (inside.has(namespace.name) ? 92 : 0),
      ]),
    ),
  })
}

/** Rules first: they keep their ways while a question is asked or something changes. */
function waysOf(
  { rules, extras, gates }: Pick<LineChoice, 'rules' | 'extras' | 'gates'>,
  sides: Sides,
  grid: Grid,
  geometry: Geometry,
  type: TypeSizes,
): { readonly strokes: readonly Stroke[]; readonly gates: readonly GateMark[]; readonly taken: Taken } {
  const requests = (lines: readonly Line[]) =>
    lines.map((line) => ({
      key: line.key,
      kind: line.kind,
      ...terminalKeys(line, sides),
      alone: line.role === 'selected' || line.bundle !== null,
    }))
  const further = requests(extras)
  const first = routeLines(requests(rules), grid, nothingTaken(grid), further)
  const second = routeLines(further, grid, first.taken)
  const marks = gateMarks(gates, sides, grid, second.taken.slots, type.chip)
  return {
    gates: marks,
    strokes: strokesFor(
      [first, second],
      [...rules, ...extras],
      [...geometry.stations.values(), ...gateBoxes(marks)],
      type,
    ),
    taken: second.taken,
  }
}

function stopsOf(
  stations: readonly StationMark[],
  signs: readonly SignMark[],
  { plates, nodes }: Ground,
): readonly Stop[] {
  return [
    ...stations.map((mark): Stop => ({ key: mark.id, id: mark.id, box: mark })),
    ...signs.map(({ key, id, x, y, width, height }): Stop => ({ key, id, box: { x, y, width, height } })),
    ...plates.map((plate): Stop => ({ key: plate.key, id: plate.id, box: plate })),
    ...nodes.flatMap((node): Stop[] => (node.id === null ? [] : [{ key: node.key, id: node.id, box: node }])),
  ]
}

/**
 * The further lines of a station that is pointed at (what passes) or pinned (also what is denied), around those that
 * are there.
 */
export function neighbourStrokes(
  { pairs, marks, strokes, stations, changed, roads, type }: Drawing,
  mark: string,
  withDenied: boolean,
): readonly Stroke[] {
  const lines = neighbourLines(
    { pairs, changed, drawn: new Set(strokes.map(({ key }) => key)), folded: marks.folded },
    mark,
    withDenied,
  )
  const layer = routeLines(
    lines.map((line) => ({ key: line.key, kind: line.kind, alone: false, ...terminalKeys(line, roads.sides) })),
    roads.grid,
    roads.taken,
  )
  return strokesFor([layer], lines, [...stations, ...strokes.flatMap(({ chips }) => chips.map(chipBox))], type)
}

function strokesFor(
  layers: readonly Layer[],
  lines: readonly Line[],
  obstacles: readonly Box[],
  { chip, level }: TypeSizes,
): readonly Stroke[] {
  const { gates } = layers.at(-1)!.taken.slots
  return strokesOf(
    layers.flatMap(({ routes }) => routes),
    {
      lines: new Map(lines.map((line) => [line.key, line])),
      obstacles,
      chip: { size: chip, onlyChanges: level === 'names' || level === 'dots' },
      isShared: (terminal, gate) => (gates.get(`${terminal} ${gate}`)?.size ?? 0) > 1,
    },
  )
}
