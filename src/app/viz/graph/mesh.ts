import type { ClusterView } from '../../../worker/snapshot.ts'
import type { Secured } from '../../../world/mesh-reach.ts'
import { FURTHER_VERDICT } from '../../text/catalogue/en/further-verdict.ts'
import { lockLabel, type Membership } from '../../text/mesh/picture.ts'
import type { Line } from './line.ts'
import type { FlowSelection } from '../selection.ts'
import type { StationMark } from './stations.ts'
import type { Stroke } from './strokes.ts'

/** A lock on a line. */
export interface LockMark {
  readonly key: string
  readonly line: Line
  readonly x: number
  readonly y: number
  readonly secured: Secured
  readonly label: string
}

/** Whose proxy stands for a station, at its lower left. */
export interface MemberMark {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly membership: Membership
}

/**
 * One for each line between two ends of which something passes, each clear of those before it where there is room.
 * Lines of bundles are many pairs', and have none. `asked`: the flow in question.
 */
export function lockMarks(
  strokes: readonly Stroke[],
  { links }: Pick<ClusterView, 'links'>,
  asked: FlowSelection | null = null,
): readonly LockMark[] {
  const secured = new Map(
    [...links, ...(asked?.isMutual ? [{ ...asked, secured: 'mutual' as const }] : [])].map((link) => [
      `${link.from} ${link.to}`,
      link.secured,
    ]),
  )
  const marks: LockMark[] = []
  for (const { key, line, spots } of new Map(strokes.map((stroke) => [stroke.key, stroke])).values()) {
    const found =
      line.bundle === null && line.kind !== 'none' && !line.kind.startsWith('denied')
        ? secured.get(`${line.from} ${line.to}`)
        : undefined
    if (!found) continue
    const spot =
      spots.find(({ x, y }) => marks.every((mark) => Math.hypot(mark.x - x, mark.y - y) > CLEAR)) ?? spots[0]!
    marks.push({ key, line, ...spot, secured: found, label: lockLabel(line.from, line.to, found) })
  }
  return marks
}

/** From the middle of one lock to that of the next; pixels. */
const CLEAR = 17

/** The signs under stations that are in the mesh. */
export function memberMarks(
  stations: readonly StationMark[],
  { workloads }: Pick<ClusterView, 'workloads'>,
): readonly MemberMark[] {
  const members = new Map(workloads.flatMap(({ id, mesh }) => (mesh ? [[id, mesh.membership] as const] : [])))
  return stations.flatMap(({ id, x, y, height }): MemberMark[] => {
    const membership = members.get(id)
    return membership ? [{ id, x: x + INSET, y: y + height, membership }] : []
  })
}

/** From the left end of a station, where its outline has become level; pixels. */
const INSET = 22

/** What of it is in the picture, in a fixed order. */
export function meshLegend(
  locks: readonly LockMark[],
  members: readonly MemberMark[],
): readonly (
  { readonly lock: Secured; readonly word: string } | { readonly member: Membership; readonly word: string }
)[] {
  if (locks.length === 0 && members.length === 0) return []
  const { locks: lockWords, members: memberWords } = FURTHER_VERDICT
  return [
    ...(Object.keys(lockWords) as Secured[])
      .filter((each) => locks.some(({ secured }) => secured === each))
      .map((lock) => ({ lock, word: lockWords[lock] })),
    ...(Object.keys(memberWords) as Membership[])
      .filter((each) => members.some(({ membership }) => membership === each))
      .map((member) => ({ member, word: memberWords[member] })),
  ]
}
