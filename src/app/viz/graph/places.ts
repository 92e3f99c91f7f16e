import type { ClusterView, NamespaceView } from '../../../worker/snapshot.ts'
import { wrapName } from './names.ts'
import { foldedMark, type Marks } from './marks.ts'
import { ADVANCE, type TypeSizes } from './type.ts'
import { MEASURE, type Box, type Geometry } from '../lattice/geometry.ts'
import type { LatticeGroup, LatticeItem } from '../lattice/placement.ts'
import { rankOf, type Rank } from '../lattice/rank.ts'

/** The hull of the nodes. No namespace can be called that. */
const NODES = ':nodes'

/** Squares in the nodes' box; the last one counts the rest. */
const NODES_SHOWN = 5

/** A square of the nodes' box. `id` null: the rest, counted. */
export interface NodeSquare {
  readonly id: string | null
  readonly lines: readonly string[]
  readonly width: number
}

/** Namespaces with their stations, and the nodes. Services without endpoints stand among the workloads. */
export function groupsOf(cluster: ClusterView, marks: Marks): readonly LatticeGroup[] {
  const fronted = new Set(cluster.services.flatMap(({ backends }) => backends))
  const items = new Map<string, LatticeItem[]>(cluster.namespaces.map(({ name }) => [name, []]))
  const isFolded = (namespace: string) => marks.folded.has(foldedMark(namespace))
  const ranks = new Map<string, number[]>()
  for (const workload of cluster.workloads) {
    const rank = rankOf(workload)
    ranks.set(workload.namespace, [...(ranks.get(workload.namespace) ?? []), rank])
    if (!isFolded(workload.namespace))
      items
        .get(workload.namespace)
        ?.push({ id: workload.id, rank, order: `${fronted.has(workload.id) ? 0 : 1} ${workload.name}` })
  }
  for (const { id, namespace, name, backends } of cluster.services)
    if (backends.length === 0 && !isFolded(namespace)) items.get(namespace)?.push({ id, rank: 1, order: `2 ${name}` })
  const groups = [...items].map(([name, inside]): LatticeGroup => {
    const rank = meanRank(ranks.get(name) ?? [])
    if (isFolded(name))
      return { key: name, items: [{ id: foldedMark(name), rank, order: name }], size: null, corner: false, rank }
    return { key: name, items: inside, size: inside.length === 0 ? { width: 1, height: 1 } : null, corner: false, rank }
  })
  const squares = nodeSquares(cluster)
  if (squares.length === 0) return groups
  return [
    ...groups,
    {
      key: NODES,
      items: [],
      size: { width: squaresWidth(squares) <= ONE_CELL ? 1 : 2, height: 1 },
      corner: true,
      rank: 2,
    },
  ]
}

function meanRank(ranks: readonly number[]): Rank {
  return ranks.length === 0 ? 1 : (Math.round(ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length) as Rank)
}

const SQUARE = { gap: 10, least: 48, most: 96 } as const
/** Squares may reach into the channel on their left by this much. */
const INTO_CHANNEL = 40
const ONE_CELL = 90 + INTO_CHANNEL

/** The squares that stand for nodes, as large as their names need. */
export function nodeSquares({ nodes }: ClusterView): readonly NodeSquare[] {
  const square = (id: string | null, name: string): NodeSquare => {
    const letters = Math.floor((SQUARE.most - 12) / (12 * ADVANCE.mono))
    const lines = wrapName(name, letters, 2)
    return {
      id,
      lines,
      width: Math.max(
        SQUARE.least,
        Math.round(Math.max(...lines.map(({ length }) => length)) * 12 * ADVANCE.mono + 16),
      ),
    }
  }
  const shown: NodeSquare[] = []
  for (const { id, name } of nodes) {
    const next = square(id, name)
    const isLast = shown.length === nodes.length - 1
    if (
      shown.length >= NODES_SHOWN - (isLast ? 0 : 1) ||
      squaresWidth([...shown, next]) > (isLast ? TWO_CELLS : TWO_CELLS - SQUARE.least - SQUARE.gap)
    )
      break
    shown.push(next)
  }
  return shown.length < nodes.length ? [...shown, square(null, `+${nodes.length - shown.length}`)] : shown
}

const TWO_CELLS = 282

function squaresWidth(squares: readonly NodeSquare[]): number {
  return squares.reduce((sum, { width }) => sum + width + SQUARE.gap, -SQUARE.gap)
}

/**
 * The box of the nodes and its squares, right-aligned in their hull; null without nodes. Its squares are keyed by id,
 * the rest by `+`.
 */
export function nodeBoxes(
  squares: readonly NodeSquare[],
  geometry: Geometry,
): { readonly hull: Box; readonly squares: ReadonlyMap<string, Box> } | null {
  const place = geometry.hulls.get(NODES)
  if (!place || squares.length === 0) return null
  const width = Math.max(place.width, squaresWidth(squares) + 2 * MEASURE.hullSide)
  const hull = { ...place, x: place.x + place.width - width, width }
  let x = hull.x + MEASURE.hullSide
  return {
    hull,
    squares: new Map(
      squares.map(({ id, width: side }) => {
        const box = { x, y: hull.y + MEASURE.hullHead, width: side, height: MEASURE.station }
        x += side + SQUARE.gap
        return [id ?? '+', box]
      }),
    ),
  }
}

/** A namespace's name on one line, if need be a smaller one up to the edge, else on two. */
export function headingLines(
  name: string,
  width: number,
  size: number,
): { readonly lines: readonly string[]; readonly size: number } {
  const room = width - 2 * MEASURE.hullSide
  const small = Math.max(12, size - 2)
  const least = Math.max(12, size - 3)
  const taken = (each: number) => name.length * each * (ADVANCE.sans + 0.03)
  if (taken(size) <= room + 6) return { lines: [name], size }
  if (taken(small) <= room + 6) return { lines: [name], size: small }
  if (taken(least) <= room + MEASURE.hullSide) return { lines: [name], size: least }
  return { lines: wrapName(name, room / (small * ADVANCE.sans), 2), size: small }
}

/** What stands at the top left of a hull and at its top right, in pixels of the picture. */
export function headingWidth({ name, policies }: Pick<NamespaceView, 'name' | 'policies'>, size: number): number {
  return (
    2 * MEASURE.hullSide +
    name.length * size * (ADVANCE.sans + 0.03) +
    (policies > 0 ? 14 + `${policies} policies`.length * (size - 1.5) * ADVANCE.sans : 0)
  )
}

/** What letters on plates are like: the internet is written large, addresses so that 15 letters fit at 100 %. */
export function plateSize(label: string, type: TypeSizes): number {
  return /\d/.test(label) ? Math.max(12.5, Math.min(type.least, 17)) : Math.max(13, Math.min(type.name - 1, 20))
}

/** A place outside on its plate. A block of one address is written as that address. */
export function plateLines(label: string, type: TypeSizes): readonly string[] {
  const text = label.replace(label.includes(':') ? /\/128$/ : /\/32$/, '')
  const letters = Math.floor((MEASURE.plate - 6) / (plateSize(label, type) * ADVANCE.sans))
  const lines: string[] = []
  for (const piece of text.length <= letters ? [text] : text.split(/(?<=[:./ ])/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + piece.length <= letters) lines[lines.length - 1] = last + piece
    else lines.push(piece.slice(0, 40))
  }
  return lines
}
