import type { Difference } from './comparison.ts'

/** In what a flow differs whose outcomes these are. `enforcing`: where somebody acts on the policies. */
export function differenceOf<Outcome>(outcomes: ArrayLike<Outcome>, enforcing: readonly boolean[]): Difference {
  let difference: Difference = 'nothing'
  let first = -1
  for (let at = 0; at < outcomes.length; at++) {
    if (outcomes[at] !== outcomes[0]) difference = 'unenforced'
    if (!enforcing[at]) continue
    if (first < 0) first = at
    else if (outcomes[at] !== outcomes[first]) return 'enforced'
  }
  return difference
}
