import { OUTSIDE } from './marks.ts'
import type { Line } from './line.ts'

/** The plates beside the island, from top to bottom, by the id of their place. */
export interface Sides {
  readonly left: readonly string[]
  readonly right: readonly string[]
}

type Side = keyof Sides

/**
 * Who calls stands left of the island, who is called right of it; a place that does both stands on both sides, as the
 * internet always does. A place without lines stands where its kind usually does. A plate stays where it once was as
 * long as its place exists, so that none flickers while a rule is typed.
 */
export class OutsideSides {
  #kept = new Map<string, ReadonlySet<Side>>()
  #sides: Sides = { left: [], right: [] }

  /** The same object as before when nothing changed. */
  update(places: readonly string[], lines: readonly Line[]): Sides {
    const calls = new Set(lines.map(({ from }) => from))
    const called = new Set(lines.map(({ to }) => to))
    const next = new Map(
      places.map((id) => {
        const sides = new Set<Side>(this.#kept.get(id))
        if (id === 'internet' || id === OUTSIDE || calls.has(id)) sides.add('left')
        if (id === 'internet' || id === OUTSIDE || called.has(id)) sides.add('right')
        if (sides.size === 0) sides.add(usualSide(id))
        return [id, sides] as const
      }),
    )
    this.#kept = next
    const on = (side: Side) => places.filter((id) => next.get(id)!.has(side))
    const sides = { left: on('left'), right: on('right') }
    if (sides.left.join() !== this.#sides.left.join() || sides.right.join() !== this.#sides.right.join())
      this.#sides = sides
    return this.#sides
  }
}

/** Private networks are offices and other sites that call in; link-local and public addresses are called. */
function usualSide(id: string): Side {
  return /^ip:(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd])/.test(id) ? 'left' : 'right'
}

/** The terminals of a line whose ends may have two plates: it leaves from the left one and enters the right one. */
export function terminalKeys(
  { from, to }: Pick<Line, 'from' | 'to'>,
  { left, right }: Sides,
): { readonly from: string; readonly to: string } {
  const plate = (id: string, first: Side, other: Side, on: Readonly<Record<Side, readonly string[]>>) =>
    on[first].includes(id) ? `${first} ${id}` : on[other].includes(id) ? `${other} ${id}` : id
  return { from: plate(from, 'left', 'right', { left, right }), to: plate(to, 'right', 'left', { left, right }) }
}
