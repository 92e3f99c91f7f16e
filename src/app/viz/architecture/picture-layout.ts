import { partName, wayLabel } from '../../text/architecture/parts.ts'
import { ARCHITECTURE } from '../../text/catalogue/en/architecture.ts'
import type { ArchitectureView, Component, ComponentId, Connection } from '../../../world/architecture.ts'

/** A rectangle from its left upper corner, in pixels of the picture. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A part on the picture: one or two lines of words. `bar`: it is as wide as what stands on it. */
export interface PartMark extends Box {
  readonly id: ComponentId
  readonly shape: 'plate' | 'bar' | 'capsule' | 'outside'
  /** The second line is the program's own name where that says more than the first. */
  readonly lines: readonly { readonly text: string; readonly isCode: boolean }[]
}

/** A place in pixels of the picture. */
export type Point = readonly [x: number, y: number]

/** A way between two parts, from whoever opens the connection; its label stands beside it. */
export interface WayMark {
  readonly key: string
  readonly from: ComponentId
  readonly to: ComponentId
  readonly points: readonly Point[]
  readonly label: readonly {
    readonly text: string
    readonly x: number
    readonly y: number
    readonly anchor: 'start' | 'middle' | 'end'
  }[]
}

/** The ground that parts stand on. */
export interface IslandMark extends Box {
  readonly key: 'control-plane' | 'node' | 'other'
}

/** Where everything in the picture stands, and how large it is. */
export interface PictureLayout {
  readonly width: number
  readonly height: number
  readonly islands: readonly IslandMark[]
  readonly parts: readonly PartMark[]
  readonly ways: readonly WayMark[]
}

/** Narrower than this the picture has no room for its words; there is the list. */
export const PICTURE_MIN = 730

const MARGIN = 12
const TOP = 4
const PLATE = 36
const BAR = 28
/** Two lines of a label have room between two rows. */
const ROW_GAP = 33
const ISLAND_PAD = 9
const ISLAND_GAP = 11
/** Beside the last column, for the labels of its ways. */
const LAST_LABEL = 22
const NODE_HEAD = 22
const KERNEL_GAP = 25
const OUTSIDE = 76
const OTHER_NODE = 116
const LINE = 13

/** Columns of a node from the left, with the least room that they and the gaps before them need. */
const COLUMNS: readonly {
  readonly width: number
  readonly gap: number
  readonly upper: ComponentId
  readonly lower: ComponentId | null
}[] = [
  { width: 76, gap: 0, upper: 'pod', lower: 'oci-runtime' },
  { width: 84, gap: 80, upper: 'kubelet', lower: 'cri-runtime' },
  { width: 96, gap: 92, upper: 'cni-agent', lower: 'cni-plugin' },
  { width: 84, gap: 48, upper: 'policy-agent', lower: null },
  { width: 78, gap: 24, upper: 'kube-proxy', lower: null },
]

const CONTROL_PLANE: readonly ComponentId[] = [
  'cloud-controller-manager',
  'scheduler',
  'controller-manager',
  'policy-controller',
  'etcd',
]

/**
 * Where everything is, in pixels, for a picture of this width: the control plane above, a node below, what is outside
 * at the left.
 */
export function pictureLayout(
  { components, connections, nodes }: Pick<ArchitectureView, 'components' | 'connections' | 'nodes'>,
  width: number,
): PictureLayout {
  const there = new Map(components.map((component) => [component.id, component]))
  const has = (id: ComponentId) => there.has(id)
  const left = MARGIN + OUTSIDE + 80
  const top: Box = { x: left, y: TOP, width: width - left - MARGIN, height: ISLAND_PAD * 2 + PLATE + ROW_GAP + BAR }
  const boxes = new Map<ComponentId, Box>(
    row(CONTROL_PLANE.filter(has), top.x + ISLAND_PAD, top.y + ISLAND_PAD, top.width - ISLAND_PAD * 2),
  )
  const bar: Box = {
    x: top.x + ISLAND_PAD,
    y: top.y + ISLAND_PAD + PLATE + ROW_GAP,
    width: top.width - ISLAND_PAD * 2,
    height: BAR,
  }
  boxes.set('api-server', bar)
  boxes.set('kubectl', { x: MARGIN, y: bar.y + BAR / 2 - PLATE / 2, width: OUTSIDE, height: PLATE })
  boxes.set('cloud', { x: MARGIN, y: top.y + ISLAND_PAD, width: OUTSIDE, height: PLATE })
  const columns = COLUMNS.filter(({ upper, lower }) => has(upper) || (lower !== null && has(lower)))
  const hasOther = nodes.shown.length > 1 && leastWidth(columns) <= width - MARGIN * 2 - OTHER_NODE - ISLAND_GAP
  const node: Box = {
    x: MARGIN,
    y: top.y + top.height + ISLAND_GAP,
    width: width - MARGIN * 2 - (hasOther ? OTHER_NODE + ISLAND_GAP : 0),
    height: NODE_HEAD + 18 + PLATE * 2 + ROW_GAP + KERNEL_GAP + BAR - 4 + ISLAND_PAD,
  }
  for (const [id, box] of nodeBoxes(node, columns)) boxes.set(id, box)
  const other: Box = { x: node.x + node.width + ISLAND_GAP, y: node.y, width: OTHER_NODE, height: node.height }
  return {
    width,
    height: node.y + node.height + 8,
    islands: [
      { key: 'control-plane', ...top },
      { key: 'node', ...node },
      ...(hasOther ? [{ key: 'other' as const, ...other }] : []),
    ],
    parts: [...boxes].flatMap(([id, box]) => {
      const component = there.get(id)
      return component ? [{ id, ...box, shape: shapeOf(id), lines: linesOf(component) }] : []
    }),
    ways: connections.flatMap((connection) => wayMarks(connection, boxes)),
  }
}

/** Parts side by side, each as wide as there is room. */
function row(
  ids: readonly ComponentId[],
  x: number,
  y: number,
  width: number,
): readonly (readonly [ComponentId, Box])[] {
  const pitch = width / ids.length
  const plate = Math.min(112, pitch - 14)
  return ids.map(
    (id, index) =>
      [
        id,
        {
          x: Math.round(
            x + pitch * index + (index === ids.length - 1 ? pitch - plate : index === 0 ? 0 : (pitch - plate) / 2),
          ),
          y,
          width: Math.round(plate),
          height: PLATE,
        },
      ] as const,
  )
}

function leastWidth(columns: typeof COLUMNS): number {
  return ISLAND_PAD * 2 + LAST_LABEL + columns.reduce((sum, { width, gap }) => sum + width + gap, 0)
}

function nodeBoxes(node: Box, columns: typeof COLUMNS): readonly (readonly [ComponentId, Box])[] {
  const spare = Math.max(0, node.width - leastWidth(columns)) / (columns.length - 1)
  const upper = node.y + NODE_HEAD + 18
  const lower = upper + PLATE + ROW_GAP
  let x = node.x + ISLAND_PAD
  const found: (readonly [ComponentId, Box])[] = []
  columns.forEach((column, index) => {
    x += index === 0 ? 0 : column.gap + spare
    const box = { x: Math.round(x), width: column.width, height: PLATE }
    found.push([column.upper, { ...box, y: upper }])
    if (column.lower) found.push([column.lower, { ...box, y: lower }])
    x += column.width
  })
  return [
    ...found,
    [
      'kernel',
      { x: node.x + ISLAND_PAD, y: lower + PLATE + KERNEL_GAP, width: node.width - ISLAND_PAD * 2, height: BAR - 4 },
    ],
  ]
}

function shapeOf(id: ComponentId): PartMark['shape'] {
  if (id === 'api-server' || id === 'kernel') return 'bar'
  if (id === 'pod') return 'capsule'
  return id === 'kubectl' || id === 'cloud' ? 'outside' : 'plate'
}

/** The program's name is worth a line where the part is one of several that could stand there. */
const NAMED: readonly ComponentId[] = ['cri-runtime', 'oci-runtime', 'cni-plugin', 'cni-agent']

function linesOf({ id, process, ports }: Component): PartMark['lines'] {
  const name = partName(id)
  const port = ports.find(({ use }) => use === 'api')
  if (id === 'kernel') return [{ text: `${name}: ${ARCHITECTURE.kernelHolds}`, isCode: false }]
  if (NAMED.includes(id) && process !== null)
    return [
      { text: name, isCode: false },
      { text: process.replace(/ \(.*\)$/, ''), isCode: true },
    ]
  if (id === 'api-server') return [{ text: `${name} :${port?.port ?? ''}`, isCode: false }]
  if (port)
    return [
      { text: name, isCode: false },
      { text: `:${port.port}`, isCode: true },
    ]
  return name.split(' ').map((text) => ({ text, isCode: false }))
}

interface Drawn {
  readonly points: readonly Point[]
  /** Where the label stands: beside an upright way, or beside the end of it, above and below a level one. */
  readonly label: 'right' | 'left' | 'level' | 'foot'
}

/** Where a way is drawn; the few that would cross everything are only listed. */
function wayMarks(connection: Connection, boxes: ReadonlyMap<ComponentId, Box>): readonly WayMark[] {
  const from = boxes.get(connection.from)
  const to = boxes.get(connection.to)
  const drawn = from && to ? drawnWay(connection, from, to, boxes) : null
  return drawn
    ? [
        {
          key: `${connection.from} ${connection.to}`,
          from: connection.from,
          to: connection.to,
          points: drawn.points,
          label: labelAt(drawn, wayLabel(connection).split(' · ')),
        },
      ]
    : []
}

function way(label: Drawn['label'], ...points: readonly Point[]): Drawn {
  return { points, label }
}

function drawnWay({ from, to }: Connection, a: Box, b: Box, boxes: ReadonlyMap<ComponentId, Box>): Drawn | null {
  const middle = (box: Box) => box.x + box.width / 2
  const level = (box: Box) => box.y + box.height / 2
  switch (`${from} ${to}`) {
    case 'kubectl api-server':
      return way('level', [a.x + a.width, level(a)], [b.x, level(a)])
    case 'cloud-controller-manager cloud':
      return way('level', [a.x, level(a)], [b.x + b.width, level(a)])
    case 'cri-runtime cni-plugin':
      return way('level', [a.x + a.width, level(a) - 5], [b.x, level(a) - 5])
    case 'cri-runtime oci-runtime':
    case 'kubelet pod':
      return way('level', [a.x, level(a)], [b.x + b.width, level(a)])
    case 'api-server kubelet':
      return way('left', [middle(b) - 16, a.y + a.height], [middle(b) - 16, b.y])
    // Beside the agent, which stands in between.
    case 'cni-plugin api-server':
      return way('left', [a.x, level(a) - 13], [a.x - 14, level(a) - 13], [a.x - 14, b.y + b.height])
    case 'cni-agent kernel':
      return way('foot', [a.x + a.width, level(a)], [a.x + a.width + 14, level(a)], [a.x + a.width + 14, b.y])
    case 'cni-plugin policy-agent':
      return way('left', [a.x + a.width, level(a)], [middle(b) - 14, level(a)], [middle(b) - 14, b.y + b.height])
    case 'policy-agent kernel':
      return way('right', [middle(a) + (boxes.has('cni-plugin') ? 10 : 0), a.y + a.height], [middle(a) + 10, b.y])
    case 'cni-agent cloud':
      return null
  }
  // One stands above the other.
  const x = a.width > b.width ? middle(b) : middle(a)
  return a.y < b.y ? way('right', [x, a.y + a.height], [x, b.y]) : way('right', [x, a.y], [x, b.y + b.height])
}

function labelAt({ points, label }: Drawn, texts: readonly string[]): WayMark['label'] {
  const [last, before] = [points.at(-1)!, points.at(-2)!]
  const x = (last[0] + before[0]) / 2
  const y = (last[1] + before[1]) / 2
  switch (label) {
    case 'level':
      return texts.map((text, index) => ({
        text,
        x,
        y: index === 0 ? y - 10 : y + LINE + 6,
        anchor: 'middle' as const,
      }))
    case 'foot':
      return texts.map((text, index) => ({ text, x: x + 11, y: last[1] - 9 + index * LINE, anchor: 'start' as const }))
    case 'left':
    case 'right': {
      const side = label === 'left' ? -11 : 11
      return texts.map((text, index) => ({
        text,
        x: x + side,
        y: y + 4 + (index - (texts.length - 1) / 2) * LINE,
        anchor: label === 'left' ? ('end' as const) : ('start' as const),
      }))
    }
  }
}

/** The point after this part (0 to 1) of the way. */
export function pointAlong(points: readonly Point[], part: number): Point {
  const lengths = points.slice(1).map(([x, y], index) => Math.hypot(x - points[index]![0], y - points[index]![1]))
  let rest = lengths.reduce((sum, length) => sum + length, 0) * Math.min(1, Math.max(0, part))
  for (const [index, length] of lengths.entries()) {
    const [a, b] = [points[index]!, points[index + 1]!]
    if (rest <= length && length > 0)
      return [a[0] + (b[0] - a[0]) * (rest / length), a[1] + (b[1] - a[1]) * (rest / length)]
    rest -= length
  }
  return points.at(-1)!
}

/** The points joined by straight lines, as the `d` of an SVG path. */
export function pathOf(points: readonly Point[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')
}

/** A closed arrow head at the end of the way. */
export function headOf(points: readonly Point[], size: number): string {
  const [end, before] = [points.at(-1)!, points.at(-2)!]
  const length = Math.hypot(end[0] - before[0], end[1] - before[1]) || 1
  const [dx, dy] = [(end[0] - before[0]) / length, (end[1] - before[1]) / length]
  const base: Point = [end[0] - dx * size, end[1] - dy * size]
  return `M${end[0]} ${end[1]}L${base[0] - dy * size * 0.5} ${base[1] + dx * size * 0.5}L${base[0] + dy * size * 0.5} ${base[1] - dx * size * 0.5}Z`
}
