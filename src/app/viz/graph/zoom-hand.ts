import { select, type Selection } from 'd3-selection'
// Gives selections their `transition`.
import 'd3-transition'
import { zoom, zoomIdentity, type ZoomBehavior } from 'd3-zoom'
import { SCALES, type OnView, type Point, type View } from './view.ts'

/** Milliseconds of a smooth move. */
const MOVE = 200

/**
 * Wheel, drag and pinch on one element, and smooth moves of its view. It takes hold of the element at once, where the
 * view is.
 */
export class ZoomHand {
  #behavior: ZoomBehavior<SVGSVGElement, unknown>
  #on: Selection<SVGSVGElement, unknown, null, undefined>

  constructor(node: SVGSVGElement, view: View, onview: OnView) {
    this.#behavior = zoom<SVGSVGElement, unknown>().scaleExtent([...SCALES])
    this.#on = select<SVGSVGElement, unknown>(node)
    // A double click asks and pins; it must not zoom as well.
    this.#on.call(this.#behavior).on('dblclick.zoom', null)
    this.show(view, false)
    this.#behavior.on('zoom', (event: { transform: View; sourceEvent: unknown }) => {
      const { x, y, k } = event.transform
      onview({ x, y, k }, event.sourceEvent !== null && event.sourceEvent !== undefined)
    })
  }

  show({ x, y, k }: View, smooth: boolean): void {
    const to = zoomIdentity.translate(x, y).scale(k)
    if (smooth) this.#on.transition().duration(MOVE).call(this.#behavior.transform, to)
    else this.#on.interrupt().call(this.#behavior.transform, to)
  }

  by(factor: number, smooth: boolean, around?: Point): void {
    if (smooth) this.#on.transition().duration(MOVE).call(this.#behavior.scaleBy, factor, around)
    else this.#on.call(this.#behavior.scaleBy, factor, around)
  }

  drop(): void {
    this.#on.interrupt().on('.zoom', null)
  }
}
