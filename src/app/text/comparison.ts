import type { ImportProblem } from '../state/import/file.ts'
import type { LinkProblem } from '../state/link/packed-link.ts'
import { CHANGES } from './catalogue/en/changes.ts'
import type { Sentence } from './sentence.ts'

/**
 * Why nothing can be compared. `nothing`: the files hold no manifests; `lesson`: a link to a lesson; `no-link`: no link
 * of ours.
 */
export function comparisonProblemText(
  problem: ImportProblem | 'not-fetched' | 'nothing' | 'lesson' | 'no-link',
): Sentence {
  return CHANGES.problems[problem]
}

/** Why the work in a link cannot be compared. */
export function linkToCompareText(problem: LinkProblem): Sentence {
  return CHANGES.linkProblems[problem]
}

/** What was chosen, as people call it. */
export function filesName(amount: number): string {
  return CHANGES.files(amount)
}

/** The work in a link that was chosen. */
export function linkName(): string {
  return CHANGES.theLink
}
