import type { Box } from '../lattice/geometry.ts'

/**
 * Something the keyboard can stand on. `id` is what pinning and asking it means; a place outside may have two plates.
 */
export interface Stop {
  readonly key: string
  readonly id: string
  readonly box: Box
}

/** The keys that move through the picture, as `KeyboardEvent.key` spells them. */
export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

/** Whether the key is an arrow. */
export function isArrow(key: string): key is Arrow {
  return key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown'
}

/** How much further a step to the side counts than a step ahead. */
const ASIDE = 2.2
/** What lies more to the side than ahead is taken only when there is nothing else, in pixels. */
const OUT_OF_WAY = 500

/**
 * The stop that an arrow key leads to: the nearest in its direction, those straight ahead first. The same stop when
 * there is none.
 */
export function stopTowards(stops: readonly Stop[], current: Stop, arrow: Arrow): Stop {
  const level = arrow === 'ArrowLeft' || arrow === 'ArrowRight'
  const sign = arrow === 'ArrowRight' || arrow === 'ArrowDown' ? 1 : -1
  const middle = ({ box }: Stop) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 })
  const here = middle(current)
  let best = current
  let cost = Infinity
  for (const stop of stops) {
    if (stop.key === current.key) continue
    const there = middle(stop)
    const ahead = sign * (level ? there.x - here.x : there.y - here.y)
    const aside = Math.abs(level ? there.y - here.y : there.x - here.x)
    if (ahead < 4) continue
    const way = ahead + ASIDE * aside + (aside > ahead ? OUT_OF_WAY : 0)
    if (way < cost) {
      best = stop
      cost = way
    }
  }
  return best
}

/** In reading order: rows from top to bottom, each from left to right. */
export function inReadingOrder(stops: readonly Stop[]): readonly Stop[] {
  return [...stops].sort((a, b) => (Math.abs(a.box.y - b.box.y) > 30 ? a.box.y - b.box.y : a.box.x - b.box.x))
}
