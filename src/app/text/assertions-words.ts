import type { Assertion } from '../../world/assertions/assertion.ts'
import type { AssertionState } from '../../world/assertions/check.ts'

/** On the button; what it does is its title. */
export const ASSERT_THIS = 'Assert'
export const ASSERT_TITLE = 'Expect that it stays so (E)'
export const IS_ASSERTED = 'Asserted'

/** `3 hold, 1 fails`; what is not there is left out. */
export function countsText(counts: Readonly<Record<AssertionState, number>>): string {
  const { holds, fails, depends, lost, invalid } = counts, other = depends + lost + invalid
  return [`${holds} ${holds === 1 ? 'holds' : 'hold'}`, ...(fails > 0 ? [`${fails} ${fails === 1 ? 'fails' : 'fail'}`] : []), ...(other > 0 ? [`${other} cannot be told`] : [])].join(', ')
}

/** Said when assertions were added; empty: none were. */
export function addedText(added: readonly Assertion[]): string {
  const [first] = added
  if (!first) return ''
  return added.length === 1 ? `Asserted: ${first.expect} ${first.question}` : `${added.length} assertions added`
}
