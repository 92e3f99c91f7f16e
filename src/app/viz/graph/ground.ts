import type { ClusterView } from '../../../worker/snapshot.ts'
import { GRAPH } from '../../text/catalogue/en/graph.ts'
import type { Inside } from './bundles.ts'
import { foldedMark, type Marks } from './marks.ts'
import { headingLines, headingWidth, plateLines, plateSize, type NodeSquare, type nodeBoxes } from './places.ts'
import type { Sides } from './sides.ts'
import { ADVANCE, type TypeSizes } from './type.ts'
import type { Box, Geometry } from '../lattice/geometry.ts'

/** A namespace's frame with its heading. `labels` and `policies` are empty where there is no room for them. */
export interface HullMark extends Box {
  readonly key: string
  readonly lines: readonly string[]
  readonly size: number
  readonly labels: string
  readonly policies: string
  /** Its outline stands for the lines within: a rule lets everybody reach everybody. */
  readonly isClique: boolean
  readonly isEmpty: boolean
  readonly isImplied: boolean
  /** It was opened among folded ones and can be folded again. */
  readonly isUnfolded: boolean
}

/** A place outside; `side` tells two plates of one place apart. */
export interface PlateMark extends Box {
  readonly key: string
  readonly id: string
  readonly side: 'left' | 'right'
  readonly lines: readonly string[]
  readonly size: number
  readonly detail: string
}

/** A node's square; `id` null: the rest, counted. */
export interface NodeMark extends Box {
  readonly key: string
  readonly id: string | null
  /** Empty where the letters would be too small. */
  readonly lines: readonly string[]
  readonly size: number
}

/** What lines and stations stand on. */
export interface Ground {
  readonly hulls: readonly HullMark[]
  readonly plates: readonly PlateMark[]
  readonly nodes: readonly NodeMark[]
  readonly nodesBox: Box | null
}

interface GroundRequest {
  readonly cluster: ClusterView
  readonly marks: Marks
  readonly geometry: Geometry
  readonly sides: Sides
  readonly nodes: ReturnType<typeof nodeBoxes>
  readonly squares: readonly NodeSquare[]
  /** Flows within a namespace that are counted instead of drawn. */
  readonly inside: ReadonlyMap<string, Inside>
  readonly type: TypeSizes
}

/** What stands behind stations and lines: hulls of namespaces, plates of the outside, and nodes. */
export function groundOf({ cluster, marks, geometry, sides, nodes, squares, inside, type }: GroundRequest): Ground {
  const filled = new Set(
    cluster.workloads
      .map(({ namespace }) => namespace)
      .concat(cluster.services.flatMap(({ namespace, backends }) => (backends.length === 0 ? [namespace] : []))),
  )
  const hulls = cluster.namespaces.flatMap((namespace): HullMark[] => {
    const box = geometry.hulls.get(namespace.name)
    if (!box || marks.folded.has(foldedMark(namespace.name))) return []
    const { name } = namespace
    const isUnfolded = marks.isFolding
    const within = inside.get(name)
    const policies = [
      within ? GRAPH.inside(within.flows) : '',
      namespace.policies > 0 ? GRAPH.policies(namespace.policies) : '',
    ]
      .filter(Boolean)
      .join(' · ')
    const room =
      box.width -
      headingWidth({ name, policies: 0 }, type.hull) -
      (policies.length + 2) * (type.hull - 1.5) * ADVANCE.sans
    const labels = Object.entries(namespace.labels)
      .map(([key, value]) => `${key}=${value}`)
      .sort((a, b) => a.length - b.length)
      .find((text) => text.length * 12 * ADVANCE.mono + 9 <= room)
    const fits =
      box.width >= headingWidth({ name, policies: 0 }, type.hull) + policies.length * (type.hull - 1.5) * ADVANCE.sans
    const heading = headingLines(name, box.width, type.hull)
    return [
      {
        ...box,
        key: name,
        ...heading,
        labels: type.hull > 16 || heading.lines.length > 1 ? '' : (labels ?? ''),
        policies: fits && !isUnfolded ? policies : '',
        isClique: within?.everybody ?? false,
        isEmpty: !filled.has(name),
        isImplied: namespace.implied,
        isUnfolded,
      },
    ]
  })
  const details = new Map(cluster.externals.map(({ id, label, detail }) => [id, { label, detail }]))
  const plates = (['left', 'right'] as const).flatMap((side) =>
    sides[side].map((id): PlateMark => ({
      ...geometry[side].get(id)!,
      key: `${side} ${id}`,
      id,
      side,
      lines: plateLines(details.get(id)?.label ?? 'everything', type),
      size: plateSize(details.get(id)?.label ?? '', type),
      detail: details.get(id)?.detail ?? '',
    })),
  )
  return {
    hulls,
    plates,
    nodesBox: nodes?.hull ?? null,
    nodes: squares.map(({ id, lines, width }): NodeMark => {
      const size = Math.min(
        type.name - 1,
        (width - 8) / (Math.max(...lines.map(({ length }) => length)) * ADVANCE.mono),
        lines.length > 1 ? 18 : 26,
      )
      return { ...nodes!.squares.get(id ?? '+')!, key: id ?? '+', id, size, lines: size < type.least - 1 ? [] : lines }
    }),
  }
}
