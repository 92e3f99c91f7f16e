import type { AssertionView } from '../../world/assertions/check.ts'
import type { NoTest } from '../../world/assertions/netassert.ts'
import type { TriedMutant } from '../../world/mutants/try.ts'
import { ASSERTIONS } from './catalogue/en/assertions.ts'
import { endpointName } from './endpoint.ts'
import { policyName } from './policy.ts'
import { code, say, type Sentence } from './sentence.ts'

/** `denied at ingress`; of what cannot be asked, why not. */
export function nowText({ state, now, question }: AssertionView): string {
  if (!now) return state !== 'lost' ? ASSERTIONS.unreadable : question ? ASSERTIONS.lostEnd : ASSERTIONS.noAnswer
  if (now.outcome === 'conditional') return ASSERTIONS.dependsOn(now.needs)
  return now.deniedAt ? ASSERTIONS.deniedAt(now.deniedAt) : ASSERTIONS.outcomes[now.outcome]
}

/** What it was before the last edit that changed who reaches whom; empty: the same, or nothing was. */
export function sinceText({ now, before }: AssertionView): string {
  if (before === null || !now) return ''
  return before === now.outcome ? '' : ASSERTIONS.was(ASSERTIONS.outcomes[before])
}

/** Why netassert has no test for one. */
export function noTestText(why: NoTest): string {
  return ASSERTIONS.noTest[why]
}

/** `shop/web → shop/db 5432` */
export function flowName(question: string): string {
  const [from, to] = question.split(' -> ')
  return to === undefined ? question : `${endpointName(from!)} → ${endpointName(to)}`
}

/** A change of a policy, in words. */
export function mutantText({ mutation, policy }: TriedMutant): Sentence {
  return say`${code(policyName(policy))}: ${ASSERTIONS.mutations[mutation]}`
}

/** `7 of 9 noticed.` `untried`: how many more changes there are, which were not tried. */
export function scoreText(tried: readonly TriedMutant[], untried: number): Sentence {
  const counts = { noticed: 0, survived: 0, same: 0, refused: 0 }
  for (const { fate } of tried) counts[fate]++
  const all = counts.noticed + counts.survived
  if (all === 0) return say`${ASSERTIONS.noDifference}`
  return say`${[ASSERTIONS.score(counts.noticed, all), ...(counts.same > 0 ? [ASSERTIONS.same(counts.same)] : []), ...(untried > 0 ? [ASSERTIONS.untried(untried)] : [])].join(' ')}`
}
