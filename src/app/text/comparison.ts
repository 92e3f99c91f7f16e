import { assertNever } from '../../ground/result.ts'
import type { ConnectionSign } from '../../world/connection-sign.ts'
import type { ComparedTo } from '../state/comparison.svelte.ts'
import type { ImportProblem } from '../state/import-file.ts'
import type { LinkProblem } from '../state/link-codec.ts'
import { say, type Sentence } from './sentence.ts'

/** The choices, in the order in which they are offered. `against`: what the strip counts from, `the baseline`, `the last edit`. */
export function comparedToOptions(against: string): readonly (readonly [ComparedTo, string])[] {
  return [['flows', `${against}, flow by flow`], ['counted', `${against}, all ports`], ['opened', 'the work as it was opened'], ['files', 'files…'], ['link', 'a link…']]
}

/** `2 opened · 1 closed · 0 changed` */
export function signCountsText({ opened, closed, changed }: Readonly<Record<ConnectionSign, number>>): string {
  return `${opened} opened · ${closed} closed · ${changed} changed`
}

/** Why nothing can be compared. `nothing`: the files hold no manifests; `lesson`: a link to a lesson; `no-link`: no link of ours. */
export function comparisonProblemText(problem: ImportProblem | 'not-fetched' | 'nothing' | 'lesson' | 'no-link'): Sentence {
  switch (problem) {
    case 'nothing': return say`No manifests were found in what was chosen.`
    case 'too-many': return say`These are more files than can be compared.`
    case 'too-large': return say`These files are larger than a work may be.`
    case 'not-fetched': return say`What files are read with could not be loaded. It works again with the network.`
    case 'lesson': return say`This is a link to a lesson. Only links that Share makes of a work can be compared.`
    case 'no-link': return say`This is no link of Reachable: the part after # is missing, or it is another page's.`
    default: return assertNever(problem)
  }
}

/** Why the work in a link cannot be compared. */
export function linkToCompareText(problem: LinkProblem): Sentence {
  switch (problem) {
    case 'incomplete': return say`This link is incomplete.`
    case 'newer': return say`This link was made by a later version of Reachable.`
    case 'other-example': return say`This link holds only what differs from an example, and that example is not the same here.`
    case 'too-large': return say`This link unpacks to more than 30 MB.`
    case 'not-a-work': return say`This link holds nothing that can be compared.`
    default: return assertNever(problem)
  }
}
