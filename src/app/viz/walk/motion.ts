import { select } from 'd3-selection'
// Gives selections their `transition`.
import 'd3-transition'

/** Moves what stands at a stop along the line to the next one, and draws the line behind it. */
export class WalkMotion {
  #mark: SVGGElement | null = null

  /** A Svelte attachment, for what moves. */
  attach = (mark: SVGGElement): (() => void) => {
    this.#mark = mark
    return () => {
      select(mark).interrupt()
      this.#mark = null
    }
  }

  /**
   * Along `way`, in so many milliseconds, and then to where it stood: a way may end before its stop, at a gate that is
   * closed. `trail` is drawn as far as it has come. `arrived` is called also when somebody goes elsewhere meanwhile.
   */
  along(way: SVGPathElement, trail: SVGPathElement, duration: number, arrived: () => void): void {
    const mark = this.#mark
    const stop = mark?.getAttribute('transform')
    if (!mark || stop === null || stop === undefined) return arrived()
    const length = way.getTotalLength()
    const show = (part: number) => {
      const { x, y } = way.getPointAtLength(length * part)
      mark.setAttribute('transform', `translate(${x} ${y})`)
      trail.style.strokeDasharray = `${length * part} ${length}`
    }
    show(0)
    select(mark)
      .transition()
      .duration(duration)
      .ease((time) => time)
      .tween('way', () => show)
      .on('interrupt', arrived)
      .on('end', () => {
        mark.setAttribute('transform', stop)
        arrived()
      })
  }

  /** Where it is now is where it stays. */
  stop(): void {
    if (this.#mark) select(this.#mark).interrupt()
  }
}
