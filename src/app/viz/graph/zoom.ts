import { loadOnce } from '../../ui/load.ts'
import type { OnView, Point, View } from './view.ts'

/** Where the view is, shown by whoever moves it. */
interface Hand {
  show(view: View, smooth: boolean): void
  by(factor: number, smooth: boolean, around?: Point): void
  /** Lets go of the element. */
  drop(): void
}

const fetchHand = loadOnce(() => import('./zoom-hand.ts'))

/**
 * The view of one picture. The first picture only has to be shown where it fits; wheel, drag, pinch and smooth moves
 * are fetched when a pointer comes near, or when somebody first asks for one.
 */
export class PictureZoom {
  #onview: OnView
  #view: View = { x: 0, y: 0, k: 1 }
  #node: SVGSVGElement | null = null
  #hand: Hand | null = null

  constructor(onview: OnView) {
    this.#onview = (view, byHand) => {
      this.#view = view
      onview(view, byHand)
    }
  }

  /** A Svelte attachment. */
  attach = (node: SVGSVGElement): (() => void) => {
    this.#node = node
    const come = () => void this.#fetch()
    // A finger is on the picture before anything could be fetched.
    if (matchMedia('(pointer: coarse)').matches) come()
    else node.addEventListener('pointerenter', come, { once: true })
    return () => {
      node.removeEventListener('pointerenter', come)
      this.#hand?.drop()
      this.#hand = this.#node = null
    }
  }

  /** Null: there is no picture, or it cannot be fetched just now. */
  async #fetch(): Promise<Hand | null> {
    const node = this.#node
    const module = this.#hand === null && node ? await fetchHand().catch(() => null) : null
    if (module && this.#hand === null && node === this.#node && node)
      this.#hand = new module.ZoomHand(node, this.#view, this.#onview)
    return this.#hand
  }

  show(view: View, smooth: boolean): void {
    if (this.#hand) this.#hand.show(view, smooth)
    else if (!smooth) this.#onview(view, false)
    else
      void this.#fetch().then((hand) => {
        if (hand) hand.show(view, true)
        else this.#onview(view, false)
      })
  }

  /** `around`: the point of the pane that stays where it is; none: its middle. */
  by(factor: number, smooth: boolean, around?: Point): void {
    if (this.#hand) this.#hand.by(factor, smooth, around)
    else void this.#fetch().then((hand) => hand?.by(factor, smooth, around))
  }
}
