import { lineKey, lineOf, type Chip, type Line } from './line.ts'
import type { FlowGoal } from '../selection.ts'

/** The numbers of the goals that a line is about, as tiles on it. */
export function goalChips(numbers: readonly number[]): readonly Chip[] {
  return numbers.map((number) => ({ sign: 'goal', text: String(number) }))
}

/** Goals by the key of their line. Those whose ends are not in the picture, or the same, have none. */
export function goalsByLine(
  goals: readonly FlowGoal[],
  markOf: (id: string) => string | null,
  folded: ReadonlySet<string>,
): ReadonlyMap<string, { readonly numbers: readonly number[]; readonly line: Line }> {
  const found = new Map<string, { numbers: number[]; line: Line }>()
  for (const { number, flow } of goals) {
    const from = markOf(flow.from)
    const to = markOf(flow.to)
    if (from === null || to === null || from === to || folded.has(from) || folded.has(to)) continue
    const key = lineKey(from, to)
    const known = found.get(key)
    if (known) known.numbers.push(number)
    else found.set(key, { numbers: [number], line: lineOf(from, to, flow.verdict, 'goal') })
  }
  return found
}
