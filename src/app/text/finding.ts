import type { FindingFacts } from '../../ground/finding.ts'
import type { FurtherFindingFacts } from './further-findings.ts'
import type { Sentence } from './sentence.ts'

/** What a finding says: `message` is one sentence without its full stop; `advice` what follows from it, or what was probably meant. */
export interface FindingText {
  readonly message: Sentence
  readonly advice: Sentence
}

/** The findings about policies of Kubernetes: they are known from the start, and in every language. */
export type KubernetesFindings = { readonly [Facts in Exclude<FindingFacts, FurtherFindingFacts> as Facts['code']]: (facts: Facts) => FindingText }
