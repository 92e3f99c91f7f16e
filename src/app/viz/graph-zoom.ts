import { select } from 'd3-selection'
// Gives selections their `transition`.
import 'd3-transition'
import { zoom, zoomIdentity, type ZoomBehavior } from 'd3-zoom'
import type { Box } from './layout-geometry.ts'

/** What of the picture is in the pane: picture coordinates times `k`, plus `x` and `y`, are pixels of the pane. */
export interface View {
  readonly x: number
  readonly y: number
  readonly k: number
}

export interface PaneSize {
  readonly width: number
  readonly height: number
}

const SCALES = [0.12, 3] as const
/** Small clusters are not blown up further than this. */
const LARGEST_FIT = 1.3
const MOVE = 200

/** In a narrow pane (a phone) the whole would be too small to read: less of it is shown, around what matters. */
const NARROW = { width: 560, whole: 0.5, part: 0.64 } as const

/** The whole of `world` in the middle of the pane; in a narrow one, a readable part of it around `focus`. */
export function fitView(world: Box, { width, height }: PaneSize, focus: Box | null = null): View {
  const fits = Math.max(SCALES[0], Math.min(LARGEST_FIT, width / world.width, height / world.height))
  const isPart = width < NARROW.width && fits < NARROW.whole
  const k = isPart ? NARROW.part : fits
  const around = isPart ? focus ?? world : world
  const place = (start: number, size: number, from: number, all: number, room: number) =>
    (all * k <= room ? (room - all * k) / 2 - from * k : Math.min(-from * k, Math.max(room - (from + all) * k, room / 2 - (start + size / 2) * k)))
  return { k, x: place(around.x, around.width, world.x, world.width, width), y: place(around.y, around.height, world.y, world.height, height) }
}

/** Room around what is brought into the pane, in pixels. */
const AIR = 24

/** Moves as little as is needed to have the whole of `box` in the pane; the same view when it is. */
export function viewWith(view: View, box: Box, { width, height }: PaneSize): View {
  const left = box.x * view.k + view.x, top = box.y * view.k + view.y
  if (left >= 0 && top >= 0 && left + box.width * view.k <= width && top + box.height * view.k <= height) return view
  const shift = (start: number, size: number, room: number) => (start < AIR ? AIR - start : Math.min(0, Math.max(room - AIR - (start + size), AIR - start)))
  return { k: view.k, x: view.x + shift(left, box.width * view.k, width), y: view.y + shift(top, box.height * view.k, height) }
}

/** Wheel, drag and pinch on one element, and the buttons beside it. `onview` hears every step; `byHand` is true when a person moved it. */
export class PictureZoom {
  #behavior: ZoomBehavior<SVGSVGElement, unknown>
  #node: SVGSVGElement | null = null

  constructor(onview: (view: View, byHand: boolean) => void) {
    this.#behavior = zoom<SVGSVGElement, unknown>().scaleExtent([...SCALES]).on('zoom', (event: { transform: View; sourceEvent: unknown }) => {
      const { x, y, k } = event.transform
      onview({ x, y, k }, event.sourceEvent !== null && event.sourceEvent !== undefined)
    })
  }

  /** A Svelte attachment. */
  attach = (node: SVGSVGElement): (() => void) => {
    this.#node = node
    // A double click asks and pins; it must not zoom as well.
    select(node).call(this.#behavior).on('dblclick.zoom', null)
    return () => {
      select(node).interrupt().on('.zoom', null)
      this.#node = null
    }
  }

  show({ x, y, k }: View, smooth: boolean): void {
    if (!this.#node) return
    const to = zoomIdentity.translate(x, y).scale(k)
    if (smooth) select(this.#node).transition().duration(MOVE).call(this.#behavior.transform, to)
    else select(this.#node).interrupt().call(this.#behavior.transform, to)
  }

  by(factor: number, smooth: boolean): void {
    if (!this.#node) return
    if (smooth) select(this.#node).transition().duration(MOVE).call(this.#behavior.scaleBy, factor)
    else select(this.#node).call(this.#behavior.scaleBy, factor)
  }
}
