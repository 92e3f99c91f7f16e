import type { Assertion } from '../../world/assertions/assertion.ts'
import type { AssertionState } from '../../world/assertions/check.ts'
import { STATUS } from './catalogue/en/status.ts'

/** `3 hold, 1 fails`; what is not there is left out. */
export function countsText(counts: Readonly<Record<AssertionState, number>>): string {
  const { holds, fails, depends, lost, invalid } = counts
  const other = depends + lost + invalid
  return [
    STATUS.holds(holds),
    ...(fails > 0 ? [STATUS.fails(fails)] : []),
    ...(other > 0 ? [STATUS.cannotBeTold(other)] : []),
  ].join(', ')
}

/** Said when assertions were added; empty: none were. */
export function addedText(added: readonly Assertion[]): string {
  const [first] = added
  if (!first) return ''
  return added.length === 1
    ? STATUS.assertedOne(`${first.expect} ${first.question}`)
    : STATUS.assertedMany(added.length)
}
