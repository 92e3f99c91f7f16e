import type { DiffView, PolicyLens } from '../../../worker/snapshot.ts'
import type { Drawing } from './drawing.ts'
import type { Line } from './line.ts'
import type { Box } from '../lattice/geometry.ts'
import type { FlowGoal, FlowSelection } from '../selection.ts'

/** What is in the foreground: what is pinned, else what the policy at the cursor touches, else everything. */
export interface Involvement {
  /** Something is in the foreground. */
  readonly isPartial: boolean
  /** How much of what is not in it remains: little beside what is pinned, more while somebody only writes a policy. */
  readonly fade: number
  isFaded(mark: string): boolean
  fades(line: Line): boolean
  /** The gates that the policy at the cursor closes; null: it does not select this one. */
  closes(mark: string): { readonly ingress: boolean; readonly egress: boolean } | null
  readonly tags: readonly { readonly id: string; readonly x: number; readonly y: number; readonly text: string }[]
  /** The stations at both ends of the flow that is asked about; `round`: the radius of their ends. */
  readonly askedBoxes: readonly (Box & { readonly round: number })[]
}

/** The policy's name hangs under so many stations; when it selects more, under the first. */
const TAGS = 3

/** Says what is in the foreground. `pinned`: an id of the cluster; null: nothing. `policy`: the one at the cursor. */
export function involvement(
  drawing: Drawing,
  pinned: string | null,
  policy: PolicyLens | null,
  selection: FlowSelection | null,
  diff: DiffView,
  goals: readonly FlowGoal[],
): Involvement {
  const { marks, pairs, stations, asked } = drawing
  const of = (ids: readonly string[]) => ids.flatMap((id) => marks.of(id) ?? [])
  const selected = new Set(policy ? of(policy.selects) : [])
  const foreground =
    pinned !== null
      ? around(pinned)
      : policy
        ? new Set([...selected, ...of(policy.peers), ...of(newsOf(selection, diff, goals))])
        : null
  const ends = asked ? [asked.line.from, asked.line.to] : []
  const isFaded = (mark: string) =>
    foreground !== null && !foreground.has(mark) && marks.groupOf(mark) !== null && !ends.includes(mark)
  const hung = stations.filter(({ id }) => selected.has(id))
  return {
    isPartial: foreground !== null,
    fade: pinned !== null ? 0.32 : 0.5,
    isFaded,
    fades: (line) => {
      if (line.role === 'selected' || foreground === null) return false
      return pinned !== null
        ? line.from !== pinned && line.to !== pinned
        : line.role !== 'changed' && line.role !== 'goal' && (isFaded(line.from) || isFaded(line.to))
    },
    closes: (mark) => (policy && selected.has(mark) ? policy.isolates : null),
    tags: policy
      ? (hung.length <= TAGS ? hung : hung.slice(0, 1)).map(({ id, x, y, height, count }) => ({
          id,
          x: x + height / 2 - 12,
          y: y + height + (count === '' ? 5 : 9),
          text: policy.ref.name,
        }))
      : [],
    askedBoxes: askedBoxes(drawing),
  }

  function around(mark: string): ReadonlySet<string> {
    const passes = (from: string, to: string) => {
      const { allowed, open, part } = pairs.counts(from, to)
      return allowed + open + part > 0
    }
    return new Set([mark, ...pairs.marks.filter((other) => passes(mark, other) || passes(other, mark))])
  }
}

/** Only the asked flow is in the foreground; nothing is, where none is asked. */
export function spotlight(drawing: Drawing): Involvement {
  const { marks, asked } = drawing
  const ends = asked ? [asked.line.from, asked.line.to] : []
  return {
    isPartial: asked !== null,
    fade: 0.22,
    isFaded: (mark) => asked !== null && !ends.includes(mark) && marks.groupOf(mark) !== null,
    fades: (line) => asked !== null && line.role !== 'selected',
    closes: () => null,
    tags: [],
    askedBoxes: askedBoxes(drawing),
  }
}

function askedBoxes({ asked, stops, stations }: Drawing): Involvement['askedBoxes'] {
  return (asked ? [asked.line.from, asked.line.to] : []).flatMap((mark) => {
    const stop = stops.find(({ key, id }) => key === mark || id === mark)
    const round = stations.find(({ id }) => id === mark)?.shape === 'pod' ? 23 : 8
    return stop ? [{ ...stop.box, round }] : []
  })
}

function newsOf(selection: FlowSelection | null, diff: DiffView, goals: readonly FlowGoal[]): readonly string[] {
  return [
    ...(selection ? [selection.from, selection.to] : []),
    ...goals.flatMap(({ flow }) => [flow.from, flow.to]),
    ...diff.changes.flatMap(({ from, to }) => [from, to]),
  ]
}
