import { chipBox, chipSize, type ChipMark } from './chips.ts'
import type { GateChange } from './gathered.ts'
import type { Sides } from './sides.ts'
import type { Box } from '../lattice/geometry.ts'
import { PLACES } from './stubs.ts'
import { insetAt, type Grid } from '../routes/grid.ts'
import type { TakenSlots } from '../routes/slots.ts'

/** The changes of one gate, ready to be drawn: what closed stops at a bar, and chips say how many. */
export interface GateMark {
  readonly key: string
  readonly at: string
  readonly gate: 'in' | 'out'
  /** A short line and its bar; both empty when nothing closed here. */
  readonly shaft: string
  readonly bar: string
  readonly chips: readonly ChipMark[]
}

/**
 * How long the line at the gate is (what opened stands clear of a stub), its bar (shorter beside other lines), and how
 * far from it a chip.
 */
const BAR = { closed: 10, opened: 20, whole: 21, shared: 13, clear: 5 } as const

/** Marks beside the gates; `size` is that of letters in chips. What is not in the picture is left out. */
export function gateMarks(
  changes: readonly GateChange[],
  sides: Sides,
  grid: Grid,
  slots: TakenSlots,
  size: number,
): readonly GateMark[] {
  return changes.flatMap(({ at, gate, opened, closed }): GateMark[] => {
    const key = grid.terminals.has(at) ? at : `${sides.right.includes(at) ? 'right' : 'left'} ${at}`
    const terminal = grid.terminals.get(key)
    if (!terminal) return []
    const { x, direction } = terminal[gate]
    const taken = slots.gates.get(`${key} ${gate}`)
    const slot = PLACES.find((place) => !taken?.has(place)) ?? PLACES[0]
    const y = terminal.y + slot
    const height = taken ? BAR.shared : BAR.whole
    // Leaving goes along the gate's direction, entering comes against it.
    const away = gate === 'out' ? direction : -direction
    const foot = x - away * insetAt(terminal, slot)
    const tip = x + away * (closed > 0 ? BAR.closed : BAR.opened)
    const chips: ChipMark[] = []
    let edge = tip + away * BAR.clear
    for (const [sign, amount] of [
      ['closed', closed],
      ['opened', opened],
    ] as const) {
      if (amount === 0) continue
      const text = String(amount)
      const box = chipSize(text, true, size)
      chips.push({ ...box, x: edge + (away * box.width) / 2, y, size, sign, text })
      edge += away * (box.width + BAR.clear)
    }
    return [
      {
        key: `${key} ${gate}`,
        at,
        gate,
        chips,
        shaft: closed > 0 ? `M${foot} ${y}H${tip}` : '',
        bar: closed > 0 ? `M${tip} ${y - height / 2}v${height}` : '',
      },
    ]
  })
}

/** Where no other chip may stand. */
export function gateBoxes(marks: readonly GateMark[]): readonly Box[] {
  return marks.flatMap(({ chips }) => chips.map(chipBox))
}
