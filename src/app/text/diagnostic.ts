import { FURTHER_FINDINGS } from '#further-findings'
import type { Diagnostic, DiagnosticFacts } from '../../ground/diagnostic.ts'
import type { FindingFacts } from '../../ground/finding.ts'
import { DIAGNOSTIC } from './catalogue/en/diagnostic.ts'
import { FINDING } from './catalogue/en/finding.ts'
import { inEnglish } from './catalogue/spoken.ts'
import type { FindingTexts } from './finding.ts'
import { plain, say, type Sentence } from './sentence.ts'

/**
 * What a diagnostic says: `message` as the API server or kubectl prints it, then with `isPrinted`, or in our words;
 * `advice` in plain words; empty: nothing to add.
 */
export interface DiagnosticText {
  readonly message: Sentence
  readonly advice: Sentence
  readonly isPrinted?: true
}

/** Those whose words are fetched with the first of them. */
type FurtherCode =
  | 'yaml-limit'
  | 'agent-refusal'
  | 'older-release'
  | 'webhook-denied'
  | 'field-warning'
  | 'selector-unreadable'
  | 'unknown-protocol'
  | 'domain-names-action'
  | 'same-priority'
  | 'waypoint-assumed'
  | 'replicas-capped'
  | 'pods-without-address'
  | 'pods-capped'
  | 'taints-passed-over'
  | 'address-shared'
  | 'entry-backend'
  | 'route-parent'
  | 'field-not-evaluated'
  | 'internal-error'

type All = {
  readonly [Facts in Exclude<DiagnosticFacts, FindingFacts> as Facts['code']]: (
    facts: Facts & Pick<Diagnostic, 'subject'>,
  ) => DiagnosticText
}

/** The diagnostics that somebody meets who types; see `FurtherDiagnostics` for the others. Neither has findings. */
export type OwnDiagnostics = Omit<All, FurtherCode>

/** The diagnostics whose words are fetched when the first of them is met. */
export type FurtherDiagnostics = Pick<All, FurtherCode>

/** The whole text of a diagnostic on one line, for markers and hovers. */
export function diagnosticLine(diagnostic: Diagnostic): string {
  const { message, advice } = diagnosticText(diagnostic)
  return advice.length === 0 ? plain(message) : `${plain(message)}. ${plain(advice)}`
}

/** For what has no words here: they are not fetched yet, or could not be. */
export const UNTOLD: DiagnosticText = {
  message: say`Something comes of this that is seldom meant`,
  advice: say`The words for it could not be fetched: “Why” may tell.`,
}

/**
 * The sentence for a diagnostic. Schema and admission errors have the shape of the API server's own messages
 * (`field: type: value: detail`, `unknown field "spec.x"`), so that what is learned here is recognised in a terminal.
 */
export function diagnosticText(diagnostic: Diagnostic): DiagnosticText {
  return textIn(DIAGNOSTIC, diagnostic) ?? textIn(FINDING, diagnostic) ?? FURTHER_FINDINGS.value?.(diagnostic) ?? UNTOLD
}

/** Null: this part of the catalogue has no words for it. */
export function textIn(
  part: OwnDiagnostics | FurtherDiagnostics | Partial<FindingTexts<FindingFacts>>,
  diagnostic: Diagnostic,
): DiagnosticText | null {
  return Object.hasOwn(part, diagnostic.code)
    ? (part as Readonly<Record<string, (facts: Diagnostic) => DiagnosticText>>)[diagnostic.code]!(diagnostic)
    : null
}

/** For `lang` of the message: what programs print is English everywhere. */
export function messageLanguage({ isPrinted }: DiagnosticText): 'en' | undefined {
  return isPrinted ? inEnglish() : undefined
}
