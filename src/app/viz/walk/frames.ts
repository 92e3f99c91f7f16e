import { WALK } from '../../text/catalogue/en/walk.ts'
import type { Span, WalkColumns } from './columns.ts'
import { stopsOn, type WalkGround } from './ground.ts'
import { titleLines, widest, type TitleLine, type WalkMeasures } from './titles.ts'

/** What stands beside the name of a node, a pod or a place outside: its address. Empty: none is known. */
export type AddressBook = (kind: FrameKind, name: string) => string

/** What a frame stands for. */
export type FrameKind = 'node' | 'outside' | 'pod'

/** A frame and its heading, from left to right; how high it is comes later. `stops`: those in it. */
export interface Frame extends Span {
  readonly key: string
  readonly kind: FrameKind
  readonly isReached: boolean
  readonly lines: readonly TitleLine[]
  readonly stops: readonly number[]
}

/** Headings are broken where they would make a frame wider than this, in pixels. */
const TITLE_ROOM = 150
/** What a frame has beside its heading. */
const SIDES = { ground: 40, pod: 32 } as const

/** Headings of everything in a walk, in as many lines as the room asks for. */
export class Headings {
  constructor(
    private readonly ground: readonly WalkGround[],
    private readonly addressOf: AddressBook,
    private readonly measure: WalkMeasures,
  ) {}

  /** The least width of a frame, so that its heading fits. */
  groundWidth(index: number): number {
    return widest(this.ofGround(index, 0)) + SIDES.ground
  }
  podWidth(index: number, stretch: number): number {
    return widest(this.ofPod(index, stretch, 0)) + SIDES.pod
  }

  ofGround(index: number, width: number): readonly TitleLine[] {
    const each = this.ground[index]!
    return each.on === 'wire'
      ? []
      : titleLines(
          each.name || WALK.someNode,
          this.addressOf(each.on, each.name),
          Math.max(TITLE_ROOM, width - SIDES.ground),
          this.measure,
        )
  }

  ofPod(index: number, at: number, width: number): readonly TitleLine[] {
    const each = this.ground[index]!
    const stretch = each.on === 'node' ? each.stretches[at]! : null
    return stretch?.in === 'pod'
      ? titleLines(
          stretch.pod,
          this.addressOf('pod', stretch.pod),
          Math.max(TITLE_ROOM, width - SIDES.pod),
          this.measure,
        )
      : []
  }
}

/** The frames of a walk: nodes and places outside, and the pods in the nodes. */
export function framesOf(
  ground: readonly WalkGround[],
  { grounds, hulls: spans }: WalkColumns,
  headings: Headings,
): { readonly islands: readonly Frame[]; readonly hulls: readonly Frame[] } {
  const islands: Frame[] = []
  const hulls: Frame[] = []
  ground.forEach((each, index) => {
    if (each.on === 'wire') return
    const span = grounds[index]!
    islands.push({
      ...span,
      key: `${each.on} ${index}`,
      kind: each.on,
      isReached: each.isReached,
      stops: stopsOn(each),
      lines: headings.ofGround(index, span.width),
    })
    if (each.on === 'outside') return
    each.stretches.forEach(({ stops, ...stretch }, at) => {
      const hull = spans[index]![at]
      if (hull && stretch.in === 'pod')
        hulls.push({
          ...hull,
          key: `pod ${index} ${at}`,
          kind: 'pod',
          isReached: stops.length > 0,
          stops,
          lines: headings.ofPod(index, at, hull.width),
        })
    })
  })
  return { islands, hulls }
}
