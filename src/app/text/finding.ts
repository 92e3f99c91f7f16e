import { FURTHER_FINDINGS } from '#further-findings'
import type { FindingFacts } from '../../ground/finding.ts'
import { FINDING } from './catalogue/en/finding.ts'
import type { FurtherFindingFacts } from './further-findings.ts'
import { say, type Sentence } from './sentence.ts'

/** What a finding says: `message` is one sentence without its full stop; `advice` what follows from it, or what was probably meant. */
export interface FindingText {
  readonly message: Sentence
  readonly advice: Sentence
}

/** The findings about policies of Kubernetes: they are known from the start, and in every language. */
export type KubernetesFindings = { readonly [Facts in Exclude<FindingFacts, FurtherFindingFacts> as Facts['code']]: (facts: Facts) => FindingText }

/** The sentence for a finding. */
export function findingText(facts: FindingFacts): FindingText {
  return isOfKubernetes(facts) ? (FINDING[facts.code] as (facts: FindingFacts) => FindingText)(facts) : FURTHER_FINDINGS.value?.(facts) ?? UNTOLD
}

/** Whether its sentence is in the catalogue. */
export function isOfKubernetes<Facts extends { readonly code: string }>(facts: Facts): facts is Facts & { readonly code: keyof KubernetesFindings } {
  return Object.hasOwn(FINDING, facts.code)
}

/** For what has no words here: they are not fetched yet, or could not be. */
export const UNTOLD: FindingText = { message: say`Something comes of this that is seldom meant`, advice: say`The words for it could not be fetched: “Why” may tell.` }
