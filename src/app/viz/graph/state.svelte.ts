import { prefersReducedMotion } from 'svelte/motion'
import type { PolicyLens } from '../../../worker/snapshot.ts'
import { GraphDrawing, neighbourStrokes, type Drawing, type DrawingInput } from './drawing.ts'
import { flowBetween, flowOfLine } from './flow.ts'
import { involvement, spotlight } from './focus.ts'
import { inReadingOrder, isArrow, stopTowards, type Stop } from './keys.ts'
import { PopoverTimer } from './popover.svelte.ts'
import type { Stroke } from './strokes.ts'
import { typeAt, typeStep } from './type.ts'
import { fitView, viewWith, type PaneSize, type View } from './view.ts'
import { PictureZoom } from './zoom.ts'
import type { Box } from '../lattice/geometry.ts'
import type { FlowSelection } from '../selection.ts'

/** What the graph is told by its owner. */
export interface GraphProps extends Omit<DrawingInput, 'type' | 'unfolded' | 'room'> {
  readonly policy: PolicyLens | null
  /** Letters are to be read from the back row. */
  readonly isLarge: boolean
  /** Everything but the asked flow is dimmed. */
  readonly spot: boolean
  onselect(flow: FlowSelection): void
  onpin(id: string | null): void
}

const NOTHING: readonly Stroke[] = []

/** What the legend gets of the bottom of the pane in any case, so that most worlds fit alike; pixels. */
const LEGEND = 50
/** In a narrow pane it has a line more. */
const NARROW = { width: 560, legend: 84 } as const

/**
 * One graph on the screen: what part of it is in the pane, what the pointer and the keyboard are on, and what they do.
 */
export class GraphState {
  #props: () => GraphProps
  #model = new GraphDrawing()
  /** Of the pane, in pixels; 0 until it is measured. */
  width = $state(0)
  height = $state(0)
  /** The highest legend that a pane of this width has had, in pixels. */
  #legend = $state.raw<PaneSize>({ width: 0, height: 0 })
  #view = $state.raw<View>({ x: 0, y: 0, k: 1 })
  /** The picture fills the pane until somebody moves it. */
  #isFitted = $state(true)
  /** The key of the stop under the pointer, or with visible focus. */
  #hovered = $state<string | null>(null)
  /** The key of the stop that Tab leads to. */
  #current = $state<string | null>(null)
  /** The key of the line under the pointer. */
  #line = $state<string | null>(null)
  unfolded = $state<string | null>(null)
  readonly popover = new PopoverTimer()
  readonly zoom = new PictureZoom((view, byHand) => {
    this.#view = view
    if (byHand) this.#isFitted = false
  })

  constructor(props: () => GraphProps) {
    this.#props = props
  }

  get view(): View {
    return this.#view
  }
  get size(): PaneSize {
    return { width: this.width, height: this.height }
  }
  /** What the legend leaves of the pane. */
  #room = $derived.by(() => {
    const least = this.width > NARROW.width ? LEGEND : NARROW.legend
    const legend = this.#legend.width === this.width ? Math.max(least, this.#legend.height) : least
    return { width: this.width, height: Math.max(80, this.height - legend) }
  })
  /** What the picture was last fitted into: whoever has moved it keeps it as it is when the pane changes. */
  #lastFilled: PaneSize | null = null
  #filled = $derived.by(() => {
    if (this.#isFitted && this.width > 0) this.#lastFilled = this.#room
    return this.#lastFilled
  })

  #bucket = $derived(typeStep(this.#view.k))
  type = $derived.by(() => typeAt(this.#bucket, this.#props().isLarge))
  #input = $derived.by(() => {
    const { cluster, reach, diff, selection, goals, pinned } = this.#props()
    return { cluster, reach, diff, selection, goals, pinned }
  })
  drawing: Drawing = $derived.by(() =>
    this.#model.update({ ...this.#input, unfolded: this.unfolded, type: this.type, room: this.#filled }),
  )
  /** The mark that is pinned; null: none, or it is gone. */
  pinned = $derived.by(() => {
    const { pinned } = this.#input
    return pinned === null ? null : (this.drawing.marks.of(pinned) ?? (this.drawing.pairs.has(pinned) ? pinned : null))
  })
  focus = $derived.by(() =>
    this.#props().spot
      ? spotlight(this.drawing)
      : involvement(
          this.drawing,
          this.pinned,
          this.#props().policy,
          this.#input.selection,
          this.#input.diff,
          this.#input.goals,
        ),
  )
  #pointed = $derived(this.drawing.stops.find(({ key }) => key === this.#hovered)?.id ?? null)
  #pinnedStrokes = $derived(this.pinned === null ? NOTHING : neighbourStrokes(this.drawing, this.pinned, true))
  #pointedStrokes = $derived.by(() => {
    if (this.#pointed === null || this.#pointed === this.pinned) return NOTHING
    const there = new Set(this.#pinnedStrokes.map(({ key }) => key))
    return neighbourStrokes(this.drawing, this.#pointed, false).filter(({ key }) => !there.has(key))
  })
  /** Lines that come with the pin and the pointer. */
  further = $derived(
    this.#pinnedStrokes.length + this.#pointedStrokes.length === 0
      ? NOTHING
      : [...this.#pinnedStrokes, ...this.#pointedStrokes],
  )
  /** The line under the pointer. */
  line = $derived.by(() =>
    this.#line === null
      ? null
      : ([...this.drawing.strokes, ...this.further].find(({ key }) => key === this.#line) ?? null),
  )
  /** What the pointer is on, with everything it has a passing line with. */
  lit = $derived.by((): ReadonlySet<string> => {
    const at = this.#pointed
    if (at === null) return new Set()
    return new Set([
      at,
      ...[...this.drawing.strokes, ...this.#pointedStrokes].flatMap(({ line }) =>
        line.kind.startsWith('denied') || (line.from !== at && line.to !== at) ? [] : [line.from, line.to],
      ),
    ])
  })
  /** Where Tab leads. */
  current = $derived(
    this.drawing.stops.find(({ key }) => key === this.#current) ??
      inReadingOrder(this.drawing.stops.filter(({ key }) => this.drawing.geometry.stations.has(key)))[0] ??
      this.drawing.stops[0] ??
      null,
  )
  /** Whose popover is open. */
  shown = $derived(this.drawing.stops.find(({ key }) => key === this.popover.shown) ?? null)
  #fitted = $derived.by(() =>
    fitView(this.drawing.geometry.world, this.#room, boundsOf(this.focus.askedBoxes), this.#props().isLarge),
  )

  stop(key: string | null | undefined): Stop | null {
    return this.drawing.stops.find((stop) => stop.key === key) ?? null
  }

  /** Follows the pane and the picture as long as it is fitted. To be called whenever one of them changed. */
  follow(): void {
    const fitted = this.#fitted
    if (
      this.width > 0 &&
      this.#isFitted &&
      (fitted.k !== this.#view.k || fitted.x !== this.#view.x || fitted.y !== this.#view.y)
    )
      this.zoom.show(fitted, false)
  }

  /**
   * To be called with every size that the legend gets. It lies over the bottom of the pane: what the pointer or a pin
   * adds to it may cover a little for that while, and no picture moves because a sign has gone.
   */
  makeRoomFor({ width, height }: PaneSize): void {
    const before = this.#legend.width === width ? this.#legend.height : 0
    const isAtRest = this.#hovered === null && this.#props().pinned === null
    if (before === 0 || (isAtRest && height > before)) this.#legend = { width, height }
  }

  fit(): void {
    this.#isFitted = true
    this.zoom.show(this.#fitted, !prefersReducedMotion.current)
  }

  /** Around what is pinned: so every place is reached without a drag. */
  zoomBy(factor: number): void {
    const { x, y, k } = this.#view
    const box = this.drawing.stops.find(({ key }) => key === this.pinned)?.box
    this.#isFitted = false
    this.zoom.by(
      factor,
      !prefersReducedMotion.current,
      box && [(box.x + box.width / 2) * k + x, (box.y + box.height / 2) * k + y],
    )
  }

  point(stop: Stop | null, line: string | null = null): void {
    this.#line = line
    if ((stop?.key ?? null) === this.#hovered) return
    this.#hovered = stop?.key ?? null
    if (stop) this.popover.point(stop.key)
    else this.popover.leave()
  }

  /** The keyboard is on a stop: it is brought into the pane. */
  focusOn(stop: Stop): void {
    this.#current = stop.key
    this.point(stop)
    const view = viewWith(this.#view, stop.box, this.#room)
    if (view.x === this.#view.x && view.y === this.#view.y) return
    this.#isFitted = false
    this.zoom.show(view, !prefersReducedMotion.current)
  }

  /** Opens a folded namespace, asks from what is pinned (with Shift: from what was asked last), or pins. */
  act(stop: Stop, withShift: boolean): void {
    const { id } = stop
    const { pinned, selection, reach } = this.#input
    this.#current = stop.key
    if (this.drawing.marks.folded.has(id) && reach.cells) this.unfolded = id.slice('ns:'.length)
    else if (pinned !== null && pinned !== id) this.#ask(pinned, id)
    else if (withShift && selection && selection.from !== id) this.#ask(selection.from, id)
    else this.#props().onpin(pinned === id ? null : id)
  }

  /**
   * From the popover: with what is pinned or was asked last at the other end; without either it waits for the other
   * end.
   */
  askAt(stop: Stop, end: 'from' | 'to'): void {
    const { pinned, selection } = this.#input
    const other = pinned !== null && pinned !== stop.id ? pinned : end === 'from' ? selection?.to : selection?.from
    this.popover.set(null)
    if (!other || other === stop.id) this.#props().onpin(stop.id)
    else if (end === 'from') this.#ask(stop.id, other)
    else this.#ask(other, stop.id)
  }

  askLine(key: string): void {
    const stroke = [...this.drawing.strokes, ...this.further].find((each) => each.key === key)
    if (stroke) this.#props().onselect(flowOfLine(stroke.line, this.drawing, this.#input.diff))
  }

  /** Whether the key meant something here. Arrows return the stop that the focus has to go to. */
  press({ key, shiftKey }: { readonly key: string; readonly shiftKey: boolean }, stop: Stop): boolean | Stop {
    if (isArrow(key)) return stopTowards(this.drawing.stops, stop, key)
    if (key === 'Enter' || key === ' ') this.act(stop, shiftKey)
    else if (key === '+' || key === '=') this.zoomBy(1.25)
    else if (key === '-') this.zoomBy(0.8)
    else if (key === '0') this.fit()
    else return false
    return true
  }

  /** Lets go of one thing: the popover, the pin, the open namespace. False when there was nothing. */
  release(): boolean {
    if (this.popover.shown !== null) this.popover.set(null)
    else if (this.#input.pinned !== null) this.#props().onpin(null)
    else if (this.unfolded !== null) this.unfolded = null
    else return false
    return true
  }

  #ask(from: string, to: string): void {
    const { selection, cluster, reach } = this.#input
    this.#props().onselect(flowBetween(from, to, selection?.port ?? null, cluster, reach))
    this.#props().onpin(null)
  }
}

/** Null for nothing. */
function boundsOf(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  }
}
