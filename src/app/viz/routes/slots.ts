import type { Grid } from './grid.ts'
import type { Plan } from './plan.ts'

/** Places at a gate, from its middle: three, and two between them when those are taken. */
const SLOTS = { up: -14, upper: -7, middle: 0, lower: 7, down: 14 } as const

const ORDER: Readonly<Record<-1 | 0 | 1, readonly number[]>> = {
  [-1]: [SLOTS.up, SLOTS.middle, SLOTS.upper, SLOTS.lower, SLOTS.down],
  0: [SLOTS.middle, SLOTS.up, SLOTS.down, SLOTS.upper, SLOTS.lower],
  1: [SLOTS.down, SLOTS.middle, SLOTS.lower, SLOTS.upper, SLOTS.up],
}

/** A line that runs along a whole row, at a slot's height. */
interface RowRun {
  readonly row: number
  readonly slot: number
  readonly from: number
  readonly to: number
  readonly owner: string
}

/** Who uses which slot of which gate, and which lines run along rows. */
export interface TakenSlots {
  readonly gates: ReadonlyMap<string, ReadonlyMap<number, string>>
  readonly rows: readonly RowRun[]
}

/** A slot at each gate for each line. */
export interface Allotted {
  readonly slots: TakenSlots
  /** By key of the line, in pixels from the middle of its station. */
  readonly exits: ReadonlyMap<string, number>
  readonly entries: ReadonlyMap<string, number>
}

/**
 * Gives every line a slot where it leaves and one where it enters. Lines of one verdict that leave (or enter) on one
 * side share a slot. Straight lines come first, so that they stay straight; also for those that come `later`.
 */
export function allotSlots(plans: readonly Plan[], grid: Grid, taken: TakenSlots, later: readonly Plan[]): Allotted {
  const gates = new Map([...taken.gates].map(([gate, slots]) => [gate, new Map(slots)]))
  const rows = [...taken.rows]
  const exits = new Map<string, number>()
  const entries = new Map<string, number>()
  const at = (gate: string) => gates.get(gate) ?? gates.set(gate, new Map()).get(gate)!
  const isOpen = (gate: string, slot: number, owner: string) => (at(gate).get(slot) ?? owner) === owner
  const held = (gate: string, owner: string) => [...at(gate)].find(([, holder]) => holder === owner)?.[0]
  const rowIsOpen = (run: Omit<RowRun, 'slot'> | null, slot: number) =>
    run === null ||
    !rows.some(
      (other) =>
        other.row === run.row &&
        other.slot === slot &&
        other.owner !== run.owner &&
        other.from < run.to &&
        run.from < other.to,
    )

  // A line that has a gate to itself keeps to the middle of it.
  const owners = new Map<string, Set<string>>([...gates].map(([gate, slots]) => [gate, new Set(slots.values())]))
  for (const { line, departs, arrives } of [...plans, ...later]) {
    for (const [gate, owner] of [
      [`${line.from} out`, ownerOf(line, departs)],
      [`${line.to} in`, ownerOf(line, arrives)],
    ] as const)
      (owners.get(gate) ?? owners.set(gate, new Set()).get(gate)!).add(owner)
  }
  const wish = (gate: string, side: -1 | 0 | 1) => (owners.get(gate)!.size === 1 ? 0 : side)

  const isStraight = ({ departs, arrives }: Plan) => departs === 0 && arrives === 0
  for (const plan of [...plans].sort((a, b) => Number(isStraight(b)) - Number(isStraight(a)))) {
    const { line, departs, arrives } = plan
    const out = `${line.from} out`
    const into = `${line.to} in`
    const leaving = ownerOf(line, departs)
    const entering = ownerOf(line, arrives)
    const run = rowRun(
      plan,
      line.alone ? line.key : `${line.kind} ${plan.along === 'source-row' ? line.from : line.to}`,
    )
    const [leavingRun, enteringRun] = plan.along === 'source-row' ? [run, null] : [null, run]
    const both = isStraight(plan)
      ? ORDER[0].find(
          (slot) =>
            isOpen(out, slot, leaving) &&
            isOpen(into, slot, entering) &&
            rowIsOpen(run, slot) &&
            (held(out, leaving) ?? slot) === slot &&
            (held(into, entering) ?? slot) === slot,
        )
      : undefined
    const pick = (gate: string, owner: string, side: -1 | 0 | 1, along: typeof run) => {
      const order = ORDER[wish(gate, side)]
      return (
        held(gate, owner) ??
        order.find((slot) => isOpen(gate, slot, owner) && rowIsOpen(along, slot)) ??
        order.find((slot) => rowIsOpen(along, slot)) ??
        order[0]!
      )
    }
    const exit = both ?? pick(out, leaving, departs, leavingRun)
    const entry = both ?? pick(into, entering, arrives, enteringRun)
    if (!at(out).has(exit)) at(out).set(exit, leaving)
    if (!at(into).has(entry)) at(into).set(entry, entering)
    if (run) rows.push({ ...run, slot: plan.along === 'source-row' ? exit : entry })
    exits.set(line.key, exit)
    entries.set(line.key, entry)
  }
  return { slots: { gates, rows }, exits, entries }

  function rowRun({ along, source, target, a, b }: Plan, owner: string): Omit<RowRun, 'slot'> | null {
    if (along === 'source-row') return { row: source.row!, from: source.out.x, to: grid.channels[b]!.to, owner }
    return along === 'target-row' ? { row: target.row!, from: grid.channels[a]!.from, to: target.in.x, owner } : null
  }
}

/** Lines of one verdict on one side of a gate have one place there. */
function ownerOf({ key, kind, alone }: Plan['line'], side: -1 | 0 | 1): string {
  return alone ? key : `${kind} ${side}`
}
