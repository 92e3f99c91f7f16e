import type { FindingFacts } from '../../ground/finding.ts'
import type { Sentence } from './sentence.ts'

/**
 * What a finding says: `message` is one sentence without its full stop; `advice` what follows from it, or what was
 * probably meant.
 */
export interface FindingText {
  readonly message: Sentence
  readonly advice: Sentence
}

/** The sentences of some findings, by code. */
export type FindingTexts<Facts extends FindingFacts> = {
  readonly [Each in Facts as Each['code']]: (facts: Each) => FindingText
}
